"""Sitemap text made harmless for a parser: no DTD, no CDATA, no comment, no entity but the five of XML, no half entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from rasad.model import Rejected

MOST_ENTRIES = 50_000  # sitemaps.org: so many addresses, or sitemaps, in one file
_FENCES = re.compile(r"<!--|<!\[CDATA\[")
_CLOSES = {"<!--": "-->", "<![CDATA[": "]]>"}
_ENTITY_DECLARED = re.compile(r"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]{0,2000}>", re.IGNORECASE)
_ANY_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_INSTRUCTION = re.compile(r"<\?[^<>]{0,2000}>")
_ROOT = re.compile(r"<(?:[\w.-]{1,60}:)?([a-z][\w.-]{0,60})(?=[\s/>])", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:(?:amp|lt|gt|quot|apos);|#(\d{1,7});|#x([0-9a-fA-F]{1,6});)?")
_ENTRY_ENDS = re.compile(r"</(?:[\w.-]{1,60}:)?(?:url|sitemap)\s{0,20}>", re.IGNORECASE)
_STRAY = re.compile(r"<(?!/?[A-Za-z_])")


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is safe to parse: its root element, its complete entries, and what had to be done to it."""

    text: str
    root: str
    entries: int
    cut: bool
    notes: tuple[str, ...]


def prepared(text: str) -> Markup | Rejected:
    """The markup of a sitemap up to its last complete entry, and at most 50,000 entries. Linear in its length.

    Rejected: dtd (declares entities, or has an internal subset), not_a_sitemap (no element at all).
    """
    flat = _without_fences(text)
    if _ENTITY_DECLARED.search(flat):
        return Rejected("dtd", "declares entities")
    undeclared = _DOCTYPE.sub("", flat)
    if _ANY_DOCTYPE.search(undeclared):
        return Rejected("dtd", "has an internal subset")
    notes = ["dtd_ignored"] if len(undeclared) < len(flat) else []
    plain = _INSTRUCTION.sub("", undeclared)
    root = _ROOT.search(plain)
    if root is None:
        return Rejected("not_a_sitemap", "no element")
    escaped = _STRAY.sub("&lt;", _REFERENCE.sub(_reference, plain))
    if escaped != plain:
        notes.append("markup_repaired")
    ends = [found.end() for found in _ENTRY_ENDS.finditer(escaped)]
    kept = ends[:MOST_ENTRIES]
    if len(ends) > len(kept):
        notes.append("too_many_entries")
    whole = escaped[: kept[-1]] if kept else escaped
    name = root.group(1).lower()
    closed = re.search(
        rf"</(?:[\w.-]{{1,60}}:)?{re.escape(name)}\s{{0,20}}>", escaped[ends[-1] if ends else 0 :], re.IGNORECASE
    )
    empty = not ends and escaped[root.start() :].rstrip().endswith("/>")
    return Markup(whole, name, len(kept), len(ends) > len(kept) or not (closed or empty), tuple(notes))


def _reference(found: re.Match[str]) -> str:
    """A reference that XML knows without a DTD, as it is; a bare ampersand of a query as text; no character as U+FFFD."""
    decimal, hexadecimal = found.groups()
    if decimal is None and hexadecimal is None:
        return found.group() if len(found.group()) > 1 else "&amp;"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    usable = code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF and code & 0xFFFE != 0xFFFE
    return found.group() if usable else "\ufffd"


def _without_fences(text: str) -> str:
    """CDATA as escaped text, comments gone; an unclosed comment or CDATA reaches to the end."""
    pieces, at = [], 0
    while opened := _FENCES.search(text, at):
        closing = _CLOSES[opened.group()]
        end = text.find(closing, opened.end())
        inner = text[opened.end() : end if end >= 0 else len(text)]
        pieces += [text[at : opened.start()], escape(inner) if closing == "]]>" else ""]
        at = end + len(closing) if end >= 0 else len(text)
    return "".join([*pieces, text[at:]])
