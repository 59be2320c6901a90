"""One paragraph made ready for the rules."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model import Span
from rasad.stages.claims.english import words as reading
from rasad.stages.claims.english.groups import Group, groups
from rasad.stages.claims.english.lexicon import Lexicon
from rasad.stages.claims.english.tagging import tag
from rasad.stages.claims.english.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """Words, tags, lemmas and verb groups of one paragraph; `group_of[i]` is the group of word i, or -1.

    `sentences` are half-open ranges of word indices.
    """

    words: Words
    tags: list[str]
    lemmas: list[str]
    groups: tuple[Group, ...]
    group_of: list[int]
    lexicon: Lexicon
    sentences: tuple[tuple[int, int], ...]

    def finite_at(self, index: int) -> Group | None:
        """The finite verb group that a word belongs to, if any."""
        number = self.group_of[index]
        if number < 0:
            return None
        group = self.groups[number]
        return group if group.kind == "finite" else None

    def group_at(self, index: int) -> Group | None:
        """The verb group that a word belongs to, if any."""
        number = self.group_of[index]
        return self.groups[number] if number >= 0 else None


def read_line(text: str, paragraph: Span, sentences: tuple[Span, ...], lexicon: Lexicon) -> Line:
    """Read one paragraph: words, tags and verb groups; linear in its length."""
    words = reading.read(text, paragraph)
    tagged = tag(words, lexicon)
    found = groups(words, tagged, lexicon)
    owner = [-1] * len(words)
    for number, group in enumerate(found):
        for index in range(group.first, group.last + 1):
            owner[index] = number
    ranges = [part for span in sentences for part in _parts(words.at(span.start), words.at(span.end))]
    if ranges:
        ranges[0] = (_past_dateline(tagged.tags, *ranges[0]), ranges[0][1])
    return Line(words, tagged.tags, tagged.lemmas, found, owner, lexicon, tuple(ranges))


# A sentence of more words is no prose (a table, a list of tags): it is read in parts, which keeps every rule linear.
_LONGEST_SENTENCE = 300


def _parts(first: int, last: int) -> list[tuple[int, int]]:
    return [(at, min(last, at + _LONGEST_SENTENCE)) for at in range(first, last, _LONGEST_SENTENCE)]


# "WASHINGTON, Dec. 8 (UPI) -" is rarely longer than this many words.
_LONGEST_DATELINE = 12


def _past_dateline(tags: list[str], first: int, last: int) -> int:
    """The first word after an agency's dateline ("PARIS (AFP) - ..."), or the first word itself."""
    for index in range(first + 1, min(last - 1, first + _LONGEST_DATELINE)):
        if tags[index] == "-" and tags[index - 1] == ")" and tags[first] == "NAME":
            return index + 1
        if tags[index] not in ("NAME", "N", ",", "(", ")", "NUM", ".", "-"):
            return first
    return first
