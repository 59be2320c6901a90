"""Texts made ready for finding names: keys in which hyphens, accents and runs of spaces no longer tell names apart, and
the places where words begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rasad.text.keys import Codes, Folding, Indices, Keys, fold_all, plain_folding
from rasad.text.letters import fold_character
from rasad.text.normalise import Folded, fold

Kinds: TypeAlias = npt.NDArray[np.uint8]

_HYPHENS = "-‐‑–\t"
_SPACES = re.compile(r"[ \t]{2,}")
_WORD, _LATIN, _NUMBER = np.uint8(1), np.uint8(2), np.uint8(4)
"""Neighbouring characters that share one of these belong to one word or number (letters beside digits do not, but for
Latin ones)."""
_FIRST_PLANE = 0x10000


def _without_accent(code: int) -> str:
    plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
    return plain if plain.isascii() and plain.isalpha() else chr(code)


_ACCENTED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
PLAIN = {**{code: _without_accent(code) for code in _ACCENTED}, **{ord(c): " " for c in _HYPHENS}}
"""What tells no names apart: accents of Latin letters, and hyphens from spaces."""


def name_key(text: str) -> Folded:
    """The match key of one name or short text in which hyphens, accents and runs of spaces no longer tell names apart.

    Line breaks stay, so a name never reaches across them. Offsets map to the stored text as in `fold`.
    """
    folded = fold(text)
    key = folded.key.translate(PLAIN)
    if not _SPACES.search(key):
        return Folded(key, folded.origins, folded.length)
    kept: list[int] = []
    end = 0
    for run in _SPACES.finditer(key):
        kept.extend(range(end, run.start() + 1))
        end = run.end()
    kept.extend(range(end, len(key)))
    return Folded("".join(key[at] for at in kept), tuple(folded.origins[at] for at in kept), folded.length)


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """Texts made ready for matchers: their name keys, and where words begin in them.

    `joined[i]` is not 0 where the characters i - 1 and i of the line of keys belong to one word or number; `begins` are
    the places where one begins.
    """

    keys: Keys
    joined: Kinds
    begins: Indices


def ready(texts: Sequence[str]) -> Ready:
    """Fold texts and find where their words begin, once for all matchers."""
    keys = fold_all(texts, name_folding())
    kinds = _kinds(keys.codes)
    joined = np.zeros(len(kinds) + 1, np.uint8)
    np.bitwise_and(kinds[1:], kinds[:-1], out=joined[1:-1])
    return Ready(keys, joined, np.flatnonzero((joined[:-1] == 0) & (kinds != 0)))


@lru_cache(maxsize=1)
def name_folding() -> Folding:
    """The folding of `name_key`."""
    rule = _plain_key
    plain = {code: ord(letter) for code, letter in PLAIN.items()}
    codes = np.arange(_FIRST_PLANE, dtype=np.uint32)
    codes[list(plain)] = list(plain.values())
    table = plain_folding().table
    inner = table < _FIRST_PLANE
    return Folding(rule, np.where(inner, codes[np.where(inner, table, 0)], table), joins_spaces=True)


def _plain_key(character: str) -> str:
    return fold_character(character).translate(PLAIN)


def _kinds(codes: Codes) -> Kinds:
    """What each character may be joined with."""
    beyond = codes >= _FIRST_PLANE
    if not beyond.any():
        return _kind_table().take(codes, mode="clip")
    kinds = _kind_table()[np.where(beyond, 0, codes)]
    kinds[beyond] = [_kind(chr(code)) for code in codes[beyond].tolist()]
    return kinds


@lru_cache(maxsize=1)
def _kind_table() -> Kinds:
    return np.fromiter((_kind(chr(code)) for code in range(_FIRST_PLANE)), np.uint8, _FIRST_PLANE)


def _kind(character: str) -> int:
    latin = int(_LATIN) if character.isascii() and character.isalnum() else 0
    if character.isdigit():
        return int(_NUMBER) | latin
    return (int(_WORD) if character.isalpha() else 0) | latin
