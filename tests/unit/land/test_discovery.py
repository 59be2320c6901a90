"""Reading feeds: one bad item never costs the others, and nothing but a feed is taken for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.catalogue import Affiliation, Feed, Name, Outlet
from rasad.model import Rejected
from rasad.stages.land import Discovered, discover

FEED = "http://karaneh.example/rss.xml"


def outlet(**changes: object) -> Outlet:
    facts = {
        "id": "med:karaneh",
        "name": Name(en="Karaneh", fa="کرانه"),
        "domain": "karaneh.example",
        "languages": ("fa",),
        "country": "IR",
        "affiliation": Affiliation.model_validate({"class": "domestic-private"}),
        "publisher_group": "karaneh",
        "feeds": (Feed(url=FEED, language="fa"),),
    }
    return Outlet.model_validate(facts | changes)


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(n: int, extra: str = "") -> str:
    return f"<item><title>خبر {n}</title><link>http://karaneh.example/{n}</link>{extra}</item>"


def found(body: bytes, **changes: object) -> Discovered:
    answer = discover(body, FEED, outlet(**changes), 100)
    assert isinstance(answer, Discovered)
    return answer


def test_items_come_in_the_order_of_the_feed_with_their_titles() -> None:
    assert [(i.url, i.title) for i in found(rss(item(1), item(2))).items] == [
        ("http://karaneh.example/1", "خبر 1"),
        ("http://karaneh.example/2", "خبر 2"),
    ]


@pytest.mark.parametrize("poison", ["&#xD800;", "&#x110000;", "&#99999999999;"])
def test_a_reference_that_kills_the_parser_costs_one_item_at_the_most(poison: str) -> None:
    body = rss(
        *(item(n) for n in range(50)), f"<item><title>{poison}</title><link>http://karaneh.example/x</link></item>"
    )
    answer = found(body)
    assert {f"http://karaneh.example/{n}" for n in range(50)} <= {i.url for i in answer.items}


def test_a_byte_that_is_not_utf8_changes_no_other_letter() -> None:
    body = rss(item(1), item(2)).replace("خبر 2".encode(), b"\xff" + "خبر 2".encode())
    assert found(body).items[0].title == "خبر 1"


def test_zwnj_in_a_title_is_kept() -> None:
    body = rss("<item><title>می‌شود</title><link>http://karaneh.example/1</link></item>")
    assert found(body).items[0].title == "می‌شود"


def test_a_bidi_override_never_reaches_a_title() -> None:
    body = rss("<item><title>a\u202eb</title><link>http://karaneh.example/1</link></item>")
    assert found(body).items[0].title == "ab"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "", "ftp://karaneh.example/1"])
def test_a_link_that_is_not_a_web_address_is_counted_as_bad(link: str) -> None:
    answer = found(rss(item(1), f"<item><title>x</title><link>{link}</link></item>"))
    assert [i.url for i in answer.items] == ["http://karaneh.example/1"]
    assert answer.bad_items == 1


def test_a_date_with_a_zone_is_taken_in_utc() -> None:
    answer = found(rss(item(1, "<pubDate>Sat, 21 Nov 2026 18:40:00 +0330</pubDate>")))
    assert answer.items[0].published == datetime(2026, 11, 21, 15, 10, tzinfo=UTC)


@pytest.mark.parametrize("date", ["1405/08/30 12:00", "Sat, 21 Nov 2026 18:40:00", "yesterday", "0000-00-00T00:00:00Z"])
def test_a_date_that_is_not_certain_is_none(date: str) -> None:
    assert found(rss(item(1, f"<pubDate>{date}</pubDate>"))).items[0].published is None


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"<html><body>Checking your browser</body></html>", b'{"items": []}', b"%PDF-1.4"]
)
def test_what_is_not_a_feed_is_said_to_be_none(body: bytes) -> None:
    answer = discover(body, FEED, outlet(), 100)
    assert isinstance(answer, Rejected)
    assert answer.reason == "not_a_feed"


def test_an_empty_feed_has_no_items_and_no_bad_ones() -> None:
    assert found(rss()) == Discovered((), 0)


def test_the_same_address_twice_is_one_item() -> None:
    assert len(found(rss(item(1), item(1))).items) == 1


def test_pages_out_of_scope_are_left_alone() -> None:
    body = rss(item(1), "<item><title>x</title><link>http://karaneh.example/politics/2</link></item>")
    assert [i.url for i in found(body, allow_paths=("/politics/",)).items] == ["http://karaneh.example/politics/2"]


def test_no_more_items_than_asked_for() -> None:
    answer = discover(rss(*(item(n) for n in range(20))), FEED, outlet(), 5)
    assert isinstance(answer, Discovered)
    assert len(answer.items) == 5


@given(st.binary(max_size=2000))
def test_no_bytes_raise(noise: bytes) -> None:
    discover(b"<rss><channel><item>" + noise + b"</item></channel></rss>", FEED, outlet(), 100)
