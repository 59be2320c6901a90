"""Paragraphs and sentences as spans. A sentence never ends inside quotation marks or after an abbreviation."""

from __future__ import annotations

import re

from rasad.model import Span
from rasad.text.quotes import quotes

_END = re.compile(r"[.!?؟…]+[\"”»’'\)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Brig|Maj|Col|Lt|Sgt|Capt|Adm|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|vs|No|Inc|Co|Corp|Ltd|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|etc|approx|fig|al)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_MAY_END_SENTENCE = re.compile(r"(?:\b(?:Inc|Co|Corp|Ltd|Jr|Sr|etc|a\.m|p\.m)|(?:[A-Z]\.)+[A-Z])\.$")


def paragraphs(text: str) -> tuple[Span, ...]:
    """The non-blank lines of a text, without their surrounding white space."""
    found: list[Span] = []
    for line in re.finditer(r"[^\n\r]+", text):
        stripped = line.group().strip()
        if stripped:
            start = line.start() + line.group().index(stripped[0])
            found.append(Span(start, start + len(stripped)))
    return tuple(found)


def sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of one paragraph, quote-aware, together covering all of its words."""
    closed = [quote.outer for quote in quotes(text, paragraph) if quote.closed]
    found: list[Span] = []
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        end = match.end()
        if _inside_quote(match.start(), end, closed) or _is_abbreviation(text, start, end, paragraph.end):
            continue
        found.append(_trim(text, start, end))
        start = end
    if text[start : paragraph.end].strip():
        found.append(_trim(text, start, paragraph.end))
    return tuple(span for span in found if span.start < span.end)


def _inside_quote(mark: int, end: int, quoted: list[Span]) -> bool:
    return any(span.start < mark < span.end and end < span.end for span in quoted)


def _is_abbreviation(text: str, start: int, end: int, limit: int) -> bool:
    before = text[start:end]
    if not _ABBREVIATION.search(before):
        return False
    if not _MAY_END_SENTENCE.search(before):
        return True
    following = text[end:limit].lstrip()
    return not following[:1].isupper()


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
