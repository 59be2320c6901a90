"""Names into blocks of the same length, so that every offset stays true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rasad.model import Span
from rasad.text.match import Form, Matcher

_SPACE = re.compile(r"\s+")
_SHORTEST_ALONE = 3


class Masker:
    """The names of some private persons, to be masked in any text that tells of them."""

    def __init__(self, names: Iterable[str], block: str, *, alone: Iterable[str] = ()) -> None:
        """`names` are masked wherever they stand; `alone` are surnames, masked where they stand by themselves as well."""
        self._block = block
        wanted = {*names, *(one for one in alone if len(one) >= _SHORTEST_ALONE)}
        self._matcher = Matcher([Form(_SPACE.sub(" ", name), True) for name in sorted(wanted)])

    def spans(self, text: str, kept: Sequence[Span] = ()) -> list[Span]:
        """Where a name stands, but for what overlaps a span that is kept."""
        found = [hit.span for hit in self._matcher.find(text)]
        return [span for span in found if not any(span.overlaps(one) for one in kept)]

    def mask(self, text: str, kept: Sequence[Span] = ()) -> str:
        """The text with the letters of every name as blocks; spaces and joiners stay."""
        return blocked(text, self.spans(text, kept), self._block)


def blocked(text: str, spans: Iterable[Span], block: str) -> str:
    """A text whose letters and digits inside some spans are blocks."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = [
            block if one.isalnum() else one for one in characters[span.start : span.end]
        ]
    return "".join(characters)


def surname(name: str) -> str:
    """The part of a full name by which people are called afterwards: all after the first word."""
    return " ".join(_SPACE.split(name)[1:])


def hidden(published: str, original: str, block: str) -> int | None:
    """How many characters of a text are masked; None where the two differ in anything else."""
    if len(published) != len(original):
        return None
    count = 0
    for shown, true in zip(published, original, strict=True):
        if shown != true:
            if shown != block:
                return None
            count += 1
    return count
