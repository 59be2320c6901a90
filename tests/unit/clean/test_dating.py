"""Publication dates: which evidence wins, which contradicts, and what is never a date of publication."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from clean_pages import PERSIAN, URL, article, html, page
from hypothesis import given
from hypothesis import strategies as st

from rasad.edges.documents import Stated
from rasad.model import Article, Dated
from rasad.stages.clean import clean
from rasad.stages.clean.dating import published
from rasad.stages.clean.stated_time import read_stated

FETCHED = datetime(2026, 1, 20, tzinfo=UTC)
JSON_LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"%s"}</script>'
META = '<meta property="article:published_time" content="%s">'


def dated(markup: str, url: str = URL, feed: datetime | None = None) -> Dated:
    found = clean(page(markup, url=url, fetched_at=FETCHED, feed_published=feed))
    assert isinstance(found, Article), found
    return found.published


def stated(method: str, text: str, key: str = "date") -> Stated:
    return Stated(method, key, text)


def day(found: Dated) -> str | None:
    return found.value.date().isoformat() if found.value else None


@pytest.mark.parametrize(
    ("text", "language", "value", "precision"),
    [
        ("2026-01-11T08:30:15Z", "en", "2026-01-11T08:30:15+00:00", "second"),
        ("2026-01-11T08:30+0330", "en", "2026-01-11T08:30:00+03:30", "minute"),
        ("20260111T083015Z", "en", "2026-01-11T08:30:15+00:00", "second"),
        ("20260111", "en", "2026-01-11T00:00:00+00:00", "day"),
        ("2026-01-11 08:30:15", "en", "2026-01-11T00:00:00+00:00", "day"),
        ("2026-01-11 08:30:15", "fa", "2026-01-11T08:30:15+03:30", "second"),
        ("Sun, 11 Jan 2026 08:30:15 +0100", "en", "2026-01-11T08:30:15+01:00", "second"),
        ("1404/10/21", "fa", "2026-01-11T00:00:00+00:00", "day"),
        ("۱۴۰۴-۱۰-۲۱T۱۲:۰۰", "fa", "2026-01-11T12:00:00+03:30", "minute"),
        ("۲۱ دی ۱۴۰۴", "fa", "2026-01-11T00:00:00+00:00", "day"),
        ("January 11, 2026", "en", "2026-01-11T00:00:00+00:00", "day"),
        ("11.1.2026 klo 12.45", "en", "2026-01-11T00:00:00+00:00", "day"),
        ("1/25/2026 20:41:43", "en", "2026-01-25T00:00:00+00:00", "day"),
    ],
)
def test_a_stated_date_is_read_in_its_many_spellings(text: str, language: str, value: str, precision: str) -> None:
    found = read_stated(text, language)
    assert found is not None
    assert (found.value.isoformat(), found.precision) == (value, precision)


@pytest.mark.parametrize(
    "text", ["", "03/04/2026", "2026-02-31", "1404/12/31", "99999-01-01", "1795248000", "yesterday", "© 2026", "12:30"]
)
def test_what_is_no_date_or_a_choice_is_none(text: str) -> None:
    assert read_stated(text, "en") is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for language in ("en", "fa"):
        found = read_stated(text, language)
        assert found is None or found.value.tzinfo is not None


@given(st.datetimes(datetime(1991, 1, 1), datetime(2090, 1, 1)), st.integers(-11, 13))
def test_an_iso_instant_is_read_back_as_it_was_written(value: datetime, hours: int) -> None:
    aware = value.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    found = read_stated(aware.isoformat(), "en")
    assert found is not None
    assert found.value == aware
    assert found.value.utcoffset() == aware.utcoffset()


def test_the_feed_wins_over_the_page() -> None:
    feed = datetime(2026, 1, 10, 6, 0, tzinfo=UTC)
    found = dated(html(article(), head=META % "2026-01-11T08:00:00Z"), feed=feed)
    assert (found.method, found.value) == ("feed", feed)


def test_json_ld_comes_before_meta_and_agreement_raises_confidence() -> None:
    alone = dated(html(article(), head=JSON_LD % "2026-01-11T08:00:00+03:30"))
    both = dated(html(article(), head=JSON_LD % "2026-01-11T08:00:00+03:30" + META % "2026-01-11T08:00:00+03:30"))
    assert (alone.method, both.method) == ("jsonld", "jsonld")
    assert both.confidence > alone.confidence


def test_a_day_in_the_address_is_used_where_the_page_states_none() -> None:
    found = dated(html(article()), url="https://news.example/2026/01/11/harbour-opens")
    assert (day(found), found.method, found.precision) == ("2026-01-11", "url", "day")


def test_a_printed_solar_hijri_day_after_the_headline_is_the_date() -> None:
    found = dated(html(article(sentence=PERSIAN, extra="<div>یکشنبه ۲۱ دی ۱۴۰۴ - ۱۲:۳۰</div>"), language="fa"))
    assert (day(found), found.method, found.calendar) == ("2026-01-11", "visible_text", "solar_hijri")


@pytest.mark.parametrize(
    "calendar",
    [
        '<div class="top-bar"><span class="date">Tuesday, January 20, 2026</span></div>',
        '<header><div class="date">January 20, 2026</div></header>',
        '<div class="site-header"><span class="header-date">20 January 2026</span></div>',
        '<div id="clock">2026-01-20</div>',
        '<nav><time datetime="2026-01-20">Today</time></nav>',
    ],
)
def test_the_day_on_which_a_page_was_rendered_is_never_its_publication_date(calendar: str) -> None:
    assert dated(html(calendar + article())).value is None


def test_a_calendar_line_with_a_weekday_and_no_clock_is_not_believed() -> None:
    assert dated(html(article(extra="<div>Tuesday, January 20, 2026</div>"))).value is None


def test_a_date_inside_a_sentence_or_a_copyright_line_is_no_publication_date() -> None:
    extra = "<div>The pier was first planned on January 11, 2026.</div><div>© 2026</div>"
    assert dated(html(article(extra=extra))).value is None


def test_a_stated_day_after_the_fetch_is_no_evidence() -> None:
    assert dated(html(article(), head=META % "2099-01-01T00:00:00Z")).value is None


def test_a_printed_day_far_from_the_stated_one_leaves_the_date_open() -> None:
    printed = '<div class="post-date">January 15, 2026</div>'
    found = dated(html(article(extra=printed), head=META % "2024-03-01T08:00:00Z"))
    assert found.value is None
    assert {text[:10] for text in found.candidates} == {"2024-03-01", "2026-01-15"}


def test_a_neighbouring_printed_day_gives_the_outlets_own_day_of_the_same_instant() -> None:
    found = dated(
        html(article(extra='<div class="post-date">January 10, 2026</div>'), head=META % "2026-01-11T03:22:00Z")
    )
    assert found.value == datetime(2026, 1, 11, 3, 22, tzinfo=UTC)
    assert day(found) == "2026-01-10"


def test_a_second_statement_of_the_same_instant_gives_its_offset() -> None:
    evidence = [stated("jsonld", "2026-01-11T03:22:07Z"), stated("elsewhere", "2026-01-10T22:22:07-05:00")]
    found = published(evidence, URL, "en")
    assert found.value is not None
    assert found.value.isoformat() == "2026-01-10T22:22:07-05:00"


def test_a_clock_without_offset_that_says_the_same_instant_gives_the_offset_too() -> None:
    found = published([stated("jsonld", "2026-01-11T01:06:51Z"), stated("meta", "2026-01-10 17:06:51")], URL, "en")
    assert found.value is not None
    assert found.value.isoformat() == "2026-01-10T17:06:51-08:00"


def test_an_ambiguous_printed_day_is_no_date() -> None:
    assert dated(html(article(extra='<span class="post-date">03/04/2026</span>'))).value is None


def test_times_of_other_articles_are_no_date() -> None:
    related = '<aside class="related"><time datetime="2026-01-02T08:00:00Z">2 January</time></aside>'
    assert dated(html(article() + related)).value is None


def test_a_time_elsewhere_on_the_page_counts_where_it_is_near_the_day_in_the_address() -> None:
    evidence = [stated("elsewhere", "2026-01-12 05:00:00"), stated("elsewhere", "2025-06-01 05:00:00")]
    near = published(evidence, "https://news.example/2026/01/11/pier", "en")
    far = published(evidence[1:], "https://news.example/2026/01/11/pier", "en")
    assert (day(near), day(far)) == ("2026-01-12", "2026-01-11")
    assert published(evidence, "https://news.example/pier", "en").value is None
