"""From a feed's bytes to its items: the same items whichever parser reads it, and only what may be relied on."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Rejected
from rasad.stages.land.feeds import instant, needs_judge, read_feed, read_plain
from rasad.stages.land.items import Item, Listed

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import hostile_feed_text
import hostile_markup
import hostile_size
from hostile_feeds import ADDRESS, CASES, SITE, Case, atom, item, json_feed, rss

ROWS = (hostile_markup, hostile_size, hostile_feed_text)


def listed(body: bytes | str, content_type: str | None = None, most: int = 100) -> Listed:
    answer = read_feed(body if isinstance(body, bytes) else body.encode(), ADDRESS, content_type, most)
    assert isinstance(answer, Listed)
    return answer


def rdf(namespace: str) -> str:
    head = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}">'
    return f"{head}<item><link>{SITE}/a/1</link></item></rdf:RDF>"


def only(body: bytes | str) -> Item:
    (found,) = listed(body).items
    return found


@pytest.mark.parametrize("case", [c for c in CASES if c.row != "B9"], ids=lambda case: f"{case.row} {case.name}")
def test_what_is_read_in_process_is_what_the_worker_would_read(case: Case) -> None:
    body = case.build()
    plain = read_plain(body, ADDRESS, case.content_type, 100)
    if plain is not None:
        assert plain == read_feed(body, ADDRESS, case.content_type, 100)


def test_an_honest_feed_needs_no_judge_and_an_odd_one_does() -> None:
    assert not needs_judge(rss(item(1)).encode())
    assert not needs_judge(b"")
    assert needs_judge(rss(item(1, "&lt;b&gt;x&lt;/b&gt;")).encode())
    assert needs_judge(rss(item(1, "&nbsp;")).encode())
    assert needs_judge(json_feed(1))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("rss", rss(item(1))),
        ("atom", atom("").decode()),
        ("atom", f'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><link rel="alternate" href="{SITE}/a/1"/></entry></feed>'),
        ("rdf", rdf("http://purl.org/rss/1.0/")),
        ("rdf", rdf("http://my.netscape.com/rdf/simple/0.9/")),
        ("rss", f'<rss version="0.91"><channel><item><link>{SITE}/a/1</link></item></channel></rss>'),
        ("rss", f'<rss xmlns="http://backend.userland.com/rss2"><channel><item><link>{SITE}/a/1</link></item></channel></rss>'),
        ("json", json_feed(2).decode().replace("/a/0", "/a/1")),
    ],
)  # fmt: skip
def test_every_format_is_read_and_named(kind: str, body: str) -> None:
    found = listed(body)
    assert found.format == kind
    assert [each.url for each in found.items] == [f"{SITE}/a/1"]


def test_the_fingerprint_is_the_same_whichever_parser_reads_the_item() -> None:
    sound = item(1, more="<description>a &lt;p&gt;summary&lt;/p&gt; &amp;amp; more</description>")
    plain = only(rss(sound))
    assert read_plain(rss(sound).encode(), ADDRESS, None, 10) is not None
    judged = listed(rss(sound + item(2, "&lt;b&gt;x&lt;/b&gt;"))).items[0]
    salvaged = listed(rss(sound + item(2, "<b>"))).items[0]
    doctype = listed(rss(sound, '<!DOCTYPE rss [<!ENTITY x "y">]>')).items[0]
    assert plain == judged == salvaged == doctype


@pytest.mark.parametrize(
    "edited",
    [
        item(1, "another title"),
        item(1, more="<description>another summary</description>"),
        item(1).replace("10:00:00", "10:00:01"),
        item(1, more="<atom:updated xmlns:atom='http://www.w3.org/2005/Atom'>2026-11-22T10:00:00Z</atom:updated>"),
    ],
)
def test_an_edit_in_the_feed_shows_in_the_fingerprint(edited: str) -> None:
    first, second = only(rss(item(1))), only(rss(edited))
    assert first.url == second.url
    assert first.fingerprint != second.fingerprint


def test_an_address_counts_once_however_it_is_spelt() -> None:
    assert len(listed(rss(item(1) + item(1) + item(2, link=f"{SITE}/a/1?utm_source=x"))).items) == 1


def test_a_link_back_to_the_feed_is_no_article() -> None:
    assert listed(rss(item(1, link=ADDRESS) + item(2))).bad_items == 1


def test_the_article_s_own_address_is_taken_before_that_of_a_feed_service() -> None:
    body = rss(item(1, link="http://feeds.example/~r/1", more=f"<fb:origLink>{SITE}/a/1</fb:origLink>"))
    body = body.replace("<rss ", '<rss xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0" ')
    assert only(body).url == f"{SITE}/a/1"


def test_no_more_items_than_asked_for_and_the_rest_is_said_to_be_there() -> None:
    many = rss("".join(item(n) for n in range(20)))
    assert [each.url for each in listed(many, most=5).items] == [f"{SITE}/a/{n}" for n in range(5)]
    assert listed(many, most=5).partial
    assert not listed(many, most=20).partial
    assert listed(json_feed(20), most=5).partial


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Fish &amp; Chips", "Fish & Chips"),
        ("Fish &amp;amp; Chips", "Fish & Chips"),
        ("&lt;b&gt;Fish&lt;/b&gt; &amp;lt; Chips", "Fish < Chips"),
        ("<![CDATA[It&#8217;s <i>so</i>]]>", "It’s so"),
        ("2 &lt; 3", "2 < 3"),
        (" one\n  two ", "one two"),
        ("می‌شود", "می‌شود"),
        ("x" * 600, "x" * 500),
        ("", None),
        ("\u200e", None),
    ],
)
def test_a_title_is_one_line_of_text(written: str, shown: str | None) -> None:
    assert only(rss(item(1, written))).title == shown


def test_the_date_is_given_as_it_is_stated_and_as_the_instant_that_it_names() -> None:
    found = only(rss(item(1)))
    assert (found.stated, found.published) == (
        "Sat, 21 Nov 2026 10:00:00 +0330",
        datetime(2026, 11, 21, 6, 30, tzinfo=UTC),
    )
    assert only(rss(item(1).replace("Sat, 21 Nov 2026", "9" * 5000))).stated == "9" * 100


NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "Sat, 21 Nov 2026 12:00:00 GMT", "Sat, 21 Nov 2026 12:00 UT", "21 Nov 26 12:00:00 Z", "Sat, 21 Nov 2026 07:00:00 EST",
        "Sat, 21 Nov 2026 15:30:00 +0330", "saturday, 21 november 2026 15:30:00 +03:30", "Sat, 21 Nov 2026 12:00:00 -0000",
        "2026-11-21T12:00:00Z", "2026-11-21T15:30:00+03:30", "2026-11-21 15:30:00 +0330", "2026-11-21T12:00:00.123456789Z",
        "2026-11-21T12:00Z", "20261121T120000Z", "1405-08-30T15:30:00+03:30", " 2026-11-21t12:00:00z ",
        "Sat, 21 Nov 2026 12:00:00 +0000 (UTC)", "2026-11-21T14+02:00".replace("T14", "T14:00"),
    ],
)  # fmt: skip
def test_a_date_of_one_meaning_is_an_instant(written: str) -> None:
    assert instant(written) == NOON


@pytest.mark.parametrize(
    "written",
    [
        "", "0", "not a date", "Sat, 21 Nov 2026 12:00:00 IRST", "Sat, 21 Nov 2026 12:00:00 IST", "Sat, 21 Nov 2026 12:00:00",
        "2026-11-21", "2026-11-21T12:00:00", "2026-11-21T12:00:00+99:99", "03/04/2026 12:00 GMT", "1405/08/30 12:00", "1405/08/30",
        "۱۴۰۵/۰۸/۳۰ ۱۲:۰۰ +0330", "30 آبان 1405", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z", "99999-01-01T00:00:00Z",
        "Mon, 31 Feb 2026 12:00:00 GMT", "Sat, 21 Nov 2026 24:00:00 GMT", "Sat, 21 Nov 2026 12:00:61 GMT", "1795248000",
        "Sun, 21 Nov 2026 12:00:00 GMT", "2101-01-01T00:00:00Z", "1405-12-31T12:00:00+03:30", "Sat, 21 Nov 1405 12:00:00 GMT",
        "Sat, 21 Nov 2026 12:00:00 +0000" * 5, "9" * 100_000, "2026-11-21T12:00:00+15:00", "2026-W47-6T12:00:00Z",
    ],
)  # fmt: skip
def test_a_date_that_may_be_another_is_none(written: str) -> None:
    assert instant(written) is None


@given(st.datetimes(datetime(1990, 1, 2), datetime(2100, 12, 30)), st.integers(-12 * 60, 14 * 60))
def test_any_instant_written_with_its_offset_is_read_back(moment: datetime, minutes: int) -> None:
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    zone = f"{sign}{size // 60:02}:{size % 60:02}"
    whole = moment.replace(microsecond=0)
    expected = datetime.fromisoformat(f"{whole.isoformat()}{zone}").astimezone(UTC)
    assert instant(f"{whole.isoformat()}{zone}") == expected
    assert instant(f"{whole:%a, %d %b %Y %H:%M:%S} {zone.replace(':', '')}") == expected


def test_one_bad_item_of_a_json_feed_costs_only_itself() -> None:
    feed = json.loads(json_feed(5))
    feed["items"][2] = "not an object"
    feed["items"][3] = {"url": ["no", "text"], "title": 7}
    found = listed(json.dumps(feed))
    assert [each.url for each in found.items] == [f"{SITE}/a/{n}" for n in (0, 1, 4)]
    assert found.bad_items == 2


def test_a_json_item_without_an_address_is_known_by_an_id_that_is_one() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1",
        "items": [{"id": f"{SITE}/a/1"}, {"id": "7", "external_url": "/b"}],
    }
    assert [each.url for each in listed(json.dumps(body)).items] == [f"{SITE}/a/1", f"{SITE}/b"]


@given(
    st.binary(max_size=1500),
    st.sampled_from([None, "text/xml; charset=utf-16", "text/xml; charset=cp1256", "a/b; charset=x"]),
)
def test_no_bytes_raise(noise: bytes, content_type: str | None) -> None:
    for body in (
        noise,
        b"<rss><channel><item>" + noise + b"</item></channel></rss>",
        b'{"version":"1","items":[' + noise,
    ):
        read_feed(body, ADDRESS, content_type, 100)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_feed_says_an_item_can_be_stored_and_fetched(title: str, link: str) -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"url": f"http://karaneh.example/{link}", "title": title}],
    }
    answer = read_feed(json.dumps(body).encode(), ADDRESS, None, 10)
    assert not isinstance(answer, Rejected)
    for found in answer.items:
        assert found.url.startswith("http://karaneh.example/")
        assert found.url.isprintable()
        (found.title or "").encode("utf-8")
        assert "\n" not in (found.title or "")
