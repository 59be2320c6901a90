"""Days, months and years of the Gregorian, the Solar Hijri and the lunar Hijri calendar as Gregorian days.

A lunar month begins with a sighting, so that a day computed from a table may be one off either way: `lunar_days` gives
the three days that a lunar date may mean, and only a weekday beside it can tell which.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

GREGORIAN, SOLAR_HIJRI, HIJRI = "gregorian", "solar_hijri", "hijri"
TEHRAN = ZoneInfo("Asia/Tehran")
"""The clock of Iran as the tz database has it: UTC+03:30, with daylight saving time until September 2022."""
_GREGORIAN_YEARS = range(1800, 2101)
_SOLAR_YEARS = range(1200, 1500)
_LUNAR_YEARS = range(1200, 1600)
_PIVOT = 50  # a two-digit Solar Hijri year from 50 on is of the 1300s, below it of the 1400s
_LUNAR_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram of year 1 (16 July 622 of the Julian calendar)
_LUNAR_CYCLE = 30  # years, eleven of them with a 30th day in their last month
_LEAP_SHIFT = 14  # spreads those over the cycle as the civil table does (years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29)


def iranian_day(instant: datetime) -> date:
    """The day in Tehran at an instant; a naive instant keeps its day."""
    return instant.astimezone(TEHRAN).date() if instant.tzinfo else instant.date()


def day_of(calendar: str, year: int, month: int, day: int) -> date | None:
    """One day of a calendar as a Gregorian day; None where the calendar has no such day or may mean several (lunar)."""
    try:
        if calendar == GREGORIAN:
            return date(year, month, day)
        if calendar == SOLAR_HIJRI:
            converted: date = JalaliDate(year, month, day).to_gregorian()
            return converted
    except (ValueError, OverflowError):
        return None
    return None


def lunar_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days that a lunar Hijri date may mean: the day by the civil table, the one before, the one after; or none."""
    if year not in _LUNAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= 30:
        return ()
    by_table = date.fromordinal(_lunar_ordinal(year, month, day))
    return tuple(by_table + timedelta(days=shift) for shift in (-1, 0, 1))


def lunar_of(day: date) -> tuple[int, int, int]:
    """Year, month and day of the lunar Hijri calendar, by the civil table."""
    since = day.toordinal() - _LUNAR_EPOCH
    year = (_LUNAR_CYCLE * since + 10_646) // 10_631  # 10,631 days in a cycle
    while _lunar_ordinal(year + 1, 1, 1) <= day.toordinal():
        year += 1
    while _lunar_ordinal(year, 1, 1) > day.toordinal():
        year -= 1
    month = max(month for month in range(1, 13) if _lunar_ordinal(year, month, 1) <= day.toordinal())
    return year, month, day.toordinal() - _lunar_ordinal(year, month, 1) + 1


def _lunar_ordinal(year: int, month: int, day: int) -> int:
    months = 29 * (month - 1) + month // 2  # 30 and 29 days by turns
    years = 354 * (year - 1) + (11 * (year - 1) + _LEAP_SHIFT) // _LUNAR_CYCLE
    return _LUNAR_EPOCH + years + months + day - 1


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
    if calendar == HIJRI:
        return lunar_of(day)[0]
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
    allowed = {SOLAR_HIJRI: _SOLAR_YEARS, HIJRI: _LUNAR_YEARS}.get(calendar, _GREGORIAN_YEARS)
    return year if year in allowed else None


def calendar_of_year(year: int) -> str | None:
    """The calendar that a four-digit year belongs to by its size alone; lunar Hijri years look like solar ones."""
    if year in _SOLAR_YEARS:
        return SOLAR_HIJRI
    return GREGORIAN if year in _GREGORIAN_YEARS else None
