"""Who only passes on what another says: "X, quoting Y, reported ..." and "as X reports, Y said ..." make one claim, of Y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rasad.stages.claims.persian.clauses import Clause
from rasad.stages.claims.persian.drafts import Draft
from rasad.stages.claims.persian.lexicon import attribution_file, word_set
from rasad.stages.claims.persian.reading import Reading
from rasad.stages.claims.persian.verbal import Said
from rasad.stages.claims.persian.words import word_classes

_SAID_SHAPES = frozenset({"quote", "colon", "ke", "bare"})


@lru_cache(maxsize=1)
def _quoting() -> frozenset[str]:
    return frozenset(attribution_file().phrases.quoting)


@lru_cache(maxsize=1)
def _passing_on() -> frozenset[str]:
    phrases = attribution_file().phrases
    return frozenset((*phrases.quoting, *phrases.passing_on))


@lru_cache(maxsize=1)
def _news() -> frozenset[str]:
    return word_set(attribution_file().nouns.news)


def passed_on(reading: Reading, said: Sequence[Said], phrases: Sequence[Draft]) -> tuple[Draft, ...]:
    """The relations of a sentence's verbs and source phrases, with those marked that only carry one of the others."""
    found, quoting = [item.draft for item in said], list(phrases)
    for at, phrase in enumerate(quoting):
        if at and quoting[at - 1].cue == phrase.cue:  # the second half of one that was cut in two
            quoting[at] = replace(phrase, carrier=quoting[at - 1].carrier)
        elif _carries(reading, phrase, quoting[at + 1 :], said):
            quoting[at] = replace(phrase, carrier=True)
        elif phrase.lemma in _quoting():
            quoting[at] = _with_verb(phrase, found)
    return (*found, *quoting)


def _carries(reading: Reading, phrase: Draft, later: Sequence[Draft], said: Sequence[Said]) -> bool:
    relayed = any(other.content == phrase.content for other in later)
    return _passes_on(reading, phrase) and (relayed or _is_all_said(reading, phrase, said))


def _with_verb(phrase: Draft, found: list[Draft]) -> Draft:
    """A quoting phrase inside the clause of a reporting verb: who is quoted speaks, and the subject of the verb carries."""
    for at, draft in enumerate(found):
        if draft.content == phrase.content and phrase.cue[0][0] < draft.cue[0][0]:
            if draft.source is not None and draft.source[0] > phrase.cue[0][0]:
                return replace(phrase, carrier=True)  # "quoting the press office, the director said"
            found[at] = replace(draft, carrier=True)
            return replace(phrase, cue=(*phrase.cue, *draft.cue), quoted=draft.quoted)
    return phrase


def _passes_on(reading: Reading, phrase: Draft) -> bool:
    """Whether the phrase names an outlet or a report, and not somebody whose words these are."""
    if phrase.source is None:
        return False
    if phrase.rule == "document_phrase":
        head = phrase.source[0] + (reading.tokens.key(phrase.source[0]) in word_classes().demonstratives)
        return reading.tokens.key(head) in _news()
    return phrase.lemma in _passing_on()


def _is_all_said(reading: Reading, phrase: Draft, said: Sequence[Said]) -> bool:
    """Whether every main clause that the phrase attributes is itself somebody's reporting clause, or lies in what they said."""
    main = [clause for clause in reading.clauses if not clause.depth and _follows(clause, phrase)]
    reporting = [item for item in said if any(item.found.clause is clause for clause in main)]
    first = next((item for item in reporting if item.draft.source is not None), None)
    if first is None:
        return False
    # what a report says that somebody demands or condemns is as much the report's word
    if phrase.rule == "document_phrase" and first.complement.shape not in _SAID_SHAPES:
        return False
    return all(_is_said(clause, reporting) for clause in main)


def _follows(clause: Clause, phrase: Draft) -> bool:
    return clause.verb is not None and phrase.start <= clause.verb.start < phrase.end


def _is_said(clause: Clause, reporting: Sequence[Said]) -> bool:
    verb = clause.verb
    return any(
        item.found.clause is clause or (verb is not None and item.draft.start <= verb.start < item.draft.end)
        for item in reporting
    )
