"""What an article tells of a source that it does not name: whether one or many, and how they would know."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.stages.claims.meaning import Meaning
from rasad.text.normalise import fold_key

UNSPECIFIED = "unspecified"
_ONE = "anonymous_source"


@dataclass(frozen=True, slots=True)
class Anonymity:
    """The standing of an unnamed source: participants, witness, insider, official, analyst, informed or unspecified."""

    kind: str
    number: str  # single, many


def anonymity(source_type: str, entity_id: str | None, surface: str | None, meaning: Meaning) -> Anonymity | None:
    """The standing of a source as its own words give it; None for a source with a name. The first kind that fits holds."""
    if not (entity_id or "").startswith("anon:"):
        return None
    key = fold_key(surface or "")
    kind = next((name for name, pattern in meaning.anonymity_types if pattern.search(key)), UNSPECIFIED)
    several = source_type != _ONE or meaning.several.match(key) is not None
    return Anonymity(kind, "many" if several else "single")
