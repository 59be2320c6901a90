"""Quotation marks: paired spans of quoted words, in both languages, tolerant of marks that one paragraph leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.model import Span

_PAIRS = {"«": "»", "“": "”", "‹": "›", "„": "”", "``": "''"}
_CLOSERS = set(_PAIRS.values())
_STRAIGHT = {'"', "''"}
# Copied pages mix the kinds: any closing mark may close what any opening mark opened.
_MARK = re.compile(r"[\"«»“”‹›„‘]|''|``")
# A single closing mark: an apostrophe that no letter follows. Looked for within one long sentence only.
_SINGLE_CLOSER = re.compile(r"[’'](?!\w)")
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch. `outer` includes the marks, `inner` does not; `closed` is False when the paragraph ended first."""

    outer: Span
    inner: Span
    closed: bool


def quotes(text: str, within: Span) -> tuple[Quote, ...]:
    """The outermost quotes inside one paragraph, in order; linear.

    Apostrophes are never quotation marks here, except that ‘ before a word opens a quote that ’ closes later on.
    """
    found: list[Quote] = []
    opened: tuple[int, str] | None = None
    depth = 0
    at = within.start
    while (match := _MARK.search(text, at, within.end)) is not None:
        mark, at = match.group(), match.end()
        if opened is None:
            if mark == "‘":
                single = _single(text, match.start(), within)
                if single is not None:
                    found.append(single)
                    at = single.outer.end
            elif mark in _PAIRS or mark in _STRAIGHT:
                opened, depth = (match.start(), mark), 1
            continue
        straight = opened[1] in _STRAIGHT
        if mark in _PAIRS and not straight:
            depth += 1
        elif mark == opened[1] if straight else mark in _CLOSERS:
            depth -= 1
            if depth <= 0:
                found.append(_quote(opened, match.start(), at))
                opened = None
        elif straight and mark in _CLOSERS:
            found.append(_quote(opened, match.start(), at))
            opened = None
    if opened is not None:
        inner = Span(opened[0] + len(opened[1]), within.end)
        found.append(Quote(Span(opened[0], within.end), inner, closed=False))
    return tuple(found)


def _quote(opened: tuple[int, str], close: int, end: int) -> Quote:
    return Quote(Span(opened[0], end), Span(opened[0] + len(opened[1]), close), closed=True)


def _single(text: str, start: int, within: Span) -> Quote | None:
    """The quote that ‘ opens, when it stands before a word and a closing ’ follows."""
    if start > within.start and text[start - 1].isalnum():
        return None
    if start + 1 >= within.end or not text[start + 1].isalnum():
        return None
    close = _SINGLE_CLOSER.search(text, start + 1, min(within.end, start + _LONGEST_SINGLE))
    if close is None:
        return None
    return Quote(Span(start, close.end()), Span(start + 1, close.start()), closed=True)
