"""Dates as feeds write them. Only what names one instant beyond doubt is taken: with its zone, in a format with one meaning."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from rasad.text.dates.calendars import SOLAR_HIJRI, calendar_of_year, day_of

EARLIEST, LATEST = 1990, 2100  # years; before and after it is a mistake of a machine
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# RFC 822 section 5.1. Other letters name several zones each (IST, BST), or a clock that was changed by law (IRST).
_ZONES = {
    **dict.fromkeys(("UT", "UTC", "GMT", "Z"), 0),
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
}
_RFC822 = re.compile(
    r"(?:([a-z]{3})[a-z]{0,6}\.?,?\s{1,9})?(\d{1,2})[\s-]{1,9}([a-z]{3})[a-z]{0,6}\.?[\s-]{1,9}(\d{4}|\d\d)\s{1,9}"
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s{0,9}([a-z]{1,5}|[+-]\d\d:?\d\d)(?:\s{1,9}\([a-z ]{1,40}\))?",
    re.IGNORECASE | re.ASCII,
)
_ISO8601 = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[Tt\s]\s{0,9}(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s{0,9}([Zz]|[+-]\d\d(?::?\d\d)?)",
    re.ASCII,
)
_LONGEST = 100  # characters; no date of one meaning is longer


def instant(written: str | None) -> datetime | None:
    """The instant that a feed's date names, in UTC, to the second; None for anything that could be another one.

    RFC 822 and 2822, and ISO 8601 and RFC 3339, both with a zone, from 1990 to 2100. A Solar Hijri year in ISO order
    with an offset is converted. None: no zone, IRST and other ambiguous letters, a weekday that contradicts the day.
    """
    if not written or len(written) > _LONGEST:
        return None
    line = written.strip()
    if match := _RFC822.fullmatch(line):
        return _rfc822(match)
    if match := _ISO8601.fullmatch(line):
        return _iso8601(match)
    return None


def _rfc822(match: re.Match[str]) -> datetime | None:
    weekday, day, month, year, *clock, zone = match.groups()
    if month.lower() not in _MONTHS:
        return None
    full_year = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)  # RFC 2822 section 4.3
    if full_year < EARLIEST:
        return None
    found = _at(full_year, _MONTHS.index(month.lower()) + 1, int(day), clock, zone)
    if found is None or (weekday and weekday.lower() not in _WEEKDAYS):
        return None
    agrees = not weekday or found.weekday() == _WEEKDAYS.index(weekday.lower())
    return found.astimezone(UTC) if agrees else None


def _iso8601(match: re.Match[str]) -> datetime | None:
    year, month, day = (int(number) for number in match.groups()[:3])
    if calendar_of_year(year) == SOLAR_HIJRI:
        converted = day_of(SOLAR_HIJRI, year, month, day)
        if converted is None:
            return None
        year, month, day = converted.year, converted.month, converted.day
    found = _at(year, month, day, list(match.groups()[3:6]), match[7])
    return found.astimezone(UTC) if found else None


def _at(year: int, month: int, day: int, clock: list[str | None], zone: str) -> datetime | None:
    offset = _offset(zone)
    if offset is None or not EARLIEST <= year <= LATEST:
        return None
    hour, minute, second = (int(part or 0) for part in clock)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=offset)
    except ValueError:
        return None


def _offset(zone: str) -> timezone | None:
    if zone[0] not in "+-":
        hours = _ZONES.get(zone.upper())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if int(digits[2:]) > 59 or minutes > 14 * 60:  # the widest offset in use is +14:00
        return None
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
