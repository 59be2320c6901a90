"""The links of an HTML page, read from a parser's events: no tree is built, so that depth and size cost nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from rasad.model import Rejected
from rasad.stages.land import decoding
from rasad.stages.land.events import DEEPEST, feed

MOST_BYTES = 6_000_000  # of one page; the largest of 800 real news pages has 2.9 million
MOST_LINKS = 20_000  # of one page; the largest front pages have some 2,000
_LONGEST_TEXT = 2_000
_OTHER_FORMATS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x28\xb5\x2f\xfd")
_FIRST_TAG = re.compile(r"<(?:[\w.-]{1,60}:)?([a-z][\w.-]{0,60})(?=[\s/>])", re.IGNORECASE)
_NOT_PAGES = frozenset({"rss", "feed", "rdf", "urlset", "sitemapindex", "svg", "opml"})
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]")
_SILENT = frozenset({"script", "style", "noscript"})


@dataclass(slots=True)
class Anchor:
    """One `a` element: where it leads and what a reader sees of it."""

    href: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """One `link` element of the head: relation, declared type, address, title."""

    rel: str
    type: str
    href: str
    title: str


@dataclass(slots=True)
class Links:
    """What a page links to, relative to `base`."""

    base: str
    anchors: list[Anchor] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    cut: bool = False


def read_links(body: bytes, address: str) -> Links | Rejected:
    """The links of an HTML page, hidden and nofollow ones too, and the base that they are relative to.

    At most 20,000; time and memory grow with the length of the body. Rejected: empty, too_big, not_html (another
    format by its first bytes or first element, or no markup at all).
    """
    if len(body) > MOST_BYTES:
        return Rejected("too_big", f"{len(body)} bytes")
    if body.startswith((*_OTHER_FORMATS, decoding.GZIP)):
        return Rejected("not_html", f"starts with {body[:4]!r}")
    text, _ = decoding.characters(body)
    if not text.strip():
        return Rejected("empty")
    first = _FIRST_TAG.search(text)
    if len(text.encode("utf-8", "replace")) > MOST_BYTES * 3 // 2:
        # libxml2 takes very long over comments and texts past its own limit of ten million bytes.
        return Rejected("too_big", f"{len(text)} characters")
    if first is None or first.group(1).lower() in _NOT_PAGES:
        return Rejected("not_html", f"the first element is {first.group(1)[:60]}" if first else "no markup")
    target = _Target()
    parser = etree.HTMLParser(target=target, recover=True, no_network=True, encoding="utf-8")
    if not feed(parser, text, target):
        target.links.cut = True
    target.links.base = _base(address, target.base)
    return target.links


def _base(address: str, stated: str | None) -> str:
    try:
        return urljoin(address, stated.strip()) if stated else address
    except ValueError:
        return address


class _Target:
    """Target of an lxml parser."""

    def __init__(self) -> None:
        self.links = Links("")
        self.base: str | None = None
        self._open: Anchor | None = None
        self._text: list[str] = []
        self._length = 0
        self._silent = 0
        self._spare = ""
        self._depth = 0

    @property
    def stopped(self) -> bool:
        return self._depth > DEEPEST

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if tag in _SILENT:
            self._silent += 1
        elif tag == "a":
            self._close_anchor()
            self._open_anchor(attributes)
        elif tag == "img" and self._open is not None:
            self._spare = self._spare or attributes.get("alt", "")
        elif tag == "base" and self.base is None and attributes.get("href"):
            self.base = attributes["href"]
        elif tag == "link" and len(self.links.related) < MOST_LINKS:
            rel, kind, href, title = (
                attributes.get(name, "")[: _LONGEST_TEXT + 100] for name in ("rel", "type", "href", "title")
            )
            self.links.related.append(Related(rel.lower(), kind.lower(), href, _seen(title)))

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._close_anchor()

    def data(self, text: str) -> None:
        if self._open is not None and not self._silent and self._length < _LONGEST_TEXT:
            self._text.append(text)
            self._length += len(text)

    def comment(self, text: str) -> None:
        """Comments are no data."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor are processing instructions."""

    def close(self) -> Links:
        self._close_anchor()
        return self.links

    def _open_anchor(self, attributes: Mapping[str, str]) -> None:
        href = attributes.get("href")
        if not href:
            return
        if len(self.links.anchors) >= MOST_LINKS:
            self.links.cut = True
            return
        self._open, self._text, self._length = Anchor(href), [], 0
        self._spare = attributes.get("title") or attributes.get("aria-label") or ""

    def _close_anchor(self) -> None:
        if self._open is not None:
            self._open.text = _seen("".join(self._text)) or _seen(self._spare)
            self.links.anchors.append(self._open)
        self._open = None


def _seen(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text[: 2 * _LONGEST_TEXT]).split())
