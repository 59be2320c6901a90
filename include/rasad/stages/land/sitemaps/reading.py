"""Reading a sitemap: its bytes in, the items that it lists out, or the sitemaps that an index names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from rasad.identity import short_hash
from rasad.model import Rejected
from rasad.stages.land import decoding
from rasad.stages.land.items import LONGEST_STATED, LONGEST_TITLE, Item, Listed
from rasad.stages.land.sitemaps.entries import Entry, read_entries
from rasad.stages.land.sitemaps.markup import MOST_ENTRIES, prepared
from rasad.stages.land.sitemaps.w3c import Stretch, read_date
from rasad.stages.land.sites import Link, Reach, read_link

MOST_BYTES = 52_428_800  # sitemaps.org: 50 MB before compression
_FORMATS = {"urlset": "sitemap", "sitemapindex": "sitemap_index"}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NEVER = datetime.min.replace(tzinfo=UTC)


def read_sitemap(
    body: bytes,
    address: str,
    most: int,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    hosts: frozenset[str] | None = None,
) -> Listed | Rejected:
    """The articles of a sitemap, or the sitemaps of an index (`children`, the last changed first, undated ones last).

    Takes urlset and sitemapindex with or without the news namespace, under any prefix, and plain text (one address a
    line). Addresses of other registrable domains are counted as bad, unless `hosts` names them. Between `since` and
    `until` (both included, with time zone) an item counts by its news date, else by lastmod; what has no certain date
    is kept. Of more than `most` items the newest stay. `published` is the news date only: lastmod says when a page was
    changed, and stands in `stated`. Time and memory grow with the length of the body, which is at most 50 MB.

    Rejected: empty, too_big, damaged_gzip, dtd, not_a_sitemap.
    """
    plain: bytes = body
    whole = True
    if body.startswith(decoding.GZIP):
        content = decoding.unpacked(body, MOST_BYTES)
        if isinstance(content, Rejected):
            return content
        plain, whole = content
    if len(plain) > MOST_BYTES:
        return Rejected("too_big", f"{len(plain)} bytes")
    text, repaired = decoding.characters(plain)
    if not text.strip():
        return Rejected("empty")
    notes = ("encoding_repaired",) if repaired else ()
    read = _Reading(address, Reach.of(address, hosts), most, since, until)
    return read.plain_text(text, whole, notes) if "<" not in text[:1000] else read.xml(text, whole, notes)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one call was asked for."""

    address: str
    reach: Reach
    most: int
    since: datetime | None
    until: datetime | None

    def xml(self, text: str, whole: bool, notes: tuple[str, ...]) -> Listed | Rejected:
        markup = prepared(text)
        if isinstance(markup, Rejected):
            return markup
        if markup.root not in _FORMATS:
            return Rejected("not_a_sitemap", f"the root element is {markup.root}")
        entries, salvaged = read_entries(markup)
        every = (*notes, *markup.notes, *(["salvaged"] if salvaged else []))
        lost = max(0, markup.entries - len(entries))
        return self._listed(entries, _FORMATS[markup.root], markup.cut or not whole, every, bad=lost)

    def plain_text(self, text: str, whole: bool, notes: tuple[str, ...]) -> Listed | Rejected:
        lines = [line for line in text.splitlines() if line.strip()]
        if not re.match(r"\s{0,20}https?://", lines[0], re.IGNORECASE):
            return Rejected("not_a_sitemap", text[:80])
        if not whole:
            lines.pop()
        entries = [Entry("url", {"loc": line}) for line in lines[:MOST_ENTRIES]]
        cut = not whole or len(lines) > MOST_ENTRIES
        return self._listed(entries, "sitemap", cut, (*notes, "plain_text"))

    def _listed(self, entries: list[Entry], form: str, cut: bool, notes: tuple[str, ...], *, bad: int = 0) -> Listed:
        pages: dict[str, tuple[Item, Stretch | None]] = {}
        children: dict[str, tuple[Link, Stretch | None]] = {}
        for entry in entries:
            link = read_link(entry.fields.get("loc", ""), self.address)
            if link is None or not self.reach.covers(link):
                bad += 1
                continue
            when = _date(entry)
            if entry.kind == "sitemap":
                # An old page may stand in a sitemap that changed later, so only `since` tells anything here.
                if when is None or when.meets(self.since, None):
                    children.setdefault(link.canonical, (link, when))
            elif when is None or when.meets(self.since, self.until):
                pages.setdefault(link.canonical, (_item(entry, link), when))
        items = tuple(_newest(pages.values(), self.most))
        if len(items) < len(pages):
            cut, notes = True, (*notes, "newest_taken")
        return Listed(items, form, bad, cut, tuple(_by_change(children.values())), notes)


def _item(entry: Entry, link: Link) -> Item:
    news_date = entry.fields.get("published", "").strip()
    stated = (news_date or entry.fields.get("lastmod", "").strip())[:LONGEST_STATED] or None
    published = read_date(news_date)
    title = " ".join(_UNSEEN.sub(" ", entry.fields.get("title", "")).split())[:LONGEST_TITLE] or None
    return Item(
        url=link.url,
        title=title,
        published=published.first if published and published.exact else None,
        stated=stated,
        fingerprint=short_hash(
            "item", title or "", news_date[:LONGEST_STATED], entry.fields.get("lastmod", "")[:LONGEST_STATED]
        ),
    )


def _date(entry: Entry) -> Stretch | None:
    return read_date(entry.fields.get("published", "")) or read_date(entry.fields.get("lastmod", ""))


def _newest(pages: Iterable[tuple[Item, Stretch | None]], most: int) -> Iterator[Item]:
    """The newest `most` in their order. One without a date ranks with its neighbour above: nobody can say that it is old."""
    every = list(pages)
    if len(every) > most:
        ranks, above = [], datetime.max.replace(tzinfo=UTC)
        for _, when in every:
            above = when.last if when else above
            ranks.append(above)
        chosen = sorted(range(len(every)), key=lambda at: ranks[at], reverse=True)[:most]
        every = [every[at] for at in sorted(chosen)]
    return (item for item, _ in every)


def _by_change(children: Iterable[tuple[Link, Stretch | None]]) -> Iterator[str]:
    ordered = sorted(children, key=lambda child: child[1].last if child[1] else _NEVER, reverse=True)
    return (link.url for link, _ in ordered)
