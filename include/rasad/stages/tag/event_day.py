"""The day that a sentence tells its event for: a role in 'In June 2015 the foreign minister ...' is whoever held it then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rasad.gazetteer import Gazetteer
from rasad.model import EventDate
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.reading import Reading
from rasad.stages.tag.surroundings import sentence_around, surroundings, words_before
from rasad.text.dates import find_dates
from rasad.text.normalise import fold_key

_AHEAD = timedelta(days=31)
"""A stated day further ahead than this is a plan, of which nobody knows who will hold an office."""
_NEAR = timedelta(days=3)
"""A day this close to the publication says nothing that the publication day does not say."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The first and the last day that a sentence may speak of."""

    first: date
    last: date

    def holders(self, gazetteer: Gazetteer, office: str) -> tuple[str, ...]:
        """Everybody who may have held an office in the period; one person where one surely did for all of it."""
        ends = {gazetteer.office_holder(office, self.first), gazetteer.office_holder(office, self.last)}
        if len(ends) == 1 and None not in ends:
            return tuple(str(who) for who in ends)
        days = (self.first, self.first + (self.last - self.first) / 2, self.last)
        return tuple(dict.fromkeys(who for day in days for who in gazetteer.holders(office, day)))


def stated_period(reading: Reading, hit: NameHit) -> Stated | None:
    """The one period that adverbials of the sentence around a role state ('on 3 May 2016', 'in 2015'); None for none or two.

    A date that only describes something ('the 2015 deal') stands behind no such preposition and does not count.
    """
    start, end = sentence_around(reading.key, hit.key.start, hit.key.end)
    within = reading.key.span(start, end)
    if not any(map(str.isdigit, reading.key.key[start:end])):
        return None
    dates = find_dates(reading.text, within, "fa" if reading.is_persian else "en", reading.published)
    stated = {(found.value, found.end or found.value) for found in dates if _is_adverbial(reading, found)}
    periods = [(first, last) for first, last in stated if first and last and _says_something(reading, first, last)]
    return Stated(*periods[0]) if len(periods) == 1 else None


def _is_adverbial(reading: Reading, found: EventDate) -> bool:
    if found.value is None or found.precision not in ("day", "month", "year"):
        return False
    before = words_before(reading.key.key, reading.key.find_from(found.span.start))
    beside = (*before[-1:], fold_key(found.surface.split()[0]))
    return any(word in surroundings().date_leads.keys for word in beside)


def _says_something(reading: Reading, first: date, last: date) -> bool:
    if reading.published is None:
        return True
    return not (reading.published - _NEAR <= last and first <= reading.published + _AHEAD)
