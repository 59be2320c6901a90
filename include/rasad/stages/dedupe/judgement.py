"""What two texts are to each other: the same words, a near copy, or one with long passages of the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rasad.stages.dedupe.candidates import Pairs
from rasad.text.fingerprint import Floats, Signatures
from rasad.text.likeness import Likeness, compare, jaccard, order

UNIQUE, RELAY, NEAR, EXACT = range(4)
KINDS = ("unique", "relay", "near", "exact")

NEAR_JACCARD = 0.6  # of all triples, in whatever order: each text has three quarters of the other
CUT_JACCARD, CUT_CONTAINED = 0.28, 0.56  # a copy cut to half, with words changed and lines of its own around it
CUT_ORDER = 0.8  # what is left of a copy stands as it stood; texts put together from the same parts are told by this
CUT_OPENING = 0.15  # news is cut from its end; two reports that quote one statement open with words of their own
RELAY_CONTAINED, RELAY_TRIPLES = 0.4, 40  # two fifths of the shorter text, and at least a paragraph
SHORT_TRIPLES, SHORT_JACCARD = 20, 0.8  # of a sentence or two, few triples decide by chance
_IMPLAUSIBLE = 0.06  # share of triples below which not even a passage is shared; most candidates are
_PAIRS_AT_ONCE = 50_000
FIGURES = 0.5  # market, weather and match bulletins share their words and differ in their figures


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of texts that are alike, with their kinds and how alike they are."""

    pairs: Pairs
    kind: npt.NDArray[np.int8]
    similarity: Floats


def judged(signatures: Signatures, pairs: Pairs) -> Judged:
    """What is left of the candidates, a part at a time: there are many more of them than pairs that are alike."""
    starts = range(0, max(len(pairs), 1), _PAIRS_AT_ONCE)
    parts = [_judged(signatures, pairs.part(start, start + _PAIRS_AT_ONCE)) for start in starts]
    return Judged(
        Pairs(
            np.concatenate([part.pairs.earlier for part in parts]), np.concatenate([part.pairs.later for part in parts])
        ),
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.similarity for part in parts]),
    )


def _judged(signatures: Signatures, pairs: Pairs) -> Judged:
    plausible = jaccard(signatures["minima"], pairs.earlier, pairs.later) >= _IMPLAUSIBLE
    pairs = Pairs(pairs.earlier[plausible], pairs.later[plausible])
    one, other = signatures[pairs.earlier], signatures[pairs.later]
    likeness = compare(one, other)
    kind = kinds(one, other, likeness)
    kept = kind != UNIQUE
    return Judged(Pairs(pairs.earlier[kept], pairs.later[kept]), kind[kept], similarity(likeness, kind)[kept])


def kinds(one: Signatures, other: Signatures, likeness: Likeness) -> npt.NDArray[np.int8]:
    """The kind of each pair of texts.

    Texts with four figures or more that do not share half of them are never near, however alike their words.
    """
    jaccard, contained = likeness.jaccard, likeness.contained
    near = jaccard >= NEAR_JACCARD
    cut = np.flatnonzero(~near & (jaccard >= CUT_JACCARD) & (contained >= CUT_CONTAINED))
    in_order, begins = order(one[cut], other[cut])
    near[cut] = (in_order >= CUT_ORDER) & (begins <= CUT_OPENING)
    near &= (np.minimum(one["triples"], other["triples"]) >= SHORT_TRIPLES) | (jaccard >= SHORT_JACCARD)
    near &= likeness.figures >= FIGURES
    relay = (contained >= RELAY_CONTAINED) & (likeness.shared >= RELAY_TRIPLES)
    found = np.where(near, NEAR, np.where(relay, RELAY, UNIQUE))
    return np.where(likeness.same_words, EXACT, found).astype(np.int8)


def similarity(likeness: Likeness, kind: npt.NDArray[np.int8]) -> Floats:
    """The figure that goes with each pair's kind: the contained share for a relay, the shared share otherwise."""
    return np.where(kind == RELAY, likeness.contained, likeness.jaccard)
