"""Words and marks of one sentence on the match key, with the finite verbs among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rasad.model import Span
from rasad.stages.claims.persian.lexicon import Phrase
from rasad.stages.claims.persian.verb_groups import VerbGroup, verb_groups
from rasad.stages.claims.persian.words import word_classes
from rasad.text.normalise import Folded

MAX_WORDS = 600
"""No sentence of prose is longer; what comes after in a text without full stops is not read."""
_WORD = re.compile(r"[^\W_]+(?:[./'][^\W_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A stretch of text in words: `keys[i]` is the folded word, `starts`/`ends` its place on the match key."""

    folded: Folded
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    groups: dict[int, VerbGroup]  # by every token that the group covers
    names: dict[int, int]  # ends of known names by their first token

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, start: int, end: int) -> Span:
        """The stored text of tokens `start` to `end` (exclusive)."""
        return self.folded.span(self.starts[start], self.ends[end - 1])

    def key(self, index: int) -> str:
        """The folded word at an index, or nothing outside the sentence."""
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def is_mark(self, index: int) -> bool:
        """Whether the token is punctuation, or lies outside."""
        return not self.key(index)[:1].isalnum()

    def is_comma(self, index: int) -> bool:
        """Whether the token is a Persian or Latin comma."""
        return self.key(index) in word_classes().commas

    def is_colon(self, index: int) -> bool:
        """Whether the token is a colon."""
        return self.key(index) == word_classes().colon

    def ends_clause(self, index: int) -> bool:
        """Whether the token ends a clause whatever precedes it (full stop, semicolon) or lies outside."""
        key = self.key(index)
        return not key or key in word_classes().clause_ends

    def at_phrase(self, index: int, table: dict[str, tuple[Phrase, ...]]) -> int:
        """How many tokens of the longest phrase of `table` start at an index; 0 where none does."""
        for phrase in table.get(self.key(index), ()):
            if self.keys[index : index + len(phrase)] == phrase:
                return len(phrase)
        return 0


def read_tokens(folded: Folded, stretch: Span, names: Sequence[Span] = ()) -> Tokens:
    """The first MAX_WORDS tokens of a stretch of the stored text, with the known names inside it."""
    words = _WORD.finditer(folded.key, folded.find_from(stretch.start), folded.find_from(stretch.end))
    found = list(islice(words, MAX_WORDS))
    keys = tuple(match.group() for match in found)
    starts = tuple(match.start() for match in found)
    named = {
        bisect_left(starts, folded.find_from(name.start)): bisect_left(starts, folded.find_from(name.end))
        for name in names
        if stretch.contains(name)
    }
    return Tokens(folded, keys, starts, tuple(match.end() for match in found), verb_groups(keys), named)
