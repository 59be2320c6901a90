"""The text of an article with the characters marked that a claim rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rasad.markup import Html, tag
from rasad.plain import plain

ROLES = ("content", "cue", "source", "hedge", "date")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in code points, end exclusive, and the part it plays."""

    start: int
    end: int
    role: str


def marked(text: str, spans: Sequence[Span], lang: str | None) -> Iterable[Html]:
    """The text in paragraphs, each in its own direction; every stretch under a span is marked with the roles of all spans over it.

    Controls and direction marks are spelled out, so that nothing in the text moves what stands around it. A span beyond the text
    marks what there is of it.
    """
    begin = 0
    for line in text.split("\n"):
        end = begin + len(line)
        if line.strip():
            yield tag("p", *_pieces(text, begin, end, spans), lang=lang, dir="auto")
        begin = end + 1


def _pieces(text: str, begin: int, end: int, spans: Sequence[Span]) -> Iterator[object]:
    over = [span for span in spans if span.start < end and span.end > begin]
    cuts = sorted({begin, end, *(min(max(at, begin), end) for span in over for at in (span.start, span.end))})
    for start, stop in pairwise(cuts):
        roles = [role for role in ROLES if any(s.role == role and s.start < stop and s.end > start for s in over)]
        shown = plain(text[start:stop])
        yield tag("mark", shown, class_=" ".join(roles)) if roles else shown
