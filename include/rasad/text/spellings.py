"""How a name may be written: the keys that its spellings have in texts, and whether one is the spelling of our file."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from rasad.text.names import PLAIN
from rasad.text.normalise import fold, fold_character, is_persian_letter

_ZWNJ = unicodedata.lookup("ZERO WIDTH NON-JOINER")
_HEH = unicodedata.lookup("ARABIC LETTER HEH")
_YEH = unicodedata.lookup("ARABIC LETTER FARSI YEH")
_ALEF = unicodedata.lookup("ARABIC LETTER ALEF")
_ALEF_MADDA = unicodedata.lookup("ARABIC LETTER ALEF WITH MADDA ABOVE")
_SEPARATOR = re.compile(f"[ {_ZWNJ}]")
_MOST_FREE_SEPARATORS = 4
"""Up to this many gaps of a name vary one by one (at most 16 spellings); longer names vary all gaps together."""


def spellings(surface: str) -> tuple[str, ...]:
    """Every key that a name may have in a text: Persian gaps joined or spaced, its ezafe written out, madda dropped."""
    key = fold(surface.replace(_ZWNJ, "\0")).key.translate(PLAIN).replace("\0", _ZWNJ)
    if not any(is_persian_letter(character) for character in key):
        return (key.replace(_ZWNJ, ""),)
    words = _SEPARATOR.split(key)
    gaps = len(words) - 1
    if gaps <= _MOST_FREE_SEPARATORS:
        joints = list(product(("", " "), repeat=gaps))
    else:
        written = tuple("" if mark == _ZWNJ else " " for mark in _SEPARATOR.findall(key))
        joints = [written, ("",) * gaps, (" ",) * gaps]
    found = [_joined(words, joint) for joint in joints]
    if any(word.endswith(_HEH) for word in words[:-1]):
        spaced = (" ",) * gaps
        found += [_joined(_with_ezafe(words, mark), spaced) for mark in (_YEH, f" {_YEH}")]
    found += [name.replace(_ALEF_MADDA, _ALEF) for name in found]
    return tuple(dict.fromkeys(found))


def _joined(words: list[str], joints: tuple[str, ...]) -> str:
    return words[0] + "".join(joint + word for joint, word in zip(joints, words[1:], strict=True))


def _with_ezafe(words: list[str], mark: str) -> list[str]:
    return [word + mark if word.endswith(_HEH) else word for word in words[:-1]] + words[-1:]


def as_written(surface: str, name: str) -> bool:
    """Whether a Persian surface joins and parts its words as our file does (False: a joined or spaced form)."""
    return name.isascii() or _spelling(surface) == _spelling(name)


def _spelling(text: str) -> str:
    return " ".join("".join(c if c == _ZWNJ else fold_character(c) for c in text).split()).strip(_ZWNJ)
