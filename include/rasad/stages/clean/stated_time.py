"""Reading one stated date: ISO 8601 in its many spellings, RFC 2822, Solar Hijri numbers, and visible words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from rasad.text.dates import parse_dates
from rasad.text.dates.calendars import calendar_of_year, day_of
from rasad.text.normalise import fold_key

IRAN_TIME = timezone(timedelta(hours=3, minutes=30))  # no daylight saving since September 2022
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
    r"(?:[T| ,]{1,3}(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{1,2}))?(?:[.,]\d{1,9})?"
    r"\s{0,2}(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
# with points the day always comes first; with slashes that depends on the country
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)")
_MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Instant:
    """A stated date. `value` is aware; with precision `day` it is midnight UTC of the stated day."""

    value: datetime
    precision: str  # second, minute, day
    calendar: str
    zoned: bool  # whether the statement says its offset from UTC
    wall: datetime | None = None  # the clock as written (naive) where it says no offset


def read_stated(text: str, language: str) -> Instant | None:
    """The one date that a short text states, or None where there is none or a choice.

    A clock without an offset is taken as Iran time on a Persian page; elsewhere only the day is kept.
    """
    short = fold_key(text[:_MAX_LENGTH]).strip()
    found = _ISO.search(short)
    if found:
        return _iso(found, language)
    dotted = _DOTTED.search(short)
    if dotted:
        return day_only(int(dotted["year"]), int(dotted["month"]), int(dotted["day"]))
    return _rfc(text[:_MAX_LENGTH]) or _words(text[:_MAX_LENGTH], language)


def day_only(year: int, month: int, day: int) -> Instant | None:
    """A day of the Gregorian or Solar Hijri calendar, told apart by the year; None for a day that does not exist."""
    calendar = calendar_of_year(year)
    gregorian = day_of(calendar, year, month, day) if calendar else None
    if gregorian is None or calendar is None:
        return None
    return Instant(datetime(gregorian.year, gregorian.month, gregorian.day, tzinfo=UTC), "day", calendar, False)


def _iso(found: re.Match[str], language: str) -> Instant | None:
    if not found["mark"] and len(found["month"] + found["day"]) < 4:
        return None
    day = day_only(int(found["year"]), int(found["month"]), int(found["day"]))
    if day is None or found["hour"] is None:
        return day
    zone = _zone(found["zone"]) or (IRAN_TIME if language == "fa" else None)
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    wall = day.value.replace(hour=hour, minute=minute, second=second, tzinfo=None)
    if zone is None:
        return replace(day, wall=wall)
    precision = "second" if found["second"] else "minute"
    zoned = found["zone"] is not None
    return Instant(wall.replace(tzinfo=zone), precision, day.calendar, zoned, None if zoned else wall)


def _zone(written: str | None) -> timezone | None:
    if written is None:
        return None
    if written[0] not in "+-":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    if hours > 14 or minutes > 59:
        return None
    return timezone((1 if written[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _rfc(text: str) -> Instant | None:
    try:
        value = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if value.year < 1900:
        return None
    if value.tzinfo is None:
        return day_only(value.year, value.month, value.day)
    return Instant(value, "second", "gregorian", True)


def _words(text: str, language: str) -> Instant | None:
    dates = parse_dates(text, "fa" if language == "fa" else "en")
    if not dates or any(found.value != dates[0].value for found in dates) or dates[0].value is None:
        return None
    value = dates[0].value
    return Instant(datetime(value.year, value.month, value.day, tzinfo=UTC), "day", dates[0].calendar, False)
