"""Characters to a tree, also where a page nests deeper than libxml2 follows: there the deepest wrappers go, the text stays."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from rasad.model import Rejected

DEEPEST = (
    200,
    60,
    15,
)  # elements, tried in turn: libxml2 stops at 256 and drops the rest, so that half a page looks whole
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
_DOCTYPE = re.compile(r"^\s{0,50}<\s?!\s?doctype[^>]{0,500}/[^<]{0,500}>", re.IGNORECASE)
_CLOSED_ROOT = re.compile(r"(<html[^<>]{0,1000}?)\s{0,3}/>", re.IGNORECASE)
_HEAD = 4_096  # characters in which the doctype and the root stand
_TAG = re.compile(
    r"<(?P<skipped>script|style|textarea|title)\b|<!--|<(?P<close>/?)(?P<name>[a-z][a-z0-9:-]{0,40})[^<>]{0,100000}>?",
    re.IGNORECASE,
)
_CLOSINGS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")} | {
    "comment": re.compile("-->")
}
_UNNESTED = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dt", "dd", "option", "tr", "td", "th", "html", "head", "body"),
    )
)  # void, or closed by the next of their kind


def parse(page: str) -> Any | Rejected:
    """The root element of a page. Rejected: not_html (no element at all), too_deep (its nesting cannot be undone).

    Raises MemoryError where libxml2 has none left.
    """
    tree, is_whole = _parsed(page)
    for deepest in () if is_whole else DEEPEST:
        tree, is_whole = _parsed(shallow(page, deepest))
        if is_whole:
            break
    if not is_whole:
        return Rejected("too_deep", "nested deeper than the parser follows")
    return Rejected("not_html", "no element") if tree is None else tree


def shallow(page: str, deepest: int) -> str:
    """A page without the tags of elements that lie deeper than `deepest`; linear, and every character of text is kept.

    Misnested pages can be deeper for the parser than they are counted here.
    """
    kept: list[str] = []
    dropped: Counter[str] = Counter()
    opened: Counter[str] = Counter()
    depth, at = 0, 0
    while found := _TAG.search(page, at):
        kept.append(page[at : found.start()])
        at = found.end()
        if not found["name"]:
            at = _after(page, found)
            kept.append(page[found.start() : at])
            continue
        name, closes = found["name"].lower(), bool(found["close"])
        if name not in _UNNESTED:
            if dropped[name] if closes else depth >= deepest:
                dropped[name] += -1 if closes else 1
                continue
            step = (-1 if opened[name] else 0) if closes else 1
            opened[name] += step
            depth += step
        kept.append(found.group())
    return "".join((*kept, page[at:]))


def _after(page: str, found: re.Match[str]) -> int:
    """Where a comment or an element of raw text ends."""
    closed = _CLOSINGS[(found["skipped"] or "comment").lower()].search(page, found.end())
    return closed.end() if closed else len(page)


def _parsed(page: str) -> tuple[Any, bool]:
    """A tree, or None, and whether libxml2 followed the page to its end."""
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    # lxml.html asks Python for the class of every element that is touched; here nobody needs more than the one class
    parser.set_element_class_lookup(_ELEMENTS)
    head = _CLOSED_ROOT.sub(r"\1>", _DOCTYPE.sub("", page[:_HEAD]), count=1)
    try:
        tree = etree.fromstring((head + page[_HEAD:]).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        tree = None
    complaints = {error.type_name for error in parser.error_log}
    if "ERR_NO_MEMORY" in complaints:
        raise MemoryError
    return tree, "ERR_RESOURCE_LIMIT" not in complaints
