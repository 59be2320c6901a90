"""How a language marks its sources and how sure a statement is, read from its lexicon file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.forms import NEVER, alternation, whole, words
from rasad.text.normalise import fold_key

IdPrefix = Literal["anon", "grp", "unk", "doc"]
HedgeKind = Literal["reported", "alleged", "apparent", "possible", "estimated"]
Anonymity = Literal["participants", "witness", "insider", "official", "analyst", "informed"]
CaveatKind = Literal["unverified_by_outlet", "unverified_here", "if_verified"]


class Pronouns(Strict):
    """Personal pronouns by what they may stand for."""

    author: tuple[str, ...]
    relative: tuple[str, ...]
    one: tuple[str, ...]
    many: tuple[str, ...]
    thing: tuple[str, ...]


class Kind(Strict):
    """Head nouns of sources without a name, with the source type and the prefix of the local id that they make."""

    type: str
    id: IdPrefix
    heads: tuple[str, ...]


class Anaphor(Strict):
    """Head nouns that point back, and the source types that they may point back to."""

    heads: tuple[str, ...]
    types: tuple[str, ...]


class ExclusiveInformation(Strict):
    """Nouns for material that an outlet got for itself, and the words that say so."""

    heads: tuple[str, ...]
    followed_by: tuple[str, ...]


class MeaningWords(Strict):
    """The shape of `lexicons/<language>/meaning.yml`; the files say what each list is for."""

    pronouns: Pronouns
    head_first: bool
    determiners: tuple[str, ...]
    plural_determiners: tuple[str, ...]
    definite: tuple[str, ...]
    indefinite: tuple[str, ...]
    partitives: tuple[str, ...]
    single_partitives: tuple[str, ...]
    breaks: tuple[str, ...]
    prepositions: tuple[str, ...]
    titles: tuple[str, ...]
    possessives: tuple[str, ...]
    class_nouns: tuple[str, ...]
    plural_class_nouns: tuple[str, ...]
    organisation_words: tuple[str, ...]
    outlet_words: tuple[str, ...]
    narrowing: tuple[str, ...]
    kinds: tuple[Kind, ...]
    interview: tuple[str, ...] = ()
    exclusive_information: ExclusiveInformation
    anonymity: tuple[str, ...]
    anaphora: tuple[Anaphor, ...]
    carrier_before: tuple[str, ...]
    credit_before: tuple[str, ...]
    hedges: dict[HedgeKind, tuple[str, ...]]
    not_hedges: tuple[str, ...]
    conditional: tuple[str, ...]
    asking_lemmas: tuple[str, ...]
    estimated_content: tuple[str, ...]
    considered: tuple[str, ...]
    belief_classes: tuple[str, ...]
    knowing_lemmas: tuple[str, ...]
    ahead_lemmas: tuple[str, ...]
    speculation_lemmas: tuple[str, ...]
    rejecting_words: tuple[str, ...]
    estimate_lemmas: tuple[str, ...]
    denial_lemmas: tuple[str, ...]
    report_classes: tuple[str, ...]
    negation: tuple[str, ...]
    negation_anywhere: tuple[str, ...]
    not_negation: tuple[str, ...]
    negative_verb: str
    preverbs: tuple[str, ...]
    negative_stems: tuple[str, ...] = ()
    negation_final: bool
    contrast: tuple[str, ...]
    contrast_negation: tuple[str, ...]
    sentence_marks: tuple[str, ...]
    complementisers: tuple[str, ...]
    finite_endings: tuple[str, ...]
    finite_prefixes: tuple[str, ...]
    clause_breaks: tuple[str, ...]
    subordinators: tuple[str, ...]
    caveats: dict[CaveatKind, tuple[str, ...]]
    not_caveats: tuple[str, ...] = ()
    event_anaphors: tuple[str, ...]
    speech_events: tuple[str, ...]
    anonymity_types: dict[Anonymity, tuple[str, ...]]
    several: tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """A language's words of meaning, ready for matching on the match key."""

    words: MeaningWords
    pronoun: dict[str, str]  # match key -> one, many, thing
    kind_of: dict[str, Kind]
    points_to: dict[str, frozenset[str]]
    determiner: re.Pattern[str]
    plural_determiner: re.Pattern[str]
    definite: re.Pattern[str]
    indefinite: re.Pattern[str]
    partitive: re.Pattern[str]
    single_partitive: re.Pattern[str]
    phrase_end: re.Pattern[str]
    preposition: re.Pattern[str]
    relative: re.Pattern[str]
    narrowing: re.Pattern[str]
    titles: frozenset[str]
    class_nouns: frozenset[str]
    plural_classes: frozenset[str]
    organisation: re.Pattern[str]
    outlet: re.Pattern[str]
    interview: re.Pattern[str]
    exclusive: re.Pattern[str]
    anonymity: re.Pattern[str]
    carrier: re.Pattern[str]
    credit: re.Pattern[str]
    hedges: tuple[tuple[str, re.Pattern[str]], ...]
    not_hedge: re.Pattern[str]
    conditional: re.Pattern[str]
    estimated: re.Pattern[str]
    considered: re.Pattern[str]
    negation: re.Pattern[str]
    negation_anywhere: re.Pattern[str]
    rejecting: re.Pattern[str]
    not_negation: re.Pattern[str]
    contrast: re.Pattern[str]
    clause_break: re.Pattern[str]
    complementiser: re.Pattern[str]
    finite: re.Pattern[str]
    subordinator: re.Pattern[str]
    caveats: tuple[tuple[str, re.Pattern[str]], ...]
    not_caveat: re.Pattern[str]
    event_anaphor: re.Pattern[str]
    speech_event: re.Pattern[str]
    anonymity_types: tuple[tuple[str, re.Pattern[str]], ...]
    several: re.Pattern[str]


@lru_cache(maxsize=4)
def meaning(language: str) -> Meaning:
    """The words of meaning of a language. Raises ConfigError for a wrong or missing file."""
    lists = read_model(INCLUDE / "lexicons" / language / "meaning.yml", MeaningWords)
    return Meaning(
        words=lists,
        pronoun=_pronouns(lists.pronouns),
        kind_of=_kinds(lists.kinds),
        points_to=_points_to(lists.anaphora),
        determiner=_at_start(lists.determiners),
        plural_determiner=_at_start(lists.plural_determiners),
        definite=_at_start(lists.definite),
        indefinite=_at_start(lists.indefinite),
        partitive=_at_start(lists.partitives),
        single_partitive=_at_start(lists.single_partitives),
        phrase_end=re.compile(rf"[,;:(\u060c\u061b–—]|{whole(alternation(lists.breaks))}"),
        preposition=words(lists.prepositions),
        relative=words(lists.pronouns.relative),
        narrowing=re.compile(rf"\s{{0,2}}{alternation(lists.narrowing)}(?!\w)"),
        titles=frozenset(fold_key(form) for form in lists.titles),
        class_nouns=frozenset(fold_key(form) for form in lists.class_nouns),
        plural_classes=frozenset(fold_key(form) for form in lists.plural_class_nouns),
        organisation=words(lists.organisation_words),
        outlet=words(lists.outlet_words),
        interview=words(lists.interview),
        exclusive=re.compile(
            whole(alternation(lists.exclusive_information.heads))
            + r"\s.{0,40}?"
            + whole(alternation(lists.exclusive_information.followed_by))
            + "|"
            + whole(alternation(lists.exclusive_information.heads))
            + r"\s{1,2}"
            + whole(alternation(lists.exclusive_information.followed_by))
        ),
        anonymity=words(lists.anonymity),
        carrier=_at_end(lists.carrier_before, lists.class_nouns),
        credit=_at_end(lists.credit_before, lists.class_nouns),
        hedges=tuple((kind, words(forms)) for kind, forms in lists.hedges.items()),
        not_hedge=words(lists.not_hedges),
        conditional=words(lists.conditional),
        estimated=words(lists.estimated_content),
        considered=words(lists.considered),
        negation=_negation(lists),
        negation_anywhere=words(lists.negation_anywhere),
        rejecting=words(lists.rejecting_words),
        not_negation=words(lists.not_negation),
        contrast=words(lists.contrast),
        clause_break=re.compile(_clause_break(lists)),
        complementiser=words(lists.complementisers),
        finite=re.compile(
            rf"(?<!\w)(?:{alternation(lists.finite_endings)}|{alternation(lists.finite_prefixes)}\s?\w{{2,12}})\W*$"
        ),
        subordinator=words(lists.subordinators),
        caveats=tuple((kind, words(forms)) for kind, forms in lists.caveats.items()),
        not_caveat=words(lists.not_caveats),
        event_anaphor=words(lists.event_anaphors),
        speech_event=words(lists.speech_events),
        anonymity_types=tuple((kind, words(forms)) for kind, forms in lists.anonymity_types.items()),
        several=words(lists.several),
    )


def _pronouns(lists: Pronouns) -> dict[str, str]:
    groups = (
        ("relative", lists.relative),
        ("author", lists.author),
        ("thing", lists.thing),
        ("many", lists.many),
        ("one", lists.one),
    )
    return {fold_key(form): name for name, forms in groups for form in forms}


def _kinds(kinds: tuple[Kind, ...]) -> dict[str, Kind]:
    return {spelling: kind for kind in reversed(kinds) for head in kind.heads for spelling in spellings(head)}


def _points_to(anaphora: tuple[Anaphor, ...]) -> dict[str, frozenset[str]]:
    return {spelling: frozenset(row.types) for row in anaphora for head in row.heads for spelling in spellings(head)}


def spellings(form: str) -> tuple[str, ...]:
    """The match keys of a form: joined, and with a space for its ZWNJ."""
    return tuple({fold_key(form), fold_key(form.replace("\u200c", " "))})


def _at_start(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{alternation(forms)}(?!\w)\s{{0,3}}")


def _at_end(forms: tuple[str, ...], class_nouns: tuple[str, ...]) -> re.Pattern[str]:
    kind = alternation(class_nouns)
    return re.compile(rf"(?<!\w)(?P<cue>{alternation(forms)})(?:\s(?:the|an?))?(?:\s{kind})?\s{{0,3}}[\"'“«]?$")


def _clause_break(lists: MeaningWords) -> str:
    marks = "|".join(re.escape(fold_key(mark)) for mark in lists.sentence_marks)
    opposed = rf"[,\u060c]\s{{1,2}}(?={alternation(lists.contrast_negation)}(?!\w))"
    return rf"{opposed}|{marks}|{whole(alternation(lists.clause_breaks))}"


def _negation(lists: MeaningWords) -> re.Pattern[str]:
    plain = alternation(lists.negation)
    prefixed = (
        rf"(?:{alternation(lists.preverbs)}\s?)?{fold_key(lists.negative_verb)}{alternation(lists.negative_stems)}\w{{0,8}}"
        if lists.negative_verb
        else NEVER
    )
    return re.compile(whole(rf"(?:{plain}|{prefixed})"))
