"""Kinds of days: weeks by country, Nowruz by the solar calendar, holidays that are certain and those that may be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from rasad.season import Kind, Rhythm, season_of

TEHRAN, LONDON, LONDON_FA = Rhythm("IR", "fa"), Rhythm("GB", "en"), Rhythm("GB", "fa")
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "rhythm", "kind"),
    [
        ("2026-10-30", TEHRAN, Kind.OFF),  # Friday
        ("2026-10-29", TEHRAN, Kind.HALF),
        ("2026-10-31", TEHRAN, Kind.WORKING),
        ("2026-10-30", LONDON, Kind.WORKING),
        ("2026-10-31", LONDON_FA, Kind.OFF),
        ("2026-10-31", Rhythm("unknown", "en"), Kind.WORKING),
        ("2026-10-30", Rhythm("IL", "he"), Kind.HALF),
        ("2026-03-20", TEHRAN, Kind.OFF),  # 29 Esfand 1404, a Friday
        ("2026-03-21", TEHRAN, Kind.NOWRUZ_OFF),  # 1 Farvardin 1405
        ("2026-03-29", TEHRAN, Kind.NOWRUZ),
        ("2026-04-02", TEHRAN, Kind.NOWRUZ_OFF),  # 13 Farvardin
        ("2026-04-04", TEHRAN, Kind.WORKING),
        ("2025-03-21", TEHRAN, Kind.NOWRUZ_OFF),  # 1 Farvardin 1404: the year before had a leap day
        ("2025-03-19", TEHRAN, Kind.HOLIDAY),  # 29 Esfand 1403
        ("2026-03-22", LONDON_FA, Kind.NOWRUZ_OFF),
        ("2026-03-24", LONDON_FA, Kind.NOWRUZ),
        ("2026-03-24", LONDON, Kind.WORKING),
        ("2027-02-11", TEHRAN, Kind.HOLIDAY),  # 22 Bahman
        ("2027-02-11", LONDON_FA, Kind.WORKING),
    ],
)
def test_a_day_is_of_one_kind(day: str, rhythm: Rhythm, kind: Kind) -> None:
    assert season_of(date.fromisoformat(day), rhythm).kind is kind


def test_the_name_says_the_weekday_and_the_feast() -> None:
    assert season_of(date(2026, 3, 27), TEHRAN).name == "a Friday in Nowruz"
    assert season_of(date(2027, 2, 11), TEHRAN).name == "a Thursday that is the anniversary of the revolution"


def test_a_lunar_holiday_is_only_a_day_that_may_be_one() -> None:
    # Ashura 1447 was kept in Iran on Sunday 6 July 2025, a day after that of the civil table.
    around = [season_of(date(2025, 7, day), TEHRAN) for day in (5, 6)]
    assert {season.kind for season in around} == {Kind.HOLIDAY}
    assert all("may be" in season.name for season in around)


@given(DAYS)
def test_nowruz_has_thirteen_days_in_every_year(day: date) -> None:
    year = JalaliDate.to_jalali(day).year
    first = JalaliDate(year, 1, 1).to_gregorian()
    kinds = [season_of(first + timedelta(days=n), TEHRAN).kind for n in range(-1, 14)]
    assert all(kind in (Kind.NOWRUZ, Kind.NOWRUZ_OFF) for kind in kinds[1:14])
    assert kinds[0] not in (Kind.NOWRUZ, Kind.NOWRUZ_OFF)
    assert kinds[14] not in (Kind.NOWRUZ, Kind.NOWRUZ_OFF)


@given(DAYS, st.sampled_from([TEHRAN, LONDON, LONDON_FA, Rhythm("QA", "ar")]))
def test_a_weekly_day_off_is_never_a_working_day(day: date, rhythm: Rhythm) -> None:
    off = {"IR": {4}, "GB": {5, 6}, "QA": {4, 5}}[rhythm.country]
    kind = season_of(day, rhythm).kind
    assert (kind in (Kind.OFF, Kind.NOWRUZ_OFF)) >= (day.weekday() in off)


def test_an_outlet_has_the_day_of_its_own_clock() -> None:
    evening = datetime(2026, 10, 30, 21, 0, tzinfo=UTC)
    assert TEHRAN.day_at(evening) == date(2026, 10, 31)
    assert LONDON.day_at(evening) == date(2026, 10, 30)
    assert Rhythm("GB", "fa", "Asia/Tehran").day_at(evening) == date(2026, 10, 31)
