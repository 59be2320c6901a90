"""Three calendars: every day goes there and back, lunar days keep their doubt, Iran's clock follows its laws."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from rasad.text.dates import iranian_day
from rasad.text.dates.calendars import (
    GREGORIAN,
    HIJRI,
    SOLAR_HIJRI,
    calendar_of_year,
    day_of,
    full_year,
    lunar_days,
    lunar_of,
    month_of,
    year_at,
)

DAYS = st.dates(date(1850, 1, 1), date(2090, 12, 31))


@given(DAYS)
def test_every_day_goes_to_the_solar_calendar_and_back(day: date) -> None:
    solar = JalaliDate.to_jalali(day)
    assert day_of(SOLAR_HIJRI, solar.year, solar.month, solar.day) == day
    assert day_of(GREGORIAN, day.year, day.month, day.day) == day


@given(DAYS)
def test_every_day_goes_to_the_lunar_calendar_and_back(day: date) -> None:
    year, month, of_month = lunar_of(day)
    assert 1 <= month <= 12
    assert 1 <= of_month <= 30
    assert lunar_days(year, month, of_month) == (day - timedelta(days=1), day, day + timedelta(days=1))


@given(DAYS)
def test_the_day_after_is_the_next_lunar_day_or_the_first_of_a_month(day: date) -> None:
    year, month, of_month = lunar_of(day)
    following = lunar_of(day + timedelta(days=1))
    assert following == (year, month, of_month + 1) or following[2] == 1


@pytest.mark.parametrize(
    ("lunar", "day"),
    [((1447, 7, 22), date(2026, 1, 11)), ((1400, 1, 1), date(1979, 11, 20)), ((1446, 9, 1), date(2025, 3, 1))],
)
def test_a_day_as_it_was_kept_is_among_the_days_that_a_lunar_date_may_mean(
    lunar: tuple[int, int, int], day: date
) -> None:
    assert day in lunar_days(*lunar)


@pytest.mark.parametrize("written", [(1447, 13, 1), (1447, 0, 1), (1447, 7, 31), (2026, 7, 1), (0, 0, 0)])
def test_what_is_no_lunar_day_means_no_day(written: tuple[int, int, int]) -> None:
    assert lunar_days(*written) == ()


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 20, 29, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 20, 31, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2021, 7, 1, 19, 31, tzinfo=UTC), date(2021, 7, 2)),  # daylight saving time: UTC+04:30
        (datetime(2021, 12, 1, 19, 31, tzinfo=UTC), date(2021, 12, 1)),
        (datetime(2021, 7, 1, 23, 59), date(2021, 7, 1)),
    ],
)
def test_the_iranian_day_follows_daylight_saving_time_while_there_was_one(instant: datetime, day: date) -> None:
    assert iranian_day(instant) == day


def test_a_solar_leap_day_exists_in_leap_years_only() -> None:
    assert day_of(SOLAR_HIJRI, 1403, 12, 30) == date(2025, 3, 20)
    assert day_of(SOLAR_HIJRI, 1404, 12, 30) is None
    assert day_of(HIJRI, 1447, 7, 22) is None


def test_a_month_ends_before_the_next_begins() -> None:
    assert month_of(SOLAR_HIJRI, 1403, 12) == (date(2025, 2, 19), date(2025, 3, 20))


def test_a_year_is_of_its_calendar_or_of_none() -> None:
    assert full_year("98", SOLAR_HIJRI) == 1398
    assert full_year("05", SOLAR_HIJRI) == 1405
    assert full_year("98", GREGORIAN) is None
    assert full_year("1447", HIJRI) == 1447
    assert full_year("2026", HIJRI) is None
    assert [calendar_of_year(year) for year in (1404, 2026, 795)] == [SOLAR_HIJRI, GREGORIAN, None]
    assert year_at(HIJRI, date(2026, 1, 11)) == 1447
