"""Finding names in a text: one pass over its match key, exact offsets in the stored text, never inside a word.

Persian names are written once; texts join them, space them or part them with a ZWNJ, and all of these match. Latin
names match across hyphens, accents and upper case, but a name with a capital never matches a common word without one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

import ahocorasick

from rasad.model import Span
from rasad.text.normalise import Folded, fold, fold_character, is_persian_letter

LabelT = TypeVar("LabelT")

_ZWNJ = unicodedata.lookup("ZERO WIDTH NON-JOINER")
_HEH = unicodedata.lookup("ARABIC LETTER HEH")
_YEH = unicodedata.lookup("ARABIC LETTER FARSI YEH")
_ALEF = unicodedata.lookup("ARABIC LETTER ALEF")
_ALEF_MADDA = unicodedata.lookup("ARABIC LETTER ALEF WITH MADDA ABOVE")
_SEPARATOR = re.compile(f"[ {_ZWNJ}]")
_SPACES = re.compile(r"[ \t]{2,}")
_HYPHENS = "-‐‑–\t"
_MOST_FREE_SEPARATORS = 4
"""Up to this many gaps of a name vary one by one (at most 16 spellings); longer names vary all gaps together."""


def _without_accent(code: int) -> str:
    plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
    return plain if plain.isascii() and plain.isalpha() else chr(code)


_ACCENTED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_PLAIN = {**{code: _without_accent(code) for code in _ACCENTED}, **{ord(c): " " for c in _HYPHENS}}


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


@dataclass(frozen=True, slots=True)
class Hit(Generic[LabelT]):
    """A place where a name stands: its span in the stored text and in the key, without any suffix."""

    span: Span
    key: Span
    form: Form[LabelT]
    suffix: str = ""

    @property
    def label(self) -> LabelT:
        """What the name stands for."""
        return self.form.label


def name_key(text: str) -> Folded:
    """The match key of a text in which hyphens, accents and runs of spaces no longer tell names apart.

    Line breaks stay, so a name never reaches across them. Offsets map to the stored text as in `fold`.
    """
    folded = fold(text)
    key = folded.key.translate(_PLAIN)
    if not _SPACES.search(key):
        return Folded(key, folded.origins, folded.length)
    kept: list[int] = []
    end = 0
    for run in _SPACES.finditer(key):
        kept.extend(range(end, run.start() + 1))
        end = run.end()
    kept.extend(range(end, len(key)))
    return Folded("".join(key[at] for at in kept), tuple(folded.origins[at] for at in kept), folded.length)


def as_written(surface: str, name: str) -> bool:
    """Whether a Persian surface joins and parts its words as our file does (False: a joined or spaced form)."""
    return name.isascii() or _spelling(surface) == _spelling(name)


def _spelling(text: str) -> str:
    return " ".join("".join(c if c == _ZWNJ else fold_character(c) for c in text).split()).strip(_ZWNJ)


class Matcher(Generic[LabelT]):
    """All forms in one automaton. `find` costs one pass over the key, whatever the number of forms."""

    def __init__(self, forms: Iterable[Form[LabelT]], suffixes: Iterable[Suffix] = ()) -> None:
        by_key: dict[str, list[Form[LabelT]]] = {}
        for form in forms:
            for key in spellings(form.surface):
                by_key.setdefault(key, []).append(form)
        self._automaton = ahocorasick.Automaton()
        for key, sharing in by_key.items():
            self._automaton.add_word(key, (len(key), is_persian_letter(key[-1]), tuple(sharing)))
        self._automaton.make_automaton()
        self._suffixes = sorted(suffixes, key=lambda suffix: -len(suffix.form))
        self._empty = not by_key

    def find(self, text: str, key: Folded | None = None) -> tuple[Hit[LabelT], ...]:
        """Every hit in the order of the text, longer ones first where they begin together. Hits may overlap."""
        key = key or name_key(text)
        if self._empty:
            return ()
        hits = [hit for last, word in self._automaton.iter(key.key) for hit in self._hits(text, key, last + 1, *word)]
        return tuple(sorted(hits, key=lambda hit: (hit.key.start, -hit.key.end)))

    def _hits(
        self, text: str, key: Folded, end: int, length: int, persian: bool, sharing: tuple[Form[LabelT], ...]
    ) -> Iterator[Hit[LabelT]]:
        start = end - length
        if not _may_begin(key.key, start):
            return
        suffix = self._suffix(key.key, end) if persian else ("" if _may_end(key.key, end) else None)
        if suffix is None:
            return
        span = key.span(start, end)
        surface = span.of(text)
        for form in sharing:
            if _case_agrees(form.surface, surface):
                yield Hit(span, Span(start, end), form, suffix)

    def _suffix(self, key: str, end: int) -> str | None:
        if _may_end(key, end):
            return ""
        for suffix in self._suffixes:
            fits = not suffix.after or key[end - 1] in suffix.after
            if fits and key.startswith(suffix.form, end) and _may_end(key, end + len(suffix.form)):
                return suffix.form
        return None


def spellings(surface: str) -> tuple[str, ...]:
    """Every key that a name may have in a text: Persian gaps joined or spaced, its ezafe written out, madda dropped."""
    key = fold(surface.replace(_ZWNJ, "\0")).key.translate(_PLAIN).replace("\0", _ZWNJ)
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


def _may_begin(key: str, start: int) -> bool:
    return start == 0 or not _one_word(key[start - 1], key[start])


def _may_end(key: str, end: int) -> bool:
    return end >= len(key) or not _one_word(key[end - 1], key[end])


def _one_word(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word or one number (letters beside digits do not)."""
    if left.isdigit() or right.isdigit():
        latin = left.isascii() and right.isascii()
        return (left.isdigit() and right.isdigit()) or (latin and left.isalnum() and right.isalnum())
    return left.isalpha() and right.isalpha()


def _case_agrees(name: str, surface: str) -> bool:
    """A name in capitals matches capitals only; a name with a first capital, anything that begins with one."""
    letters = [character for character in name if character.isalpha()]
    if not letters or not letters[0].isupper():
        return True
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return surface.upper() == surface
    first = next((character for character in surface if character.isalpha()), "")
    return first.isupper()
