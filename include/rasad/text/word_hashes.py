"""The words of many texts as numbers, in a few passes over all of their characters at once.

A word is a run of letters and digits, folded as for matching; marks that a fold drops (ZWNJ, diacritics) never split one.
No value depends on the batch, the process or the machine, so that what is computed from them can be stored and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rasad.text.normalise import fold_character

U32: TypeAlias = npt.NDArray[np.uint32]
U64: TypeAlias = npt.NDArray[np.uint64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Indices: TypeAlias = npt.NDArray[np.int64]

MAX_TEXTS = 256  # at once, so that a text's number fits in one byte
_CHARACTERS_AT_ONCE = 120_000  # keeps the arrays of one round in the processor's cache
_SEPARATOR, _DROPPED, _LETTER, _DIGIT = map(np.uint32, range(4))  # a separator's value is 0: only letters count
_CLASS = np.uint32(3)
_UNKNOWN = np.uint32(0xFFFFFFFC) | _DROPPED  # not looked up yet; found among what is dropped, where few are
_BLOCK = 256  # codes that are looked up together
_MIX = (np.uint64(0xD6E8FEB86659FD93), np.uint64(32))  # the degski64 mixer: shift, multiply, shift, multiply, shift
_STEP = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: spreads small numbers before mixing


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some texts: 64-bit hashes, the text of each (from 0), where each text's words begin, and the end."""

    hashes: U64
    owner: Indices
    has_digit: Bools
    first_of_text: Indices

    @property
    def n_texts(self) -> int:
        return len(self.first_of_text) - 1


def words(texts: Sequence[str]) -> Iterator[Words]:
    """The words of texts, in order, up to MAX_TEXTS texts at a time."""
    room = _Room()
    start, size = 0, 0
    for at, text in enumerate(texts):
        size += len(text)
        if size > _CHARACTERS_AT_ONCE or at - start == MAX_TEXTS - 1:
            yield _words(texts[start : at + 1], room)
            start, size = at + 1, 0
    if start < len(texts):
        yield _words(texts[start:], room)


def mixed(values: U64) -> U64:
    """Each value as another one, one to one, that looks drawn at random."""
    multiplier, shift = _MIX
    result = values >> shift
    result ^= values
    result *= multiplier
    result ^= result >> shift
    result *= multiplier
    result ^= result >> shift
    return result


def spread(numbers: npt.NDArray[np.integer]) -> U64:
    """Small numbers as values drawn at random."""
    return mixed(numbers.astype(np.uint64) * _STEP)


class _Room:
    """Arrays that are filled again in every round: asking the system for memory costs more than the arithmetic."""

    def __init__(self) -> None:
        self._size = 0

    def of(self, size: int) -> tuple[Indices, U32, U32, Bools, Bools]:
        if size > self._size:
            self._size = size + size // 4
            self._indices = np.empty(self._size, np.int64)
            self._numbers = np.empty((2, self._size), np.uint32)
            self._flags = np.empty((2, self._size), np.bool_)
        one, other = self._numbers[:, :size]
        flag, another = self._flags[:, :size]
        return self._indices[:size], one, other, flag, another


def _words(texts: Sequence[str], room: _Room) -> Words:
    """A word's hash is the sum over its letters of a value of the letter times one of the next letter."""
    raw = [text.encode("utf-16-le", "replace") for text in texts]
    joined = np.frombuffer(b"\n\x00".join([b"", *raw, b""]), "<u2")
    codes, letters, other, inside, begins = room.of(len(joined))
    codes[:] = joined
    dropped = _look_up(codes, letters, other, inside)
    has_digit = np.flatnonzero(np.equal(other, _DIGIT, out=begins))
    np.not_equal(letters, _SEPARATOR, out=inside)
    if len(dropped):
        _close_up(dropped, letters, inside)
    begins[0] = False
    np.greater(inside[1:], inside[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    ends = np.cumsum([1, *(len(piece) // 2 + 1 for piece in raw)])
    first_of_text = np.searchsorted(starts, ends)
    owner = np.repeat(np.arange(len(texts)), np.diff(first_of_text))
    flags = np.zeros(len(starts) + 1, np.bool_)
    flags[np.searchsorted(starts, has_digit, side="right")] = True
    following = other[:-1]
    np.right_shift(letters[1:], 7, out=following)
    np.bitwise_or(following, 1, out=following)
    if len(dropped):
        _reach_over(dropped, letters, following)
    letters[:-1] *= following
    running = np.cumsum(letters, dtype=np.uint32, out=other)
    sums = np.diff(running[starts - 1], append=running[-1:])
    return Words(spread(sums), owner, flags[1:], first_of_text)


def _look_up(codes: Indices, letters: U32, classes: U32, flags: Bools) -> Indices:
    """Fill `letters` and `classes`; where the letters are that do not count, neither as such nor as a separator."""
    table = _table()
    while True:
        np.take(table, codes, out=letters, mode="clip")
        np.bitwise_and(letters, _CLASS, out=classes)
        dropped = np.flatnonzero(np.equal(classes, _DROPPED, out=flags))
        unknown = codes[dropped[letters[dropped] == _UNKNOWN]]
        if not len(unknown):
            return dropped
        for block in sorted({int(code) // _BLOCK for code in unknown}):
            _fill(table, block)


def _close_up(dropped: Indices, letters: U32, inside: Bools) -> None:
    """A mark inside or at the end of a word belongs to it and adds nothing; any other one separates nothing from nothing."""
    begins_run = np.diff(dropped, prepend=-1) > 1
    before = dropped[begins_run] - 1
    inside[dropped] = inside[before][np.cumsum(begins_run) - 1]
    letters[dropped] = 0


def _reach_over(dropped: Indices, letters: U32, following: U32) -> None:
    """What follows the letter before a run of marks is the letter after it."""
    begins_run = np.diff(dropped, prepend=-1) > 1
    ends_run = np.append(begins_run[1:], True)
    following[dropped[begins_run] - 1] = letters[dropped[ends_run] + 1] >> np.uint32(7) | np.uint32(1)


@lru_cache(maxsize=1)
def _table() -> U32:
    """For each UTF-16 code the value of its letter, whose low bits are its class. Blocks are filled when they are met."""
    return np.full(0x10000, _UNKNOWN)


def _fill(table: U32, block: int) -> None:
    codes = np.arange(block * _BLOCK, (block + 1) * _BLOCK)
    table[codes] = [_letter(int(code)) for code in codes]


def _letter(code: int) -> np.uint32:
    """Halves of characters beyond 16 bits, with the rest of what is no letter, separate words."""
    plain = "\n" if 0xD800 <= code < 0xE000 else fold_character(chr(code))
    if not plain:
        return _DROPPED
    if not plain[0].isalnum():
        return _SEPARATOR
    value = np.uint32(spread(np.array([ord(plain[0])]))[0] >> np.uint64(32))
    return value & ~_CLASS | (_DIGIT if plain[0].isdigit() else _LETTER)
