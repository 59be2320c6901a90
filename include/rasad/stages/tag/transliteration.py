"""Latin spellings of Persian and Arabic names that differ by transliteration only: Ghulam for Gholam, Qalibaf for Ghalibaf.

A name's skeleton keeps what every transliteration agrees on. Skeletons are compared whole, never by likeness, and only
where first name and surname are both there: Khamenei and Khomeini, or two Khatamis, can never meet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rasad.gazetteer import Gazetteer
from rasad.text.names import name_key

_RULES: tuple[tuple[str, str], ...] = (
    (r"['’`‘]", ""),
    (r"[\-.]", " "),
    (r"\b(?:al|ol|ul|el|e|o) ", ""),  # optional article and ezafe
    (r"ch", "h"),
    (r"kh", "h"),
    (r"gh|q", "q"),
    (r"zh", "j"),
    (r"dh", "z"),
    (r"ou|oo|u|o|w", "u"),
    (r"ei|ey|ay|ai|ee|iy|ie|y|i", "i"),
    (r"ae|aa|a|e", "a"),
    (r"(.)\1+", r"\1"),
    (r"ai|ia", "i"),
    (r"h\b", ""),  # Fatemeh, Fatima; Ayatollah, Ayatolla
)
"""Variants of domain.md D.4: gh and q, kh and h and ch, ou and u and oo, ei and ey and e'i, -ian and -iyan, zh and j, doubles."""
_LEAST_WORDS = 2
RESPELT = "transliteration"
"""The link method that says so."""
BY_SPELLING = 0.6
"""Below every link by an alias: the whole name agrees, but only by its sounds."""


def skeleton(name: str) -> str:
    """What is left of a Latin name when everything that transliterations vary is made alike."""
    plain = name_key(name).key
    for pattern, replacement in _RULES:
        plain = re.sub(pattern, replacement, plain)
    return " ".join(plain.split())


@lru_cache(maxsize=4)
def skeletons(gazetteer: Gazetteer) -> Mapping[str, str]:
    """Person by the skeleton of a full name; skeletons that two persons share are left out."""
    found: dict[str, set[str]] = {}
    for entity in gazetteer.entities.values():
        if entity.type != "person" or entity.country != "IR":
            continue
        for language, name in entity.strong():
            if language == "en" and len(skeleton(name).split()) >= _LEAST_WORDS:
                found.setdefault(_joined(name), set()).add(entity.id)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


def respelt(name: str, gazetteer: Gazetteer) -> str | None:
    """The one person whose full name this is in another transliteration; None for a bare surname or anybody else."""
    if not name.isascii() or len(name.split()) < _LEAST_WORDS:
        return None
    return skeletons(gazetteer).get(_joined(name))


def _joined(name: str) -> str:
    return skeleton(name).replace(" ", "")
