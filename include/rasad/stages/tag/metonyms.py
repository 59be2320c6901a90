"""Capitals that stand for governments: 'Tehran rejected the offer' is the state, 'in central Tehran' is the city."""

from __future__ import annotations

from rasad.stages.tag.company import Verdict
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.reading import Reading
from rasad.stages.tag.surroundings import surroundings

CAPITAL = "plc:tehran"
STATE = "org:islamic-republic"
_BY_WORDS = 0.8


def state_meant(reading: Reading, hit: NameHit) -> Verdict | None:
    """The state, where the words beside its capital's name speak of a government acting; None for the city."""
    if hit.label.target != CAPITAL or STATE not in reading.gazetteer.entities:
        return None
    words, key = surroundings(), reading.key.key
    acts = words.state_after.start_at(key, hit.key.end) or words.state_before.end_at(key, hit.key.start)
    return Verdict(STATE, "exact_alias", _BY_WORDS) if acts else None
