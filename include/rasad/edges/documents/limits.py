"""What is refused before any parser sees it: pages built, or grown, to cost more time than an article is worth."""

from __future__ import annotations

import re

from rasad.model import Rejected

MAX_PAGE = 6_000_000  # characters of one page, scripts included; the largest of 800 real news pages has 2.9 million
MAX_MARKUP = 2_000_000  # characters outside scripts, which cost the parser little
MAX_TAGS = 25_000  # the largest of 800 real news pages has 12,031; the extractor's time grows with the square
MAX_ATTRIBUTES = 2_000  # in one tag: libxml2 compares each with all before it
_LONG_TAG = 4_000  # characters
_SCRIPT_OPENS = re.compile(r"<script\b", re.IGNORECASE)
_SCRIPT_CLOSES = re.compile(r"</script", re.IGNORECASE)


def too_heavy(page: str) -> Rejected | None:
    """Why a page is refused as too_big, or None. Linear in the length of the page."""
    if len(page) > MAX_PAGE:
        return Rejected("too_big", f"{len(page)} characters")
    if len(page) > MAX_MARKUP and (markup := len(page) - _inside_scripts(page)) > MAX_MARKUP:
        return Rejected("too_big", f"{markup} characters outside scripts")
    tags = page.count("<")
    if tags > MAX_TAGS:
        return Rejected("too_big", f"{tags} tags")
    attributes = _most_attributes(page)
    if attributes > MAX_ATTRIBUTES:
        return Rejected("too_big", f"{attributes} attributes in one tag")
    return None


def _inside_scripts(page: str) -> int:
    total, at = 0, 0
    while opened := _SCRIPT_OPENS.search(page, at):
        closed = _SCRIPT_CLOSES.search(page, opened.end())
        at = closed.end() if closed else len(page)
        total += at - opened.start()
    return total


def _most_attributes(page: str) -> int:
    """Upper bound of the attributes of one tag, looking only at tags too long for an honest one."""
    pieces = (piece.partition(">")[0] for piece in page.split("<") if len(piece) > _LONG_TAG)
    return max((max(tag.count("="), tag.count(" ") // 20) for tag in pieces if tag[:1].isalpha()), default=0)
