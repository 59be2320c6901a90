"""Whether a content affirms or denies, judged by its main clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.model import Reason, Relation
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning

_COMMA = re.compile(r"[,\u060c]\s")
_NAMING = "characterise"
_RESUMED = "resumed"
"""Opener of what is left of a main clause behind a side clause; it affirms nothing of its own."""
_MARKS = "\"'»”.!,? \u060c\u061f"
_LAST_WORDS = re.compile(r"(?:\S+\s+)?\S+\s*$")
"""Where a verb-final clause keeps its verb: the last word, and the one before it when an auxiliary follows."""

_TURNED = {"positive": "negative", "negative": "positive"}


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    opener: str
    side: bool  # a subordinate clause


def polarity(document: Document, relation: Relation, meaning: Meaning) -> Reason:
    """positive, negative or mixed. Side clauses do not count; what a denial denies counts as negative.

    A cue that is itself negated turns the sign round: "has not said that it is open", "did not deny that it is open".
    """
    stated = _stated(document, relation, meaning)
    turned = _TURNED.get(stated.value)
    if turned is None or not cue_is_negated(document, relation, meaning):
        return stated
    return Reason("polarity", turned, "negated_cue", relation.cue[-1].of(document.text))


def cue_is_negated(document: Document, relation: Relation, meaning: Meaning) -> bool:
    """Whether the verb of saying carries the negation, which in a verb-final language is its last word."""
    if not relation.cue or not meaning.words.negation_final:
        return False
    last = _LAST_WORDS.search(document.folded.slice(relation.cue[-1]))
    return last is not None and meaning.negation.search(last.group()) is not None


def _stated(document: Document, relation: Relation, meaning: Meaning) -> Reason:
    keys = (document.folded.slice(place) for place in relation.content)
    verdicts = [verdict for key in keys for verdict in _verdicts(key, meaning)]
    if any(verdicts):
        value, rule = ("negative", "main_clauses_negated") if all(verdicts) else ("mixed", "some_main_clauses_negated")
        return Reason("polarity", value, rule, _negating_words(document, relation, meaning))
    if relation.cue_lemma in meaning.words.denial_lemmas:
        return Reason(
            "polarity", "negative", "denying_cue", relation.cue[0].of(document.text) if relation.cue else None
        )
    rejecting = _rejecting_words(document, relation, meaning)
    if rejecting is not None:
        return Reason("polarity", "negative", "called_untrue_or_unfit", rejecting)
    return Reason("polarity", "positive", "no_negation_in_main_clauses")


def _rejecting_words(document: Document, relation: Relation, meaning: Meaning) -> str | None:
    """The words by which a thing is called untrue or unfit (called the report fabricated), where the verb names things."""
    if relation.cue_class != _NAMING:
        return None
    for place in relation.content:
        base = document.folded.find_from(place.start)
        match = meaning.rejecting.search(document.folded.slice(place))
        if match:
            return document.folded.span(base + match.start(), base + match.end()).of(document.text)
    return None


def _negating_words(document: Document, relation: Relation, meaning: Meaning) -> str | None:
    for place in relation.content:
        key, base = document.folded.slice(place), document.folded.find_from(place.start)
        for pattern in (meaning.negation, meaning.negation_anywhere):
            match = pattern.search(key)
            if match:
                return document.folded.span(base + match.start(), base + match.end()).of(document.text)
    return None


def _verdicts(key: str, meaning: Meaning) -> list[bool]:
    clauses = [clause for clause in _clauses(meaning.not_negation.sub(" ", key), meaning) if clause.text.strip()]
    main = [clause for clause in clauses if not clause.side]
    if meaning.words.negation_final:
        return _verb_final(clauses, main, meaning)
    return _verb_second(main, meaning)


def _verb_second(main: list[_Clause], meaning: Meaning) -> list[bool]:
    """A clause joined by a plain conjunction may be a mere list, so it counts only where it is negated."""
    verdicts = []
    for number, clause in enumerate(main):
        negated = meaning.negation.search(clause.text) is not None
        opposed = meaning.contrast.fullmatch(clause.opener) or not clause.opener.strip().isalpha()
        if negated or number == 0 or opposed:
            verdicts.append(negated)
    return verdicts


def _verb_final(clauses: list[_Clause], main: list[_Clause], meaning: Meaning) -> list[bool]:
    """Only what ends in a verb is a clause; where no main clause does, the verb of the whole ends the last one."""
    found = [_ends_negated(clause, meaning) for clause in main if _is_finite(clause, meaning)]
    if found:
        return found
    return [_ends_negated(clauses[-1], meaning)] if clauses else []


def _is_finite(clause: _Clause, meaning: Meaning) -> bool:
    return _ends_negated(clause, meaning) or meaning.finite.search(clause.text) is not None


def _ends_negated(clause: _Clause, meaning: Meaning) -> bool:
    if meaning.negation_anywhere.search(clause.text):
        return True
    last = _LAST_WORDS.search(clause.text.rstrip(_MARKS))
    return last is not None and meaning.negation.search(last.group()) is not None


def _clauses(key: str, meaning: Meaning) -> list[_Clause]:
    """The clauses of a content. A conjunction that introduces the whole content opens nothing."""
    found: list[_Clause] = []
    start, opener = 0, ""
    for match in meaning.clause_break.finditer(key):
        between = key[start : match.start()].strip(" \"'“”«»")
        if not between and opener and meaning.complementiser.fullmatch(match.group()) and found:
            start = match.end()  # said this, and that ...: the second complement is as main as the first
            continue
        if between or opener:
            found += _at_comma(key[start : match.start()], opener, meaning)
        opener = match.group()
        if not found and meaning.complementiser.fullmatch(opener):
            opener = ""
        start = match.end()
    return found + _at_comma(key[start:], opener, meaning)


def _at_comma(text: str, opener: str, meaning: Meaning) -> list[_Clause]:
    """A side clause ends at its first comma; the main clause goes on behind it."""
    if not meaning.subordinator.fullmatch(opener):
        return [_Clause(text, opener, side=False)]
    comma = _COMMA.search(text)
    if comma is None:
        return [_Clause(text, opener, side=True)]
    return [_Clause(text[: comma.start()], opener, side=True), _Clause(text[comma.end() :], _RESUMED, side=False)]
