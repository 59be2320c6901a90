"""Whether a day that a content names is the day of its own event, or of another event that it mentions."""

from __future__ import annotations

import re
from dataclasses import replace

from rasad.model import EventDate, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.text.dates import tense_of

_LOOK_BEHIND = 24
_MARKS = " \t\"'“”«»‘’"
_LAST_WORD = re.compile(r"\w+(?=\s{1,2}$)")


def of_own_event(found: EventDate, relation: Relation, document: Document, meaning: Meaning) -> bool:
    """False where the tense of the clause that a day stands in contradicts it (weighed a boycott of the vote next month).

    A day in a side clause (the law, which takes effect next month, was rejected) is held against the main clause. Days on
    neither side of the publication day, and contents whose verbs do not tell, are believed. What a side clause only compares
    with (they are not where they were a year ago) has no day of its own.
    """
    if _only_names_a_thing(found, document, meaning):
        return False
    if found.precision == "relative" and found.value is None and _in_side_clause(found, relation, document, meaning):
        return False
    side = _side_of_publication(found, document)
    if side is None:
        return True
    tense = tense_of(*_around(found, relation, document, meaning), document.language)
    return tense is None or tense == side


def _only_names_a_thing(found: EventDate, document: Document, meaning: Meaning) -> bool:
    """Whether a year only says which thing is meant (next year's budget, the budget of 1406), not when it happens."""
    if found.precision != "year":
        return False
    after = document.folded.slice(Span(found.span.end, found.span.end + 2))
    if any(after.startswith(mark) for mark in meaning.words.possessives):
        return True
    if not meaning.words.head_first:
        return False
    before = document.folded.slice(Span(max(0, found.span.start - _LOOK_BEHIND), found.span.start))
    word = _LAST_WORD.search(before)
    return word is not None and not _lets_it_stand_free(word.group(), meaning)


def _lets_it_stand_free(word: str, meaning: Meaning) -> bool:
    """Whether a word before a year does not take it for its own: a preposition, a conjunction or the verb of a clause before."""
    return any(pattern.fullmatch(word) for pattern in (meaning.preposition, meaning.clause_break, meaning.finite))


def _side_of_publication(found: EventDate, document: Document) -> str | None:
    if found.value is None or document.published is None:
        return None
    if found.value > document.published:
        return "future"
    return "past" if (found.end or found.value) < document.published else None


def open_to_doubt(found: EventDate, relation: Relation, document: Document, meaning: Meaning) -> EventDate:
    """A day that is today in a clause without past or future may mean nowadays: it is kept, but marked as ambiguous."""
    if found.value is None or found.value != document.published or found.method != "relative":
        return found
    clause, at = _around(found, relation, document, meaning)
    return found if tense_of(clause, at, document.language) else replace(found, ambiguous=True)


def _in_side_clause(found: EventDate, relation: Relation, document: Document, meaning: Meaning) -> bool:
    key, at = _within(found, relation, document)
    return _clause(key, at, meaning).end <= at


def _around(found: EventDate, relation: Relation, document: Document, meaning: Meaning) -> tuple[str, int]:
    """The match key of the clause that a day of a content is held against, and where in it the day stands."""
    key, at = _within(found, relation, document)
    clause = _clause(key, at, meaning)
    return key[clause.start : clause.end], at - clause.start


def _within(found: EventDate, relation: Relation, document: Document) -> tuple[str, int]:
    """The match key of the content without the words of the day itself (next month is no verb), and where they stood."""
    place = next(one for one in relation.content if one.contains(found.span))
    key, base = document.folded.slice(place), document.folded.find_from(place.start)
    at, end = document.folded.find_from(found.span.start) - base, document.folded.find_from(found.span.end) - base
    return key[:at] + " " * (end - at) + key[end:], at


def _clause(key: str, at: int, meaning: Meaning) -> Span:
    """The clause around a place, or, around a place in a side clause, the main clause before it."""
    start, side = 0, False
    end = len(key)
    for match in meaning.clause_break.finditer(key):
        if match.start() >= at:
            end = match.start()
            break
        if not key[: match.start()].strip(_MARKS):
            continue  # it introduces the whole content
        if side := meaning.subordinator.fullmatch(match.group()) is not None:
            continue
        start = match.end()
    return Span(start, at if side else end)
