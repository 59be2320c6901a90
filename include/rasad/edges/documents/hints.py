"""An outlet's hints on a parsed page: what to remove, and which element alone is the article."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml.etree import XPath

from rasad.edges.documents.pruning import drop
from rasad.page_hints import PageHints

_PARTS = re.compile(r"([.#])([A-Za-z_][\w-]*)")
_TAG = re.compile(r"^[a-z][a-z0-9-]*")
_ATTRIBUTE = re.compile(r"\[([a-z-]+)=([^\]]+)\]$")


def drop_named(tree: Any, hints: PageHints) -> None:
    """Remove what the outlet's file says is not the article's own."""
    for selector in hints.drop:
        for element in _selected(selector)(tree):
            drop(element)


def named_body(tree: Any, hints: PageHints) -> Any | None:
    """The element that the outlet's file names as the article; None where the page has none of them with a text."""
    for selector in hints.body:
        for element in _selected(selector)(tree):
            if element.text_content().strip():
                return element
    return None


@lru_cache(maxsize=512)
def _selected(selector: str) -> XPath:
    """The selector as XPath; its pattern (see Selector) leaves no quotation mark to break out with."""
    attribute = _ATTRIBUTE.search(selector)
    plain = selector[: attribute.start()] if attribute else selector
    tag = _TAG.match(plain)
    tests = [
        f'[@id="{name}"]' if mark == "#" else f'[contains(concat(" ", normalize-space(@class), " "), " {name} ")]'
        for mark, name in _PARTS.findall(plain)
    ]
    if attribute:
        tests.append(f'[@{attribute[1]}="{attribute[2]}"]')
    return XPath(f"//body//{tag.group() if tag else '*'}{''.join(tests)}")
