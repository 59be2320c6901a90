"""Quotation marks: paired spans of quoted words, in both languages, tolerant of marks that one paragraph leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model import Span

_PAIRS = {"«": "»", "“": "”", "‹": "›", "„": "”"}
_CLOSERS = set(_PAIRS.values())
# Copied pages mix the kinds: any closing mark may close what any opening mark opened.


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch. `outer` includes the marks, `inner` does not; `closed` is False when the paragraph ended first."""

    outer: Span
    inner: Span
    closed: bool


def quotes(text: str, within: Span) -> tuple[Quote, ...]:
    """The outermost quotes inside one paragraph, in order. Apostrophes are never quotation marks here."""
    found: list[Quote] = []
    opened: int | None = None
    depth = 0
    straight_open = False
    for index in range(within.start, within.end):
        character = text[index]
        if character == '"':
            opening = not straight_open and opened is None
            closing = straight_open
        else:
            opening, closing = character in _PAIRS, character in _CLOSERS
        if opening and opened is None:
            opened, depth, straight_open = index, 1, character == '"'
        elif opening and character != '"' and not straight_open:
            depth += 1
        elif closing and opened is not None:
            depth -= 1
            if depth <= 0 or character == '"':
                found.append(Quote(Span(opened, index + 1), Span(opened + 1, index), closed=True))
                opened, straight_open = None, False
    if opened is not None:
        found.append(Quote(Span(opened, within.end), Span(opened + 1, within.end), closed=False))
    return tuple(found)
