"""The match keys of many texts at once: what `fold` and `name_key` give one by one, made in a few passes over all of them.

Every character is looked up in a table that the one-character rule has filled, so both ways agree (a test compares
them). The map back to the stored texts is kept as its jumps: a Persian text has one for each ZWNJ, an English one
hardly any, and only places that are asked for are looked up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

from rasad.model import Span
from rasad.text.letters import fold_character

Codes: TypeAlias = npt.NDArray[np.uint32]
Indices: TypeAlias = npt.NDArray[np.int64]

_PLANE = 0x10000
_DROPPED, _WIDE = 0x110000, 0x110001
"""What the table holds for a character that gives nothing, and for one that gives several: no code points."""
_SPACE, _BREAK = 0x20, "\n"
_CODING, _LONE = "utf-32-le", "surrogatepass"


@dataclass(frozen=True, slots=True)
class Folding:
    """A rule for one character, as a table: code point -> code point of its key, _DROPPED or _WIDE (first plane only)."""

    rule: Callable[[str], str]
    table: Codes
    joins_spaces: bool
    """Whether a run of spaces in the key becomes one."""

    def of(self, code: int) -> int:
        """What a code point of any plane becomes."""
        plain = self.rule(chr(code))
        return _DROPPED if not plain else ord(plain) if len(plain) == 1 else _WIDE


class Origins(Sequence[int]):
    """The index in the stored text of every character of a key, kept as jumps: from key index `at[i]` on, `by[i]` more."""

    __slots__ = ("_at", "_by", "_length", "_stored")

    def __init__(self, at: list[int], by: list[int], length: int) -> None:
        self._at, self._by, self._length = at, by, length
        self._stored = list(map(add, at, by))

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        """One index, or a list of them. Raises IndexError outside the key."""
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        jump = bisect_right(self._at, index)
        return index + self._by[jump - 1] if jump else index

    def first_from(self, stored: int) -> int:
        """The first index whose character stands at or after a place of the stored text; the length where none does."""
        jump = bisect_left(self._stored, stored)
        index = stored - self._by[jump - 1] if jump else stored
        return min(index, self._at[jump] if jump < len(self._at) else self._length)


@dataclass(frozen=True, slots=True)
class Folded:
    """A match key and, for each of its characters, the index of the stored character that it came from."""

    key: str
    origins: Sequence[int]
    length: int  # of the stored text

    def span(self, start: int, end: int) -> Span:
        """The span of the stored text that `key[start:end]` stands for; dropped marks around it are left out.

        A stored character that contributes several key characters (a ligature) is taken whole.
        """
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.length
            return Span(at, at)
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def find_from(self, stored_index: int) -> int:
        """The first key index that stands for a stored character at or after `stored_index`."""
        if isinstance(self.origins, Origins):
            return self.origins.first_from(stored_index)
        return bisect_left(self.origins, stored_index)

    def slice(self, span: Span) -> str:
        """The match key of a span of the stored text."""
        return self.key[self.find_from(span.start) : self.find_from(span.end)]


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """The keys of texts, in order and in one line: `key` parts them by line breaks, `codes` are its code points.

    `starts[i]` is where the key of text i begins; it ends before the line break at `starts[i + 1] - 1`.
    """

    texts: Sequence[str]
    key: str
    codes: Codes
    starts: Indices
    _stored: Indices  # where each text begins when the stored ones are put in one line
    _at: Indices  # jumps of the map between the two lines
    _by: Indices

    def __len__(self) -> int:
        return len(self.texts)

    def origins(self, places: Indices) -> Indices:
        """Where characters of `key` stand in the line of stored texts."""
        jumps = np.concatenate(([0], self._by))
        return places + jumps[np.searchsorted(self._at, places, side="right")]

    def stored(self, places: Indices, owners: Indices) -> Indices:
        """Where characters of `key` stand in the stored text that owns them."""
        return self.origins(places) - self._stored[owners]

    def folded(self) -> tuple[Folded, ...]:
        """Every text's own key."""
        first = np.searchsorted(self._at, self.starts)
        starts, stored = self.starts.tolist(), self._stored.tolist()
        found = []
        for number, text in enumerate(self.texts):
            start, end = starts[number], starts[number + 1] - 1
            low, high = first[number], first[number + 1]
            at = (self._at[low:high] - start).tolist()
            by = (self._by[low:high] - (stored[number] - start)).tolist()
            origins = Origins(at, by, end - start) if at else range(end - start)
            found.append(Folded(self.key[start:end], origins, len(text)))
        return tuple(found)


def fold_all(texts: Sequence[str], how: Folding) -> Keys:
    """The keys of texts under a folding."""
    line = _BREAK.join((*texts, ""))
    codes = np.frombuffer(line.encode(_CODING, _LONE), "<u4")
    stored = np.cumsum([0, *(len(text) + 1 for text in texts)])
    values, extras = _looked_up(codes, how)
    dropped = np.flatnonzero(values == _DROPPED)
    values = np.delete(values, dropped) if len(dropped) else values
    if how.joins_spaces:
        blank = values == _SPACE
        repeated = np.flatnonzero(blank[1:] & blank[:-1]) + 1
        if len(repeated):
            values = np.delete(values, repeated)
            before = np.searchsorted(dropped - np.arange(len(dropped)), repeated, side="right")
            dropped = np.sort(np.concatenate((dropped, repeated + before)))
    at, by = _jumps(dropped, extras)
    widened = stored + np.searchsorted(extras - 1 - np.arange(len(extras)), stored)
    starts = widened - np.searchsorted(dropped, widened)
    return Keys(texts, values.tobytes().decode(_CODING, _LONE), values, starts, stored, at, by)


def _looked_up(codes: Codes, how: Folding) -> tuple[Codes, Indices]:
    """What the codes become, and the places of the result that a wide character added."""
    beyond = np.flatnonzero(codes >= _PLANE)
    if len(beyond):
        kinds, which = np.unique(codes[beyond], return_inverse=True)
        inner = codes.copy()
        inner[beyond] = 0
        values = how.table.take(inner, mode="clip")
        values[beyond] = np.array([how.of(int(kind)) for kind in kinds], np.uint32)[which]
    else:
        values = how.table.take(codes, mode="clip")  # nothing is to be clipped; it is the fastest way
    wide = np.flatnonzero(values == _WIDE)
    if not len(wide):
        return values, np.zeros(0, np.int64)
    plain = [how.rule(chr(code)) for code in codes[wide].tolist()]
    values[wide] = [ord(each[0]) for each in plain]
    added = np.array([len(each) - 1 for each in plain])
    values = np.insert(values, np.repeat(wide + 1, added), [ord(letter) for each in plain for letter in each[1:]])
    return values, np.repeat(wide + 1, added) + np.arange(int(added.sum()))


def _jumps(dropped: Indices, extras: Indices) -> tuple[Indices, Indices]:
    """The jumps of the map, from what was left out of a line and what had been added to it."""
    if not len(extras):
        return dropped - np.arange(len(dropped)), np.arange(1, len(dropped) + 1)
    places = np.concatenate((dropped, extras))
    signs = np.concatenate((np.ones(len(dropped), np.int64), np.full(len(extras), -1)))
    order = np.argsort(places, kind="stable")
    places, signs = places[order], signs[order]
    left_out = np.cumsum(signs == 1) - (signs == 1)
    return places - left_out, np.cumsum(signs)


@lru_cache(maxsize=1)
def plain_folding() -> Folding:
    """The folding of `rasad.text.normalise.fold`. Making it takes a tenth of a second, once a process."""
    rule = Folding(fold_character, np.zeros(0, np.uint32), joins_spaces=False)
    table = np.fromiter((rule.of(code) for code in range(_PLANE)), np.uint32, _PLANE)
    return Folding(fold_character, table, joins_spaces=False)
