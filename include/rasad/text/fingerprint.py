"""Fingerprints of texts: how much of two texts is the same, told from 300 bytes each.

A text is its set of word triples, folded as for matching. A fingerprint keeps one byte for each of 256 minima (two
one-permutation MinHashes of 128 bins: Li, Owen, Zhang 2012), up to 16 figures of the text (words with digits), a hash of
all its triples, and their number. Band keys bring together texts that are worth comparing. Batches go
through numpy as a whole; no value depends on the batch, the process or the machine, so that stored fingerprints stay
comparable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rasad.text.normalise import fold_character

U8: TypeAlias = npt.NDArray[np.uint8]
U16: TypeAlias = npt.NDArray[np.uint16]
U32: TypeAlias = npt.NDArray[np.uint32]
U64: TypeAlias = npt.NDArray[np.uint64]
Floats: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int64]

PASSES, BINS = 2, 128
MINIMA = PASSES * BINS
ROWS = 3  # minima that must agree in a band: 64 bands find 98 % of the pairs that share 40 % of their triples
BANDS = 64  # 256 bytes; over the first 192 minima
FIGURES = 16
SIGNATURE = np.dtype(
    [("minima", "u1", MINIMA), ("figures", "<u2", FIGURES), ("whole", "<u8"), ("triples", "<u4")]
)  # 300 bytes; minimum 0 is an empty bin, figure 0 is none
_AT_ONCE = 200  # texts: keeps the arrays of one round in the processor's cache
_SEPARATOR, _LETTER, _DROPPED, _DIGIT = map(np.uint32, range(4))  # a separator's value is 0: only letters count
_CLASS = np.uint32(3)
_ZWNJ = "\u200c"  # by far the most frequent mark that is dropped, so it goes first, by the fastest way
_EMPTY = np.uint32(0xFFFFFFFF)
_MIX = (np.uint64(0xD6E8FEB86659FD93), np.uint64(32))  # the degski64 mixer: shift, multiply, shift, multiply, shift
_STEP = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: spreads small numbers before mixing


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Fingerprints of a batch: `signatures[i]` (dtype SIGNATURE) and `bands[i]` (BANDS keys) belong to text i."""

    signatures: npt.NDArray[np.void]
    bands: U32

    def __len__(self) -> int:
        return len(self.signatures)


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
    signatures["whole"] = _whole(triples, np.bincount(owner, minlength=len(texts)))
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
    letters = tables.letter[codes]
    dropped = np.flatnonzero((letters & _CLASS) == _DROPPED)
    if len(dropped):
        ends = ends - np.searchsorted(dropped, ends)
        codes, letters = np.delete(codes, dropped), np.delete(letters, dropped)
    inside = letters != _SEPARATOR
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    starts = np.flatnonzero(begins)
    first_of_text = np.searchsorted(starts, np.concatenate([[0], ends]))
    owner = np.repeat(np.arange(len(texts)), np.diff(first_of_text))
    if not len(starts):
        return _Words(np.zeros(0, np.uint64), owner, np.zeros(0, np.bool_), first_of_text)
    has_digit = np.zeros(len(starts), np.bool_)
    has_digit[np.searchsorted(starts, np.flatnonzero((letters & _CLASS) == _DIGIT), side="right") - 1] = True
    letters[:-1] *= tables.following[codes[1:]]
    sums = np.zeros(len(starts) + 1, np.uint32)
    running = np.cumsum(letters, dtype=np.uint32)
    sums[1:-1], sums[-1] = running[starts[1:] - 1], running[-1]
    sums = np.diff(sums)
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


def _whole(triples: U64, counts: Indices) -> U64:
    """A hash of all triples of each text, repetitions included: equal for two texts of the same words in the same order."""
    sums = np.zeros(len(triples) + 1, np.uint64)
    np.cumsum(triples, out=sums[1:])
    ends = np.cumsum(counts)
    totals: U64 = sums[ends] - sums[ends - counts]
    return totals


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
    """For each UTF-16 code the two values by which it enters the hash of a word. The low bits of `letter` are its class."""

    letter: U32
    following: U32


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    folded = np.zeros(0x10000, np.uint64)
    classes = np.full(0x10000, _SEPARATOR, np.uint32)
    for code in (*range(0xD800), *range(0xE000, 0x10000)):
        plain = fold_character(chr(code))
        if not plain:
            classes[code] = _DROPPED
        elif plain[0].isalnum():
            classes[code] = _DIGIT if plain[0].isdigit() else _LETTER
            folded[code] = ord(plain[0])
    counted = np.isin(classes, (_LETTER, _DIGIT))
    letter = np.where(counted, _odd(folded) & ~_CLASS, np.uint32(0)) | classes
    return _Tables(letter, _odd(folded + np.uint64(0x10000)))


def _odd(values: U64) -> U32:
    drawn: U32 = (_mixed(values * _STEP) >> np.uint64(32)).astype(np.uint32) | np.uint32(1)
    return drawn
