"""Finding names in texts: all names in one pass, exact offsets in the stored text, never inside a word.

Persian names are written once; texts join them, space them or part them with a ZWNJ, and all of these match. Latin
names match across hyphens, accents and upper case, but a name with a capital never matches a common word without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar, overload

import numpy as np

from rasad.model import Span
from rasad.text.beginnings import DEEPEST, Beginnings
from rasad.text.keys import Indices
from rasad.text.names import Ready, ready
from rasad.text.spellings import spellings

LabelT = TypeVar("LabelT")

_ARABIC_SCRIPT = (0x0600, 0x06FF)


class _Case(Enum):
    """The capitals that a name asks for."""

    NONE = 0
    FIRST = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Suffix:
    """An ending that may stand on a Persian name without making it another word; `after` lists the letters it needs."""

    form: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Form(Generic[LabelT]):
    """A name to look for, and what it stands for."""

    surface: str
    label: LabelT


class Hit(NamedTuple, Generic[LabelT]):
    """A place where a name stands: its span in the stored text and in the key, without any suffix."""

    span: Span
    key: Span
    form: Form[LabelT]
    suffix: str = ""

    @property
    def label(self) -> LabelT:
        """What the name stands for."""
        return self.form.label


_Row = tuple[int, int, int, int, tuple[Form[LabelT], ...], str]
"""A match: start and end in the stored text, start and end in its key, the forms that agree, the suffix."""


class Hits(Sequence[Hit[LabelT]]):
    """The hits in one text, in order. They are made when they are looked at: that costs more than finding them."""

    __slots__ = ("_made", "_rows")

    def __init__(self, rows: list[_Row[LabelT]]) -> None:
        self._rows = rows
        self._made: tuple[Hit[LabelT], ...] | None = None

    def __len__(self) -> int:
        return sum(len(forms) for _, _, _, _, forms, _ in self._rows)

    @overload
    def __getitem__(self, index: int) -> Hit[LabelT]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit[LabelT], ...]: ...
    def __getitem__(self, index: int | slice) -> Hit[LabelT] | tuple[Hit[LabelT], ...]:
        """One hit, or some of them. Raises IndexError outside."""
        return self._all()[index]

    def __iter__(self) -> Iterator[Hit[LabelT]]:
        return iter(self._all())

    def _all(self) -> tuple[Hit[LabelT], ...]:
        if self._made is None:
            self._made = tuple(self._each())
        return self._made

    def _each(self) -> Iterator[Hit[LabelT]]:
        for start, end, key_start, key_end, forms, suffix in self._rows:
            span = Span(start, end)
            key = span if start == key_start and end == key_end else Span(key_start, key_end)
            for form in forms:
                yield Hit(span, key, form, suffix)


@dataclass(frozen=True, slots=True)
class _Spelling(Generic[LabelT]):
    """The forms that share a key, and the capitals that each of them asks for."""

    forms: tuple[Form[LabelT], ...]
    cases: tuple[_Case, ...]
    cased: bool  # whether any of them asks for any

    def agreeing(self, surface: str) -> tuple[Form[LabelT], ...]:
        """The forms that what stands in a text may be."""
        pairs = zip(self.forms, self.cases, strict=True)
        return tuple(form for form, case in pairs if case is _Case.NONE or _has_capitals(surface, case))


def _shared_by(forms: Iterable[Form[LabelT]]) -> _Spelling[LabelT]:
    forms = tuple(forms)
    cases = tuple(_case(form.surface) for form in forms)
    return _Spelling(forms, cases, any(case is not _Case.NONE for case in cases))


class Matcher(Generic[LabelT]):
    """All forms by how their keys begin. What finding costs depends on the texts, hardly on the number of forms.

    Raises ValueError for a form that begins with neither letter nor digit (names are looked for where words begin), and
    for a suffix of anything but letters.
    """

    def __init__(self, forms: Iterable[Form[LabelT]], suffixes: Iterable[Suffix] = ()) -> None:
        by_key: dict[str, list[Form[LabelT]]] = {}
        for form in forms:
            for key in spellings(form.surface):
                if not key[:1].isalnum():
                    raise ValueError(f"a name begins with a letter or a digit, not with {form.surface[:1]!r}")
                by_key.setdefault(key, []).append(form)
        self._spellings = {key: _shared_by(sharing) for key, sharing in by_key.items()}
        self._long: dict[str, list[int]] = {}
        for key in by_key:
            if len(key) > DEEPEST and len(key) not in self._long.setdefault(key[:DEEPEST], []):
                self._long[key[:DEEPEST]].append(len(key))
        self._beginnings = Beginnings(self._spellings)
        self._letters_before: dict[str, str] = {}  # of each suffix; none: any
        for suffix in suffixes:
            if not suffix.form.isalpha():
                raise ValueError(f"a suffix is made of letters: {suffix.form!r}")
            letters = self._letters_before.get(suffix.form)
            free = letters == "" or not suffix.after
            self._letters_before[suffix.form] = "" if free else (letters or "") + suffix.after
        self._suffix_lengths = sorted(set(map(len, self._letters_before)))

    def find(self, text: str) -> Hits[LabelT]:
        """Every hit in the order of the text, longer ones first where they begin together. Hits may overlap."""
        return self.find_all(ready((text,)))[0]

    def find_all(self, texts: Ready) -> tuple[Hits[LabelT], ...]:
        """The hits in each of many texts."""
        keys, forms, suffixes, kept = texts.keys, [], [], []
        starts, ends, inside = self._candidates(texts)
        owners = np.searchsorted(keys.starts, starts, side="right") - 1
        low, high = keys.stored(starts, owners), keys.stored(ends - 1, owners) + 1
        surface = _Surfaces(keys.texts, owners, low, high)
        spelling_of, letters_before, key = self._spellings.get, self._letters_before.get, keys.key
        candidates = zip(*map(np.ndarray.tolist, (starts, ends, inside)), strict=True)
        for number, (start, end, left) in enumerate(candidates):
            spelling = spelling_of(key[start:end])
            if spelling is None:
                continue
            suffix = ""
            if left:
                suffix = key[end : end + left]
                letters = letters_before(suffix)
                if letters is None or (letters and key[end - 1] not in letters):
                    continue
            agreeing = spelling.agreeing(surface[number]) if spelling.cased else spelling.forms
            if agreeing:
                forms.append(agreeing)
                suffixes.append(suffix)
                kept.append(number)
        chosen = np.array(kept, np.int64)
        owners, starts, ends, low, high = (column[chosen] for column in (owners, starts, ends, low, high))
        line = keys.starts[owners]
        columns = (column.tolist() for column in (low, high, starts - line, ends - line))
        rows = list(zip(*columns, forms, suffixes, strict=True))
        bounds = np.searchsorted(owners, np.arange(len(keys) + 1)).tolist()
        return tuple(Hits(rows[first:after]) for first, after in pairwise(bounds))

    def _candidates(self, texts: Ready) -> tuple[Indices, Indices, Indices]:
        """Where spellings may stand, in order, longer ones first where they begin together; with what is left of the word.

        That is 0, or the length of what may be a suffix behind a Persian letter.
        """
        starts, lengths = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for length, places in self._beginnings.places(texts.keys.codes, texts.begins):
            starts.append(places)
            lengths.append(np.full(len(places), length))
            if length == DEEPEST:
                longer = [(at, more) for at in places.tolist() for more in self._longer(texts.keys.key, at)]
                starts.append(np.array([at for at, _ in longer], np.int64))
                lengths.append(np.array([more for _, more in longer], np.int64))
        begin = np.concatenate(starts)
        end = begin + np.concatenate(lengths)
        possible = end < len(texts.joined)  # a hash that agrees by chance may reach beyond the last text
        begin, end = begin[possible], end[possible]
        left = self._left(texts, end)
        possible = left >= 0
        begin, end, left = begin[possible], end[possible], left[possible]
        order = np.lexsort((-end, begin))
        return begin[order], end[order], left[order]

    def _longer(self, key: str, start: int) -> Iterator[int]:
        return (length for length in self._long.get(key[start : start + DEEPEST], ()) if start + length < len(key))

    def _left(self, texts: Ready, ends: Indices) -> Indices:
        """What is left of a word behind a name's end; -1 where that is no suffix."""
        left = np.where(texts.joined[ends] == 0, 0, -1)
        last = texts.keys.codes[ends - 1]
        open_ended = np.flatnonzero((left != 0) & (last >= _ARABIC_SCRIPT[0]) & (last <= _ARABIC_SCRIPT[1]))
        beyond = len(texts.joined) - 1
        for length in self._suffix_lengths:
            over = texts.joined[np.minimum(ends[open_ended] + length, beyond)] == 0
            left[open_ended[over]] = length
            open_ended = open_ended[~over]
        return left


class _Surfaces:
    """What stands in the stored texts at places, each cut out when it is asked for."""

    def __init__(self, texts: Sequence[str], owners: Indices, low: Indices, high: Indices) -> None:
        self._texts, self._owners, self._low, self._high = texts, owners, low, high

    def __getitem__(self, number: int) -> str:
        text: str = self._texts[self._owners[number]]
        return text[self._low[number] : self._high[number]]


def _case(name: str) -> _Case:
    """A name in capitals matches capitals only; a name with a first capital, anything that begins with one."""
    letters = [character for character in name if character.isalpha()]
    if not letters or not letters[0].isupper():
        return _Case.NONE
    return _Case.ALL if len(letters) > 1 and all(character.isupper() for character in letters) else _Case.FIRST


def _has_capitals(surface: str, case: _Case) -> bool:
    if case is _Case.ALL:
        return surface.upper() == surface
    return next((character for character in surface if character.isalpha()), "").isupper()
