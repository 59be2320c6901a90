"""Where an outlet speaks of its own patron, or of a declared opponent: a flag for readers, no judgement of the claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rasad.catalogue import Outlet

FLAGS = ("own_patron", "declared_opponent")


@dataclass(frozen=True, slots=True)
class Flag:
    """One interest of an outlet that a claim touches."""

    flag: str
    entity_id: str
    basis: str


def flags(outlet: Outlet | None, entities: Iterable[str]) -> Iterator[Flag]:
    """The interests of an outlet among the entities that a claim names, its speaker included."""
    if outlet is None:
        return
    named: Mapping[str, None] = dict.fromkeys(sorted(entities))
    for entity_id in named:
        for flag, listed in zip(FLAGS, (outlet.patrons, outlet.opponents), strict=True):
            if entity_id in listed:
                yield Flag(flag, entity_id, outlet.affiliation.source)
