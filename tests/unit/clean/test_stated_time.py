"""One stated date: the day in its spellings, the clock and its zone, and what stays open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from rasad.catalogue import Dates
from rasad.stages.clean.stated_time import open_days, read_stated
from rasad.text.dates.calendars import lunar_of

SEEN = date(2026, 1, 20)
TEHRAN = Dates(timezone="Asia/Tehran")


def iso(text: str, language: str = "en", dates: Dates | None = None, first_seen: date | None = None) -> str | None:
    found = read_stated(text, language, dates, first_seen=first_seen)
    return found.value.isoformat() if found else None


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Sat, 21 Nov 2026 10:00:00 IRST", "en", "2026-11-21T10:00:00+03:30"),
        ("21 Nov 2026 10:00 GMT", "en", "2026-11-21T10:00:00+00:00"),
        ("13 Jan 2020, 22:11 GMT+10", "en", "2020-01-13T22:11:00+10:00"),
        ("Tue Aug 25 2020 00:23:33 GMT+0000 (Coordinated Universal Time)", "en", "2020-08-25T00:23:33+00:00"),
        ("Feb. 12, 2024, 7:05 p.m. EST", "en", "2024-02-12T19:05:00-05:00"),
        ("May 3, 2026 12:10 AM UTC", "en", "2026-05-03T00:10:00+00:00"),
        ("2026-11-21T23:30:00-08:00", "en", "2026-11-21T23:30:00-08:00"),
        ("۳ آذر ۱۴۰۴ ساعت ۱۴:۲۵", "fa", "2025-11-24T14:25:00+03:30"),
        ("۳ آذر ۱۴۰۴ - ۲:۲۵ ب.ظ", "fa", "2025-11-24T14:25:00+03:30"),
        ("پنجشنبه 26 شهریور 1404 ساعت 11 و 01 دقیقه و 47 ثانیه", "fa", None),
        ("چهارشنبه 26 شهریور 1404 ساعت 11 و 01 دقیقه و 47 ثانیه", "fa", "2025-09-17T11:01:47+03:30"),
        ("شنبه ۱۴ دی ۱۳۹۲ساعت 12:1", "fa", "2014-01-04T12:01:00+03:30"),
        ("Yekshanbeh, 21 Dey 1404", "en", "2026-01-11T00:00:00+00:00"),
        ("۱۰ تیر ۱۴۰۰ ساعت ۱۴:۲۵", "fa", "2021-07-01T14:25:00+04:30"),
        ("۱۴۰۵/۰۸/۳۰ ۱۰:۱۵", "fa", "2026-11-21T10:15:00+03:30"),
        ("\u200fیکشنبه\u200e ۲۱ دی\u200cماه ۱۴۰۴", "fa", "2026-01-11T00:00:00+00:00"),
        ("یکشنبه ۲۱ دی ۱۴۰۴ - 11 January 2026", "fa", "2026-01-11T00:00:00+00:00"),
        ("22/11/2020 - 04:30", "pt", "2020-11-22T00:00:00+00:00"),
        ("12/18/23 4:02pm", "en", "2023-12-18T00:00:00+00:00"),
        ("jueves 2 de abril de 2020", "es", "2020-04-02T00:00:00+00:00"),
        ("2020年07月12日", "ja", "2020-07-12T00:00:00+00:00"),
        ("۵ حمل ۱۴۰۰", "fa", "2021-03-25T00:00:00+00:00"),
        ("یکشنبه ۲۲ رجب ۱۴۴۷", "fa", "2026-01-11T00:00:00+00:00"),
    ],
)
def test_a_day_is_read_with_its_clock_and_zone(text: str, language: str, value: str | None) -> None:
    assert iso(text, language) == value


@pytest.mark.parametrize(
    "text",
    [
        "Monday, January 11, 2026",
        "Mon, 11 Jan 2026 08:30:15 +0100",
        "January 11, 2026 or January 12, 2026",
        "22 Rajab 1447",
        "99999-01-01",
        "2026-02-31T10:00:00Z",
        "29 Feb 2026",
    ],
)
def test_a_contradicted_an_impossible_or_a_doubtful_day_is_none(text: str) -> None:
    assert iso(text) is None


def test_an_offset_that_no_zone_has_leaves_the_day_alone() -> None:
    assert iso("2026-11-21T10:00:00+99:99") == "2026-11-21T00:00:00+00:00"


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04"), (None, None), ("ymd", None)])
def test_the_order_of_figures_is_the_outlets_or_open(order: str | None, day: str | None) -> None:
    found = iso("03/04/2026", "en", Dates(order=order))  # type: ignore[arg-type]
    assert (found[:10] if found else None) == day


def test_an_open_day_keeps_its_choices() -> None:
    assert open_days("03/04/2026", "en") == (date(2026, 3, 4), date(2026, 4, 3))
    assert open_days("۲۲ رجب ۱۴۴۷", "fa") == (date(2026, 1, 10), date(2026, 1, 11), date(2026, 1, 12))
    assert open_days("no day", "en") == ()


def test_a_clock_without_zone_is_read_in_the_outlets_zone_then_in_that_of_the_language() -> None:
    of_outlet = read_stated("2026-01-11 08:30", "en", TEHRAN)
    of_language = read_stated("2026-01-11 08:30", "fa")
    unknown = read_stated("2026-01-11 08:30", "en")
    assert of_outlet is not None
    assert of_language is not None
    assert unknown is not None
    assert (of_outlet.value.isoformat(), of_outlet.assumed) == ("2026-01-11T08:30:00+03:30", "zone_of_outlet")
    assert (of_language.value, of_language.assumed) == (of_outlet.value, "zone_of_language")
    assert (unknown.precision, unknown.wall) == ("day", datetime(2026, 1, 11, 8, 30))


def test_a_day_without_a_year_needs_a_weekday_and_a_first_sight() -> None:
    assert iso("یکشنبه ۲۱ دی", "fa", first_seen=SEEN) == "2026-01-11T00:00:00+00:00"
    assert iso("Sunday, January 11", "en", first_seen=SEEN) == "2026-01-11T00:00:00+00:00"
    assert iso("Sunday, January 11", "en") is None
    assert iso("January 11", "en", first_seen=SEEN) is None
    assert iso("Monday, January 11", "en", first_seen=SEEN) is None
    assert iso("Sunday, January 25", "en", first_seen=SEEN) is None


@given(st.datetimes(datetime(2023, 1, 1), datetime(2060, 1, 1)))
def test_every_solar_dateline_with_a_clock_is_the_same_instant(value: datetime) -> None:
    solar = JalaliDate.to_jalali(value.date())
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    text = f"{solar.year}/{solar.month:02}/{solar.day:02} - {value:%H:%M}".translate(digits)
    found = read_stated(text, "fa")
    assert found is not None
    assert found.value.astimezone(UTC).replace(tzinfo=None) == value.replace(second=0, microsecond=0) - timedelta(
        hours=3.5
    )


@given(st.dates(date(1950, 1, 1), date(2060, 1, 1)), st.integers(-1, 1))
def test_a_weekday_picks_the_lunar_day_that_the_table_misses_by_one(day: date, shift: int) -> None:
    year, month, of_month = lunar_of(day)
    meant = day + timedelta(days=shift)
    names = {1: "Muharram", 2: "Safar", 7: "Rajab", 8: "Shaban", 9: "Ramadan", 10: "Shawwal"}
    if month not in names:
        return
    found = read_stated(f"{meant:%A}, {of_month} {names[month]} {year}", "en")
    assert found is not None
    assert (found.value.date(), found.calendar) == (meant, "hijri")
