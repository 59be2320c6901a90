"""A dated meeting as the frame of what is said at it: who speaks as one of its participants spoke on its day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from rasad.model import EventDate, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.roster import Voice
from rasad.text.dates import find_dates

_SPEAKERS = frozenset({"named_person", "office_holder_unnamed", "named_group", "impersonal"})
_DAYS = ("day", "month_day")


@dataclass
class Frame:
    """The last dated meeting of an article, open once a speaker is said to have been there.

    It stays open until another time is named or somebody else speaks.
    """

    document: Document
    meaning: Meaning
    anchor: date | None
    _meetings: list[tuple[int, EventDate]] = field(init=False)
    _open: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        sentences = (one for paragraph in self.document.sentences for one in paragraph)
        self._meetings = [(one.end, day) for one in sentences if (day := self._meeting(one)) is not None]

    def close(self) -> None:
        """Another time is named: what follows was not said at the meeting."""
        self._open = False

    def day(self, relation: Relation, voice: Voice) -> EventDate | None:
        """The day of the meeting at which a claim was made, open to doubt; None where the text does not place it there."""
        at = (relation.source or relation.cue or relation.content)[0].start
        dated = [day for end, day in self._meetings if end <= at]
        if not dated or relation.voice == "outlet" or _is_phrase(relation):
            return None
        takes_part = self._takes_part(relation)
        self._open = takes_part or (self._open and voice.type in _SPEAKERS)
        return replace(dated[-1], basis="frame", ambiguous=True) if self._open else None

    def _meeting(self, sentence: Span) -> EventDate | None:
        if not self.meaning.speech_event.search(self.document.folded.slice(sentence)):
            return None
        found = find_dates(
            self.document.text, sentence, self.document.language, self.document.published, anchor=self.anchor
        )
        days = [one for one in found if one.precision in _DAYS]
        return days[0] if len(days) == 1 else None

    def _takes_part(self, relation: Relation) -> bool:
        """Whether the source is described as having been there (officers who took part in the meeting, participants)."""
        keys = [self.document.folded.slice(span) for span in relation.source]
        participants = dict(self.meaning.anonymity_types)["participants"]
        return any(participants.search(key) for key in keys)


def _is_phrase(relation: Relation) -> bool:
    """According to somebody: that tells whose word it is, not that they spoke there."""
    return relation.cue_class == "according_to" or relation.rule.endswith("_phrase")
