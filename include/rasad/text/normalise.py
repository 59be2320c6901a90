"""The match key: a folded copy of a text for comparing, with a map back to the characters of the stored text.

The stored text is never changed (NFC as published). The key unifies what Persian keyboards, feeds and extractors vary:
Arabic and Persian yeh and kaf, hamza seats, digits, ZWNJ, kashida, diacritics, bidi controls, presentation forms.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from rasad.model import Span

_LETTERS = {
    "\u064a": "\u06cc",  # Arabic yeh
    "\u0649": "\u06cc",  # alef maksura
    "\u06d2": "\u06cc",  # yeh barree
    "\u0643": "\u06a9",  # Arabic kaf
    "\u06aa": "\u06a9",  # swash kaf
    "\u0629": "\u0647",  # teh marbuta
    "\u06c0": "\u0647",  # heh with yeh above
    "\u06c2": "\u0647",
    "\u06d5": "\u0647",
    "\u0623": "\u0627",  # alef with hamza above
    "\u0625": "\u0627",
    "\u0671": "\u0627",
    "\u0624": "\u0648",  # waw with hamza
    "\u0626": "\u06cc",  # yeh with hamza
    "\u066b": ".",  # decimal separator
    "\u066c": "",  # thousands separator
    "\u066a": "%",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
}
_DROPPED = (
    {
        "\u0640",
        "\u0670",
        "\u0654",
        "\u0655",
        "\ufeff",
        "\u00ad",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u200e",
        "\u200f",
        "\u061c",
    }
    | {chr(c) for c in range(0x064B, 0x0653)}
    | {chr(c) for c in range(0x202A, 0x202F)}
    | {chr(c) for c in range(0x2060, 0x206A)}
)
_DIGITS = {chr(base + n): str(n) for base in (0x06F0, 0x0660) for n in range(10)}


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """What one stored character contributes to the match key: nothing, itself, or its plain form."""
    if character in _DROPPED:
        return ""
    if character in _DIGITS:
        return _DIGITS[character]
    if character in _LETTERS:
        return _LETTERS[character]
    code = ord(character)
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
        plain = unicodedata.normalize("NFKC", character)
        return "".join(fold_character(part) for part in plain) if plain != character else character
    return character.lower()


@dataclass(frozen=True, slots=True)
class Folded:
    """A match key and, for each of its characters, the index of the stored character that it came from."""

    key: str
    origins: tuple[int, ...] | range
    length: int  # of the stored text

    def span(self, start: int, end: int) -> Span:
        """The span of the stored text that `key[start:end]` stands for; dropped marks at its end are included."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.length
            return Span(at, at)
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def find_from(self, stored_index: int) -> int:
        """The first key index that stands for a stored character at or after `stored_index`."""
        return bisect_left(self.origins, stored_index)

    def slice(self, span: Span) -> str:
        """The match key of a span of the stored text."""
        return self.key[self.find_from(span.start) : self.find_from(span.end)]


def fold(text: str) -> Folded:
    """Fold a stored text into its match key with an offset map."""
    if text.isascii():
        return Folded(text.lower(), range(len(text)), len(text))
    key: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        plain = fold_character(character)
        key.append(plain)
        if len(plain) == 1:
            origins.append(index)
        else:
            origins.extend([index] * len(plain))
    return Folded("".join(key), tuple(origins), len(text))


@lru_cache(maxsize=65536)
def fold_key(text: str) -> str:
    """The match key alone, for names and lexicon forms."""
    return fold(text).key


def nfc(text: str) -> str:
    """The form in which text is stored."""
    return unicodedata.normalize("NFC", text)


def is_persian_letter(character: str) -> bool:
    """Whether a character is a letter of the Arabic script block (Persian words must not be matched inside)."""
    return "\u0600" <= character <= "\u06ff" and character.isalpha()
