"""Fingerprints of texts: how much of two texts is the same, told from 300 bytes each.

A text is its set of word triples, folded as for matching. A fingerprint keeps one byte for each of 256 minima (two
one-permutation MinHashes of 128 bins: Li, Owen, Zhang 2012), up to 16 figures of the text (words with digits), a hash of
all its words in order, and the number of its triples. Band keys bring together texts that are worth comparing. Batches go
through numpy as a whole; no value depends on the batch, the process or the machine, so that stored fingerprints stay
comparable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from rasad.text.normalise import fold_character

U8, U16 = npt.NDArray[np.uint8], npt.NDArray[np.uint16]
U32, U64 = npt.NDArray[np.uint32], npt.NDArray[np.uint64]
Floats, Indices = npt.NDArray[np.float64], npt.NDArray[np.int64]

PASSES, BINS = 2, 128
MINIMA = PASSES * BINS
ROWS = 3  # minima that must agree in a band: 64 bands find 98 % of the pairs that share 40 % of their triples
BANDS = 64  # 256 bytes; over the first 192 minima
FIGURES = 16
SIGNATURE = np.dtype(
    [("minima", "u1", MINIMA), ("figures", "<u2", FIGURES), ("words", "<u8"), ("triples", "<u4")]
)  # 300 bytes; minimum 0 is an empty bin, figure 0 is none
_AT_ONCE = 200  # texts: keeps the arrays of one round in the processor's cache
_PAIRS_AT_ONCE = 20_000
_SEPARATOR, _LETTER, _DIGIT, _DROPPED = range(4)
_ZWNJ = "\u200c"  # by far the most frequent mark that is dropped, so it goes first, by the fastest way
_EMPTY = np.uint32(0xFFFFFFFF)
_MIX = (np.uint64(0xD6E8FEB86659FD93), np.uint64(32))  # xmxmx finaliser by D. Rrmutt / J. Maiga
_STEP = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: spreads small numbers before mixing


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Fingerprints of a batch: `signatures[i]` (dtype SIGNATURE) and `bands[i]` (BANDS keys) belong to text i."""

    signatures: npt.NDArray[np.void]
    bands: U32

    def __len__(self) -> int:
        return len(self.signatures)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike pairs of texts are, element by element."""

    jaccard: Floats  # share of the triples of either that both have
    contained: Floats  # share of the smaller text's triples that the other has
    shared: Floats  # triples that both have
    figures: Floats  # share of the figures of the text with fewer that the other has; 1 where there are under four
    same_words: npt.NDArray[np.bool_]


def fingerprints(texts: Sequence[str]) -> Fingerprints:
    """The fingerprints of texts, in order. A text of fewer than three words is one triple; one without words has none."""
    signatures = np.zeros(len(texts), SIGNATURE)
    bands = np.zeros((len(texts), BANDS), np.uint32)
    for start in range(0, len(texts), _AT_ONCE):
        _fill(texts[start : start + _AT_ONCE], signatures[start : start + _AT_ONCE], bands[start : start + _AT_ONCE])
    return Fingerprints(signatures, bands)


def to_bytes(signature: np.void) -> bytes:
    """One signature as it is stored."""
    return signature.tobytes()


def from_bytes(stored: Sequence[bytes]) -> npt.NDArray[np.void]:
    """Stored signatures as an array. Raises ValueError for one of another length."""
    return np.frombuffer(b"".join(stored), SIGNATURE, count=len(stored))


def compare(one: npt.NDArray[np.void], other: npt.NDArray[np.void]) -> Likeness:
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
    same = (one["words"] == other["words"]) & (one["triples"] == other["triples"]) & (one["triples"] > 0)
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


def _shared_figures(left: U16, right: U16) -> Floats:
    counts = (left != 0).sum(axis=1), (right != 0).sum(axis=1)
    fewer = np.minimum(*counts)
    shared = np.zeros(len(left))
    for column in range(FIGURES):
        figure = left[:, column : column + 1]
        shared += ((right == figure) & (figure != 0)).any(axis=1)
    return np.where(fewer < 4, 1.0, shared / np.maximum(fewer, 1))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a batch of texts: 64-bit hashes, the text of each, and where each text's words begin."""

    hashes: U64
    owner: Indices
    has_digit: npt.NDArray[np.bool_]
    first_of_text: Indices


def _fill(texts: Sequence[str], signatures: npt.NDArray[np.void], bands: U32) -> None:
    words = _words(texts)
    triples, owner = _triples(words)
    values = np.concatenate([_minima(triples, owner, len(texts), number) for number in range(PASSES)], axis=1)
    signatures["minima"] = np.where(values == _EMPTY, 0, 1 + values % np.uint32(255))
    signatures["figures"] = _figures(words, len(texts))
    signatures["words"] = _in_order(words)
    signatures["triples"] = _distinct(triples, owner, len(texts))
    bands[:] = _band_keys(values)


def _words(texts: Sequence[str]) -> _Words:
    """Words are runs of letters and digits; marks that a fold drops (ZWNJ, diacritics) never split one.

    A word's hash is the sum over its letters of one table's value of the letter times another's of the next, so that one
    pass over the characters of all texts makes all hashes.
    """
    tables = _tables()
    raw = [text.replace(_ZWNJ, "").encode("utf-16-le", "replace") for text in texts]
    codes = np.frombuffer(b"\n\x00".join([*raw, b""]), "<u2").astype(np.intp)
    ends = np.cumsum([len(piece) // 2 + 1 for piece in raw])
    classes = tables.classes[codes]
    dropped = np.flatnonzero(classes == _DROPPED)
    if len(dropped):
        ends = ends - np.searchsorted(dropped, ends)
        codes, classes = np.delete(codes, dropped), np.delete(classes, dropped)
    inside = classes != _SEPARATOR
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    starts = np.flatnonzero(begins)
    first_of_text = np.searchsorted(starts, np.concatenate([[0], ends]))
    owner = np.repeat(np.arange(len(texts)), np.diff(first_of_text))
    if not len(starts):
        return _Words(np.zeros(0, np.uint64), owner, np.zeros(0, np.bool_), first_of_text)
    products = tables.letter[codes]
    products[:-1] *= tables.following[codes[1:]]
    before = np.cumsum(products, dtype=np.uint32) - products
    sums = np.diff(before[starts], append=np.uint32(products.sum(dtype=np.uint32)))
    has_digit = np.zeros(len(starts), np.bool_)
    has_digit[np.searchsorted(starts, np.flatnonzero(classes == _DIGIT), side="right") - 1] = True
    return _Words(_mixed(sums.astype(np.uint64) * _STEP), owner, has_digit, first_of_text)


def _triples(words: _Words) -> tuple[U64, Indices]:
    """Hashes of word triples with the text of each, grouped by text; of a shorter text, of what words it has."""
    hashes, first, counts = words.hashes, words.first_of_text[:-1], np.diff(words.first_of_text)
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
    return _mixed(sums[whole]), words.owner[whole]


def _minima(triples: U64, owner: Indices, n_texts: int, number: int) -> U32:
    """One one-permutation MinHash: the smallest value of the triples that fall into each bin, _EMPTY where none does."""
    spread = _mixed(triples ^ _weights()[8 + number])
    place = owner * BINS + (spread & np.uint64(BINS - 1)).astype(np.int64)
    values = (spread >> np.uint64(32)).astype(np.uint32)
    smallest = np.full(n_texts * BINS, _EMPTY)
    np.minimum.at(smallest, place, values)
    return smallest.reshape(n_texts, BINS)


def _band_keys(values: U32) -> U32:
    """A key for each band; empty bins borrow from the next filled bin of their pass, so that short texts band as well."""
    filled = np.concatenate([_borrowed(part) for part in np.split(values, PASSES, axis=1)], axis=1)
    rows = filled[:, : BANDS * ROWS].reshape(len(values), BANDS, ROWS).astype(np.uint64)
    key = np.broadcast_to(np.arange(BANDS, dtype=np.uint64), rows.shape[:2]).copy()
    for row in range(ROWS):
        key = _mixed(key * _weights()[4 + row] + rows[:, :, row])
    result: U32 = (key >> np.uint64(32)).astype(np.uint32)
    return result


def _borrowed(values: U32) -> U32:
    filled = values.copy()
    for distance in range(1, BINS):
        empty = filled == _EMPTY
        if not empty.any():
            break
        neighbour = np.roll(values, -distance, axis=1)
        usable = empty & (neighbour != _EMPTY)
        filled[usable] = neighbour[usable] ^ np.uint32(distance)
    return filled


def _figures(words: _Words, n_texts: int) -> U16:
    """The FIGURES smallest hashes of the distinct words with digits of each text."""
    short = 1 + (words.hashes[words.has_digit] >> np.uint64(48)).astype(np.int64) % 65_535
    pairs = np.unique(words.owner[words.has_digit] * 65_536 + short)
    owner = pairs // 65_536
    rank = np.arange(len(pairs)) - np.searchsorted(owner, owner)
    kept = rank < FIGURES
    table = np.zeros((n_texts, FIGURES), np.uint16)
    table[owner[kept], rank[kept]] = pairs[kept] % 65_536
    return table


def _in_order(words: _Words) -> U64:
    """A hash of all words of each text with their order."""
    place = np.arange(len(words.owner)) - words.first_of_text[words.owner]
    ordered = np.zeros(len(words.owner) + 1, np.uint64)
    np.cumsum(_mixed(words.hashes + place.astype(np.uint64) * _weights()[3]), out=ordered[1:])
    return ordered[words.first_of_text[1:]] - ordered[words.first_of_text[:-1]]


def _distinct(triples: U64, owner: Indices, n_texts: int) -> Indices:
    """How many different triples each text has (told apart by 52 bits)."""
    if not len(triples):
        return np.zeros(n_texts, np.int64)
    keys = np.sort((owner.astype(np.uint64) << np.uint64(52)) | (triples >> np.uint64(12)))
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    return np.bincount((keys[new] >> np.uint64(52)).astype(np.int64), minlength=n_texts)


def _mixed(values: U64) -> U64:
    multiplier, shift = _MIX
    values = values ^ (values >> shift)
    values = values * multiplier
    values = values ^ (values >> shift)
    values = values * multiplier
    return values ^ (values >> shift)


@lru_cache(maxsize=1)
def _weights() -> U64:
    """Fixed odd multipliers, drawn from the mixer itself."""
    drawn: U64 = _mixed(np.arange(1, 17, dtype=np.uint64) * _STEP) | np.uint64(1)
    return drawn


@dataclass(frozen=True, slots=True)
class _Tables:
    """For each UTF-16 code: its class, and the two values by which it enters the hash of a word."""

    classes: U8
    letter: U32  # 0 for a separator, so that only letters count
    following: U32


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    folded = np.zeros(0x10000, np.uint64)
    classes = np.zeros(0x10000, np.uint8)
    for code in (*range(0xD800), *range(0xE000, 0x10000)):
        plain = fold_character(chr(code))
        if not plain:
            classes[code] = _DROPPED
        elif plain[0].isalnum():
            classes[code] = _DIGIT if plain[0].isdigit() else _LETTER
            folded[code] = ord(plain[0])
    letter = np.where(folded > 0, _odd(folded), np.uint32(0))
    return _Tables(classes, letter, _odd(folded + np.uint64(0x10000)))


def _odd(values: U64) -> U32:
    drawn: U32 = (_mixed(values * _STEP) >> np.uint64(32)).astype(np.uint32) | np.uint32(1)
    return drawn
