"""The probe: what an outlet gives, asked politely, shown harmlessly, and ready for the outlet's file."""

from __future__ import annotations

import asyncio
import importlib
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from rich.console import Console
from typer.testing import CliRunner

from rasad import probe_report
from rasad.catalogue import Feed, FrontPage, Outlet, Sitemap
from rasad.cli import app
from rasad.edges import web
from rasad.edges.probe import ListingFound, Report, Target, find_target, probe, visit
from rasad.errors import ConfigError
from rasad.settings import INCLUDE, Settings

SITE = "https://karaneh.example"
OUTLET = INCLUDE / "sample" / "sources" / "karaneh.yml"
Page = tuple[int, bytes, dict[str, str]]


def run(function: str, *arguments: object) -> Any:
    """What the confined worker does, in this process."""
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)(*arguments)


class Site:
    """A fetcher over pages in memory that keeps count of what it was asked for."""

    def __init__(self, pages: Mapping[str, bytes | Page], etag: str | None = None, *, honours: bool = True) -> None:
        self.pages, self.etag, self.honours = pages, etag, honours
        self.asked: list[tuple[str, float | None, bool]] = []

    async def fetch(
        self,
        url: str,
        validators: Mapping[str, str] | None = None,
        *,
        delay_s: float | None = None,
        kind: Literal["listing", "page"] = "page",  # noqa: ARG002
    ) -> web.Answer:
        self.asked.append((url, delay_s, bool(validators)))
        page = self.pages.get(url.removeprefix(SITE))
        now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        if page is None:
            return web.Answer(url, url, now, 404, error="http_404")
        status, body, headers = page if isinstance(page, tuple) else (200, page, {})
        if self.etag:
            headers = headers | {"ETag": self.etag}
            if self.honours and validators and validators.get("etag") == self.etag:
                return web.Answer(url, url, now, 304, headers)
        return web.Answer(url, url, now, status, headers, body, None if status == 200 else f"http_{status}")


def rss(count: int = 2, hours: float = 1, title: str = "خبر سیاست داخلی و خارجی کشور") -> bytes:
    start = datetime(2026, 11, 22, 8, tzinfo=UTC)
    items = "".join(
        f"<item><title>{title} {n}</title><link>{SITE}/{'news' if n % 2 else 'ads'}/{n}</link>"
        f"<pubDate>{start - timedelta(hours=hours * n):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def outlet(**facts: object) -> Outlet:
    base: dict[str, object] = {
        "id": "med:karaneh",
        "name": {"en": "Karaneh"},
        "domain": "karaneh.example",
        "languages": ["fa"],
        "country": "IR",
        "affiliation": {"class": "domestic-private"},
        "publisher_group": "karaneh",
        "feeds": [Feed(url=f"{SITE}/rss.xml", language="fa")],
    }
    return Outlet.model_validate(base | facts)


def look(site: Site, known: Outlet | None = None, asked: str | None = None) -> Report:
    steps: list[str] = []
    report = asyncio.run(visit(site, Target("Karaneh", f"{SITE}/", known, asked), run, steps.append))
    assert len(steps) == len(site.asked)
    return report


def by_url(report: Report) -> dict[str, ListingFound]:
    return {listing.url.removeprefix(SITE): listing for listing in report.listings}


def test_a_configured_feed_says_what_it_gives() -> None:
    known = outlet(allow_paths=["/news"])
    found = by_url(look(Site({"/rss.xml": rss(60), "/": b"<html>"}, etag='W/"1"'), known))["/rss.xml"]
    assert (found.origin, found.status, found.error, found.format, found.items) == ("configured", 200, None, "rss", 60)
    assert (found.in_scope, found.newest) == (0.5, datetime(2026, 11, 22, 8, tzinfo=UTC))
    assert found.pace is not None
    assert found.pace.per_day == 24.0
    assert (found.conditional, found.validators, found.language) == ("honoured", ("ETag",), "fa")


def test_validators_that_the_host_ignores_or_never_sends_are_told_apart() -> None:
    pages = {"/rss.xml": rss(), "/": b"<html>"}
    ignored, silent = Site(pages, etag='"1"', honours=False), Site(pages)
    assert by_url(look(ignored, outlet()))["/rss.xml"].conditional == "ignored"
    assert by_url(look(silent, outlet()))["/rss.xml"].conditional == "not offered"
    assert not any(conditional for _, _, conditional in silent.asked)


def test_every_request_keeps_the_pause_that_the_outlets_file_asks_for() -> None:
    site = Site({"/rss.xml": rss(), "/": b"<html>"}, etag='"1"')
    look(site, outlet(politeness={"delay_s": 7}))
    assert {delay for _, delay, _ in site.asked} == {7}


def test_no_address_is_asked_for_twice_except_to_try_its_validators() -> None:
    site = Site({"/rss.xml": rss(), "/": b"<html><a href='/rss.xml'>"}, etag='"1"')
    look(site, outlet(front_pages=[FrontPage(url=f"{SITE}/", language="fa", links="/news/.+")]))
    assert len(set(site.asked)) == len(site.asked)


def test_robots_txt_is_shown_with_its_delay_and_its_sitemaps() -> None:
    body = b"User-agent: *\nCrawl-delay: 12\nDisallow: /admin\nSitemap: /news.xml\n"
    [robots] = look(Site({"/robots.txt": body, "/rss.xml": rss()}), outlet()).robots
    assert (robots.status, robots.delay_s, robots.sitemaps) == (200, 12.0, (f"{SITE}/news.xml",))


def test_a_listing_that_robots_forbid_is_refused_and_nothing_gets_usable_by_it() -> None:
    class Forbidding(Site):
        async def fetch(self, url: str, validators: Mapping[str, str] | None = None, **options: Any) -> web.Answer:
            answer = await super().fetch(url, validators, **options)
            return web.Answer(url, url, answer.started_at, error="robots")

    report = look(Forbidding({"/rss.xml": rss()}), outlet())
    assert (by_url(report)["/rss.xml"].allowed, report.usable) == (False, False)


def test_what_page_and_robots_name_beyond_the_file_is_tried_and_the_known_is_not_repeated() -> None:
    front = b"<html><link rel=alternate type=application/rss+xml href=/rss.xml><a href=/rss/politics>RSS</a>"
    urlset = b"<urlset><url><loc>https://karaneh.example/news/1</loc></url></urlset>"
    site = Site(
        {"/": front, "/rss.xml": rss(), "/rss/politics": rss(), "/robots.txt": b"Sitemap: /s.xml", "/s.xml": urlset}
    )
    found = {path: (listing.origin, listing.kind) for path, listing in by_url(look(site, outlet())).items()}
    assert found == {
        "/rss.xml": ("configured", "feed"),
        "/rss/politics": ("anchor", "feed"),
        "/s.xml": ("robots", "sitemap"),
    }


def test_the_usual_paths_are_tried_only_for_what_nothing_else_gave() -> None:
    site = Site({"/": b"<html>", "/rss.xml": rss(), "/feed": rss()})
    report = look(site, outlet())
    asked = {url.removeprefix(SITE) for url, _, _ in site.asked}
    assert "/sitemap.xml" in asked
    assert "/feed" not in asked
    assert report.tried_in_vain == 5


def test_a_soft_404_at_a_usual_path_is_no_listing() -> None:
    page = b"<html><body>Nothing here</body></html>"
    report = look(Site({"/": page, "/feed": page, "/sitemap.xml": page}))
    assert (report.listings, report.usable) == ((), False)


def test_of_an_index_one_sitemap_is_looked_at_the_last_changed() -> None:
    index = (
        b"<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
        b"<sitemap><loc>/new.xml</loc><lastmod>2026-11-20</lastmod></sitemap></sitemapindex>"
    )
    urlset = b"<urlset><url><loc>/news/1</loc></url></urlset>"
    known = outlet(feeds=[], sitemaps=[Sitemap(url=f"{SITE}/sitemap.xml", language="fa")])
    report = look(Site({"/": b"<html>", "/sitemap.xml": index, "/new.xml": urlset, "/old.xml": urlset}), known)
    found = by_url(report)
    assert len(found["/sitemap.xml"].children) == 2
    assert (found["/new.xml"].origin, found["/new.xml"].items) == ("index", 1)
    assert "/old.xml" not in found
    assert "/new.xml" not in probe_report.snippet(report)


def test_a_front_page_whose_layout_changed_says_so() -> None:
    known = outlet(feeds=[], front_pages=[FrontPage(url=f"{SITE}/", language="fa", links="/news/.+")])
    found = by_url(look(Site({"/": b"<html><a href=/n/1>x</a>"}), known))["/"]
    assert (found.error, found.usable) == ("no_links_match", False)
    assert "1 links" in found.detail


def test_a_new_site_given_by_the_address_of_its_feed_is_read_and_its_language_told() -> None:
    report = look(Site({"/deep/list": rss(20), "/": b"<html>"}), asked=f"{SITE}/deep/list")
    found = by_url(report)["/deep/list"]
    assert (found.origin, found.kind, found.language, found.in_scope) == ("asked", "feed", "fa", None)


def test_a_sitemap_given_as_an_address_is_told_from_a_feed() -> None:
    urlset = b"<urlset><url><loc>/news/1</loc></url></urlset>"
    found = by_url(look(Site({"/list": urlset, "/": b"<html>"}), asked=f"{SITE}/list"))["/list"]
    assert (found.kind, found.items) == ("sitemap", 1)


def test_a_site_that_never_answers_gives_a_report_and_no_exception() -> None:
    report = look(Site({}), outlet())
    assert (report.usable, by_url(report)["/rss.xml"].error, report.home_error) == (False, "http_404", "http_404")


@pytest.mark.parametrize(("status", "error"), [(None, "dns"), (None, "robots"), (403, "challenge"), (451, "legal")])
def test_a_host_that_is_silent_or_shut_is_not_asked_for_guesses(status: int | None, error: str) -> None:
    class Shut(Site):
        async def fetch(self, url: str, validators: Mapping[str, str] | None = None, **options: Any) -> web.Answer:
            answer = await super().fetch(url, validators, **options)
            return web.Answer(url, url, answer.started_at, status, error=error)

    site = Shut({})
    report = asyncio.run(visit(site, Target("Karaneh", f"{SITE}/"), run, lambda _: None))
    assert {url.rpartition("/")[2] for url, _, _ in site.asked} == {"", "robots.txt"}
    assert (report.usable, report.home_error, report.tried_in_vain) == (False, error, 0)


def test_a_page_full_of_feeds_is_not_asked_for_all_of_them() -> None:
    front = b"<html>" + b"".join(b"<a href=/rss/%d>x</a>" % n for n in range(90))
    site = Site({"/": front} | {f"/rss/{n}": rss() for n in range(90)})
    report = look(site)
    assert len(site.asked) < 30
    assert len(report.listings) + len(report.not_tried) == 90


def test_the_snippet_can_be_pasted_into_an_outlets_file() -> None:
    report = look(
        Site({"/rss.xml": rss(60), "/": b"<html><a href=/en/rss>x</a>", "/en/rss": rss(3, title="The")}), outlet()
    )
    pasted = yaml.safe_load(probe_report.snippet(report))
    assert pasted["feeds"][0] == {
        "url": f"{SITE}/rss.xml",
        "language": "fa",
        "verdict": "works",
        "checked_on": report.probed_at.date(),
        "evidence": f"probed {report.probed_at:%Y-%m-%d}: 200, 60 items",
    }
    assert [feed["url"] for feed in pasted["feeds"]] == [f"{SITE}/rss.xml", f"{SITE}/en/rss"]
    assert pasted["volume"]["per_day"] == 24.0


def hostile() -> Report:
    listing = ListingFound(
        "feed",
        f"{SITE}/[red]\x1b[2J\u202eevil\ud800[/]",
        "anchor",
        200,
        detail="\x9b31m\r\nforged line",
        items=1,
        language="en",
    )
    return Report("[bold]K\x1b]0;x\x07", None, f"{SITE}/", datetime(2026, 11, 22, tzinfo=UTC), (), (listing,))


def test_fetched_text_neither_repaints_the_terminal_nor_becomes_markup() -> None:
    console = Console(file=io.StringIO(), width=200, force_terminal=False)
    probe_report.show(hostile(), console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[red]" in printed
    assert not set(printed) & {"\x1b", "\x07", "\x9b", "\r", "\u202e"}
    assert not [line for line in printed.splitlines() if line.startswith("forged")]


def test_json_is_ascii_and_whole() -> None:
    text = probe_report.as_json(hostile())
    assert text.isascii()
    assert json.loads(text)["listings"][0]["url"] == hostile().listings[0].url
    assert json.loads(text)["usable"] is True


@pytest.mark.parametrize("wanted", ["karaneh", "med:karaneh", str(OUTLET)])
def test_an_outlet_is_found_by_its_id_or_its_file(wanted: str, settings: Settings) -> None:
    target = find_target(settings, wanted)
    assert target.outlet is not None
    assert (target.outlet.id, target.home) == ("med:karaneh", "http://karaneh.example/")


@pytest.mark.parametrize(
    ("wanted", "home", "asked"),
    [
        ("news.example", "https://news.example/", None),
        ("http://news.example", "http://news.example/", None),
        ("https://news.example/rss?a=1", "https://news.example/", "https://news.example/rss?a=1"),
        ("خبر.example", "https://خبر.example/", None),
    ],
)
def test_a_site_without_a_file_is_taken_by_its_domain_or_address(
    wanted: str, home: str, asked: str | None, settings: Settings
) -> None:
    target = find_target(settings, wanted)
    assert (target.home, target.asked, target.outlet) == (home, asked, None)


@pytest.mark.parametrize(
    "wanted", ["nobody-knows", "med:", "ftp://news.example/", "file:///etc/passwd", "http://a@b.example", ""]
)
def test_an_unknown_id_or_a_senseless_address_is_a_wrong_setting(wanted: str, settings: Settings) -> None:
    with pytest.raises(ConfigError):
        find_target(settings, wanted)


def test_a_missing_outlet_file_is_a_wrong_setting(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        find_target(settings, str(tmp_path / "none.yml"))


def test_the_sample_newsroom_is_probed_over_the_network_with_its_sitemap_and_its_index(settings: Settings) -> None:
    report = probe(settings, find_target(settings, "northgate-wire"), lambda _: None)
    assert {(listing.format, listing.items, listing.conditional) for listing in report.listings} == {
        ("rss", 4, "honoured"),
        ("sitemap_index", 0, "honoured"),
        ("sitemap", 4, "honoured"),
    }
    assert [robots.sitemaps for robots in report.robots] == [("http://northgate.example/sitemap.xml",)]


def test_the_command_prints_json_and_says_by_its_exit_code_whether_anything_is_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASAD_DATA", str(tmp_path))
    good = CliRunner().invoke(app, ["probe", "radio-darvazeh", "--json"])
    assert good.exit_code == 0
    assert {found["format"] for found in json.loads(good.stdout)["listings"]} == {"rss", "front_page"}
    private = CliRunner().invoke(app, ["probe", "http://127.0.0.1/", "--json"])
    assert private.exit_code == 1
    assert json.loads(private.stdout)["usable"] is False
    assert CliRunner().invoke(app, ["probe", "nobody-knows"]).exit_code == 1
