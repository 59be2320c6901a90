"""The match key: a folded copy of a text for comparing, with a map back to the characters of the stored text.

The stored text is never changed (NFC as published). Folding looks at one character at a time (`rasad.text.letters`), so the
key of a piece is a piece of the key.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rasad.text.keys import Folded, fold_all, plain_folding
from rasad.text.letters import fold_character

__all__ = ["Folded", "fold", "fold_character", "fold_key", "is_persian_letter", "nfc"]

_WORTH_A_TABLE = 200
"""Characters from which on looking them up in one pass costs less than folding one by one."""


def fold(text: str) -> Folded:
    """Fold a stored text into its match key with an offset map."""
    if text.isascii():
        return Folded(text.lower(), range(len(text)), len(text))
    if len(text) >= _WORTH_A_TABLE:
        return fold_all((text,), plain_folding()).folded()[0]
    pieces = [fold_character(character) for character in text]
    return Folded("".join(pieces), tuple(at for at, piece in enumerate(pieces) for _ in piece), len(text))


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
