"""Where any of many strings may stand: all places where a word begins are compared with all strings at once, by hashes.

The first three characters of every place are looked up, then the fourth of those places that are left, and so on: after six
hardly a place is left that is none. What is found is to be compared with the string itself: hashes may agree by
chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rasad.text.keys import Codes, Indices

Kinds: TypeAlias = npt.NDArray[np.uint8]

DEEPEST = 16
"""Characters that are compared; longer strings are found by as many of them."""
_BITS = 18
"""Of a hash: a quarter of a million values, of which 15,000 spellings take up 6 %."""
_TELLING = 3
"""Beginnings from this length on are left out early: nearly every pair of letters begins some name."""
_ENDS, _GOES_ON = np.uint8(1), np.uint8(2)
_SPREAD = 0x9E3779B1  # 2**32 / golden ratio, odd
_FACTORS = np.array([pow(_SPREAD, power, 1 << 32) for power in range(1, DEEPEST + 1)], np.uint32)


class Beginnings:
    """Strings by their beginnings."""

    def __init__(self, strings: Iterable[str]) -> None:
        strings = sorted(set(strings))
        self._levels = [_level(strings, length) for length in range(1, DEEPEST + 1)]

    def places(self, codes: Codes, begins: Indices) -> Iterator[tuple[int, Indices]]:
        """Per length, where a string of that length may stand among `begins`; under DEEPEST, also longer ones."""
        padded = np.concatenate((codes, np.zeros(DEEPEST, np.uint32)))
        total = np.zeros(len(begins), np.uint32)
        for length, level in enumerate(self._levels, 1):
            total += padded[length - 1 :].take(begins, mode="clip") * _FACTORS[length - 1]
            if level is None or not len(begins):
                return
            if length < _TELLING and not level.any_ends:
                continue
            found = level.table.take(_hashes(total), mode="clip")
            if level.any_ends:
                yield length, begins.take(np.flatnonzero(found & _ENDS))
            if length >= _TELLING:
                left = np.flatnonzero(found & _GOES_ON)
                begins, total = begins.take(left), total.take(left)


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """By the hash of a beginning of one length: whether a string ends there (_ENDS), whether one goes on (_GOES_ON)."""

    table: Kinds
    any_ends: bool


def _level(strings: list[str], length: int) -> _Level | None:
    """None where no string is that long."""
    deepest = length == DEEPEST
    ends = {string[:length] for string in strings if len(string) == length or (deepest and len(string) > length)}
    goes_on = {string[:length] for string in strings if len(string) > length}
    if not ends and not goes_on:
        return None
    table = np.zeros(1 << _BITS, np.uint8)
    for beginnings, mark in ((ends, _ENDS), (goes_on, _GOES_ON)):
        codes = np.array([[ord(character) for character in each] for each in sorted(beginnings)], np.uint32)
        totals = (codes.reshape(-1, length) * _FACTORS[:length]).sum(axis=1, dtype=np.uint32)
        table[_hashes(totals)] |= mark
    return _Level(table, bool(ends))


def _hashes(totals: Codes) -> Codes:
    hashes: Codes = totals >> np.uint32(32 - _BITS)
    return hashes
