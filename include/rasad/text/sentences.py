"""Paragraphs and sentences as spans. A sentence never ends inside quotation marks or after an abbreviation."""

from __future__ import annotations

import re
from bisect import bisect_right

from rasad.model import Span
from rasad.text.quotes import quotes

# Repeats are bounded so that a page of nothing but full stops stays linear.
_END = re.compile(r"[.!?؟…]{1,8}[\"”»’'\)\]]{0,4}(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Brig|Maj|Col|Lt|Sgt|Capt|Adm|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|vs|No|Inc|Co|Corp|Ltd|"
    r"Sens|Reps|Govs|Messrs|Pres|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|etc|approx|fig|al)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
# White space between two sentences is never longer than this; a longer gap is read as an end.
_NEXT_WORD = 8
# An abbreviation is read off the last characters alone, so that a long sentence is not searched again at every full stop.
_LONGEST_ABBREVIATION = 24
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
    ends = [span.end for span in closed]
    found: list[Span] = []
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        end = match.end()
        if _inside_quote(match.start(), end, closed, ends) or _goes_on(text, end, paragraph.end):
            continue
        if _is_abbreviation(text, start, end, paragraph.end):
            continue
        found.append(_trim(text, start, end))
        start = end
    if text[start : paragraph.end].strip():
        found.append(_trim(text, start, paragraph.end))
    return tuple(span for span in found if span.start < span.end)


def _inside_quote(mark: int, end: int, quoted: list[Span], ends: list[int]) -> bool:
    """Whether a full stop lies in a quote that goes on after it; quotes never overlap and are in order."""
    at = bisect_right(ends, mark)
    return at < len(quoted) and quoted[at].start < mark and end < quoted[at].end


def _goes_on(text: str, end: int, limit: int) -> bool:
    """A lower-case Latin letter never opens a sentence: "Why?" she asked; Sen. Doe (I-Vt.) said."""
    following = text[end : min(limit, end + _NEXT_WORD)].lstrip()[:1]
    return following.islower()


def _is_abbreviation(text: str, start: int, end: int, limit: int) -> bool:
    before = text[max(start, end - _LONGEST_ABBREVIATION) : end]
    if not _ABBREVIATION.search(before):
        return False
    if not _MAY_END_SENTENCE.search(before):
        return True
    following = text[end : min(limit, end + _NEXT_WORD)].lstrip()
    return not following[:1].isupper()


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
