"""How telling words, concepts and entities are: rare ones tell more, the country's own name tells little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum, log

from rasad.stages.corroborate.concepts import concepts
from rasad.stages.corroborate.statement import Statement

COMMON_FACTOR = 0.5
"""What everybody speaks of, by the lexicon, counts half however few statements are at hand."""
_EVERYDAY = "grp:"
"""Crowds tell little as well: two claims that name the reformists may speak of anything."""


class Weights:
    """Weights over all statements that may be compared: how many there are, and how many of them have a term."""

    def __init__(self, n_statements: int, counts: Mapping[str, int]) -> None:
        self._total = max(n_statements, 1)
        self._counts = counts
        self._most = log(1 + self._total / 2)
        self._common = concepts().common
        # A statement is compared with dozens of others: its terms are weighed once.
        self._weights: dict[str, float] = {}
        self._sums: dict[frozenset[str], float] = {}

    @classmethod
    def over(cls, statements: Iterable[Statement]) -> Weights:
        """The weights of the statements given."""
        counts: dict[str, int] = {}
        total = 0
        for statement in statements:
            total += 1
            for key in statement.stems | statement.terms:
                counts[key] = counts.get(key, 0) + 1
        return cls(total, counts)

    def of(self, key: str) -> float:
        """What one term tells, 0 to 1: 1 where one statement or two have it."""
        weight = self._weights.get(key)
        if weight is None:
            weight = self._weights[key] = self._weighed(key)
        return weight

    def _weighed(self, key: str) -> float:
        rarity = min(1.0, log(1 + self._total / (1 + self._counts.get(key, 1))) / self._most) if self._most else 1.0
        everyday = key in self._common or key.startswith(_EVERYDAY)
        return rarity * COMMON_FACTOR if everyday else rarity

    def told(self, keys: Iterable[str]) -> float:
        """What a set of terms tells together. Exact in any order, so that every process gets the same sum."""
        return fsum(map(self.of, keys))

    def whole(self, keys: frozenset[str]) -> float:
        """What all terms of a statement tell, kept for its next comparison."""
        told = self._sums.get(keys)
        if told is None:
            told = self._sums[keys] = self.told(keys)
        return told

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The weighted share of common members (Dice), 0 to 1."""
        total = self.whole(one) + self.whole(other)
        return 2 * self.told(one & other) / total if total else 0.0
