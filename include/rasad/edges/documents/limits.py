"""What is refused before anything decodes or parses it: pages built, or grown, to cost more time than they are worth.

This check is linear and cheap; what it lets through is still read in a worker that the kernel stops (see workers.py).
"""

from __future__ import annotations

import re

from rasad.model import Rejected

MAX_PAGE = 6_000_000  # bytes of one page, scripts included; the largest of 800 real news pages has 2.9 million
MAX_MARKUP = 2_000_000  # bytes outside scripts, which cost the parser little
MAX_TAGS = 25_000  # the largest of 800 real news pages has 12,031; the extractor's time grows with the square
MAX_ATTRIBUTES = 2_000  # in one tag: libxml2 compares each with all before it
MAX_NESTING = 2_000  # elements; only looked at in pages of too many tags
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{4000,}")
_SCRIPT_OPENS = re.compile(rb"<script\b", re.IGNORECASE)
_SCRIPT_CLOSES = re.compile(rb"</script", re.IGNORECASE)
_NESTING_TAG = re.compile(
    rb"<(/?)(?:div|section|article|span|ul|ol|dl|table|tbody|blockquote|b|i|u|em|strong|font|svg|g|template|form)\b",
    re.IGNORECASE,
)


def too_heavy(page: bytes) -> Rejected | None:
    """Why a page is refused as too_big or too_deep, or None. Linear in the length of the page."""
    if len(page) > MAX_PAGE:
        return Rejected("too_big", f"{len(page)} bytes")
    if len(page) > MAX_MARKUP and (markup := len(page) - _inside_scripts(page)) > MAX_MARKUP:
        return Rejected("too_big", f"{markup} bytes outside scripts")
    tags = page.count(b"<")
    if tags > MAX_TAGS:
        nesting = _nesting(page)
        if nesting > MAX_NESTING:
            return Rejected("too_deep", f"about {nesting} elements inside one another, {tags} tags")
        return Rejected("too_big", f"{tags} tags")
    attributes = _most_attributes(page)
    if attributes > MAX_ATTRIBUTES:
        return Rejected("too_big", f"{attributes} attributes in one tag")
    return None


def _inside_scripts(page: bytes) -> int:
    total, at = 0, 0
    while opened := _SCRIPT_OPENS.search(page, at):
        closed = _SCRIPT_CLOSES.search(page, opened.end())
        at = closed.end() if closed else len(page)
        total += at - opened.start()
    return total


def _nesting(page: bytes) -> int:
    depth = deepest = 0
    for tag in _NESTING_TAG.finditer(page):
        depth += -1 if tag[1] and depth else 0 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _most_attributes(page: bytes) -> int:
    """Upper bound of the attributes of one tag, looking only at tags too long for an honest one."""
    long = (found.group() for found in _LONG_TAG.finditer(page))
    return max((max(tag.count(b"="), tag.count(b" ") // 20) for tag in long), default=0)
