"""How alike two texts are, estimated from their fingerprints alone, for many pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rasad.text.fingerprint import FIGURES, PLACES, U8, U16, Floats, Signatures
from rasad.text.word_hashes import Indices

_PAIRS_AT_ONCE = 20_000
_FEW_FIGURES = 4  # with fewer, figures say nothing about two texts


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike pairs of texts are, element by element."""

    jaccard: Floats  # share of the triples of either that both have
    contained: Floats  # share of the smaller text's triples that the other has
    shared: Floats  # triples that both have
    figures: Floats  # share of the figures of the text with fewer that the other has; 1 where there are under four
    same_words: npt.NDArray[np.bool_]


def compare(one: Signatures, other: Signatures) -> Likeness:
    """How alike `one[i]` and `other[i]` are.

    The estimate divides the agreeing bins by those that are not empty in both; a bin empty in one speaks against
    likeness. One byte a bin agrees by chance in 1 of 255 cases, which is taken off.
    """
    at = np.arange(len(one))
    alike = jaccard(np.concatenate([one["minima"], other["minima"]]), at, at + len(one))
    sizes = one["triples"].astype(np.float64), other["triples"].astype(np.float64)
    shared = alike * (sizes[0] + sizes[1]) / (1 + alike)
    smaller = np.minimum(*sizes)
    shared = np.minimum(shared, smaller)
    same = (one["whole"] == other["whole"]) & (one["triples"] == other["triples"]) & (one["triples"] > 0)
    return Likeness(
        jaccard=np.where(same, 1.0, alike),
        contained=np.where(same, 1.0, shared / np.maximum(smaller, 1)),
        shared=shared,
        figures=_shared_figures(one["figures"], other["figures"]),
        same_words=same,
    )


def jaccard(minima: U8, earlier: Indices, later: Indices) -> Floats:
    """The share of triples that the texts of each pair of positions in `minima` have in common, as `compare` estimates it."""
    alike = np.zeros(len(earlier))
    chance = 1 / 255
    for start in range(0, len(earlier), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        left, right = minima[earlier[part]], minima[later[part]]
        used = np.count_nonzero(left | right, axis=1)
        observed = np.count_nonzero((left == right) & (left != 0), axis=1) / np.maximum(used, 1)
        alike[part] = np.clip((observed - chance) / (1 - chance), 0.0, 1.0)
    return alike


def order(one: Signatures, other: Signatures) -> tuple[Floats, Floats]:
    """In what order both texts of each pair have what they share, and how far into the one or the other it begins.

    The order is the correlation of places: 1 the same (also of what stands at one place), 0 none, -1 the opposite. A
    copy that is cut, framed or given a new lead keeps it near 1; a text that puts the same parts together anew does not.
    The beginning is a share of the text, that of the third shared minimum (one or two may agree by chance); 1 where
    fewer are shared.
    """
    correlation, begins = np.ones(len(one)), np.ones(len(one))
    for start in range(0, len(one), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        both = (one["minima"][part] == other["minima"][part]) & (one["minima"][part] != 0)
        left, right = _unpacked(one["places"][part]), _unpacked(other["places"][part])
        begins[part] = np.minimum(_third(left, both), _third(right, both)) / PLACES
        count = np.maximum(both.sum(axis=1), 1)
        left = np.where(both, left - ((left * both).sum(axis=1) / count)[:, None], 0.0)
        right = np.where(both, right - ((right * both).sum(axis=1) / count)[:, None], 0.0)
        spread = np.sqrt((left * left).sum(axis=1) * (right * right).sum(axis=1))
        correlation[part] = np.where(spread > 0, (left * right).sum(axis=1) / np.where(spread > 0, spread, 1.0), 1.0)
    return correlation, begins


def _third(places: Floats, both: npt.NDArray[np.bool_]) -> Floats:
    third: Floats = np.partition(np.where(both, places, PLACES), 2, axis=1)[:, 2]
    return third


def _unpacked(places: U8) -> Floats:
    """Places of minima, one a column, from two a byte."""
    return np.stack([places >> 4, places & 15], axis=2).reshape(len(places), -1).astype(np.float64)


def _shared_figures(left: U16, right: U16) -> Floats:
    counts = (left != 0).sum(axis=1), (right != 0).sum(axis=1)
    fewer = np.minimum(*counts)
    shared = np.zeros(len(left))
    for column in range(FIGURES):
        figure = left[:, column : column + 1]
        shared += ((right == figure) & (figure != 0)).any(axis=1)
    return np.where(fewer < _FEW_FIGURES, 1.0, shared / np.maximum(fewer, 1))
