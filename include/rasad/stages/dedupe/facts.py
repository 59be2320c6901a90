"""Do two texts give the same details, in the same order? What rewrites and translations share when no sentence is the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from rasad.model import Span
from rasad.stages.dedupe.landmarks import KINDS, Landmarks
from rasad.text.fingerprint import Floats

_IMAGINED_TEXTS = 300
"""Weight of the stated rates against what the newsroom has seen, in texts."""
TELLING_BITS = 4.0
"""From here on a detail is looked up: about one text in sixteen has it."""
MOST_HOLDERS = 200
"""A detail that more texts of the weeks around have is one of a topic, and is not looked up: those that tell one story share
rarer ones as well. It counts between texts that were found otherwise."""
NOTHING: Mapping[int, int] = MappingProxyType({})


class Frequencies:
    """In how many texts each detail stands, and so how much it tells that two texts share it.

    `past` says of details in how many of `past_texts` further texts they stand.
    """

    def __init__(self, texts: Iterable[Landmarks], past: Mapping[int, int] = NOTHING, past_texts: int = 0) -> None:
        self._counts = dict(past)
        self._total = past_texts
        for text in texts:
            self._total += 1
            for key in set(text["key"].tolist()):
                self._counts[key] = self._counts.get(key, 0) + 1

    def count(self, key: int) -> int:
        """How many texts have a detail."""
        return self._counts.get(key, 0)

    def bits(self, found: Landmarks) -> Floats:
        """What each detail of a text tells two texts that share it, in bits: those two are not held against it."""
        rates = np.exp2(-found["bits"].astype(np.float64) / 10)
        seen = np.array([max(self._counts.get(key, 0) - 2, 0) for key in found["key"].tolist()], np.float64)
        result: Floats = -np.log2((seen + rates * _IMAGINED_TEXTS) / (self._total + _IMAGINED_TEXTS))
        return result


@dataclass(frozen=True, slots=True)
class SharedDetail:
    """One detail that both texts give, with its first place in each."""

    kind: str
    bits: float
    later: Span
    earlier: Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two texts share of their details."""

    details: tuple[SharedDetail, ...]
    bits: float
    coverage: float  # of the text with fewer details, by weight
    places: int  # sentences of the later text with a shared detail
    order: float  # share of the details that stand in the same order in both, 0 to 1
    kinds: int  # different kinds among the details

    @property
    def order_beyond_chance(self) -> float:
        """The order as a share of what chance leaves open: 0 for shuffled details, 1 for the same order.

        Chance alone gives an ascending run of about 1.75 times the root of their number, less 1.1 (fitted to the mean for
        permutations of 4 to 25).
        """
        number = len(self.details)
        by_chance = 1.75 * number**0.5 - 1.1
        return max(0.0, (self.order * number - by_chance) / (number - by_chance)) if number > 1 else 0.0


def agreement(earlier: Landmarks, later: Landmarks, frequencies: Frequencies) -> Agreement:
    """Compare the details of two texts."""
    places = {key: at for at, key in enumerate(earlier["key"].tolist())}
    shared = [(places[key], at) for at, key in enumerate(later["key"].tolist()) if key in places]
    bits = frequencies.bits(later)
    total = min(float(bits.sum()), float(frequencies.bits(earlier).sum()))
    told = float(sum(bits[at] for _, at in shared))
    details = tuple(
        SharedDetail(KINDS[later["kind"][at]], round(float(bits[at]), 1), _span(later, at), _span(earlier, before))
        for before, at in shared
    )
    return Agreement(
        details=details,
        bits=told,
        coverage=told / total if total else 0.0,
        places=len({int(later["sentence"][at]) for _, at in shared}),
        order=_order([before for before, _ in shared]),
        kinds=len({detail.kind for detail in details}),
    )


def candidates(
    texts: Mapping[int, Landmarks], asked: Iterable[int], frequencies: Frequencies
) -> dict[int, dict[int, float]]:
    """For each asked text the others that share telling details with it, with the bits of those details."""
    by_key: dict[int, list[int]] = {}
    weights: dict[int, float] = {}
    for text, found in texts.items():
        for key, bits in zip(found["key"].tolist(), frequencies.bits(found).tolist(), strict=True):
            if bits >= TELLING_BITS and frequencies.count(key) <= MOST_HOLDERS:
                by_key.setdefault(key, []).append(text)
                weights[key] = bits
    result: dict[int, dict[int, float]] = {}
    for text in asked:
        told: dict[int, float] = {}
        for key in texts[text]["key"].tolist():
            for other in by_key.get(key, ()):
                if other != text:
                    told[other] = told.get(other, 0.0) + weights[key]
        result[text] = told
    return result


def _span(found: Landmarks, at: int) -> Span:
    start = int(found["start"][at])
    return Span(start, start + int(found["length"][at]))


def _order(places: list[int]) -> float:
    """The length of the longest ascending run of places (in any gaps), as a share of all."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails) / len(places) if places else 0.0
