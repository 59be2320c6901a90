"""The day that a claim speaks of: named in its content, or taken over from the event that it points back to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rasad.model import EventDate, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.text.dates import find_dates, surest

_OPENING = 48
"""How far into a content the event that it points back to must stand."""


@dataclass
class Timing:
    """Dates the claims of one article in reading order, remembering the last dated event."""

    document: Document
    meaning: Meaning
    anchor: date | None = field(init=False)
    _last: EventDate | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.anchor = None if self.document.published else _latest_full_date(self.document)

    def date(self, relation: Relation) -> EventDate | None:
        """The event date of one claim, or None; call in reading order."""
        named = surest(tuple(found for place in relation.content for found in self._dates(place)))
        if named is None:
            return self._taken_over(relation)
        if named.precision in ("day", "month_day"):
            self._last = named
        return named

    def _dates(self, place: Span) -> tuple[EventDate, ...]:
        return find_dates(
            self.document.text, place, self.document.language, self.document.published, anchor=self.anchor
        )

    def _taken_over(self, relation: Relation) -> EventDate | None:
        if self._last is None or relation.voice == "outlet":
            return None
        opening = relation.content[0]
        key = self.document.folded.slice(Span(opening.start, min(opening.end, opening.start + _OPENING)))
        return self._last if self.meaning.event_anaphor.match(key.lstrip(" \"'“«")) else None


def _latest_full_date(document: Document) -> date | None:
    """The latest day written out in full anywhere in a page of unknown date: it was not written long before that."""
    whole = find_dates(document.text, Span(0, len(document.text)), document.language, None)
    days = [found.value for found in whole if found.value and found.precision == "day" and found.method == "explicit"]
    return max(days, default=None)
