"""The dateline that opens a wire story: the place, and often the agency and the day, set off by a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rasad.model import Mention, Span

_LONGEST = 80  # characters; a dateline is a few words
# A dash that space follows: "TEHRAN (Agency) – ", "City- Agency- ".
_DASH = re.compile(r"\s*[-–—]{1,2}\s+")
_KINDS = ("place", "outlet")
# A piece of a dateline is the name and little else (a day, "special report"), never a clause.
_MOST_WORDS_BESIDE_NAMES = 3
# After a place, an agency that nobody knows is still an agency.
_MOST_WORDS_OF_AN_AGENCY = 2


def after_dateline(text: str, paragraph: Span, mentions: Iterable[Mention]) -> Span:
    """The paragraph without its dateline; the paragraph itself where it has none.

    Every piece up to a dash is taken away as long as it holds the name of a place or an outlet and hardly anything else,
    or is a word or two behind such a piece.
    """
    start = paragraph.start
    dashes = tuple(_DASH.finditer(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST)))
    names = [m.span for m in mentions if m.entity_type in _KINDS and paragraph.contains(m.span)] if dashes else []
    for dash in dashes:
        piece = Span(start, dash.start())
        held = [name for name in names if piece.contains(name)]
        beside = len(piece.of(text).split()) - sum(len(name.of(text).split()) for name in held)
        follows = start > paragraph.start and beside <= _MOST_WORDS_OF_AN_AGENCY
        if not follows and (not held or beside > _MOST_WORDS_BESIDE_NAMES):
            break
        start = dash.end()
    return Span(start, paragraph.end)
