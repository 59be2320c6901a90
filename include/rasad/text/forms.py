"""Lexicon forms as patterns over the match key.

A space in a form stands for white space; a ZWNJ stands for itself, a space or nothing, because pages write all three.
Patterns are guarded so that a form never matches inside a longer word (the key has no ZWNJ, so `\\w` is safe there).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rasad.text.normalise import fold_key

_JOINERS = re.compile("([\u200c ])")
NEVER = r"(?!)"


@lru_cache(maxsize=8192)
def form_pattern(form: str) -> str:
    """One lexicon form as an unguarded regular expression over the match key."""
    pieces = _JOINERS.split(form.strip())
    return "".join(
        {" ": r"\s{1,3}", "\u200c": " ?"}.get(piece) or re.escape(fold_key(piece)) for piece in pieces if piece
    )


def alternation(forms: Iterable[str]) -> str:
    """Any of the forms, longest first, as one non-capturing group. No forms match nothing at all."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(form_pattern(form) for form in ordered)})" if ordered else NEVER


def words(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of the forms as whole words."""
    return re.compile(whole(alternation(forms)))


def whole(pattern: str) -> str:
    """A pattern guarded against matching inside a longer word."""
    return rf"(?<!\w){pattern}(?!\w)"
