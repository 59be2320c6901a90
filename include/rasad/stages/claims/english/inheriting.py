"""Attribution that a following sentence inherits without a cue of its own, and where inheriting stops.

"According to people at the talks, a draft was ready. The meeting ended at noon." The second sentence is still theirs: it
opens with a definite noun that points back. It stops at a new subject, at an editorial opening, and at the paragraph's end
(the first sentence of the next paragraph may still point back).
"""

from __future__ import annotations

import re

from rasad.stages.claims.english.found import Range
from rasad.stages.claims.english.line import Line

_POINTERS = frozenset({"the", "this", "that", "these", "those"})
# "By the end of the session": the noun that points back stands within so many words of the opening.
_OPENING = 8
_OPENING_TAGS = frozenset({"PREP", "DET", "N", "ADJ"})


def points_back(line: Line, words: Range, before: str = "") -> bool:
    """Whether a sentence opens with a definite noun that only the sentence before (`before`, lower case) explains."""
    first, last = words
    file = line.lexicon.file
    lowers = line.words.lowers
    if is_editorial(line, words) or line.words.quote[first] >= 0:
        return False
    for index in range(first, min(last, first + _OPENING)):
        pointed = index > first and lowers[index - 1] in _POINTERS
        if pointed and (lowers[index] in file.anaphors or _introduced(line, index, before)):
            return True
        if line.tags[index] not in _OPENING_TAGS:
            return False
    return False


def _introduced(line: Line, index: int, before: str) -> bool:
    """Whether "the corridor" takes up "a corridor" of the sentence before."""
    noun = line.words.lowers[index]
    return (
        line.tags[index] == "N" and re.search(rf"\b(?:a|an) (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b", before) is not None
    )


def is_editorial(line: Line, words: Range) -> bool:
    """Whether a sentence opens in the outlet's own voice ("In practice, ...", "However, ...")."""
    opening = " ".join(line.words.lowers[words[0] : words[0] + 4])
    return opening.startswith(line.lexicon.file.editorial)


def is_anonymous(line: Line, source: tuple[Range, ...]) -> bool:
    """Whether a source is a noun that stands for people who are not named (sources, officials, participants)."""
    nouns = line.lexicon.file.source_nouns
    return any(line.words.lowers[index] in nouns for start, end in source for index in range(start, end))
