"""The gazetteer as one checked table, read from the files of include/gazetteer and the outlets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from rasad.catalogue import Outlet, folder_of, known_outlets
from rasad.errors import ConfigError
from rasad.gazetteer.model import Entities, Entity, Names, Term
from rasad.settings import INCLUDE, Settings
from rasad.settings import load as load_settings
from rasad.strict import read_model
from rasad.text.match import name_key
from rasad.text.normalise import is_persian_letter

FOLDER = INCLUDE / "gazetteer"
FILES = ("people", "offices", "organisations", "places", "events", "groups", "concepts")
SAMPLE = INCLUDE / "sample" / "gazetteer.yml"


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
        """The one person who held an office on a day; None where nobody, or more than one person, may have."""
        holders = self.holders(office_id, on)
        return holders[0] if len(holders) == 1 else None

    def offices_of(self, person_id: str) -> frozenset[str]:
        """Every office that a person ever held."""
        entity = self.entities.get(person_id)
        return frozenset(term.office for term in entity.roles) if entity else frozenset()


def load(settings: Settings | None = None) -> Gazetteer:
    """The gazetteer of an installation: our files, its outlets, and the sample's entities where it runs the sample.

    Cached for the process. Raises ConfigError when a file is wrong.
    """
    return _load((settings or load_settings()).sources)


@lru_cache(maxsize=4)
def _load(sources: str) -> Gazetteer:
    settings = Settings(sources=sources)
    paths = [FOLDER / f"{name}.yml" for name in FILES]
    outlet_paths = sorted({*(INCLUDE / "sources").glob("*.yml"), *folder_of(settings).glob("*.yml")})
    if sources == "sample":
        paths.append(SAMPLE)
    return read(paths, known_outlets(settings).values(), outlet_paths)


def read(paths: Iterable[Path], outlets: Iterable[Outlet] = (), outlet_paths: Iterable[Path] = ()) -> Gazetteer:
    """A checked gazetteer from entity files and outlets. Raises ConfigError at the first fact that cannot be right."""
    paths = list(paths)
    entities: dict[str, Entity] = {}
    origin: dict[str, Path] = {}
    for path in paths:
        for entity in read_model(path, Entities).entities:
            if entity.id in entities:
                raise ConfigError(path, entity.id, f"is also in {origin[entity.id].name}; keep one of the two")
            entities[entity.id], origin[entity.id] = entity, path
    for outlet in outlets:
        entities[outlet.id] = as_entity(outlet)
        origin[outlet.id] = INCLUDE / "sources" / f"{outlet.id.removeprefix('med:')}.yml"
    terms = _terms(entities, origin)
    _check_names(entities, origin)
    return Gazetteer(entities, _digest([*paths, *outlet_paths]), terms)


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


def _terms(entities: Mapping[str, Entity], origin: Mapping[str, Path]) -> dict[str, tuple[tuple[str, Term], ...]]:
    by_office: dict[str, list[tuple[str, Term]]] = {}
    for entity in entities.values():
        for term in entity.roles:
            if term.office not in entities:
                raise ConfigError(origin[entity.id], f"{entity.id}.roles", f"no office is called {term.office}; add it")
            by_office.setdefault(term.office, []).append((entity.id, term))
    for office, terms in by_office.items():
        if not entities[office].shared:
            _check_succession(office, terms, origin)
    return {
        office: tuple(sorted(terms, key=lambda pair: pair[1].from_.first if pair[1].from_ else date.min, reverse=True))
        for office, terms in by_office.items()
    }


def _check_succession(office: str, terms: list[tuple[str, Term]], origin: Mapping[str, Path]) -> None:
    for (who, term), (other, other_term) in combinations(terms, 2):
        if term.surely_overlaps(other_term):
            remedy = f"{who} and {other} hold {office} at the same time; mend the dates, or mark the office shared"
            raise ConfigError(origin[who], f"{who}.roles", remedy)


def _check_names(entities: Mapping[str, Entity], origin: Mapping[str, Path]) -> None:
    taken: dict[str, str] = {}
    for entity in entities.values():
        for _, name in entity.strong():
            key = "".join(name_key(name).key.split())
            other = taken.setdefault(key, entity.id)
            if other != entity.id:
                remedy = f"{name!r} is also a strong name of {other}; make it weak for both, or keep it for one"
                raise ConfigError(origin[entity.id], f"{entity.id}.names", remedy)


def _digest(paths: Iterable[Path]) -> str:
    """20 hexadecimal characters over the names and bytes of the files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]
