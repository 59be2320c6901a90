"""The Persian attribution lexicon: what the YAML file says, read strictly, and the same folded for matching."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from rasad.errors import ConfigError
from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.normalise import fold_key

PATH = INCLUDE / "lexicons" / "fa" / "attribution.yml"
_ZWNJ = "\u200c"

Phrase = tuple[str, ...]
"""A folded phrase, one item a word."""


class Roles(Strict):
    """Verbs with a part of their own in the grammar."""

    copula: str
    passive: tuple[str, ...]
    bare_present: tuple[str, ...]
    to_say: str
    say_noun: str
    asks: tuple[str, ...]
    wants: str


class Verbs(Strict):
    """Stems, written past/present, and the endings they take."""

    prefixes: dict[Literal["negation", "subjunctive", "imperfective"], str]
    glides: dict[str, str]
    participle: str
    past_endings: dict[str, int]
    present_endings: dict[str, int]
    perfect_endings: dict[str, int]
    copula_endings: dict[str, int]
    copula: dict[str, int]
    copula_stems: dict[str, Literal["positive", "negative"]]
    future: str
    homograph_ending: str
    roles: Roles
    light: dict[str, str]
    reporting: dict[str, str]
    closing: tuple[str, ...]
    noun_like: tuple[str, ...]
    not_verbs: tuple[str, ...]
    modal: tuple[str, ...]
    short_perfect: tuple[str, ...]


class Predicate(Strict):
    """One line of the cue table: words with their light verbs, or simple verbs, and the complements they take."""

    words: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    simple: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    split: bool = Field(default=False, description="The complement may stand between word and light verb.")


class Phrases(Strict):
    """Prepositional phrases that name a source, and participial phrases that add a second statement."""

    said_by: dict[str, tuple[str, ...]]
    seen_by: tuple[str, ...]
    said_anywhere: tuple[str, ...]
    quoting: tuple[str, ...]
    passing_on: tuple[str, ...]
    reported_by: tuple[str, ...]
    shown_by: tuple[str, ...]
    while_openers: tuple[str, ...]
    while_saying: dict[str, tuple[str, ...]]
    while_saying_noun: tuple[str, ...]
    not_said_by: tuple[str, ...]


class Nouns(Strict):
    """Nouns and pronouns that matter to who may speak."""

    carriers: tuple[str, ...]
    speakers: tuple[str, ...]
    parts: tuple[str, ...]
    news: tuple[str, ...]
    desks: tuple[str, ...]
    desk_groups: tuple[str, ...]
    desk_topics: tuple[str, ...]
    outlets: tuple[str, ...]
    outlet_kinds: tuple[str, ...]
    said_things: tuple[str, ...]
    posted: tuple[str, ...]
    occasions: tuple[str, ...]
    pronouns: tuple[str, ...]
    first_pronouns: tuple[str, ...]
    third_pronouns: tuple[str, ...]
    plural_pronouns: tuple[str, ...]
    demonstratives: tuple[str, ...]
    empty_objects: tuple[str, ...]


class Marks(Strict):
    """Punctuation, one character each."""

    commas: str
    clause_ends: str
    colon: str
    quote_closers: str
    openers: str
    closers: str


class Words(Strict):
    """Small words that bound clauses and noun phrases."""

    prepositions: tuple[str, ...]
    conjunctions: tuple[str, ...]
    coordinators: tuple[str, ...]
    subordinators: tuple[str, ...]
    clause_heads: tuple[str, ...]
    contrasting: tuple[str, ...]
    also: tuple[str, ...]
    containers: tuple[str, ...]
    origins: tuple[str, ...]
    asking_links: tuple[str, ...]
    adverbs: tuple[str, ...]
    times: tuple[str, ...]
    inner: tuple[str, ...]
    connectives: tuple[str, ...]
    object_marker: str
    adjective_ending: str
    people_endings: tuple[str, ...]
    agents: tuple[str, ...]
    contrast: tuple[str, ...]
    editorial: tuple[str, ...]
    determiners: tuple[str, ...]
    possessors: tuple[str, ...]
    time_names: tuple[str, ...]
    headed: tuple[str, ...]
    as_words: tuple[str, ...]
    past_or_coming: tuple[str, ...]
    modifiers: tuple[str, ...]
    name_heads: tuple[str, ...]


class AttributionFile(Strict):
    """The file as written."""

    verbs: Verbs
    cues: dict[str, tuple[Predicate, ...]]
    mental: tuple[str, ...]
    not_cues: dict[str, tuple[str, ...]]
    phrases: Phrases
    nouns: Nouns
    marks: Marks
    words: Words


@dataclass(frozen=True, slots=True)
class Cue:
    """What a predicate says about its complement. `lemma` is the infinitive as written in the file."""

    lemma: str
    cue_class: str
    takes: frozenset[str]
    through: tuple[Phrase, ...]
    split: bool


@lru_cache(maxsize=1)
def attribution_file() -> AttributionFile:
    """The lexicon file. Raises ConfigError when it is wrong."""
    file = read_model(PATH, AttributionFile)
    known = file.verbs.light | file.verbs.reporting
    for predicates in file.cues.values():
        for predicate in predicates:
            for verb in (*predicate.light, *predicate.simple):
                if verb not in known:
                    raise ConfigError(PATH, "cues", f"{verb} has no stems; add it under verbs.light or verbs.reporting")
    return file


def spellings(entry: str) -> tuple[Phrase, ...]:
    """The folded word sequences that an entry stands for: a ZWNJ may be joined (or kept) or spaced."""
    joined = tuple(fold_key(entry).split())
    spaced = tuple(fold_key(entry.replace(_ZWNJ, " ")).split())
    return (joined,) if joined == spaced else (joined, spaced)


def word_set(entries: tuple[str, ...]) -> frozenset[str]:
    """The single words among the entries, folded."""
    return frozenset(phrase[0] for entry in entries for phrase in spellings(entry) if len(phrase) == 1)


def phrase_table(entries: tuple[str, ...]) -> dict[str, tuple[Phrase, ...]]:
    """Folded phrases by their first word, longest first."""
    table: dict[str, set[Phrase]] = {}
    for entry in entries:
        for phrase in spellings(entry):
            table.setdefault(phrase[0], set()).add(phrase)
    return {first: tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase))) for first, found in table.items()}


@lru_cache(maxsize=1)
def compound_cues() -> dict[tuple[Phrase, str], Cue]:
    """Cues by (folded words before the verb, light verb)."""
    table: dict[tuple[Phrase, str], Cue] = {}
    for cue_class, predicates in attribution_file().cues.items():
        for predicate in predicates:
            for words in predicate.words:
                for light in predicate.light:
                    cue = _cue(f"{words} {light}", cue_class, predicate)
                    for phrase in spellings(words):
                        table.setdefault((phrase, light), cue)
    return table


@lru_cache(maxsize=1)
def simple_cues() -> dict[str, Cue]:
    """Cues by simple verb."""
    return {
        verb: _cue(verb, cue_class, predicate)
        for cue_class, predicates in attribution_file().cues.items()
        for predicate in predicates
        for verb in predicate.simple
    }


def _cue(lemma: str, cue_class: str, predicate: Predicate) -> Cue:
    through = tuple(phrase for entry in predicate.through for phrase in spellings(entry))
    return Cue(lemma, cue_class, frozenset(predicate.takes), through, predicate.split)
