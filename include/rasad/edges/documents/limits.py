"""What is refused before anything decodes or parses it: pages built, or grown, to cost more time than they are worth."""

from __future__ import annotations

import re

from rasad.model import Rejected

MAX_PAGE = 6_000_000  # bytes of one page, scripts included; the largest of 800 real news pages has 2.9 million
MAX_MARKUP = 2_000_000  # bytes outside scripts, which cost the parser little
MAX_TAGS = 25_000  # the largest of 800 real news pages has 12,031; the extractor's time grows with the square
MAX_ATTRIBUTES = 2_000  # in one tag: libxml2 compares each with all before it
_LONG_TAG = 4_000  # bytes
_SCRIPT_OPENS = re.compile(rb"<script\b", re.IGNORECASE)
_SCRIPT_CLOSES = re.compile(rb"</script", re.IGNORECASE)


def too_heavy(page: bytes) -> Rejected | None:
    """Why a page is refused as too_big, or None. Linear in the length of the page."""
    if len(page) > MAX_PAGE:
        return Rejected("too_big", f"{len(page)} bytes")
    if len(page) > MAX_MARKUP and (markup := len(page) - _inside_scripts(page)) > MAX_MARKUP:
        return Rejected("too_big", f"{markup} bytes outside scripts")
    pieces = page.split(b"<")
    if len(pieces) > MAX_TAGS:
        return Rejected("too_big", f"{len(pieces) - 1} tags")
    attributes = _most_attributes(pieces)
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


def _most_attributes(pieces: list[bytes]) -> int:
    """Upper bound of the attributes of one tag, looking only at tags too long for an honest one."""
    long = [piece.partition(b">")[0] for piece in pieces if len(piece) > _LONG_TAG]
    return max((max(tag.count(b"="), tag.count(b" ") // 20) for tag in long if tag[:1].isalpha()), default=0)
