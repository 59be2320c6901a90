"""The closed lists that tell names of unknown people and bodies: include/lexicons/<language>/unknown.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rasad.model import Language
from rasad.settings import INCLUDE
from rasad.stages.tag.surroundings import Phrases
from rasad.strict import Strict, read_model


class UnknownFile(Strict):
    """One language's lists; what a language does not need is left out."""

    titles: tuple[str, ...]
    before_the_name: tuple[str, ...]
    said: tuple[str, ...]
    apposition: tuple[str, ...]
    never: tuple[str, ...]
    body_nouns: tuple[str, ...] = ()
    connectors: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    sure_given_names: tuple[str, ...] = ()
    sure_titles: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    body_heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownLists:
    """The lists as match keys."""

    titles: Phrases
    before_the_name: Phrases
    said: Phrases
    apposition: Phrases
    never: Phrases
    body_nouns: Phrases
    connectors: Phrases
    particles: Phrases
    ends: Phrases
    sure_given_names: Phrases
    sure_titles: Phrases
    follows: Phrases
    body_heads: Phrases


@lru_cache(maxsize=2)
def unknown_lists(language: Language) -> UnknownLists:
    """The lists of a language as shipped. Raises ConfigError when the file is wrong."""
    file = read_model(INCLUDE / "lexicons" / language / "unknown.yml", UnknownFile)
    return UnknownLists(**{name: Phrases.of(getattr(file, name)) for name in UnknownFile.model_fields})
