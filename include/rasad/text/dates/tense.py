"""Whether a clause tells of what happened or of what lies ahead, so that a day can be told from the day of another event."""

from __future__ import annotations

from typing import Literal

from rasad.text.dates.grammar import grammar

Tense = Literal["past", "future"]
_LOOK_BEHIND = 12


def tense_of(clause: str, at: int, language: str) -> Tense | None:
    """The tense that a date at `at` in a clause (a match key) is under; None where the words do not tell.

    A clause with both (he said it will) is taken to look ahead. Behind an infinitive the past no longer holds: what was
    decided to be done lies ahead of the deciding.
    """
    rules = grammar(language)
    if rules.future.search(clause):
        return "future"
    found = rules.past.finditer(clause)
    verbs = [m for m in found if not rules.not_past_after.search(clause, max(0, m.start() - _LOOK_BEHIND), m.start())]
    if not verbs:
        return None
    before = [match.end() for match in verbs if match.end() <= at]
    if before and rules.ahead_of_past.search(clause, before[-1], at):
        return None
    return "past"
