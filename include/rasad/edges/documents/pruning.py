"""Removing, before extraction, what is not the article by the page's own markup: scripts, hidden text, captions, promotion."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml.etree import XPath

from rasad.edges.documents.hidden import hidden

# what the extractor never keeps anyway; removing it first halves the work of every later step
_MACHINERY = (
    *("script", "style", "svg", "template", "iframe", "frame", "object", "embed", "applet", "canvas", "audio", "video"),
    *("map", "button", "select", "input", "textarea", "label", "legend", "fieldset", "datalist", "dialog", "menu"),
    *("nav", "footer", "aside", "source", "track", "link", "use", "noindex", "title", "meta", "base"),
)
_BESIDE_TEXT = XPath('//figcaption | //body//*[contains(@class, "aption")]')  # caption, Caption
_NAMED = XPath(
    "//body//*[self::div or self::section or self::aside or self::p or self::ul or self::ol or self::figure][@class or @id]"
)
_NOT_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:newsletter|subscribe|subscription|related|recirc\w*|recommend\w*|promo\w*|disclaimer|disclosure|affiliate"
    r"|author-?bio|about-?author|bio|read-?more|readmore|read-?also|also-?read|more-?from|most-?read|trending|popular"
    r"|social|share|sharing|sharedaddy|tags?|tag-list|breadcrumbs?|comments?|respond|cookie\w*|consent|gdpr|signup|sign-up"
    r"|advert\w*|sponsor\w*|outbrain|taboola|copyright|short-?link|news-?code|print-?link)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HOLDS_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:h?entry|article|story|post)(?:[_-]?(?:content|body|text))?(?=$|\s)|tag-|nocontent", re.IGNORECASE
)
_MAX_NAMED = 1500  # characters of text; what is longer may be the article itself inside an oddly named container
_TABLES = XPath("//body//table")
_TABLE_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_BLOCKS = XPath("boolean(.//p or .//h1 or .//h2 or .//h3 or .//table)")
_LONG_CELL = 400  # characters: a cell of data is shorter
_LINK_BLOCKS = XPath("//body//*[self::p or self::li or self::h2 or self::h3 or self::h4 or self::h5][.//a]")
_MAX_LINK_BLOCK = 300
_STRING = XPath("string()", smart_strings=False)


def strip_machinery(tree: Any) -> None:
    """Remove scripts (but JSON-LD, which the extractor falls back on), frames, controls, drawings, menus and asides."""
    for element in list(tree.iter(*_MACHINERY)):
        if element.tag != "script" or "ld+json" not in element.get("type", ""):
            drop(element)


def prune(tree: Any) -> None:
    """Remove hidden text, captions, named promotion blocks and paragraphs that are only a link; open layout tables."""
    for table in _TABLES(tree):
        if _is_layout(table):
            _open(table)
    for element in hidden(tree):
        drop(element)
    for element in _BESIDE_TEXT(tree):
        if _length(element) < _MAX_NAMED:
            drop(element)
    for element in _NAMED(tree):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
        if _is_promotion(name) and _length(element) < _MAX_NAMED:
            drop(element)
    for element in _LINK_BLOCKS(tree):
        if _only_links(element):
            drop(element)


def _is_layout(table: Any) -> bool:
    """Whether a table holds a page rather than data: paragraphs, headings, another table, or a cell as long as an article."""
    return bool(_BLOCKS(table)) or any(_length(cell) > _LONG_CELL for cell in table.iter("td"))


def _open(table: Any) -> None:
    """Make a layout table the plain blocks that it looks like; the tables inside it are judged for themselves."""
    for part in [table, *(e for e in table.iter(*_TABLE_PARTS) if next(e.iterancestors("table"), None) is table)]:
        part.tag = "div"


@lru_cache(maxsize=2**14)
def _is_promotion(name: str) -> bool:
    return bool(_NOT_ARTICLE.search(name)) and not _HOLDS_ARTICLE.search(name)


def drop(element: Any) -> None:
    """Remove an element with all it holds; the text that follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _length(element: Any) -> int:
    return len(_STRING(element))


def _only_links(element: Any) -> bool:
    whole = _length(element)
    if whole > _MAX_LINK_BLOCK:
        return False
    return sum(_length(link) for link in element.iter("a")) > 0.8 * whole
