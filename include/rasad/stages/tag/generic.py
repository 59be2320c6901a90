"""Generic names ('the government', 'the police'): whose they are, and whether the text speaks of that country."""

from __future__ import annotations

from rasad.stages.tag.company import Verdict
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.owners import owner_of
from rasad.stages.tag.reading import Reading

_OWNED = 0.9
_AT_HOME = 0.75
"""A named owner is surer than the drift of the article."""


def generic(reading: Reading, hits: tuple[NameHit, ...]) -> Verdict | None:
    """Which of the entities that a generic name may stand for is meant. None for another country's, or nobody's."""
    if len(hits[0].suffix) > 1:
        return None
    owner = owner_of(reading, hits[0])
    bearers = tuple(dict.fromkeys(hit.label.target for hit in hits))
    country = {each: reading.gazetteer.entities[each].country for each in bearers}
    if owner is not None:
        owned = [each for each in bearers if country[each] == owner]
        return Verdict(owned[0], "exact_alias", _OWNED) if len(owned) == 1 else None
    possible = [each for each in bearers if reading.speaks_of(country[each])]
    if len(possible) > 1:
        named = [each for each in possible if each in reading.named or _holder_named(reading, each)]
        possible = named or [each for each in possible if reading.speaks_of(country[each])]
    if len(possible) == 1:
        return Verdict(possible[0], "exact_alias", _AT_HOME)
    return Verdict(None, candidates=tuple(possible)) if possible else None


def _holder_named(reading: Reading, office_id: str) -> bool:
    """Whether somebody who ever held an office is named in full, or by a surname that stands alone."""
    return any(holder in reading.named for holder in reading.gazetteer.holders(office_id))
