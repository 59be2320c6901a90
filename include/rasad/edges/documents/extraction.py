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
from rasad.edges.documents.pruning import prune
from rasad.model import Rejected

TRAFILATURA = "2.3.1"
_STRING = XPath("string()", smart_strings=False)
_TEXTS = XPath(".//text()", smart_strings=False)
_JOINERS = "\u200c\u200d"
_LOOK_TWICE = 500  # characters: below, the slow mode compares with other extractors (measured: 8 % of pages, +.002 F1)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The main text of a page (NFC, one paragraph a line), its metadata, and what tells articles from other pages."""

    text: str
    metadata: Metadata
    page_text: str  # all readable text of the page, at most 20,000 characters
    n_links: int
    link_share: float  # of the page's readable characters
    n_paragraphs: int  # paragraphs of at least 80 characters in the page


def extract(html: bytes | str, url: str) -> Extracted | Rejected:
    """The article on a page. `url` is used for messages only.

    Rejected: empty, not_html, undecodable, too_big (before parsing), empty (nothing readable after it).
    """
    page = decode(html) if isinstance(html, bytes) else html
    if isinstance(page, Rejected):
        return page
    heavy = too_heavy(page)
    if heavy:
        return heavy
    tree = _trafilatura().load_html(page)
    if tree is None:
        return Rejected("not_html", f"no tree from {url[:200]}")
    stated = metadata.read(tree)
    prune(tree)
    text = _main_text(tree)
    return _with_page(text, stated, tree)


def _main_text(tree: Any) -> str:
    quick = _body(tree, fast=True)
    if len(quick) >= _LOOK_TWICE:
        return quick
    thorough = _body(tree, fast=False)
    return thorough if len(thorough) > len(quick) else quick


def _body(tree: Any, *, fast: bool) -> str:
    found = _trafilatura().bare_extraction(tree, fast=fast, include_comments=False, with_metadata=False)
    return unicodedata.normalize("NFC", found.text or "").strip() if found is not None else ""


def _with_page(text: str, stated: Metadata, tree: Any) -> Extracted | Rejected:
    body = tree.find(".//body")
    page = " ".join(" ".join(_TEXTS(body)).split()) if body is not None else ""
    links = [len(" ".join(_STRING(link).split())) for link in tree.iter("a")]
    if not text and not page and not stated.title:
        return Rejected("empty")
    return Extracted(
        text=text,
        metadata=replace(stated, title=_nfc(stated.title), author=_nfc(stated.author)),
        page_text=page[:20_000],
        n_links=len(links),
        link_share=min(1.0, sum(links) / len(page)) if page else 0.0,
        n_paragraphs=sum(1 for paragraph in tree.iter("p") if len(_STRING(paragraph)) >= 80),
    )


def _nfc(words: str | None) -> str | None:
    return unicodedata.normalize("NFC", words) if words else None


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
