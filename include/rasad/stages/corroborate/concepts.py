"""What a statement speaks of, in words of no language: the concepts of include/lexicons/concepts.yml found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import model_validator

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.normalise import fold_key
from rasad.text.spellings import spellings

LEXICON = INCLUDE / "lexicons" / "concepts.yml"
_WORD = re.compile(r"[^\W_]+")
_ANY_ENDING = "*"
_SHORTEST_STEM = 3
"""Letters that a word keeps when an ending is taken off: `ads` is no form of `a`."""


class Words(Strict):
    """The words and phrases of one concept; a star at the end of one lets any ending follow."""

    en: tuple[str, ...] = ()
    fa: tuple[str, ...] = ()


class Stage(Words):
    """How far a plan has come. The order of the file is the order of the stages."""

    name: str


class Lexicon(Strict):
    """The file of concepts."""

    endings: Words
    common: tuple[str, ...]  # concepts, and ids of entities
    concepts: dict[str, Words]
    denials: tuple[str, ...]
    unsettled: tuple[str, ...]
    unchanged: tuple[str, ...]
    actors: tuple[str, ...]
    stages: tuple[Stage, ...]
    roles: dict[str, Words]

    @model_validator(mode="after")
    def _named_ones_exist(self) -> Lexicon:
        named = {name for name in self.common if ":" not in name} | {
            *self.denials,
            *self.unsettled,
            *self.unchanged,
            *self.actors,
        }
        if unknown := sorted(named - set(self.concepts)):
            raise ValueError(f"{', '.join(unknown)} is named, but no concept is called so: add it or delete it")
        return self


@dataclass(frozen=True, slots=True)
class Found:
    """What a text speaks of: concepts, the stages of a plan that it names, and what somebody did in it."""

    concepts: frozenset[str]
    stages: frozenset[str]
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str  # concept, stage, role
    name: str
    rest: tuple[str, ...]  # the words after the first
    is_open: bool  # the last word goes on with any ending


class Concepts:
    """Finds concepts in texts. Every word of a text is looked up once, with and without its ending."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.common = frozenset(lexicon.common)
        self.denials, self.unsettled = frozenset(lexicon.denials), frozenset(lexicon.unsettled)
        self.unchanged, self.actors = frozenset(lexicon.unchanged), frozenset(lexicon.actors)
        self.stages = tuple(stage.name for stage in lexicon.stages)
        self._endings = tuple(sorted({*lexicon.endings.en, *map(fold_key, lexicon.endings.fa)}, key=len, reverse=True))
        self._by_first: dict[str, list[_Phrase]] = {}
        self._by_prefix: dict[str, list[_Phrase]] = {}
        groups: list[tuple[str, str, Words]] = [("concept", name, words) for name, words in lexicon.concepts.items()]
        groups += [("stage", stage.name, stage) for stage in lexicon.stages]
        groups += [("role", name, words) for name, words in lexicon.roles.items()]
        for kind, name, words in groups:
            for phrase in (*words.en, *words.fa):
                self._add(kind, name, phrase)
        self._stems = lru_cache(maxsize=50_000)(self._stems_of)

    def find(self, text: str) -> Found:
        """The concepts, stages and roles of one statement. Of phrases that begin together the longest one counts."""
        words = _WORD.findall(fold_key(text))
        found: dict[str, set[str]] = {"concept": set(), "stage": set(), "role": set()}
        covered: dict[str, int] = dict.fromkeys(found, 0)
        for at in range(len(words)):
            for kind, (length, names) in self._at(words, at).items():
                if at + length > covered[kind]:
                    covered[kind] = at + length
                    found[kind] |= names
        return Found(*(frozenset(found[kind]) for kind in ("concept", "stage", "role")))

    def _at(self, words: list[str], at: int) -> dict[str, tuple[int, set[str]]]:
        best: dict[str, tuple[int, set[str]]] = {}
        for phrase in self._starting(words[at]):
            length = 1 + len(phrase.rest)
            if phrase.rest and not self._continues(phrase, words, at + 1):
                continue
            held = best.get(phrase.kind, (0, set()))
            if length > held[0]:
                best[phrase.kind] = (length, {phrase.name})
            elif length == held[0]:
                held[1].add(phrase.name)
        return best

    def _starting(self, word: str) -> Iterator[_Phrase]:
        for stem in self._stems(word):
            yield from self._by_first.get(stem, ())
        for length in range(_SHORTEST_STEM, len(word) + 1):
            yield from self._by_prefix.get(word[:length], ())

    def _continues(self, phrase: _Phrase, words: list[str], at: int) -> bool:
        if at + len(phrase.rest) > len(words):
            return False
        *inner, last = phrase.rest
        if any(words[at + number] != word for number, word in enumerate(inner)):
            return False
        ending = words[at + len(inner)]
        return ending.startswith(last) if phrase.is_open else last in self._stems(ending)

    def _stems_of(self, word: str) -> tuple[str, ...]:
        cut = (word[: -len(end)] for end in self._endings if word.endswith(end))
        return (word, *(stem for stem in cut if len(stem) >= _SHORTEST_STEM))

    def _add(self, kind: str, name: str, phrase: str) -> None:
        is_open = phrase.endswith(_ANY_ENDING)
        for spelling in _spellings(phrase.removesuffix(_ANY_ENDING)):
            first, *rest = _WORD.findall(spelling)
            entry = _Phrase(kind, name, tuple(rest), is_open)
            index = self._by_prefix if is_open and not rest else self._by_first
            index.setdefault(first, []).append(entry)


def _spellings(phrase: str) -> Iterable[str]:
    return dict.fromkeys(fold_key(key) for key in spellings(phrase))


@lru_cache(maxsize=1)
def concepts() -> Concepts:
    """The finder over the shipped lexicon. Raises ConfigError for a file that cannot be read."""
    return Concepts(read_model(LEXICON, Lexicon))
