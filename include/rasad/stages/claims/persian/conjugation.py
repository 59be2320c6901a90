"""Persian finite verbs from two stems: every folded form that news uses, with what it says about person and tense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rasad.stages.claims.persian.lexicon import Verbs, attribution_file, compound_cues, word_set
from rasad.text.normalise import fold_key


@dataclass(frozen=True, slots=True)
class Form:
    """One word form of a verb. `verb` is the infinitive; tense is past, present, subjunctive, participle, perfect
    or future. `noun_like`: as often a noun, so a verb only before a boundary."""

    verb: str
    tense: str
    person: int = 3
    negative: bool = False
    noun_like: bool = False


@dataclass(frozen=True, slots=True)
class Conjugation:
    """All forms of the lexicon's verbs by folded spelling."""

    forms: dict[str, Form]
    modals: frozenset[str]  # they leave their clause open for the verb they govern
    futures: dict[str, Form]  # the auxiliary of the future, before a past stem
    past_stems: dict[str, str]  # infinitive by past stem
    short_perfects: frozenset[str]  # infinitives whose participle may stand for a whole perfect
    fused: dict[str, tuple[str, int]]  # adjective with the copula written onto it: (adjective, person)
    imperfective_words: frozenset[str]  # the prefix written as a word of its own
    copula: str
    passives: tuple[str, ...]
    to_say: str
    say_noun: str
    asks: frozenset[str]  # forms that ask where somebody is asked, and are nouns elsewhere


@lru_cache(maxsize=1)
def conjugation() -> Conjugation:
    """The forms, generated once. Where two verbs share a form, the first in the file wins."""
    verbs = attribution_file().verbs
    named = (*verbs.reporting.items(), *verbs.light.items())
    stems = [*((verb, *_stems(pair)) for verb, pair in named), *((pair, *_stems(pair)) for pair in verbs.closing)]
    imperfective, negation = verbs.prefixes["imperfective"], verbs.prefixes["negation"]
    return Conjugation(
        forms=_all_forms(verbs, stems),
        modals=frozenset(form for pair in verbs.modal for form, _ in _forms(verbs, "", *_stems(pair))),
        futures=_futures(verbs),
        past_stems={past: verb for verb, past, _ in reversed(stems)},
        short_perfects=frozenset(verbs.short_perfect),
        fused=_fused(verbs),
        imperfective_words=frozenset({imperfective, negation + imperfective}),
        copula=verbs.roles.copula,
        passives=verbs.roles.passive,
        to_say=verbs.roles.to_say,
        say_noun=verbs.roles.say_noun,
        asks=word_set(verbs.roles.asks),
    )


def _stems(pair: str) -> tuple[str, str]:
    past, _, present = pair.partition("/")
    return fold_key(past), fold_key(present)


def _all_forms(verbs: Verbs, stems: list[tuple[str, str, str]]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    closing, nouns = set(verbs.closing), word_set(verbs.noun_like)
    for verb, past, present in stems:
        for spelling, form in _forms(verbs, verb, past, present, only_third=verb in closing):
            forms.setdefault(spelling, replace(form, noun_like=True) if spelling in nouns else form)
    for spelling in word_set(verbs.not_verbs):
        forms.pop(spelling, None)
    forms.update({spelling: Form(verbs.roles.copula, "present", person) for spelling, person in verbs.copula.items()})
    for stem, sign in verbs.copula_stems.items():
        for ending, person in verbs.past_endings.items():
            forms[stem + ending] = Form(verbs.roles.copula, "present", person, sign == "negative")
    return forms


def _forms(verbs: Verbs, verb: str, past: str, present: str, only_third: bool = False) -> Iterator[tuple[str, Form]]:
    """The forms of one verb. A verb that only closes clauses keeps its third persons: the others look like nouns."""
    imperfective, negation = verbs.prefixes["imperfective"], verbs.prefixes["negation"]
    denied_past = _glided(verbs, negation, past)
    for ending, person in verbs.past_endings.items():
        if ending == verbs.homograph_ending:
            continue
        if not (only_third and person != 3):
            yield past + ending, Form(verb, "past", person)
        yield denied_past + ending, Form(verb, "past", person, negative=True)
        yield imperfective + past + ending, Form(verb, "past", person)
        yield negation + imperfective + past + ending, Form(verb, "past", person, negative=True)
    for ending, person in verbs.present_endings.items():
        yield from _present(verbs, verb, present, ending, person, bare=not (only_third and person != 3))
    for participle, negative in ((past, False), (denied_past, True), (imperfective + past, False)):
        participle += verbs.participle
        yield participle, Form(verb, "participle", 3, negative)
        for ending, person in verbs.perfect_endings.items():
            if only_third and ending.endswith(verbs.homograph_ending):
                continue  # "their revenues", "a writing"
            yield participle + ending, Form(verb, "perfect", person, negative)


def _present(verbs: Verbs, verb: str, stem: str, ending: str, person: int, bare: bool) -> Iterator[tuple[str, Form]]:
    imperfective, negation = verbs.prefixes["imperfective"], verbs.prefixes["negation"]
    yield imperfective + stem + ending, Form(verb, "present", person)
    yield negation + imperfective + stem + ending, Form(verb, "present", person, negative=True)
    yield _glided(verbs, verbs.prefixes["subjunctive"], stem) + ending, Form(verb, "subjunctive", person)
    yield _glided(verbs, negation, stem) + ending, Form(verb, "subjunctive", person, negative=True)
    if bare and ending != verbs.homograph_ending:
        mood = "present" if verb in verbs.roles.bare_present else "subjunctive"
        yield stem + ending, Form(verb, mood, person)


def _glided(verbs: Verbs, prefix: str, stem: str) -> str:
    glide = verbs.glides.get(stem[:1])
    return prefix + stem if glide is None else prefix + glide + stem[1:]


def _futures(verbs: Verbs) -> dict[str, Form]:
    return {
        prefix + verbs.future + ending: Form("", "future", person, bool(prefix))
        for prefix in ("", verbs.prefixes["negation"])
        for ending, person in verbs.present_endings.items()
    }


def _fused(verbs: Verbs) -> dict[str, tuple[str, int]]:
    fused: dict[str, tuple[str, int]] = {}
    for phrase, light in compound_cues():
        if light == verbs.roles.copula:
            for ending, person in verbs.copula_endings.items():
                fused.setdefault(phrase[-1] + ending, (phrase[-1], person))
    return fused
