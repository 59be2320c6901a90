"""The gazetteer as one checked table, read from the files of include/gazetteer and the outlets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path

from rasad.catalogue import Outlet, folder_of, known_outlets
from rasad.errors import ConfigError
from rasad.gazetteer.checks import faults
from rasad.gazetteer.files import SAMPLE, entities_of, entity_files, faults_of
from rasad.gazetteer.model import Entity, Names, Term
from rasad.settings import INCLUDE, Settings
from rasad.settings import load as load_settings
from rasad.text.normalise import is_persian_letter


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Entities by id, who held which office when, and the digest of the files that say so."""

    entities: Mapping[str, Entity]
    version: str
    terms: Mapping[str, tuple[tuple[str, Term], ...]] = field(default_factory=dict)

    def holders(self, office_id: str, on: date | None = None) -> tuple[str, ...]:
        """Everybody who held, or on a day may have held, an office; the latest term first."""
        terms = self.terms.get(office_id, ())
        return tuple(dict.fromkeys(who for who, term in terms if on is None or term.may_cover(on)))

    def office_holder(self, office_id: str, on: date) -> str | None:
        """The one person who held an office on a day; None where nobody, or more than one person, may have.

        A term of low confidence makes somebody a possible holder, never the one.
        """
        holders = self.holders(office_id, on)
        if len(holders) != 1:
            return None
        covering = [term for who, term in self.terms[office_id] if who == holders[0] and term.may_cover(on)]
        return holders[0] if any(term.confidence != "low" for term in covering) else None

    def offices_of(self, person_id: str) -> frozenset[str]:
        """Every office that a person ever held."""
        entity = self.entities.get(person_id)
        return frozenset(term.office for term in entity.roles) if entity else frozenset()

    def office_names(self, person_id: str) -> frozenset[str]:
        """What every office that a person ever held is called, in each language."""
        offices = (self.entities[office] for office in self.offices_of(person_id))
        return frozenset(name for office in offices for _, name in office.strong())


def load(settings: Settings | None = None) -> Gazetteer:
    """The gazetteer of an installation: our files, its outlets, and the sample's entities where it runs the sample.

    Cached for the process. Raises ConfigError when a file is wrong.
    """
    return _load((settings or load_settings()).sources)


@lru_cache(maxsize=4)
def _load(sources: str) -> Gazetteer:
    settings = Settings(sources=sources)
    return read(_paths(settings), known_outlets(settings).values(), _outlet_paths(settings))


def _paths(settings: Settings) -> list[Path]:
    return [*entity_files(), *([SAMPLE] if settings.sources == "sample" else [])]


def _outlet_paths(settings: Settings) -> list[Path]:
    return sorted({*(INCLUDE / "sources").glob("*.yml"), *folder_of(settings).glob("*.yml")})


def read(paths: Iterable[Path], outlets: Iterable[Outlet] = (), outlet_paths: Iterable[Path] = ()) -> Gazetteer:
    """A checked gazetteer from entity files and outlets. Raises ConfigError at the first fact that cannot be right."""
    paths = list(paths)
    gathered = _gathered(paths, outlets)
    wrong = next(chain(gathered.faults, faults(gathered.entities, gathered.terms, gathered.origin)), None)
    if wrong:
        raise wrong
    return Gazetteer(gathered.entities, _digest([*paths, *outlet_paths]), gathered.terms)


def check(settings: Settings) -> tuple[ConfigError, ...]:
    """Everything that is wrong with the gazetteer of an installation; empty where nothing is."""
    gathered = _gathered(_paths(settings), known_outlets(settings).values())
    return (*gathered.faults, *faults(gathered.entities, gathered.terms, gathered.origin))


@dataclass(frozen=True, eq=False)
class _Gathered:
    """What the files say, with the file of each entry and what could not be read."""

    entities: Mapping[str, Entity]
    origin: Mapping[str, Path]
    terms: Mapping[str, tuple[tuple[str, Term], ...]]
    faults: tuple[ConfigError, ...]


def _gathered(paths: Iterable[Path], outlets: Iterable[Outlet]) -> _Gathered:
    entities: dict[str, Entity] = {}
    origin: dict[str, Path] = {}
    wrong: list[ConfigError] = []
    for path in paths:
        unread = tuple(faults_of(path))
        wrong += unread
        for entity in () if unread else entities_of(path):
            if entity.id in entities:
                remedy = f"is also in {origin[entity.id].name}; keep one of the two"
                wrong.append(ConfigError(path, entity.id, remedy))
            entities[entity.id], origin[entity.id] = entity, path
    for outlet in outlets:
        entities[outlet.id] = as_entity(outlet)
        origin[outlet.id] = INCLUDE / "sources" / f"{outlet.id.removeprefix('med:')}.yml"
    return _Gathered(entities, origin, _terms(entities), tuple(wrong))


def as_entity(outlet: Outlet) -> Entity:
    """An outlet as something that texts name: by its name and aliases, the weak ones needing company."""
    return Entity(
        id=outlet.id,
        type="outlet",
        kind=outlet.affiliation.class_,
        name=outlet.name,
        names=_by_language(outlet.aliases),
        weak=_by_language(outlet.weak),
        country=outlet.country if outlet.country != "unknown" else "international",
        confidence=outlet.affiliation.confidence,
    )


def _by_language(names: Iterable[str]) -> Names:
    names = tuple(names)
    persian = tuple(name for name in names if any(is_persian_letter(character) for character in name))
    return Names(en=tuple(name for name in names if name not in persian), fa=persian)


def _terms(entities: Mapping[str, Entity]) -> dict[str, tuple[tuple[str, Term], ...]]:
    by_office: dict[str, list[tuple[str, Term]]] = {}
    for entity in entities.values():
        for term in entity.roles:
            by_office.setdefault(term.office, []).append((entity.id, term))
    return {
        office: tuple(sorted(terms, key=lambda pair: pair[1].from_.first if pair[1].from_ else date.min, reverse=True))
        for office, terms in by_office.items()
    }


def _digest(paths: Iterable[Path]) -> str:
    """20 hexadecimal characters over the names and bytes of the files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]
