"""Fetched text made harmless for a terminal: nothing in it acts, and nothing of it is hidden."""

from __future__ import annotations

import unicodedata

_JOINERS = ("\u200c", "\u200d")  # part of Persian spelling


def plain(value: object, *, lines: bool = False) -> str:
    """Text in which controls, direction marks and the like are spelled out; line breaks stay only where `lines` says so."""
    text = "" if value is None else str(value)
    if not lines:
        text = text.replace("\n", " ")
    return "".join(f"⟨U+{ord(char):04X}⟩" if acts(char) and char not in "\n\t" else char for char in text)


def acts(char: str) -> bool:
    """Whether a terminal would do something at this character instead of showing it."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in _JOINERS
