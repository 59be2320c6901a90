"""The day that a claim speaks of: named in its content, taken over from an event named before, or the day of the saying."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from rasad.model import EventDate, Reason, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.frame import Frame
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.own_event import of_own_event, open_to_doubt
from rasad.stages.claims.roster import Voice
from rasad.stages.claims.saying import SayingTimes
from rasad.text.dates import find_dates, surest

_OPENING = 48
"""How far into a content the event that it points back to must stand."""
_CARRYING = frozenset({"inherited", "floating_quote", "pronoun", "anaphora"})
Dated = tuple[EventDate | None, Reason | None]


@dataclass
class Timing:
    """Dates the claims of one article in reading order, remembering the last dated event, saying and meeting."""

    document: Document
    meaning: Meaning
    relations: tuple[Relation, ...]
    anchor: date | None = field(init=False)
    _last: EventDate | None = field(init=False, default=None)
    _said: tuple[EventDate, str | None] | None = field(init=False, default=None)
    _saying: SayingTimes = field(init=False)
    _frame: Frame = field(init=False)

    def __post_init__(self) -> None:
        self.anchor = None if self.document.published else _latest_full_date(self.document)
        self._saying = SayingTimes(self.document, self.relations, self.anchor)
        self._frame = Frame(self.document, self.meaning, self.anchor)

    def date(self, relation: Relation, voice: Voice) -> Dated:
        """The event date of one claim with its reason, or the reason why the days it names are not its own; in reading order."""
        named = tuple(found for place in relation.content for found in self._dates(place, relation))
        own = tuple(
            open_to_doubt(found, relation, self.document, self.meaning)
            for found in named
            if of_own_event(found, relation, self.document, self.meaning)
        )
        said = self._said_on(relation, voice)
        if own:
            return self._own(surest(own), clash=len(own) < len(named))
        found = self._taken_over(relation) or said or self._frame.day(relation, voice)
        if found is not None:
            return found, Reason("event_date", _told(found), _RULES[found.basis], found.surface)
        if named:
            return None, Reason("event_date", "none", "named_day_is_of_another_event", named[0].surface)
        return None, None

    def _own(self, named: EventDate | None, *, clash: bool) -> Dated:
        assert named is not None
        if named.precision in ("day", "month_day"):
            self._last = named
        rule = "day_of_its_own_tense" if clash else _RULES["content"]
        return named, Reason("event_date", _told(named), rule, named.surface)

    def _dates(self, place: Span, relation: Relation) -> tuple[EventDate, ...]:
        found = find_dates(
            self.document.text,
            place,
            self.document.language,
            self.document.published,
            anchor=self.anchor,
            looks_ahead=relation.cue_lemma in self.meaning.words.ahead_lemmas,
        )
        return tuple(one for one in found if not self._is_a_name(one.span))

    def _is_a_name(self, span: Span) -> bool:
        """Whether a day is the name of a movement, a body or an event (the Second of Khordad), or part of one."""
        return any(one.span.contains(span) for one in self.document.mentions if one.mention_type == "name")

    def _taken_over(self, relation: Relation) -> EventDate | None:
        if self._last is None or relation.voice == "outlet":
            return None
        opening = relation.content[0]
        key = self.document.folded.slice(Span(opening.start, min(opening.end, opening.start + _OPENING)))
        points_back = self.meaning.event_anaphor.match(key.lstrip(" \"'“«"))
        return replace(self._last, basis="anaphor") if points_back else None

    def _said_on(self, relation: Relation, voice: Voice) -> EventDate | None:
        """The day of the saying, which goes on while the same speaker is carried over."""
        if relation.voice == "outlet":
            return None
        found = self._saying.day(relation)
        if found is not None:
            self._said = (found, voice.id)
            self._frame.close()
            return found
        if self._said and relation.basis in _CARRYING and voice.id is not None and voice.id == self._said[1]:
            return self._said[0]
        self._said = None
        return None


_RULES = {
    "content": "day_named_in_content",
    "anaphor": "day_of_the_event_pointed_back_to",
    "statement": "day_of_the_saying",
    "frame": "day_of_the_meeting_at_which_it_was_said",
}


def _told(found: EventDate) -> str:
    return found.value.isoformat() if found.value else f"no day fixed ({found.precision})"


def _latest_full_date(document: Document) -> date | None:
    """The latest day written out in full anywhere in a page of unknown date: it was not written long before that."""
    whole = find_dates(document.text, Span(0, len(document.text)), document.language, None)
    days = [found.value for found in whole if found.value and found.precision == "day" and found.method == "explicit"]
    return max(days, default=None)
