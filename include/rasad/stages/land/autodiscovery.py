"""Where an outlet may list its articles: what its pages and its robots.txt name, and the usual paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from protego import Protego

from rasad.model import Rejected
from rasad.stages.land.anchors import Links, read_links
from rasad.stages.land.items import LONGEST_TITLE
from rasad.stages.land.sites import Link, Reach, read_link

Kind = Literal["feed", "sitemap"]
Origin = Literal["link", "anchor", "robots", "well_known"]
ROBOTS_BYTES = 500 * 1024  # RFC 9309: a crawler must read at least this much, and may stop there
MOST_CANDIDATES = 100
_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json|(?:text|application)/xml")
_FEED_PATH = re.compile(r"(?:^|[/._-])(?:rss2?|feeds?|atom|rdf)(?:$|[/._-])|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_FEED_QUERY = re.compile(r"(?:^|[&;])(?:feed|format|type|output)=(?:rss2?|atom|feed|xml)", re.IGNORECASE)
_SITEMAP_PATH = re.compile(r"sitemap[^/]{0,80}\.(?:xml|txt)(?:\.gz)?$|/sitemap/?$", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"\s{0,20}site-?map(?:\s{0,20}:|\s)", re.IGNORECASE)
_NO_FEED = re.compile(r"feedback|/wp-json/|oembed|/comments?/feed", re.IGNORECASE)
_USUAL_FEEDS = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/fa/rss/allnews",
    "/en/rss",
)
_USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a listing, and why we think so."""

    url: str
    kind: Kind
    origin: Origin
    title: str = ""


def find_listings(body: bytes, address: str) -> tuple[Candidate, ...]:
    """The feeds and sitemaps that an HTML page names: alternates of its head first, then links that look like feeds.

    At most 100, each once; none for what is no HTML page. Of other sites only alternates of the head count, because
    outlets do keep their feeds elsewhere. Time grows with the length of the body.
    """
    page = read_links(body, address)
    if isinstance(page, Rejected):
        return ()
    return tuple(_once([*_alternates(page), *_looking_like_feeds(page, Reach.of(address))]))


def sitemaps_in_robots(text: str, address: str = "") -> tuple[Candidate, ...]:
    """The sitemaps that a robots.txt names, each once, relative ones against `address`."""
    # Only these lines: the parser takes minutes over thousands of groups with thousands of rules.
    plain = text[:ROBOTS_BYTES].replace("\ufeff", "").replace("\x00", "")
    lines = (line for line in plain.splitlines() if _SITEMAP_LINE.match(line))
    named = (read_link(written, address) for written in Protego.parse("\n".join(lines)).sitemaps)
    return tuple(_once(Candidate(link.url, "sitemap", "robots") for link in named if link))


def well_known(address: str) -> tuple[Candidate, ...]:
    """The paths under which most sites keep their listings, on the host of `address`; worth a try where it names none."""
    feeds = (Candidate(urljoin(address, path), "feed", "well_known") for path in _USUAL_FEEDS)
    sitemaps = (Candidate(urljoin(address, path), "sitemap", "well_known") for path in _USUAL_SITEMAPS)
    return (*feeds, *sitemaps)


def _alternates(page: Links) -> Iterator[Candidate]:
    for related in page.related:
        rels = related.rel.split()
        link = read_link(related.href, page.base)
        if link is None or _NO_FEED.search(link.url):
            continue
        if "sitemap" in rels:
            yield Candidate(link.url, "sitemap", "link", related.title[:LONGEST_TITLE])
        elif "alternate" in rels and _is_feed(related.type.partition(";")[0].strip(), link):
            yield Candidate(link.url, "feed", "link", related.title[:LONGEST_TITLE])


def _is_feed(declared: str, link: Link) -> bool:
    # Plain XML and JSON are also declared for what is no feed, so there the path has to agree.
    if declared.endswith(("/xml", "/json")):
        return bool(_FEED_TYPES.fullmatch(declared) and _path_of_a_feed(link))
    return bool(_FEED_TYPES.fullmatch(declared))


def _looking_like_feeds(page: Links, reach: Reach) -> Iterator[Candidate]:
    for anchor in page.anchors:
        link = read_link(anchor.href, page.base)
        if link is None or not reach.covers(link) or _NO_FEED.search(link.url):
            continue
        if _SITEMAP_PATH.search(urlsplit(link.url).path):
            yield Candidate(link.url, "sitemap", "anchor", anchor.text[:LONGEST_TITLE])
        elif _path_of_a_feed(link):
            yield Candidate(link.url, "feed", "anchor", anchor.text[:LONGEST_TITLE])


def _path_of_a_feed(link: Link) -> bool:
    parts = urlsplit(link.url)
    return bool(_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query))


def _once(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.url not in seen and len(seen) < MOST_CANDIDATES:
            seen.add(candidate.url)
            yield candidate
