"""Autodiscovery: what a page and a robots.txt name as listings, and how often a listing has something new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.stages.land.autodiscovery import MOST_CANDIDATES, find_listings, sitemaps_in_robots, well_known
from rasad.stages.land.pace import pace

HOME = "https://www.karaneh.example/fa/"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def found(markup: str) -> list[tuple[str, str, str]]:
    listings = find_listings(f"<html>{markup}</html>".encode(), HOME)
    return [(c.kind, c.origin, c.url.removeprefix("https://www.karaneh.example")) for c in listings]


@pytest.mark.parametrize(
    "declared",
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "APPLICATION/RSS+XML; charset=utf-8",
    ],
)
def test_an_alternate_of_a_feed_type_is_a_feed(declared: str) -> None:
    assert found(f'<link rel="alternate home" type="{declared}" href="rss/all">') == [("feed", "link", "/fa/rss/all")]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" hreflang="en" href="/en/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?format=json">',
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">',
        '<link rel="alternate" type="text/html" media="print" href="/print">',
        '<link rel="stylesheet" href="/feed.css">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml">',
    ],
)
def test_other_relations_are_no_feeds(link: str) -> None:
    assert found(link) == []


@pytest.mark.parametrize(
    "path",
    [
        "/rss",
        "/fa/rss/allnews",
        "/feed/",
        "/rss.xml",
        "/news.rss",
        "/atom.xml",
        "/?feed=rss2",
        "/index.php?format=feed&x=1",
        "/rss-homepage",
    ],
)
def test_a_link_whose_path_speaks_of_a_feed_is_a_candidate(path: str) -> None:
    assert found(f'<a href="{path}">RSS</a>') == [("feed", "anchor", path)]


@pytest.mark.parametrize(
    "path", ["/feedback", "/news/1", "/embrasse", "/rssfoo", "https://other.example/rss", "/newsfeeders/1"]
)
def test_a_link_that_only_looks_similar_is_none(path: str) -> None:
    assert found(f'<a href="{path}">x</a>') == []


def test_an_alternate_may_be_kept_on_another_host_because_outlets_do_so() -> None:
    assert [
        kind
        for kind, _, _ in found('<link rel=alternate type=application/rss+xml href="https://feeds.other.example/k">')
    ] == ["feed"]


def test_sitemaps_are_told_from_feeds_and_each_address_comes_once() -> None:
    markup = '<link rel="sitemap" href="/sitemap.xml"><a href="/sitemap.xml">x</a><a href="/sitemap_news.xml.gz">y</a>'
    assert found(markup) == [("sitemap", "link", "/sitemap.xml"), ("sitemap", "anchor", "/sitemap_news.xml.gz")]


def test_alternates_come_before_links_and_keep_their_titles() -> None:
    body = '<html><a href="/rss">همه</a><link rel=alternate type=application/rss+xml title="سیاست" href="/rss/politics">'.encode()
    assert [(c.origin, c.title) for c in find_listings(body, HOME)] == [("link", "سیاست"), ("anchor", "همه")]


def test_what_is_no_page_names_nothing() -> None:
    assert find_listings(b"", HOME) == find_listings(b"<rss/>", HOME) == find_listings(b"%PDF", HOME) == ()


def test_a_page_full_of_feeds_names_a_bounded_number() -> None:
    body = "".join(f'<a href="/rss/{n}">x</a>' for n in range(5000)).encode()
    assert len(find_listings(b"<html>" + body, HOME)) == MOST_CANDIDATES


def test_robots_name_their_sitemaps_whatever_the_spelling_and_group() -> None:
    text = (
        "\ufeffSitemap: https://karaneh.example/a.xml\nUser-agent: *\nDisallow: /\n sitemap : /b.xml # news\n"
        "SITEMAP:https://other.example/c.xml\nsitemap https://karaneh.example/d.xml\nSitemap: javascript:x\nSitemap: https://karaneh.example/a.xml\n"
    )
    urls = [c.url for c in sitemaps_in_robots(text, "https://karaneh.example/")]
    assert urls == [
        "https://karaneh.example/a.xml",
        "https://karaneh.example/b.xml",
        "https://other.example/c.xml",
        "https://karaneh.example/d.xml",
    ]


def test_a_robots_txt_without_sitemaps_or_without_sense_names_none() -> None:
    for text in ("", "User-agent: *\nDisallow: /sitemap.xml", "<html>Sitemap: x</html>", "\x00" * 100):
        assert sitemaps_in_robots(text, HOME) == ()


def test_a_hostile_robots_txt_ends_in_an_answer() -> None:
    text = "\n".join(
        [f"User-agent: a{n}" for n in range(20_000)] + ["Disallow: /x*y*z$"] * 20_000 + ["Sitemap: /s.xml"]
    )
    assert len(sitemaps_in_robots(text[-400_000:], HOME)) == 1


def test_the_usual_paths_are_on_the_host_itself() -> None:
    urls = {c.url for c in well_known(HOME)}
    assert {"https://www.karaneh.example/feed", "https://www.karaneh.example/sitemap.xml"} <= urls
    assert all(url.startswith("https://www.karaneh.example/") for url in urls)


@given(st.binary(max_size=300))
def test_random_bytes_never_raise(body: bytes) -> None:
    assert isinstance(find_listings(b"<a href='/rss'>" + body, HOME), tuple)
    assert isinstance(sitemaps_in_robots(body.decode("utf-8", "replace"), HOME), tuple)


def every(hours: float, count: int, start: datetime = NOW) -> list[datetime]:
    return [start - timedelta(hours=hours * n) for n in range(count)]


def test_an_article_an_hour_is_24_a_day() -> None:
    measured = pace(every(1, 60), NOW)
    assert measured is not None
    assert (measured.per_day, measured.hours, measured.items) == (24.0, 53.0, 54)


def test_pinned_and_future_items_do_not_change_the_pace() -> None:
    strays = [NOW - timedelta(days=900), NOW + timedelta(days=3)]
    measured = pace([*every(1, 60), *strays], NOW)
    assert measured is not None
    assert measured.per_day == 24.0


def test_only_the_last_week_counts() -> None:
    measured = pace([*every(2, 84), *every(24, 10, NOW - timedelta(days=30))], NOW)
    assert measured is not None
    assert measured.per_day == 12.0


@pytest.mark.parametrize("dates", [[], every(1, 9), every(0.05, 20), [NOW] * 50])
def test_too_few_dates_or_too_short_a_time_give_no_figure(dates: list[datetime]) -> None:
    assert pace(dates, NOW) is None


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), max_size=60))
def test_the_pace_is_never_negative_nor_a_division_by_nothing(dates: list[datetime]) -> None:
    measured = pace(dates, NOW)
    assert measured is None or (measured.per_day >= 0 and 2 <= measured.hours <= 168)
