"""A claim as corroboration sees it: what it is about, stripped of how it is worded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from rasad.text.normalise import fold_key

_WORD = re.compile(r"[^\W_]+")
# Words are compared by their first letters, which lets inflected forms meet in both languages.
STEM_LETTERS = 6
# How far "about" reaches: about 850 is not 900.
ABOUT = 0.05


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a statement. `counted` are the stems of what it counts, empty where the text does not say."""

    value: float  # as stated, without its bound
    low: float
    high: float  # infinite for "more than", equal to `low` for an exact number
    unit: str | None
    counted: frozenset[str]
    surface: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim, ready to be compared with others."""

    claim_id: str
    article_id: str
    language: str
    known_at: datetime
    stems: frozenset[str]
    anchors: frozenset[str]  # entities that it is about
    speaker: str | None
    event_date: date | None
    negative: bool
    denied: bool  # the speaker rejects somebody else's statement
    counts: tuple[Count, ...]


def stems(text: str) -> frozenset[str]:
    """The words of a text as comparable stems; numbers are left to `Count`."""
    return frozenset(
        word[:STEM_LETTERS] for word in _WORD.findall(fold_key(text)) if not word.isdigit() and len(word) > 1
    )


def count(
    value: float,
    value_high: float | None,
    qualifier: str,
    unit: str | None,
    measures: str | None,
    surface: str,
) -> Count:
    """A quantity as the interval of numbers that it allows."""
    low, high = value, value_high if value_high is not None else value
    if qualifier == "lower_bound":
        high = float("inf")
    elif qualifier == "upper_bound":
        low, high = 0.0, value
    elif qualifier == "approx":
        low, high = value * (1 - ABOUT), max(high, value * (1 + ABOUT))
    elif qualifier == "order_of_magnitude":
        high = value * 10
    return Count(value, low, high, unit, stems(measures or ""), surface)
