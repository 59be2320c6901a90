"""The keys under which landmarks are looked up: what a detail is together with the weeks in which it was told."""

from __future__ import annotations

import numpy as np

from rasad.text.word_hashes import U32, Indices

PERIOD_DAYS = 15
"""Of one period. With those before and after it, a search reaches at least as far as a report may be rewritten (14 days)."""
EVERY_TEXT = 0
"""A key that every text holds beside its own, so that the texts of a period can be counted."""
_PERIOD_BITS = 7
"""128 periods, five years, until a number comes again; 25 bits are left for the detail."""


def dated(keys: U32, periods: Indices | int) -> U32:
    """Keys of details in periods, those of one period next to each other: a search touches only its own weeks of an index."""
    number = np.asarray(periods, np.int64) & ((1 << _PERIOD_BITS) - 1)
    placed: U32 = (number << (32 - _PERIOD_BITS) | keys.astype(np.int64) >> _PERIOD_BITS).astype(np.uint32)
    return placed
