"""The one door to trafilatura: a page's bytes in, its main text and metadata out.

trafilatura 2.3.1 deletes U+200C and U+200D, which Persian spelling needs; `_keep_joiners` mends that. The version is pinned
in requirements.in, and a test fails when the pin or the mended function changes.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml.etree import XPath

from rasad.edges.documents import metadata
from rasad.edges.documents.decoding import decode
from rasad.edges.documents.hints import drop_named, named_body
from rasad.edges.documents.limits import too_heavy
from rasad.edges.documents.metadata import Metadata
from rasad.edges.documents.parsing import parse
from rasad.edges.documents.pruning import prune, strip_machinery
from rasad.edges.documents.stated_body import better_body
from rasad.model import Rejected
from rasad.page_hints import NO_HINTS, PageHints

TRAFILATURA = "2.3.1"
_STRING = XPath("string()", smart_strings=False)
_LINKED_HEADINGS = XPath("//body//*[self::h2 or self::h3 or self::h4][.//a or parent::a]")
_TEXTS = XPath(".//text()[not(parent::script)]", smart_strings=False)
_PAGE_TEXT = 20_000
_JOINERS = "\u200c\u200d"
_LONGEST = 200_000  # characters: the longest article of 800 real pages has 48,000
_LOOK_TWICE = 500  # characters: below, the slow mode compares with other extractors (measured: 8 % of pages, +.002 F1)
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ENDS = re.compile(r"</(?:html|body)\s{0,20}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells articles from other pages: the readable text of the whole page, and how much of it is links."""

    text: str  # the first 20,000 characters, one space between words
    link_share: float  # of the page's readable characters
    n_paragraphs: int  # of at least 80 characters
    n_linked_headings: int  # headings that are links, as lists of articles have them
    is_closed: bool = True  # whether the page closes its body or itself; half a page does not
    ending: str = ""  # the last 300 characters of the readable text


@dataclass(frozen=True, slots=True)
class Extracted:
    """The main text of a page (NFC, one paragraph a line), its metadata, and the shape of the page."""

    text: str
    metadata: Metadata
    shape: Shape


def extract(html: bytes | str, url: str, hints: PageHints = NO_HINTS) -> Extracted | Rejected:
    """The article on a page. `url` is used for messages only; `hints` are what the outlet's file says about its pages.

    Rejected: empty, not_html, encoding, too_big, too_deep, empty (nothing readable).
    """
    heavy = too_heavy(html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass"))
    if heavy:
        return heavy
    page = decode(html) if isinstance(html, bytes) else html
    if isinstance(page, Rejected):
        return page
    tree = parse(page)
    if isinstance(tree, Rejected):
        return Rejected(tree.reason, f"{tree.detail} at {url[:200]}")
    head = metadata.read_head(tree)
    strip_machinery(tree)
    drop_named(tree, hints)
    stated = metadata.read(tree, head)
    shape = _shape(tree, page)
    text = _main_text(tree, page, stated, shape, hints)
    if not text and not shape.text and not stated.title:
        return Rejected("empty")
    if len(text) > _LONGEST:
        return Rejected("too_big", f"{len(text)} characters of text")
    title, author = (_clean(words) if words else None for words in (stated.title, stated.author))
    return Extracted(text, replace(stated, title=title or None, author=author or None), shape)


def _main_text(tree: Any, page: str, stated: Metadata, shape: Shape, hints: PageHints) -> str:
    prune(tree)
    named = named_body(tree, hints)
    if named is not None and (own := _body(_alone(named), fast=True)):
        return own
    text = _body(tree, fast=True)
    if len(text) < _LOOK_TWICE:
        whole = parse(page)
        prune(whole)
        text = max(text, _body(whole, fast=False), key=len)
    return _clean(better_body(text, stated.linked.body, shape.text))


def _alone(element: Any) -> Any:
    """A page that holds one element, marked as its article."""
    page = element.makeelement("html")
    article = element.makeelement("article")
    body = element.makeelement("body")
    page.append(body)
    body.append(article)
    article.append(copy(element))
    article[0].tail = None
    return page


def _body(tree: Any, *, fast: bool) -> str:
    found = _trafilatura().bare_extraction(tree, fast=fast, include_comments=False, with_metadata=False)
    return _clean(found.text or "") if found is not None else ""


def _shape(tree: Any, page: str) -> Shape:
    body = tree.find(".//body")
    words = " ".join(" ".join(_TEXTS(body)).split()) if body is not None else ""
    linked = sum(len(_STRING(link).strip()) for link in tree.iter("a"))
    return Shape(
        text=words[:_PAGE_TEXT],
        ending=words[-300:],
        link_share=min(1.0, linked / len(words)) if words else 0.0,
        n_paragraphs=sum(1 for paragraph in tree.iter("p") if len(_STRING(paragraph)) >= 80),
        n_linked_headings=len(_LINKED_HEADINGS(tree)),
        is_closed=bool(_ENDS.search(page, max(0, len(page) - _PAGE_TEXT))),
    )


def _clean(words: str) -> str:
    """NFC, without what is no character of any text: controls but tab and line breaks, halves of pairs, non-characters."""
    return unicodedata.normalize("NFC", _NO_CHARACTERS.sub("", words)).strip()


@lru_cache(maxsize=1)
def _trafilatura() -> Any:
    """The library, mended once, its log silenced (it reports every odd page as an error). Imported late: it costs .5 s."""
    import trafilatura
    import trafilatura.utils as internals

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    _keep_joiners(internals)
    return trafilatura


def _keep_joiners(internals: Any) -> None:
    original = internals.return_printables_and_spaces

    @lru_cache(maxsize=2**14)
    def printables_spaces_and_joiners(character: str) -> str:
        return character if character in _JOINERS else str(original(character))

    internals.return_printables_and_spaces = printables_spaces_and_joiners
    internals.line_processing.cache_clear()
