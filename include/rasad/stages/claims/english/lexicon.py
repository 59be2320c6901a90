"""The English cue lexicon: which words attribute, which complements each of them licenses, and the closed classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from rasad.strict import Strict, read_model

_FILE = Path(__file__).resolve().parents[4] / "lexicons" / "en" / "attribution.yml"
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdfgklmnprt]$")
_VOWELS = re.compile(r"[aeiouy]+")


class CueVerb(Strict):
    """A verb that can attribute, and the complements with which it does."""

    lemma: str
    cue_class: str = Field(alias="class")
    frames: frozenset[str]
    addressee: bool = False
    infinitive: bool = False


class CueNoun(Strict):
    """A noun that can attribute (claim, warning), with what may follow it."""

    lemma: str
    cue_class: str = Field(alias="class")
    follows: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    plural: str | None = None


class CuePhrase(Strict):
    """A fixed expression that attributes without a verb of its own (according to, in the view of)."""

    words: str
    cue_class: str = Field(alias="class")


class AttributionFile(Strict):
    """The shape of `lexicons/en/attribution.yml`."""

    verbs: tuple[CueVerb, ...]
    nouns: tuple[CueNoun, ...]
    prepositional: tuple[CuePhrase, ...]
    possessive: tuple[CuePhrase, ...]
    view_openers: dict[str, str]
    adverbs: dict[str, str]
    channels: frozenset[str]
    particles: dict[str, tuple[str, ...]]
    statives: frozenset[str]
    unanswered: frozenset[str]
    conjunctions: frozenset[str]
    naming: frozenset[str]
    quoting: frozenset[str]
    wishing: frozenset[str]
    plurals: frozenset[str]
    withholding: frozenset[str]
    naming_wishes: tuple[str, ...]
    catenatives: frozenset[str]
    complement_starts: frozenset[str]
    outlet_nouns: frozenset[str]
    never_reduced: frozenset[str]
    labels: frozenset[str]
    after_object: frozenset[str]
    adjunct_openers: frozenset[str]
    light_verbs: frozenset[str]
    issued: frozenset[str]
    gerund_nouns: frozenset[str]
    mounting: frozenset[str]
    irregular: dict[str, tuple[str, str]]
    doubling: frozenset[str]
    verbs_only: tuple[str, ...]
    verbs_or_nouns: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    abbreviations: tuple[str, ...]
    temporal: frozenset[str]
    occasions: frozenset[str]
    source_nouns: frozenset[str]
    anaphors: frozenset[str]
    editorial: tuple[str, ...]
    outlet_voice: tuple[CuePhrase, ...]


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What one word form can be: the lemma and the paradigm cells that it fills."""

    lemma: str
    base: bool = False
    third: bool = False
    past: bool = False
    participle: bool = False
    gerund: bool = False
    noun_too: bool = False


# Fixed expressions by their first word: the whole expression and its class.
Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon compiled for look-up by form."""

    forms: dict[str, VerbForm]
    cues: dict[str, CueVerb]
    nouns: dict[str, CueNoun]
    closed: dict[str, str]
    openers: Phrases
    views: dict[str, str]
    outlet_phrases: Phrases
    file: AttributionFile


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Read and compile the lexicon once. Raises ConfigError when the file is wrong."""
    file = read_model(_FILE, AttributionFile)
    cues = {verb.lemma: verb for verb in file.verbs}
    heads = {verb.lemma.split()[0] for verb in file.verbs}
    ambiguous = set(file.verbs_or_nouns)
    forms: dict[str, VerbForm] = {}
    for lemma in sorted((heads - {"be"}) | ambiguous | set(file.verbs_only)):
        _add_forms(forms, lemma, lemma in ambiguous, file)
    nouns: dict[str, CueNoun] = {}
    for noun in file.nouns:
        nouns[noun.lemma] = noun
        nouns[noun.plural or _third(noun.lemma)] = noun
    closed = {word: tag for tag, words in file.words.items() for word in words}
    views = {phrase.words: phrase.cue_class for phrase in file.possessive}
    return Lexicon(forms, cues, nouns, closed, _phrases(file.prepositional), views, _phrases(file.outlet_voice), file)


def _phrases(listed: tuple[CuePhrase, ...]) -> Phrases:
    found: Phrases = {}
    for phrase in listed:
        words = tuple(phrase.words.split())
        found[words[0]] = (*found.get(words[0], ()), (words, phrase.cue_class))
    return found


def _add_forms(forms: dict[str, VerbForm], lemma: str, noun_too: bool, file: AttributionFile) -> None:
    past, participle = file.irregular.get(lemma) or (_past(lemma, file), _past(lemma, file))
    cells: dict[str, set[str]] = {}
    for form, cell in (
        (lemma, "base"),
        (_third(lemma), "third"),
        (past, "past"),
        (participle, "participle"),
        (_gerund(lemma, file), "gerund"),
    ):
        cells.setdefault(form, set()).add(cell)
    for form, filled in cells.items():
        # "found" is the past of find before it is a verb of its own: the first lemma with a finite cell wins.
        known = forms.get(form)
        if known is not None and not (known.base and "past" in filled):
            continue
        forms[form] = VerbForm(lemma, **dict.fromkeys(filled, True), noun_too=noun_too)


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str, file: AttributionFile) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return _doubled(lemma, file) + "ed"


def _gerund(lemma: str, file: AttributionFile) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return _doubled(lemma, file) + "ing"


def _doubled(lemma: str, file: AttributionFile) -> str:
    short = (
        len(lemma) <= 4 and _DOUBLING.search(lemma) and len(_VOWELS.findall(lemma)) == 1 and lemma[-3] not in "aeiou"
    )
    return lemma + lemma[-1] if short or lemma in file.doubling else lemma
