"""What no single entry shows: names strong for two, names that are common words, offices held by two at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from rasad.errors import ConfigError
from rasad.gazetteer.model import Entity, Term
from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.names import name_key

LEXICONS = INCLUDE / "lexicons"
Terms = Mapping[str, tuple[tuple[str, Term], ...]]


class CommonWords(Strict):
    """include/lexicons/<language>/common_words.yml: words of everyday text that no name may take for itself."""

    words: tuple[str, ...]


def faults(entities: Mapping[str, Entity], terms: Terms, origin: Mapping[str, Path]) -> Iterator[ConfigError]:
    """Everything wrong between entries; each error names the file, the entry and what to do."""
    yield from _unknown_offices(entities, origin)
    yield from _overlapping_terms(entities, terms, origin)
    yield from _shared_names(entities, origin)
    yield from _common_words(entities, origin)


def _unknown_offices(entities: Mapping[str, Entity], origin: Mapping[str, Path]) -> Iterator[ConfigError]:
    for entity in entities.values():
        for term in entity.roles:
            if term.office not in entities:
                yield ConfigError(origin[entity.id], f"{entity.id}.roles", f"no office is called {term.office}; add it")


def _overlapping_terms(
    entities: Mapping[str, Entity], terms: Terms, origin: Mapping[str, Path]
) -> Iterator[ConfigError]:
    for office, held in terms.items():
        if office not in entities or entities[office].shared:
            continue
        for (who, term), (other, other_term) in combinations(held, 2):
            if term.surely_overlaps(other_term):
                remedy = f"{who} and {other} hold {office} at the same time; mend the dates, or mark the office shared"
                yield ConfigError(origin[who], f"{who}.roles", remedy)


def _shared_names(entities: Mapping[str, Entity], origin: Mapping[str, Path]) -> Iterator[ConfigError]:
    taken: dict[str, str] = {}
    for entity in entities.values():
        for _, name in entity.strong():
            other = taken.setdefault("".join(name_key(name).key.split()), entity.id)
            if other != entity.id:
                remedy = f"{name!r} is also a strong name of {other}; make it weak for both, or keep it for one"
                yield ConfigError(origin[entity.id], f"{entity.id}.names", remedy)


def _common_words(entities: Mapping[str, Entity], origin: Mapping[str, Path]) -> Iterator[ConfigError]:
    """Names in capitals match capitals only, so they are no words; outlets are described, and checked, elsewhere."""
    common = common_words()
    for entity in entities.values():
        if entity.type == "outlet":
            continue
        for _, name in entity.strong():
            if not name.isupper() and name_key(name).key in common:
                remedy = f"{name!r} is also a common word; repeat it under weak, or give the name with more words"
                yield ConfigError(origin[entity.id], f"{entity.id}.names", remedy)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The common words of all languages as match keys."""
    files = sorted(LEXICONS.glob("*/common_words.yml"))
    return frozenset(name_key(word).key for path in files for word in read_model(path, CommonWords).words)
