"""Reading one stated date: the day in any of its spellings, and the clock and zone beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from rasad.catalogue import Dates
from rasad.model import Span
from rasad.text.dates import find_dates, parse_dates
from rasad.text.dates.calendars import GREGORIAN, SOLAR_HIJRI, TEHRAN, calendar_of_year, day_of
from rasad.text.dates.datelines import datelines, relayed_days
from rasad.text.normalise import fold_key

_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<three>\d{4}|\d{2}))(?![\d]|[./-]\d)"
)
_ZONE = r"(?P<zone>z|(?:utc|gmt)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|utc|gmt|irst|irdt|est|edt|cst|cdt|mst|mdt|pst|pdt|cet|cest)"
_ZONES = {
    **dict.fromkeys(("z", "utc", "gmt"), 0.0),
    **{"est": -5.0, "edt": -4.0, "cst": -6.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0},
    **{"cet": 1.0, "cest": 2.0, "irst": 3.5, "irdt": 4.5},
}  # RFC 822 section 5.1, and the names of the tz database that one zone alone bears
_BASIC_CLOCK = re.compile(
    rf"(?<=\d{{8}}t)(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?:[.,]\d{{1,9}})?{_ZONE}?(?!\w)"
)  # ISO 8601 without separators
_WIDEST = timedelta(hours=14)  # the widest offset in use
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
_MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Instant:
    """A stated date. `value` is aware; with precision `day` it is midnight UTC of the stated day."""

    value: datetime
    precision: str  # second, minute, day
    calendar: str
    zoned: bool  # whether the statement says its offset from UTC
    wall: datetime | None = None  # the clock as written (naive) where it says no offset
    assumed: str = ""  # zone_of_outlet, zone_of_language: whose zone a clock without offset was read in


def read_stated(
    text: str, language: str, dates: Dates | None = None, *, first_seen: date | None = None
) -> Instant | None:
    """The one date that a short text states, or None where there is none or a choice.

    `dates` is what is known of the outlet's way of writing dates: it decides the order of figures and the zone of clocks
    without offset. Such a clock is Iran time on a Persian page; elsewhere only the day is kept, with the clock in `wall`.
    A date without a year counts only where `first_seen` bounds it and a weekday beside it picks the year.
    """
    short = text[:_MAX_LENGTH]
    key = fold_key(short)
    found = set(_days(key, short, language, dates))
    if not found:
        found = set(_days_by_weekday(short, language, first_seen))
    if len({day for day, _ in found}) != 1:
        return None
    day, calendar = min(found, key=lambda each: each[1] == GREGORIAN)
    return _with_clock(day, calendar, key, language, dates)


def open_days(text: str, language: str) -> tuple[date, ...]:
    """The days that a text may mean where it leaves a choice (03/04/2026, a lunar day, two dates), earliest first."""
    short = text[:_MAX_LENGTH]
    events = find_dates(short, Span(0, len(short)), _read_as(language), None)
    days = [event.value for event in events if event.value and event.precision == "day"]
    return tuple(sorted({*days, *(day for event in events for day in event.candidates)}))[:6]


def day_only(year: int, month: int, day: int) -> Instant | None:
    """A day of the Gregorian or Solar Hijri calendar, told apart by the year; None for a day that does not exist."""
    calendar = calendar_of_year(year)
    gregorian = day_of(calendar, year, month, day) if calendar else None
    return None if gregorian is None or calendar is None else _day(gregorian, calendar)


def _day(day: date, calendar: str) -> Instant:
    return Instant(datetime.combine(day, time(), UTC), "day", calendar, zoned=False)


def _read_as(language: str) -> str:
    return "fa" if language == "fa" else "en"


def _days(key: str, text: str, language: str, dates: Dates | None) -> Iterator[tuple[date, str]]:
    """Every day that a text states in full, with its calendar; figures that leave a choice give both or none."""
    for found in _NUMERIC.finditer(key):
        yield from _figures(found, language, dates)
    named = [
        event for event in parse_dates(text, _read_as(language)) if not _NUMERIC.fullmatch(fold_key(event.surface))
    ]
    for event in named:
        if event.value is not None:
            yield event.value, event.calendar
    if not named:
        for day in relayed_days(key):
            yield day, GREGORIAN


def _days_by_weekday(text: str, language: str, first_seen: date | None) -> Iterator[tuple[date, str]]:
    if first_seen is None:
        return
    for event in find_dates(text, Span(0, len(text)), _read_as(language), first_seen):
        if event.method == "weekday" and event.value and event.value <= first_seen + timedelta(days=1):
            yield event.value, event.calendar


def _figures(found: re.Match[str], language: str, dates: Dates | None) -> Iterator[tuple[date, str]]:
    if found["year"]:
        if found["mark"] or len(found["month"] + found["day"]) == 4:
            stated = day_only(int(found["year"]), int(found["month"]), int(found["day"]))
            if stated:
                yield stated.value.date(), stated.calendar
        return
    figures = (found["one"], found["two"], found["three"])
    for order in _orders(figures, found["sign"], language, dates):
        year, month, day = (figures[place] for place in _ORDERS[order])
        stated = day_only(_in_full(year, language), int(month), int(day))
        if stated:
            yield stated.value.date(), stated.calendar


def _orders(figures: tuple[str, ...], sign: str, language: str, dates: Dates | None) -> tuple[str, ...]:
    """The orders in which three figures may stand. With points, or before a Solar Hijri year, the day comes first."""
    short = len(figures[2]) == 2
    if language == "fa" and short:
        return ("ymd",) if sign == "/" else ()
    if dates and dates.order and not (dates.order == "ymd" and not short):
        return (dates.order,)
    if sign == "." or (not short and calendar_of_year(int(figures[2])) == SOLAR_HIJRI):
        return () if short else ("dmy",)
    return ("dmy", "mdy")


def _in_full(year: str, language: str) -> int:
    if len(year) == 4:
        return int(year)
    if language == "fa":
        return 1300 + int(year) if int(year) >= 50 else 1400 + int(year)
    return 2000 + int(year)


def _with_clock(day: date, calendar: str, key: str, language: str, dates: Dates | None) -> Instant:
    """The day with the one clock that stands beside it; the day alone where there is none, or no zone to read it in."""
    whole = _day(day, calendar)
    clocks = set(_clocks(key))
    if len(clocks) != 1:
        return whole
    clock, precision, written_zone = clocks.pop()
    wall = datetime.combine(day, clock)
    zone = _zone(written_zone)
    if zone is not None:
        return Instant(wall.replace(tzinfo=zone), precision, calendar, zoned=True)
    known, assumed = _home_zone(language, dates)
    if known is None:
        return replace(whole, wall=wall)
    offset = timezone(wall.replace(tzinfo=known).utcoffset() or timedelta(0))
    return Instant(wall.replace(tzinfo=offset), precision, calendar, False, wall, assumed)


@lru_cache(maxsize=1)
def _clock_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d:./+-])(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{1,2})(?:[.,]\d{1,9})?)?(?![\d:])"
        rf"(?:\s{{0,2}}{datelines().half_day})?(?:\s{{0,2}}\(?{_ZONE}(?!\w))?"
    )


def _clocks(key: str) -> Iterator[tuple[time, str, str | None]]:
    """Every clock of a line, with its precision and the zone as written."""
    for match in _clock_pattern().finditer(key):
        hour = int(match["hour"])
        if (match["am"] or match["pm"]) and hour <= 12:
            hour = hour % 12 + (12 if match["pm"] else 0)
        yield from _clock(hour, match["minute"], match["second"], match["zone"])
    for match in _BASIC_CLOCK.finditer(key):
        yield from _clock(int(match["hour"]), match["minute"], match["second"], match["zone"])
    for match in datelines().spoken_clock.finditer(key):
        yield from _clock(int(match["hour"]), match["minute"] or match["short"], match["second"], None)


def _clock(hour: int, minute: str, second: str | None, zone: str | None) -> Iterator[tuple[time, str, str | None]]:
    if hour <= 23 and int(minute) <= 59 and int(second or 0) <= 59:
        yield time(hour, int(minute), int(second or 0)), "second" if second else "minute", zone


def _home_zone(language: str, dates: Dates | None) -> tuple[tzinfo | None, str]:
    if dates and dates.timezone:
        return ZoneInfo(dates.timezone), "zone_of_outlet"
    return (TEHRAN, "zone_of_language") if language == "fa" else (None, "")


def _zone(written: str | None) -> timezone | None:
    if written is None:
        return None
    name = written.replace(" ", "")
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    sign, figures = name.lstrip("utcgm")[0], name.lstrip("utcgm")[1:].replace(":", "")
    hours, minutes = (figures[:-2], figures[-2:]) if len(figures) > 2 else (figures, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or offset > _WIDEST:
        return None
    return timezone(offset if sign == "+" else -offset)
