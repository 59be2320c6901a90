"""Feed, linked data, meta, print and address side by side: who wins, what is recorded, what is never a publication date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.catalogue import Dates
from rasad.edges.documents import Stated
from rasad.model import Dated
from rasad.stages.clean.dating import modified, published

URL = "https://news.example/pier"
SEEN = datetime(2026, 1, 20, 12, tzinfo=UTC)


def dated(
    *statements: tuple[str, str, str],
    url: str = URL,
    language: str = "en",
    feed: datetime | None = None,
    seen: datetime | None = SEEN,
    dates: Dates | None = None,
) -> Dated:
    stated = [Stated(*statement) for statement in statements]
    return published(stated, url, language, feed=feed, fetched_at=seen, dates=dates)


def changed(*statements: tuple[str, str, str], of: Dated | None = None) -> Dated:
    return modified([Stated(*each) for each in statements], "en", published=of or Dated(None), fetched_at=SEEN)


def day(found: Dated) -> str | None:
    return found.value.date().isoformat() if found.value else None


def test_the_words_the_offset_and_the_calendar_are_kept() -> None:
    found = dated(("jsonld", "datePublished", "2026-01-11T08:30:15+03:30"))
    assert (found.as_written, found.utc_offset_min, found.flags) == ("2026-01-11T08:30:15+03:30", 210, ())
    printed = dated(("visible_text", "", "۲۱ دی ۱۴۰۴"), language="fa")
    assert (printed.as_written, printed.utc_offset_min, printed.calendar) == ("۲۱ دی ۱۴۰۴", None, "solar_hijri")


def test_a_source_that_names_another_day_is_recorded_with_its_words() -> None:
    found = dated(
        ("jsonld", "datePublished", "2026-01-11T08:00:00Z"),
        ("meta", "pubdate", "2025-12-01"),
        ("visible_text", "post-date", "January 11, 2026"),
    )
    assert day(found) == "2026-01-11"
    assert found.conflicts == ("meta pubdate: 2025-12-01",)


def test_an_open_date_names_all_sources_in_conflict() -> None:
    found = dated(("jsonld", "datePublished", "2024-03-01"), ("visible_text", "post-date", "January 15, 2026"))
    assert found.value is None
    assert found.conflicts == ("jsonld datePublished: 2024-03-01", "visible_text post-date: January 15, 2026")
    assert {each[:10] for each in found.candidates} == {"2024-03-01", "2026-01-15"}


def test_a_feed_dated_ahead_becomes_first_sight_and_says_so() -> None:
    ahead = SEEN + timedelta(days=365)
    found = dated(feed=ahead)
    assert (found.value, found.stated, found.method) == (SEEN, ahead, "feed")
    assert "future" in found.flags
    assert found.confidence < 0.5


def test_a_feed_clock_some_hours_ahead_becomes_first_sight() -> None:
    found = dated(feed=SEEN + timedelta(hours=3.5))
    assert (found.value, found.flags) == (SEEN, ("future",))


def test_a_feed_dated_ahead_gives_way_to_the_page() -> None:
    found = dated(("jsonld", "datePublished", "2026-01-19T08:00:00Z"), feed=SEEN + timedelta(days=365))
    assert (day(found), found.method, found.flags) == ("2026-01-19", "jsonld", ("future",))
    assert any(conflict.startswith("feed") for conflict in found.conflicts)


def test_a_backdated_feed_is_kept_as_stated_and_flagged() -> None:
    stated = SEEN - timedelta(days=9)
    found = dated(feed=stated)
    assert (found.value, found.flags) == (stated, ("backdated",))
    assert dated(feed=SEEN - timedelta(hours=5)).flags == ()


def test_two_means_of_the_page_against_the_feed_leave_the_date_open() -> None:
    page = (("jsonld", "datePublished", "2026-01-11T08:00:00Z"), ("visible_text", "post-date", "January 11, 2026"))
    assert dated(*page, feed=datetime(2026, 1, 18, tzinfo=UTC)).value is None
    assert day(dated(page[0], feed=datetime(2026, 1, 18, tzinfo=UTC))) == "2026-01-18"


def test_local_time_printed_as_utc_is_read_in_the_outlets_zone() -> None:
    habits = Dates(timezone="Asia/Tehran", feed_clock="local_printed_as_utc")
    found = dated(feed=datetime(2026, 1, 19, 10, tzinfo=UTC), dates=habits)
    assert found.value == datetime(2026, 1, 19, 6, 30, tzinfo=UTC)
    assert (found.utc_offset_min, found.flags) == (210, ("local_printed_as_utc",))


def test_a_utc_instant_is_shown_in_the_outlets_zone_where_nothing_is_printed() -> None:
    found = dated(("jsonld", "datePublished", "2026-01-10T21:30:00Z"), dates=Dates(timezone="Asia/Tehran"))
    assert found.value == datetime(2026, 1, 10, 21, 30, tzinfo=UTC)
    assert (day(found), found.flags) == ("2026-01-11", ("zone_of_outlet",))


def test_two_clocks_of_one_minute_on_two_days_leave_the_day_open() -> None:
    lie = (("jsonld", "d", "2026-01-11T07:25:06Z"), ("meta", "m", "2026-01-10T21:25:06+00:00"))
    assert dated(*lie).value is None
    assert day(dated(*lie, ("visible_text", "post-date", "January 11, 2026"))) == "2026-01-11"


def test_an_ambiguous_day_is_open_with_its_choices_unless_the_outlets_order_is_known() -> None:
    printed = ("visible_text", "post-date", "03/04/2025")
    open_one = dated(printed)
    assert (open_one.value, open_one.candidates) == (None, ("2025-03-04", "2025-04-03"))
    assert day(dated(printed, dates=Dates(order="dmy"))) == "2025-04-03"


@pytest.mark.parametrize(
    "line",
    [
        ("visible_text", "header-today", "January 20, 2026"),
        ("visible_text", "serverTime", "2026-01-20 11:58:00"),
        ("visible_text", "", "Tuesday, January 20, 2026"),
        ("visible_text", "", "Today is January 20, 2026"),
        ("visible_text", "site-info", "© 2026 Lanport Post, January 20, 2026"),
        ("visible_text", "", "امروز سه‌شنبه ۳۰ دی ۱۴۰۴"),
        ("elsewhere", "", "2026-01-20T11:00:00Z"),
    ],
)
def test_the_day_of_the_visit_is_never_the_day_of_publication(line: tuple[str, str, str]) -> None:
    assert dated(line).value is None
    assert day(dated(("jsonld", "datePublished", "2025-06-01"), line)) == "2025-06-01"


def test_a_weekday_line_counts_weakly_where_the_address_names_its_month() -> None:
    line = ("visible_text", "", "Sunday, January 11, 2026")
    found = dated(line, url="https://news.example/2026/01/pier")
    assert (day(found), found.confidence) == ("2026-01-11", 0.5)
    assert dated(line, url="https://news.example/2025/12/pier").value is None


def test_a_day_of_change_is_no_day_of_publication() -> None:
    updated = ("visible_text", "post-date", "Updated January 18, 2026")
    assert dated(updated).value is None
    assert day(dated(("jsonld", "datePublished", "2026-01-17"), updated)) == "2026-01-17"
    both = ("visible_text", "post-date", "Published January 3, 2026 | Updated January 18, 2026")
    assert (day(dated(both)), day(changed(both))) == ("2026-01-03", "2026-01-18")


def test_a_text_that_was_written_anew_has_no_sure_date() -> None:
    updated = ("visible_text", "post-date", "Updated January 18, 2026")
    assert dated(("jsonld", "datePublished", "2024-03-01"), updated).value is None


def test_dates_that_list_other_articles_neither_count_nor_contradict() -> None:
    listed = [("visible_text", "card-date", f"January {number}, 2026") for number in (15, 16, 17)]
    assert dated(*listed).value is None
    assert day(dated(("jsonld", "datePublished", "2026-01-05"), *listed)) == "2026-01-05"


@pytest.mark.parametrize("method", ["script", "scattered"])
def test_weak_statements_count_only_where_they_name_one_day(method: str) -> None:
    assert day(dated((method, "date", "2026-01-05"), (method, "date", "2026-01-05"))) == "2026-01-05"
    assert dated((method, "date", "2026-01-05"), (method, "date", "2026-01-06")).value is None


def test_a_change_comes_from_linked_data_first_and_never_before_publication() -> None:
    out = dated(("jsonld", "datePublished", "2026-01-11T08:00:00Z"))
    found = changed(
        ("meta", "og:updated_time", "2026-01-13"), ("jsonld", "dateModified", "2026-01-12T09:00:00Z"), of=out
    )
    assert (day(found), found.method) == ("2026-01-12", "jsonld")
    before = changed(("jsonld", "dateModified", "2025-01-12T09:00:00Z"), of=out)
    assert (before.value, before.candidates) == (None, ("2025-01-12T09:00:00+00:00",))
    assert changed().value is None


def test_a_flood_of_dates_is_cut_short() -> None:
    flood = [("visible_text", f"date-{number}", f"January {number % 28 + 1}, 2026") for number in range(100_000)]
    found = dated(*flood)
    assert len(found.candidates) <= 6
    assert len(found.conflicts) <= 6


STATEMENTS = st.tuples(
    st.sampled_from(["jsonld", "meta", "time", "visible_text", "elsewhere", "scattered", "script"]),
    st.sampled_from(["date", "", "updated", "post-date"]),
    st.datetimes(datetime(1980, 1, 1), datetime(2060, 1, 1)).map(lambda value: value.isoformat() + "Z"),
)


@given(
    st.lists(STATEMENTS, max_size=6),
    st.none() | st.datetimes(datetime(1980, 1, 1), datetime(2060, 1, 1)).map(lambda value: value.replace(tzinfo=UTC)),
    st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1)).map(lambda value: value.replace(tzinfo=UTC)),
)
def test_no_day_after_first_sight_and_a_day_is_ever_certain(
    statements: list[tuple[str, str, str]], feed: datetime | None, seen: datetime
) -> None:
    found = dated(*statements, feed=feed, seen=seen)
    for each in (found, modified([Stated(*s) for s in statements], "en", published=found, fetched_at=seen)):
        if each.value is not None:
            assert each.value.date() <= seen.date() + timedelta(days=1)
            assert each.value.tzinfo is not None
            assert date(1990, 1, 1) <= each.value.date() or feed is not None


@given(
    st.lists(st.tuples(st.sampled_from(["jsonld", "meta", "visible_text"]), st.text(max_size=9), st.text(max_size=90)))
)
def test_no_statement_breaks_the_dating(statements: list[tuple[str, str, str]]) -> None:
    for language in ("en", "fa", "und"):
        found = dated(*statements, language=language)
        assert found.value is None or found.value.tzinfo is not None
