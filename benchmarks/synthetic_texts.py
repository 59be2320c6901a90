"""Texts of our own making for measuring at size: common and rare words, formulas that many texts share, and edited copies.

Blocks of 1,000 texts are made from their number alone, so that any of them can be made again without those before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

BLOCK = 1_000
_COPIES = 250  # of a block: edited copies of its own texts and of those of the five blocks before
_SENTENCES, _WORDS = 15, 20
_FORMULAS, _FORMULA_SHARE = 3_000, 0.1


def texts(first: int, stop: int, seed: int = 1) -> Iterator[str]:
    """The texts of blocks `first` up to `stop`, exclusive, in order."""
    for block in range(first, stop):
        rng = np.random.default_rng([seed, block, 1])
        own = originals(block, seed)
        yield from own
        for _ in range(_COPIES):
            source = max(0, block - int(rng.integers(6)))
            yield edited(originals(source, seed)[int(rng.integers(BLOCK - _COPIES))], rng)


@lru_cache(maxsize=8)
def originals(block: int, seed: int = 1) -> list[str]:
    """The texts of a block that are copies of nothing."""
    rng = np.random.default_rng([seed, block])
    count = BLOCK - _COPIES
    words = np.array(vocabulary())[_zipf(rng, len(vocabulary()), count * _SENTENCES * _WORDS)]
    sentences = [" ".join(part) for part in words.reshape(-1, _WORDS).tolist()]
    formula = rng.random(len(sentences)) < _FORMULA_SHARE
    for at, number in zip(np.flatnonzero(formula), _zipf(rng, _FORMULAS, int(formula.sum())), strict=True):
        sentences[at] = _formulas()[number]
    lengths = rng.integers(5, _SENTENCES + 1, count)
    return [". ".join(sentences[at * _SENTENCES : at * _SENTENCES + length]) for at, length in enumerate(lengths)]


def edited(text: str, rng: np.random.Generator) -> str:
    """A copy as a desk makes it: cut from the end, one word in thirty changed, a line of its own before it."""
    words = text.split()
    words = words[: int(len(words) * rng.uniform(0.65, 1.0))]
    for at in np.flatnonzero(rng.random(len(words)) < 1 / 30):
        words[at] = vocabulary()[int(rng.integers(len(vocabulary())))]
    return f"{_formulas()[int(rng.integers(_FORMULAS))]}. {' '.join(words)}"


@lru_cache(maxsize=1)
def vocabulary() -> list[str]:
    """40,000 made-up words."""
    first = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    second = [
        a + b
        for a in ("n", "r", "l", "st", "m", "k", "d", "t")
        for b in ("a", "e", "i", "o", "u", "an", "er", "is", "om")
    ]
    return [a + b + c for c in ("", "s", "ik", "ov", "el", "im", "az", "ut") for a in first for b in second]


@lru_cache(maxsize=1)
def _formulas() -> list[str]:
    rng = np.random.default_rng(7)
    words = np.array(vocabulary())[_zipf(rng, len(vocabulary()), _FORMULAS * 12)]
    return [" ".join(part) for part in words.reshape(-1, 12).tolist()]


@lru_cache(maxsize=4)
def _shares(count: int) -> np.ndarray:
    weights = 1 / (np.arange(count) + 10)
    return np.cumsum(weights) / weights.sum()


def _zipf(rng: np.random.Generator, count: int, size: int) -> np.ndarray:
    return np.minimum(np.searchsorted(_shares(count), rng.random(size)), count - 1)
