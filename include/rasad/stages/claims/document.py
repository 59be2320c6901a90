"""What a language's finder of attribution relations gets to see of an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from rasad.model import Mention, Span
from rasad.text.normalise import Folded

LONGEST_MENTION = 200
"""Characters; names and posts of the gazetteer are far shorter."""


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
    strangers: tuple[Mention, ...] = ()  # people by name whom the gazetteer does not know; each has a `local_id`

    def sentence_at(self, place: int) -> Span | None:
        """The sentence that a place in the text stands in; None outside the article's own words."""
        paragraph = bisect_right(self.paragraphs, place, key=_start) - 1
        if paragraph < 0:
            return None
        return next((one for one in self.sentences[paragraph] if one.start <= place < one.end), None)

    def sentences_before(self, place: int, most: int) -> tuple[Span, ...]:
        """The last sentences that begin before a place, at most so many, nearest first."""
        found: list[Span] = []
        for paragraph in range(bisect_left(self.paragraphs, place, key=_start) - 1, -1, -1):
            found += [one for one in reversed(self.sentences[paragraph]) if one.start < place]
            if len(found) >= most:
                break
        return tuple(found[:most])

    def mentions_at(self, place: Span) -> tuple[Mention, ...]:
        """The mentions that overlap a stretch of text, in order. Looks at those near it alone, so that long texts stay cheap."""
        return _overlapping(self.mentions, place)

    def people_at(self, place: Span) -> tuple[tuple[Mention, str], ...]:
        """The people, known and unknown, whom a stretch of text names or whose post it gives, in order, each with their id."""
        near = sorted((*self.mentions_at(place), *_overlapping(self.strangers, place)), key=_mention_start)
        found = (
            (mention, mention.entity_id or mention.local_id) for mention in near if mention.entity_type == "person"
        )
        return tuple((mention, who) for mention, who in found if who)


def _overlapping(mentions: tuple[Mention, ...], place: Span) -> tuple[Mention, ...]:
    first = bisect_left(mentions, place.start - LONGEST_MENTION, key=_mention_start)
    last = bisect_left(mentions, place.end, key=_mention_start)
    return tuple(mention for mention in mentions[first:last] if mention.span.end > place.start)


def _start(span: Span) -> int:
    return span.start


def _mention_start(mention: Mention) -> int:
    return mention.span.start
