"""Reading a feed: its bytes in, the items that it lists out. One bad item never costs the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from rasad.catalogue import Outlet
from rasad.model import Rejected

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding=["']([A-Za-z0-9._-]{1,40})["']""")
_ENTRY = re.compile(r"<(item|entry)[\s>].{0,200000}?</\1\s*>", re.DOTALL)
_LOOKS_LIKE_FEED = re.compile(r"<(rss|feed|rdf:RDF)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LONGEST_TITLE = 500
_LONGEST_URL = 2083  # what Scrapy, and browsers before it, take


@dataclass(frozen=True, slots=True)
class Item:
    """One article that a feed lists."""

    url: str
    title: str | None
    published: datetime | None  # UTC; None where the feed gives no date that is certain


@dataclass(frozen=True, slots=True)
class Discovered:
    """What one feed lists: usable items in order, and how many could not be used."""

    items: tuple[Item, ...]
    bad_items: int


def discover(body: bytes, feed_url: str, outlet: Outlet, most: int) -> Discovered | Rejected:
    """The items of one feed that are in the outlet's scope, first come first, each address once, `most` at the most."""
    text = decoded(body)
    if not _LOOKS_LIKE_FEED.search(text[:4000]):
        return Rejected("not_a_feed", text[:80])
    items: dict[str, Item] = {}
    bad = 0
    for entry in _entries(text):
        item = _item(entry, feed_url) if entry is not None else None
        if item is None:
            bad += 1
        elif in_scope(item.url, outlet) and len(items) < most:
            items.setdefault(item.url, item)
    return Discovered(tuple(items.values()), bad)


def decoded(body: bytes) -> str:
    """A feed's bytes as text in its declared encoding. A byte that does not fit is replaced; it never changes the others."""
    declared = _DECLARED.search(body[:400])
    encoding = declared.group(1).decode() if declared else "utf-8"
    for name in dict.fromkeys(("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding, "utf-8-sig")):
        try:
            return body.decode(name, errors="replace")
        except LookupError:
            continue
    raise AssertionError("utf-8 is always known")


def in_scope(url: str, outlet: Outlet) -> bool:
    """Whether an address is one of the outlet's articles."""
    return not outlet.allow_paths or urlsplit(url).path.startswith(outlet.allow_paths)


def _entries(text: str) -> Iterator[dict[str, Any] | None]:
    """Every entry, parsed whole or, where the parser gives up or loses some, one by one; None for one that is unusable."""
    chunks = _ENTRY.findall(text) and [match.group() for match in _ENTRY.finditer(text)]
    whole = _parsed(text)
    if whole is not None and len(whole.entries) >= len(chunks):
        yield from whole.entries
        return
    head = text[: text.find(chunks[0])] if chunks else ""
    root = "feed" if "<feed" in head else "rss"
    namespaces = " ".join(dict.fromkeys(re.findall(r"xmlns(?::\w{1,30})?=\"[^\"]{1,200}\"", head)))
    for chunk in chunks:
        alone = _parsed(
            f"<{root} {namespaces}>{'<channel>' if root == 'rss' else ''}{chunk}{'</channel>' if root == 'rss' else ''}</{root}>"
        )
        yield alone.entries[0] if alone is not None and alone.entries else None


def _parsed(text: str) -> Any | None:
    body = re.sub(r"<\?xml[^>]{0,300}\?>", "", text, count=1)
    try:
        # Bytes in a buffer: a string would be taken for a path or an address and opened.
        return feedparser.parse(
            BytesIO(body.encode("utf-8")), response_headers={"content-type": "application/xml; charset=utf-8"}
        )
    except Exception:
        # The parser raises anything from UnicodeEncodeError to re.error on hostile references; the items are tried one by one.
        return None


def _item(entry: dict[str, Any], feed_url: str) -> Item | None:
    url = urljoin(feed_url, str(entry.get("link") or "").strip())
    parts = urlsplit(url)
    if not entry.get("link") or parts.scheme not in ("http", "https") or not parts.hostname or len(url) > _LONGEST_URL:
        return None
    title = _CONTROL.sub("", str(entry.get("title") or "")).strip()[:_LONGEST_TITLE]
    return Item(url, title or None, _instant(entry.get("published") or entry.get("updated")))


def _instant(value: Any) -> datetime | None:
    """A feed date with its time zone, in UTC. Anything else is unsure: None."""
    if not isinstance(value, str):
        return None
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = parse(value.strip())
        except (ValueError, TypeError, OverflowError):
            continue
        if found.tzinfo is not None and found.year > 1990:
            return found.astimezone(UTC)
    return None
