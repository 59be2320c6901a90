"""The bundled newsroom answers over HTTP as an outlet's server does."""

from __future__ import annotations

import socket
import threading
from email.message import Message
from http.client import HTTPConnection

import feedparser
import pytest

from rasad.catalogue import read_outlets
from rasad.edges.newsroom import SAMPLE, newsroom, serving
from rasad.errors import ConfigError
from rasad.stages.land.frontpage import read_front_page
from rasad.stages.land.items import Listed
from rasad.stages.land.sitemaps import read_sitemap

EDITED = "/14050829-kuhrizan"


def ask(
    address: tuple[str, int], host: str, path: str, method: str = "GET", **headers: str
) -> tuple[int, Message, bytes]:
    connection = HTTPConnection(*address, timeout=5)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": host, **named})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_every_outlet_answers_at_its_host_and_every_feed_entry_but_one_is_there() -> None:
    dead = []
    with serving() as routes:
        outlets = read_outlets(SAMPLE / "sources").values()
        assert set(routes) == {outlet.domain for outlet in outlets}
        for outlet in outlets:
            for feed in outlet.feeds:
                path = feed.url.removeprefix(f"http://{outlet.domain}")
                status, headers, body = ask(routes[outlet.domain], outlet.domain, path)
                assert (status, headers["Content-Type"].endswith("; charset=utf-8")) == (200, True)
                for entry in feedparser.parse(body).entries:
                    link = entry.get("link", "").removeprefix(f"http://{outlet.domain}")
                    if link and ask(routes[outlet.domain], outlet.domain, link)[0] != 200:
                        dead.append(entry.link)
    assert dead == ["http://sepand.example/84125555-hazf"]


def test_a_page_is_served_byte_for_byte_with_its_charset_and_length() -> None:
    with serving() as routes:
        status, headers, body = ask(routes["karaneh.example"], "karaneh.example", "/14050824-shahbid-draft")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(body))
    assert body == (SAMPLE / "pages" / "karaneh" / "14050824-shahbid-draft.html").read_bytes()


def test_an_atom_feed_says_that_it_is_one() -> None:
    site = newsroom()["caspianledger.example"]
    assert site["/feed.atom"].content_type == "application/atom+xml; charset=utf-8"


def listed_by_feed(site: str) -> set[str]:
    return {entry.link for entry in feedparser.parse(newsroom()[site]["/rss.xml"].body).entries}


def test_a_sitemap_index_leads_to_a_news_sitemap_that_lists_what_the_feed_lists() -> None:
    site, at = newsroom()["northgate.example"], "http://northgate.example/sitemap.xml"
    assert f"Sitemap: {at}" in site["/robots.txt"].body.decode()
    index = read_sitemap(site["/sitemap.xml"].body, at, 10)
    assert isinstance(index, Listed)
    [child] = index.children
    news = read_sitemap(site[child.removeprefix("http://northgate.example")].body, child, 10)
    assert isinstance(news, Listed)
    assert {item.url for item in news.items} == listed_by_feed("northgate.example")
    assert all(item.title and item.published for item in news.items)


def test_a_front_page_leads_to_what_the_feed_lists() -> None:
    [outlet] = [one for one in read_outlets(SAMPLE / "sources").values() if one.front_pages]
    [front] = outlet.front_pages
    page = read_front_page(newsroom()[outlet.domain]["/"].body, front.url, front.links, 10)
    assert isinstance(page, Listed)
    assert {item.url for item in page.items} == listed_by_feed(outlet.domain)


@pytest.mark.parametrize("path", ["/no-such-page", "/14050829-kuhrizan.evening", "/../../expected.yml", "/%2e%2e/x"])
def test_an_unknown_path_is_a_real_404(path: str) -> None:
    with serving() as routes:
        assert ask(routes["karaneh.example"], "karaneh.example", path)[0] == 404


def test_a_page_of_one_outlet_is_not_found_at_another_and_an_unknown_host_is_refused() -> None:
    with serving() as routes:
        address = routes["karaneh.example"]
        assert ask(address, "sepand.example", "/14050824-shahbid-draft")[0] == 404
        assert ask(address, "elsewhere.example", "/robots.txt")[0] == 421


def test_the_host_may_name_a_port_and_be_in_capitals() -> None:
    with serving() as routes:
        assert ask(routes["karaneh.example"], "Karaneh.Example:80", "/robots.txt")[0] == 200


def test_robots_allow_the_pages_without_delay() -> None:
    with serving() as routes:
        _, headers, body = ask(routes["sepand.example"], "sepand.example", "/robots.txt")
    assert headers["Content-Type"].startswith("text/plain")
    assert b"Crawl-delay: 0" in body


def test_a_copy_with_the_right_validator_is_not_sent_again() -> None:
    path = "/14050824-omrani"
    with serving() as routes:
        address = routes["karaneh.example"]
        _, headers, _ = ask(address, "karaneh.example", path)
        by_tag = ask(address, "karaneh.example", path, If_None_Match=f'"other", W/{headers["ETag"]}')
        by_date = ask(address, "karaneh.example", path, If_Modified_Since=headers["Last-Modified"])
    for status, repeated, body in (by_tag, by_date):
        assert (status, body) == (304, b"")
        assert repeated["ETag"] == headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": '"stale"'},
        {"If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"stale"', "If_Modified_Since": "Fri, 01 Jan 2027 00:00:00 GMT"},
    ],
)
def test_a_stale_or_senseless_validator_gets_the_page(headers: dict[str, str]) -> None:
    with serving() as routes:
        assert ask(routes["karaneh.example"], "karaneh.example", "/14050824-omrani", **headers)[0] == 200


def test_the_evening_brings_the_edited_page_and_its_feed_and_leaves_the_rest_alone() -> None:
    morning, evening = newsroom("morning"), newsroom("evening")
    changed = {
        (host, path)
        for host, site in morning.items()
        for path, document in site.items()
        if evening[host][path].etag != document.etag
    }
    assert changed == {("karaneh.example", EDITED), ("karaneh.example", "/rss.xml")}
    before, after = (edition["karaneh.example"][EDITED] for edition in (morning, evening))
    assert after.modified > before.modified
    assert {host: set(site) for host, site in morning.items()} == {host: set(site) for host, site in evening.items()}


def test_an_unknown_edition_is_a_wrong_setting() -> None:
    with pytest.raises(ConfigError, match="'noon' is not one of morning, evening"), serving("noon"):
        pass


def test_head_sends_the_headers_only() -> None:
    with serving() as routes:
        status, headers, body = ask(routes["karaneh.example"], "karaneh.example", "/rss.xml", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_after_the_context_nothing_listens_and_no_thread_is_left() -> None:
    before = set(threading.enumerate())
    with serving() as routes:
        address = routes["karaneh.example"]
        ask(address, "karaneh.example", "/rss.xml")
    assert set(threading.enumerate()) <= before
    with pytest.raises(ConnectionRefusedError), socket.create_connection(address, timeout=1):
        pass


def test_the_server_stops_when_the_body_of_the_context_fails() -> None:
    before = set(threading.enumerate())
    with pytest.raises(ValueError, match="inside"), serving():
        raise ValueError("inside")
    assert set(threading.enumerate()) <= before


def test_two_newsrooms_run_side_by_side() -> None:
    with serving("morning") as first, serving("evening") as second:
        bodies = [ask(routes["karaneh.example"], "karaneh.example", EDITED)[2] for routes in (first, second)]
    assert bodies[0] != bodies[1]


def test_a_client_that_hangs_up_is_no_error() -> None:
    with serving() as routes:
        address = routes["karaneh.example"]
        with socket.create_connection(address, timeout=1) as rude:
            rude.sendall(b"GET /rss.xml HTTP/1.1\r\nHost: kara")
        assert ask(address, "karaneh.example", "/rss.xml")[0] == 200
