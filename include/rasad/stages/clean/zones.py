"""Which zone an instant was printed in. Servers state UTC while readers see the outlet's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from rasad.catalogue import Dates
from rasad.stages.clean.evidence import SAME, Evidence
from rasad.stages.clean.stated_time import Instant

_HALF_HOUR = timedelta(minutes=30)
_WIDEST = timedelta(hours=14)  # the widest offset in use


def in_printed_zone(instant: Instant, others: Sequence[Evidence], dates: Dates | None) -> Instant:
    """The same instant with the offset that the page's other statements imply, so that its day is the outlet's own.

    A statement of the same instant with an offset, or with a clock of no offset, gives the offset; a printed neighbouring
    day gives the smallest offset under which it holds. Where nothing is printed, the zone of the outlet is taken.
    """
    if not instant.zoned or instant.value.utcoffset() != timedelta(0):
        return instant
    for found in others:
        offset = _offset_of(found.instant, instant.value)
        if offset:
            return _moved(instant, offset)
    days = [found.day for found in others if found.method in ("visible_text", "url")]
    if not days:
        return _in_outlets_zone(instant, dates)
    if instant.value.date() in days or abs(days[0] - instant.value.date()) > SAME:
        return instant
    offset = _smallest_offset(instant.value, days[0])
    return _moved(instant, offset) if offset else instant


def _in_outlets_zone(instant: Instant, dates: Dates | None) -> Instant:
    if dates is None or dates.timezone is None:
        return instant
    offset = instant.value.astimezone(ZoneInfo(dates.timezone)).utcoffset() or timedelta(0)
    return replace(_moved(instant, offset), assumed="zone_of_outlet")


def two_clocks(first: Evidence, others: Sequence[Evidence]) -> Evidence | None:
    """A statement of the same minute and second some whole half hours away, on another day: one zone of the two is a lie."""
    for other in others:
        exact = (
            first.instant.zoned
            and other.instant.zoned
            and "day" not in (first.instant.precision, other.instant.precision)
        )
        apart = abs(first.instant.value - other.instant.value)
        telling = first.instant.value.second or first.instant.value.minute % 30
        if (
            exact
            and telling
            and first.day != other.day
            and timedelta(0) < apart <= _WIDEST
            and apart % _HALF_HOUR == timedelta(0)
        ):
            return other
    return None


def _offset_of(other: Instant, value: datetime) -> timedelta | None:
    """The offset from UTC under which `other` says the same instant as `value`, or None where it says another."""
    if other.wall is None:
        same = other.precision != "day" and abs(other.value - value) < timedelta(minutes=2)
        return other.value.utcoffset() if same else None
    offset = other.wall.replace(second=0) - value.replace(tzinfo=None, microsecond=0, second=0)
    return offset if offset % _HALF_HOUR == timedelta(0) and abs(offset) <= _WIDEST else None


def _moved(instant: Instant, offset: timedelta) -> Instant:
    return replace(instant, value=instant.value.astimezone(timezone(offset)), assumed="zone_of_page")


def _smallest_offset(value: datetime, day: date) -> timedelta | None:
    for hours in range(1, 13):
        for offset in (timedelta(hours=hours), timedelta(hours=-hours)):
            if (value + offset).date() == day:
                return offset
    return None
