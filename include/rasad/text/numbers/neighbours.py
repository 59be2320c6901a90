"""What quantities that stand side by side say of one another: 25 of the 65 hectares, 2,000 workers and not 2,100."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rasad.model import Quantity
from rasad.text.forms import alternation
from rasad.text.normalise import fold_key
from rasad.text.numbers.lexicon import counting

REJECTED = "rejected"
"""The qualifier of a number that the text calls wrong in the same breath."""
_LOOK_BEHIND = 20


def side_by_side(text: str, found: Sequence[Quantity], language: str) -> tuple[Quantity, ...]:
    """The quantities of one stretch of text, in order, each with what its neighbours leave to be understood.

    A bare number that is a part of the next quantity counts the same thing ("1,800 of the port's 2,100 workers"). A number behind
    a word that rejects it ("2,000 workers, not 2,100") gets the qualifier `rejected`, and a bare one counts what the one before it counts.
    """
    told: list[Quantity] = []
    for at, quantity in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        now = quantity
        if after is not None and _is_part_of(text, quantity, after, language):
            now = _counting_as(now, after)
        if _is_rejected(text, quantity, language):
            beside = told[-1] if told else after
            now = replace(_counting_as(now, beside) if beside else now, qualifier=REJECTED)
        told.append(now)
    return tuple(told)


def _is_part_of(text: str, part: Quantity, whole: Quantity, language: str) -> bool:
    return _part_of(language).fullmatch(fold_key(text[part.span.end : whole.span.start])) is not None


def _is_rejected(text: str, quantity: Quantity, language: str) -> bool:
    # "Not one" and "not a single" are none, and no other number's place.
    before = fold_key(text[max(0, quantity.span.start - _LOOK_BEHIND) : quantity.span.start])
    is_number = quantity.qualifier == "exact" and quantity.value > 1
    return is_number and _rejecting(language).search(before) is not None


def _counting_as(bare: Quantity, other: Quantity) -> Quantity:
    """A bare number with what the other one counts. Money stays as it is: its unit may have changed the number."""
    if bare.unit is not None or bare.measures is not None or other.currency is not None:
        return bare
    return replace(bare, unit=other.unit, measures=other.measures)


@lru_cache(maxsize=4)
def _part_of(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{alternation(counting(language).words.partitives)}(?:\s+\S+){{0,2}}\s*")


@lru_cache(maxsize=4)
def _rejecting(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(counting(language).words.rejecting)}\s+$")
