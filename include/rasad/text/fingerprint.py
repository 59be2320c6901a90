"""Fingerprints of texts: how much of two texts is the same, told from 236 bytes each.

A text is its set of word triples, folded as for matching. A fingerprint keeps one byte for each of 128 minima (a
one-permutation MinHash: Li, Owen, Zhang 2012), up to 16 figures of the text (words with digits), a hash of all its
triples, and their number. Batches go through numpy as a whole; no value depends on the batch, the process or the
machine, so that stored fingerprints stay comparable.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rasad.text.word_hashes import MAX_TEXTS, U32, U64, Indices, Words, mixed, spread, words

U8: TypeAlias = npt.NDArray[np.uint8]
U16: TypeAlias = npt.NDArray[np.uint16]
Floats: TypeAlias = npt.NDArray[np.float64]
Signatures: TypeAlias = npt.NDArray[np.void]

MINIMA = 128  # a share of .4 is estimated with a standard error of .04
ROWS = 3  # minima that must agree in a band: 40 bands find 93 % of the pairs that share 40 % of their triples
BANDS = 40
FIGURES = 16
# The minima of a band stand far apart: of a short text, neighbours would borrow from one and the same.
_BINS = np.arange(BANDS)[:, None] + np.arange(ROWS) * (MINIMA // ROWS)
SIGNATURE_VERSION = 3  # goes up with every change that makes stored signatures or band keys other ones
PLACES = 16  # parts of a text, told apart by half a byte
SIGNATURE = np.dtype(
    [
        ("minima", "u1", MINIMA),  # 0 is an empty bin
        ("places", "u1", MINIMA // 2),  # in which part of the text each minimum stands first, two a byte
        ("figures", "<u2", FIGURES),  # 0 is none
        ("whole", "<u8"),
        ("triples", "<u4"),
    ]
)
# A triple as one number that sorts: its text, its bin, its value in the bin, the part of the text where it stands.
_OWNER, _BIN, _VALUE = np.uint64(56), np.uint64(49), np.uint64(4)


def fingerprints(texts: Sequence[str]) -> Signatures:
    """The fingerprints of texts, in order. A text of fewer than three words is one triple; one without words has none."""
    signatures = np.zeros(len(texts), SIGNATURE)
    at = 0
    for part in words(texts):
        _sign(part, signatures[at : at + part.n_texts])
        at += part.n_texts
    return signatures


def to_bytes(signature: np.void) -> bytes:
    """One signature as it is stored."""
    return signature.tobytes()


def from_bytes(stored: Sequence[bytes]) -> Signatures:
    """Stored signatures as an array. Raises ValueError for one of another length."""
    return np.frombuffer(b"".join(stored), SIGNATURE, count=len(stored))


def _sign(part: Words, signatures: Signatures) -> None:
    triples, owner = _triples(part)
    signatures["whole"] = _whole(triples, np.bincount(owner, minlength=part.n_texts))
    signatures["figures"] = _figures(part)
    counts = np.bincount(owner, minlength=part.n_texts)
    keys = owner.astype(np.uint64) << _OWNER | mixed(triples ^ _weights()[8]) >> np.uint64(8)
    keys = keys >> _VALUE << _VALUE | _places(owner, counts)
    keys.sort()
    if not len(keys):
        return
    signatures["triples"] = np.bincount(
        (keys[_changes(keys, _VALUE)] >> _OWNER).astype(np.intp), minlength=part.n_texts
    )
    smallest = keys[_changes(keys, _BIN)]
    at = (smallest >> _BIN).astype(np.intp)
    minima, places = np.zeros((2, part.n_texts * MINIMA), np.uint8)
    minima[at] = 1 + (smallest >> _VALUE & np.uint64(0xFFFFFFFF)) % np.uint64(255)
    places[at] = smallest & np.uint64(PLACES - 1)
    signatures["minima"] = minima.reshape(part.n_texts, MINIMA)
    signatures["places"] = (places[::2] << 4 | places[1::2]).reshape(part.n_texts, MINIMA // 2)


def _places(owner: Indices, counts: Indices) -> U64:
    """In which of PLACES parts of its text each triple stands."""
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    places: U64 = (within * PLACES // np.repeat(counts, counts)).astype(np.uint64)
    return places


def _changes(keys: U64, bits: np.uint64) -> Indices:
    """Where a new value begins, leaving out the lowest bits."""
    shifted = keys >> bits
    new = np.ones(len(keys), np.bool_)
    np.not_equal(shifted[1:], shifted[:-1], out=new[1:])
    return np.flatnonzero(new)


def _triples(part: Words) -> tuple[U64, Indices]:
    """Hashes of word triples with the text of each, grouped by text; of a shorter text, of what words it has."""
    hashes, first, counts = part.hashes, part.first_of_text[:-1], np.diff(part.first_of_text)
    weights = _weights()
    padded = np.concatenate([hashes, np.zeros(2, np.uint64)])
    sums = hashes * weights[0] + padded[1:-1] * weights[1] + padded[2:] * weights[2]
    whole = np.ones(len(hashes), np.bool_)
    for from_end in (1, 2):
        whole[(first + counts - from_end)[counts >= from_end]] = False
    one, two = first[counts == 1], first[counts == 2]
    sums[one] = hashes[one] * weights[0]
    sums[two] = hashes[two] * weights[0] + hashes[two + 1] * weights[1]
    whole[one] = whole[two] = True
    return mixed(sums[whole]), part.owner[whole]


def _figures(part: Words) -> U16:
    """The FIGURES smallest hashes of the distinct words with digits of each text."""
    short = 1 + (part.hashes[part.has_digit] >> np.uint64(48)).astype(np.int64) % 65_535
    pairs = np.sort(part.owner[part.has_digit] * 65_536 + short)
    pairs = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    owner = pairs // 65_536
    rank = np.arange(len(pairs)) - np.searchsorted(owner, owner)
    kept = rank < FIGURES
    table = np.zeros((part.n_texts, FIGURES), np.uint16)
    table[owner[kept], rank[kept]] = pairs[kept] % 65_536
    return table


def _whole(triples: U64, counts: Indices) -> U64:
    """A hash of all triples of each text, repetitions included: equal for two texts of the same words in the same order."""
    sums = np.zeros(len(triples) + 1, np.uint64)
    np.cumsum(triples, out=sums[1:])
    ends = np.cumsum(counts)
    totals: U64 = sums[ends] - sums[ends - counts]
    return totals


@lru_cache(maxsize=1)
def _weights() -> U64:
    """Fixed odd multipliers."""
    return spread(np.arange(1, 17)) | np.uint64(1)


def band_keys(signatures: Signatures) -> U32:
    """The BANDS keys of each signature. Texts that share one are worth comparing; most that share none are not alike.

    Empty bins borrow from the next filled one, so that short texts band as well.
    """
    keys = np.zeros((len(signatures), BANDS), np.uint32)
    for start in range(0, len(signatures), MAX_TEXTS):
        part = slice(start, start + MAX_TEXTS)
        values = _filled(signatures["minima"][part])[:, _BINS].astype(np.uint64)
        key = np.arange(BANDS, dtype=np.uint64) << np.uint64(54) | values[:, :, 0]
        for row in range(1, ROWS):
            key |= values[:, :, row] << np.uint64(18 * row)
        keys[part] = mixed(key) >> np.uint64(32)
    return keys


def _filled(minima: U8) -> U32:
    """The minima, with each empty one replaced by the next that is not, round about, and how far off that is."""
    values = minima.astype(np.uint32).ravel()
    empty, filled = np.flatnonzero(values == 0), np.flatnonzero(values)
    if len(empty) and len(filled):
        next_one = np.searchsorted(filled, empty)
        row = empty // MINIMA
        source = filled[np.minimum(next_one, len(filled) - 1)]
        round_about = (source // MINIMA != row) | (source < empty)
        source[round_about] = filled[np.minimum(np.searchsorted(filled, row * MINIMA), len(filled) - 1)][round_about]
        distance = (source - empty) % MINIMA
        same_text = source // MINIMA == row
        values[empty] = np.where(same_text, values[source] | distance.astype(np.uint32) << np.uint32(8), 0)
    return values.reshape(minima.shape)
