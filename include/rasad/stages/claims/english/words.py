"""The words of one paragraph as parallel columns: offsets, lower-cased forms, tags, and the quote each lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rasad.model import Span
from rasad.stages.claims.english import lexicon as lexicons
from rasad.text.quotes import Quote, quotes

_CLITIC = re.compile(r"(n't|'(?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_QUOTE_MARKS = {'"', "“", "”", "''", "«", "»", "„", "‹", "›", "``"}
# Only a word with one of these may have to be split.
_JOINS = frozenset("'’,")
# A longer run of non-space characters is no English word: it is cut so that no rule ever sees it whole.
_LONGEST_WORD = 60

# A headline in title case: short, and nearly every longer word with a capital.
_LONGEST_HEADLINE, _FEWEST_HEADLINE_WORDS, _HEADLINE_SHARE = 30, 4, 0.8


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph read as words. All columns have one entry a word; `quote[i]` is -1 outside quotation marks."""

    text: str
    span: Span
    starts: list[int]
    ends: list[int]
    lowers: list[str]
    capital: list[bool]
    quote: list[int]
    quotes: tuple[Quote, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def between(self, first: int, last: int) -> Span:
        """The span of words `first` to `last`, both included."""
        return Span(self.starts[first], self.ends[last])

    def at(self, offset: int) -> int:
        """The first word that starts at or after an offset of the text."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    short = "|".join(sorted(lexicons.load().file.abbreviations, key=len, reverse=True))
    return re.compile(
        rf"(?:[A-Z]-)?(?:{short})\.(?=[\s,)])"
        r"|(?:[A-Z]\.){1,6}(?![a-z])"
        rf"|[^\W_]{{1,{_LONGEST_WORD}}}(?:[-'’.,/&@_][^\W_]{{1,{_LONGEST_WORD}}}){{0,8}}"
        r"|''|``|-{2,8}|\.{2,8}|[^\s]"
    )


def read(text: str, paragraph: Span) -> Words:
    """The words of one paragraph. Clitics ('s, n't, 'll) are words of their own; linear in the paragraph's length."""
    starts: list[int] = []
    ends: list[int] = []
    lowers: list[str] = []
    capital: list[bool] = []
    for match in _pattern().finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        word = match.group()
        if end - start < 3 or _JOINS.isdisjoint(word):
            starts.append(start)
            ends.append(end)
            lowers.append("'" if word == "’" else word.lower())
            capital.append(word[0].isupper())
            continue
        for a, b in _split(text, start, end):
            starts.append(a)
            ends.append(b)
            surface = text[a:b]
            lowers.append(surface.lower().replace("’", "'"))
            capital.append(surface[0].isupper())
    if _is_headline(lowers, capital):
        capital = [False] * len(capital)
    found = quotes(text, paragraph)
    return Words(text, paragraph, starts, ends, lowers, capital, _quote_of(starts, found), found)


def _is_headline(lowers: list[str], capital: list[bool]) -> bool:
    """Whether a line is set in capitals, so that capitals say nothing about names."""
    if len(lowers) > _LONGEST_HEADLINE:
        return False
    long = [capital[index] for index, lower in enumerate(lowers) if len(lower) > 3 and lower[0].isalpha()]
    return len(long) >= _FEWEST_HEADLINE_WORDS and sum(long) >= _HEADLINE_SHARE * len(long)


def is_mark(word: str) -> bool:
    """Whether a word is a quotation mark."""
    return word in _QUOTE_MARKS


def _split(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    if end - start < 3:
        return ((start, end),)
    word = text[start:end]
    if "," in word and not word.replace(",", "").replace(".", "").isdigit():
        at = start + word.index(",")
        return (*_split(text, start, at), (at, at + 1), *_split(text, at + 1, end))
    if "'" not in word and "’" not in word:
        return ((start, end),)
    clitic = _CLITIC.search(word.replace("’", "'"))
    if clitic is None or clitic.start() == 0:
        return ((start, end),)
    return ((start, start + clitic.start()), (start + clitic.start(), end))


def _quote_of(starts: list[int], found: tuple[Quote, ...]) -> list[int]:
    inside = [-1] * len(starts)
    at = 0
    for index, quote in enumerate(found):
        while at < len(starts) and starts[at] < quote.outer.start:
            at += 1
        while at < len(starts) and starts[at] < quote.outer.end:
            inside[at] = index
            at += 1
    return inside
