"""The fast parser says what feedparser says, on every feed that it accepts at all."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.model import Rejected
from rasad.stages.land.feeds.decoding import characters
from rasad.stages.land.feeds.entry import Reading
from rasad.stages.land.feeds.plain import read_plain
from rasad.stages.land.feeds.prolog import document

ADDRESS = "http://karaneh.example/feeds/all.xml"
Row = tuple[str, str, str, str, str]


def plainly(body: bytes) -> Reading | None:
    opened = document(characters(body, None).text)
    if isinstance(opened, Rejected):
        return None
    reading = read_plain(opened, ADDRESS, 1_000)
    return reading if isinstance(reading, Reading) else None


def rows(reading: Reading) -> list[Row]:
    return [(e.title or "", e.link or "", e.guid or "", e.published or "", e.updated or "") for e in reading.entries]


def feedparsers(body: bytes, **options: bool) -> list[Any]:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": ADDRESS}
    entries: list[Any] = feedparser.parse(BytesIO(body), response_headers=headers, **options).entries
    return entries


def judged(body: bytes) -> list[Row]:
    keys = ("title", "link", "id", "published", "updated")
    return [tuple(dict.get(entry, key) or "" for key in keys) for entry in feedparsers(body)]  # type: ignore[misc]


HEAD = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:own="http://own.example/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/">'
)


def rss(items: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}<channel><title>t</title><link>http://karaneh.example/</link>{items}</channel></rss>'.encode()


def atom(items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:media="http://search.yahoo.com/mrss/"><title>t</title><id>urn:t</id>{items}</feed>'
    ).encode()


def rdf(items: str) -> bytes:
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://karaneh.example/"><title>t</title></channel>'
        f"{items}</rdf:RDF>"
    ).encode()


HONEST = {
    "short": rss("<item><title>A &amp; B</title><link>/a?x=1&amp;y=2</link><guid>http://karaneh.example/a</guid></item>"),
    "guid as link": rss("<item><title>A</title><guid>http://karaneh.example/a</guid></item>"),
    "guid that is none": rss('<item><guid isPermaLink="false">12</guid><link>http://karaneh.example/a</link></item>'),
    "relative guid": rss("<item><guid>12</guid></item>"),
    "dates": rss("<item><pubDate>Sat, 21 Nov 2026 10:00:00 +0330</pubDate><dc:date>2026-11-21T10:00:00Z</dc:date></item>"),
    "media title after": rss("<item><title>A</title><media:content><media:title>B</media:title></media:content></item>"),
    "media title before": rss("<item><media:group><media:title>B</media:title></media:group><title>A</title></item>"),
    "dc title alone": rss("<item><dc:title>B</dc:title><link>http://karaneh.example/a</link></item>"),
    "two titles": rss("<item><title>A</title><dc:title>B</dc:title></item>"),
    "empty first title": rss("<item><title/><dc:title>B</dc:title></item>"),
    "own elements": rss("<item><own:id>7</own:id><own:title>no</own:title><title>A</title><newsid>3</newsid></item>"),
    "atom link in rss": rss('<item><atom:link href="/b" rel="alternate"/><title>A</title></item>'),
    "cdata": rss("<item><title><![CDATA[ سه‌شنبه ]]></title><link><![CDATA[http://karaneh.example/a]]></link></item>"),
    "comment inside": rss("<item><title>A<!-- x -->B</title></item>"),
    "atom": atom('<entry><title>A</title><id>urn:1</id><link href="/a"/><updated>2026-11-21T10:00:00Z</updated></entry>'),
    "atom two links": atom('<entry><link rel="self" href="/s"/><link href="/a"/><link rel="enclosure" href="/e"/></entry>'),
    "atom other type": atom('<entry><link rel="alternate" type="application/pdf" href="/p"/><link href="/a"/></entry>'),
    "atom without link": atom("<entry><title>A</title><id>http://karaneh.example/a</id></entry>"),
    "atom base": atom('<entry xml:base="http://other.example/x/"><link href="a"/><id>b</id></entry>'),
    "atom content base": atom('<entry><title>A</title><content type="html" xml:base="http://o.example/">x</content></entry>'),
    "atom source": atom("<entry><title>A</title><source><title>B</title><id>urn:s</id><updated>x</updated></source></entry>"),
    "rdf": rdf('<item rdf:about="urn:1"><title>A</title><link>http://karaneh.example/a</link><dc:date>2026-11-21</dc:date></item>'),
}  # fmt: skip


@pytest.mark.parametrize("body", HONEST.values(), ids=HONEST)
def test_a_plain_feed_is_read_without_the_judge_and_as_the_judge_reads_it(body: bytes) -> None:
    reading = plainly(body)
    assert reading is not None
    assert rows(reading) == judged(body)


ODD = {
    "markup in a title": rss("<item><title>&lt;b&gt;A&lt;/b&gt;</title></item>"),
    "reference in a title": rss("<item><title>A &amp;amp; B</title></item>"),
    "element in a title": rss("<item><title><b>A</b></title></item>"),
    "upper-case item": rss("<ITEM><title>A</title></ITEM><item><title>B</title></item>"),
    "item in a wrapper": rss("<items><item><title>B</title></item></items>"),
    "item in an item": rss("<item><title>A</title><item><title>B</title></item></item>"),
    "foreign prefix": rss('<item xmlns:dc="http://other.example/"><title>A</title><dc:date>x</dc:date></item>'),
    "script as base": atom('<entry xml:base="javascript:alert(1)//"><link href="a"/></entry>'),
    "windows-1252 in disguise": rss("<item><title>A\x92s</title></item>"),
    "utf-8 read as latin-1": rss("<item><title>caf\u00c3\u00a9</title></item>"),
    "inline summary": rss("<item><title>A</title><description>a <b>b</b></description></item>"),
    "date of its own": rss("<item><date>2026</date></item>"),
    "image": rss("<item><image><title>x</title></image><title>A</title></item>"),
    "title attributes": atom('<entry><title type="application/x">QQ==</title></entry>'),
    "media title alone": rss("<item><media:title>B</media:title></item>"),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_what_is_not_plain_is_left_to_the_judge(body: bytes) -> None:
    assert plainly(body) is None


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("<>&;#'\" ‌یکﷲ»é\u00a0\r\n/"),
    max_size=12,
)
ADDRESSES = st.sampled_from(
    ["http://karaneh.example/a", "/a?b=1&c=2", "a/../b", "//o.example/x", "http:////o.example", "", " http://o.example/ ",
     "urn:x:1", "tag:o.example,2026:1", "mailto:a@o.example", "http://[", "?q", "#f", "http://o.example/خبر", "&amp;", "a b"]
) | TEXT  # fmt: skip
DATES = st.sampled_from(["Sat, 21 Nov 2026 10:00:00 GMT", "2026-11-21T10:00:00Z", "", " x ", "1405/08/30"]) | TEXT
NAMES = [
    "title", "link", "guid", "id", "pubDate", "published", "updated", "modified", "issued", "description", "summary", "content",
    "dc:date", "dc:title", "dc:description", "dc:creator", "dcterms:issued", "dcterms:modified", "media:title",
    "media:description", "media:content", "media:group", "media:thumbnail", "media:credit", "itunes:summary", "itunes:title",
    "content:encoded", "atom:link", "atom:updated", "atom:id", "own:title", "own:id", "author", "category", "comments", "source",
    "enclosure", "image", "url", "lastBuildDate", "created", "date", "name", "fullitem", "abstract", "subtitle", "language",
]  # fmt: skip
ATTRIBUTES = st.sampled_from(
    ["", "", "", "", ' type="html"', ' type="text"', ' type="text/html"', ' rel="alternate" href="/h"', ' rel="self" href="/s"',
     ' href="http://o.example/h" type="TEXT/HTML"', ' isPermaLink="false"', ' isPermaLink="true"', ' ispermalink="False"',
     ' xml:lang="fa"', ' xml:base="http://b.example/d/"', ' url="/u"', ' base="/x/"', ' mode="escaped"', ' href=""', ' xml:base="y"']
)  # fmt: skip


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")


@st.composite
def children(draw: st.DrawFn, depth: int = 0) -> str:
    name = draw(st.sampled_from(NAMES))
    attributes = draw(ATTRIBUTES)
    value = draw(ADDRESSES if "link" in name or "id" in name else DATES if "ate" in name or "ued" in name else TEXT)
    inside = escaped(value)
    if draw(st.integers(0, 9)) == 0:
        inside = f"<![CDATA[{value.replace(']]>', '')}]]>".replace("\r", "")
    if depth < 2 and draw(st.integers(0, 7)) == 0:
        inside += "".join(draw(st.lists(children(depth + 1), max_size=2)))
    return f"<{name}{attributes}>{inside}</{name}>"


@st.composite
def feeds(draw: st.DrawFn) -> bytes:
    kind = draw(st.sampled_from(["rss", "atom", "rdf"]))
    modules = HEAD[HEAD.index(" xmlns") : -1]
    name = "entry" if kind == "atom" else "item"
    items = "".join(
        f"<{name}>{''.join(each)}</{name}>" for each in draw(st.lists(st.lists(children(), max_size=6), max_size=3))
    )
    base = draw(st.sampled_from(["", "", "", ' xml:base="http://b.example/deep/"', ' base="rel/"']))
    if kind == "rss":
        return f'<rss version="2.0"{modules}{base}><channel>{items}</channel></rss>'.encode()
    if kind == "atom":
        modules = modules.replace(' xmlns:atom="http://www.w3.org/2005/Atom"', "").replace("atom:", "")
        return f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:atom="http://www.w3.org/2005/Atom"{modules}{base}>{items}</feed>'.encode()
    modules = modules.replace(' xmlns:atom="http://www.w3.org/2005/Atom"', ' xmlns:atom="http://atom.example/"')
    return (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"{modules}{base}>'
        f"<channel/>{items}</rdf:RDF>"
    ).encode()


@settings(max_examples=300, deadline=None)
@given(feeds())
def test_whatever_the_fast_parser_accepts_it_reads_as_feedparser_does(body: bytes) -> None:
    reading = plainly(body)
    if reading is not None:
        assert rows(reading) == judged(body)
        raw = feedparsers(body, sanitize_html=False, resolve_relative_uris=False)
        assert [e.summary for e in reading.entries] == [dict.get(entry, "summary") or "" for entry in raw]
