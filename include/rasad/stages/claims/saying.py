"""When something was said: the day that a sentence names beside its verb of saying, outside what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from rasad.model import EventDate, Relation, Span
from rasad.stages.claims.document import Document
from rasad.text.dates import find_statement_times, surest


@dataclass
class SayingTimes:
    """The days of saying of one article. Contents and sources are left out, whosever they are: their days are others."""

    document: Document
    relations: tuple[Relation, ...]
    anchor: date | None
    _taken: list[Span] = field(init=False)
    _found: dict[Span, EventDate | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._taken = sorted(
            span for one in self.relations if one.voice != "outlet" for span in (*one.content, *one.source)
        )

    def day(self, relation: Relation) -> EventDate | None:
        """The day beside the cue of a relation, open to doubt as the day of its event; None where there is none."""
        if not relation.cue:
            return None
        sentence = self.document.sentence_at(relation.cue[0].start)
        if sentence is None:
            return None
        if sentence not in self._found:
            self._found[sentence] = self._beside(sentence)
        return self._found[sentence]

    def _beside(self, sentence: Span) -> EventDate | None:
        found = [
            one
            for piece in self._rest(sentence)
            for one in find_statement_times(
                self.document.text, piece, self.document.language, self.document.published, anchor=self.anchor
            )
        ]
        best = surest(tuple(one for one in found if self._may_be_saying(one)))
        return replace(best, basis="statement", ambiguous=True) if best else None

    def _may_be_saying(self, found: EventDate) -> bool:
        """Nothing is said after it was published; a year, or about two years ago, belongs to something else in the sentence."""
        published = self.document.published
        ahead = found.value is not None and published is not None and found.value > published
        rough = published is not None and found.value is None and found.candidates
        return not ahead and not rough and found.precision not in ("year", "month")

    def _rest(self, sentence: Span) -> Iterator[Span]:
        start = sentence.start
        for span in self._taken:
            if span.end <= start or span.start >= sentence.end:
                continue
            if span.start > start:
                yield Span(start, span.start)
            start = max(start, span.end)
        if start < sentence.end:
            yield Span(start, sentence.end)
