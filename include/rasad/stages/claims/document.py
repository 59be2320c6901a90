"""What a language's finder of attribution relations gets to see of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rasad.model import Mention, Span
from rasad.text.normalise import Folded


@dataclass(frozen=True, slots=True)
class Document:
    """An article prepared for reading: its own words only, in paragraphs and sentences, with names already marked.

    `paragraphs` leaves out masked lines (captions, share buttons, a repeated title, the headline itself).
    `sentences[i]` are the sentences of `paragraphs[i]`.
    """

    text: str
    language: str
    title: str | None
    source_id: str | None
    published: date | None
    paragraphs: tuple[Span, ...]
    sentences: tuple[tuple[Span, ...], ...]
    mentions: tuple[Mention, ...]
    folded: Folded

    def sentence_at(self, place: int) -> Span | None:
        """The sentence that a place in the text stands in; None outside the article's own words."""
        for sentences in self.sentences:
            if sentences and sentences[-1].end <= place:
                continue
            return next((one for one in sentences if one.start <= place < one.end), None)
        return None
