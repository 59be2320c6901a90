"""The one door to trafilatura: a page's bytes in, its main text and metadata out.

trafilatura 2.3.1 deletes U+200C and U+200D, which Persian spelling needs; `_keep_joiners` mends that. The version is pinned
in requirements.in, and a test fails when the pin or the mended function changes.
"""

from __future__ import annotations

import logging
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml.etree import XPath

from rasad.edges.documents import metadata
from rasad.edges.documents.decoding import decode
from rasad.edges.documents.limits import too_heavy
from rasad.edges.documents.metadata import Metadata
from rasad.edges.documents.pruning import prune, strip_machinery
from rasad.model import Rejected

TRAFILATURA = "2.3.1"
_STRING = XPath("string()", smart_strings=False)
_LINKED_HEADINGS = XPath("//body//*[self::h2 or self::h3 or self::h4][.//a or parent::a]")
_TEXTS = XPath(".//text()[not(parent::script)]", smart_strings=False)
_PAGE_TEXT = 20_000
_JOINERS = "\u200c\u200d"
_LOOK_TWICE = 500  # characters: below, the slow mode compares with other extractors (measured: 8 % of pages, +.002 F1)


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells articles from other pages: the readable text of the whole page, and how much of it is links."""

    text: str  # the first 20,000 characters, one space between words
    link_share: float  # of the page's readable characters
    n_paragraphs: int  # of at least 80 characters
    n_linked_headings: int  # headings that are links, as lists of articles have them


@dataclass(frozen=True, slots=True)
class Extracted:
    """The main text of a page (NFC, one paragraph a line), its metadata, and the shape of the page."""

    text: str
    metadata: Metadata
    shape: Shape


def extract(html: bytes | str, url: str) -> Extracted | Rejected:
    """The article on a page. `url` is used for messages only.

    Rejected: empty, not_html, undecodable, too_big (before parsing), empty (nothing readable after it).
    """
    heavy = too_heavy(html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass"))
    if heavy:
        return heavy
    page = decode(html) if isinstance(html, bytes) else html
    if isinstance(page, Rejected):
        return page
    tree = _trafilatura().load_html(page)
    if tree is None:
        return Rejected("not_html", f"no tree from {url[:200]}")
    stated = metadata.read(tree)
    strip_machinery(tree)
    shape = _shape(tree)
    prune(tree)
    text = _main_text(tree, page, stated.linked.body)
    if not text and not shape.text and not stated.title:
        return Rejected("empty")
    author = _nfc(stated.author) if stated.author else None
    return Extracted(text, replace(stated, title=_nfc(stated.title) if stated.title else None, author=author), shape)


def _main_text(tree: Any, page: str, stated_body: str | None) -> str:
    text = _body(tree, fast=True)
    if len(text) < _LOOK_TWICE:
        whole = _trafilatura().load_html(page)
        prune(whole)
        text = max(text, _body(whole, fast=False), key=len)
    if stated_body and _missed(text, stated_body):
        return _nfc(stated_body).strip()
    return text


def _missed(text: str, stated_body: str) -> bool:
    """Whether the text is shorter than the body that the publisher states and shares less than half of its words."""
    if len(stated_body) < _LOOK_TWICE or len(text) > 0.75 * len(stated_body) or "</" in stated_body:
        return False
    words = set(stated_body.split())
    return len(words.intersection(text.split())) < len(words) / 2


def _body(tree: Any, *, fast: bool) -> str:
    found = _trafilatura().bare_extraction(tree, fast=fast, include_comments=False, with_metadata=False)
    return _nfc(found.text or "").strip() if found is not None else ""


def _shape(tree: Any) -> Shape:
    body = tree.find(".//body")
    page = " ".join(" ".join(_TEXTS(body)).split()) if body is not None else ""
    linked = sum(len(_STRING(link).strip()) for link in tree.iter("a"))
    return Shape(
        text=page[:_PAGE_TEXT],
        link_share=min(1.0, linked / len(page)) if page else 0.0,
        n_paragraphs=sum(1 for paragraph in tree.iter("p") if len(_STRING(paragraph)) >= 80),
        n_linked_headings=len(_LINKED_HEADINGS(tree)),
    )


def _nfc(words: str) -> str:
    return unicodedata.normalize("NFC", words)


@lru_cache(maxsize=1)
def _trafilatura() -> Any:
    """The library, mended once, its log silenced (it reports every odd page as an error). Imported late: it costs .5 s."""
    import trafilatura
    import trafilatura.utils as internals

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    _keep_joiners(internals)
    return _Library(trafilatura.bare_extraction, internals.load_html)


@dataclass(frozen=True, slots=True)
class _Library:
    bare_extraction: Any
    load_html: Any


def _keep_joiners(internals: Any) -> None:
    original = internals.return_printables_and_spaces

    @lru_cache(maxsize=2**14)
    def printables_spaces_and_joiners(character: str) -> str:
        return character if character in _JOINERS else str(original(character))

    internals.return_printables_and_spaces = printables_spaces_and_joiners
    internals.line_processing.cache_clear()
