"""Days, months and years of the Gregorian and the Solar Hijri calendar as Gregorian days.

Lunar Hijri dates are recognised elsewhere and stay unconverted: their months begin with a sighting, so that a table
may be a day off, and no converter is among the dependencies.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from persiantools.jdatetime import JalaliDate

GREGORIAN, SOLAR_HIJRI, HIJRI = "gregorian", "solar_hijri", "hijri"
_GREGORIAN_YEARS = range(1800, 2101)
_SOLAR_YEARS = range(1200, 1500)
_TEHRAN = timezone(timedelta(hours=3, minutes=30))
_PIVOT = 50  # a two-digit Solar Hijri year from 50 on is of the 1300s, below it of the 1400s


def iranian_day(instant: datetime) -> date:
    """The day in Tehran at an instant (UTC+03:30 all year since September 2022); a naive instant keeps its day."""
    return instant.astimezone(_TEHRAN).date() if instant.tzinfo else instant.date()


def day_of(calendar: str, year: int, month: int, day: int) -> date | None:
    """One day of a calendar as a Gregorian day; None where the calendar has no such day or cannot be converted."""
    try:
        if calendar == GREGORIAN:
            return date(year, month, day)
        if calendar == SOLAR_HIJRI:
            converted: date = JalaliDate(year, month, day).to_gregorian()
            return converted
    except (ValueError, OverflowError):
        return None
    return None


def month_of(calendar: str, year: int, month: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a month."""
    first = day_of(calendar, year, month, 1)
    following = day_of(calendar, year, month + 1, 1) if month < 12 else day_of(calendar, year + 1, 1, 1)
    return (first, following - timedelta(days=1)) if first and following else None


def year_of(calendar: str, year: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a year."""
    first, following = day_of(calendar, year, 1, 1), day_of(calendar, year + 1, 1, 1)
    return (first, following - timedelta(days=1)) if first and following else None


def year_at(calendar: str, day: date) -> int:
    """The year of a calendar that a Gregorian day falls in."""
    return int(JalaliDate.to_jalali(day).year) if calendar == SOLAR_HIJRI else day.year


def month_at(calendar: str, day: date) -> int:
    """The month of a calendar that a Gregorian day falls in."""
    return int(JalaliDate.to_jalali(day).month) if calendar == SOLAR_HIJRI else day.month


def full_year(written: str, calendar: str) -> int | None:
    """A year as written (four digits, or two of a Solar Hijri year) in full; None where it is none of that calendar."""
    year = int(written)
    if len(written) == 2:
        if calendar != SOLAR_HIJRI:
            return None
        return 1300 + year if year >= _PIVOT else 1400 + year
    allowed = _SOLAR_YEARS if calendar == SOLAR_HIJRI else _GREGORIAN_YEARS
    return year if year in allowed else None


def calendar_of_year(year: int) -> str | None:
    """The calendar that a four-digit year belongs to by its size alone; lunar Hijri years look like solar ones."""
    if year in _SOLAR_YEARS:
        return SOLAR_HIJRI
    return GREGORIAN if year in _GREGORIAN_YEARS else None
