"""How often a claim that was found in this way is right: a small open table, and what raises or lowers it."""

from __future__ import annotations

from functools import lru_cache

from rasad.model import Relation
from rasad.settings import INCLUDE
from rasad.stages.claims.roster import Voice
from rasad.strict import Strict, read_model

_UNNAMED = frozenset({"impersonal", "outlet_voice"})


class Adjustments(Strict):
    """What is added to the base for each feature of a claim."""

    direct_quote: float
    linked_speaker: float
    unresolved_speaker: float
    nested: float
    very_short_content: float
    very_long_content: float


class ConfidenceTable(Strict):
    """The shape of `lexicons/confidence.yml`."""

    by_basis: dict[str, float]
    otherwise: float
    adjustments: Adjustments
    short_content_characters: int
    long_content_characters: int


@lru_cache(maxsize=1)
def confidence_table() -> ConfidenceTable:
    """The table. Raises ConfigError when the file is wrong."""
    return read_model(INCLUDE / "lexicons" / "confidence.yml", ConfidenceTable)


def confidence(relation: Relation, voice: Voice) -> float:
    """The confidence of one claim, from 0 to 1, in steps of a hundredth."""
    table = confidence_table()
    add = table.adjustments
    size = sum(span.end - span.start for span in relation.content)
    score = table.by_basis.get(relation.basis, table.otherwise)
    score += add.direct_quote if relation.quote_type == "direct" else 0.0
    score += add.linked_speaker if voice.linked else 0.0
    score += add.unresolved_speaker if voice.id is None and voice.type not in _UNNAMED else 0.0
    score += add.nested if relation.parent is not None else 0.0
    score += add.very_short_content if size < table.short_content_characters else 0.0
    score += add.very_long_content if size > table.long_content_characters else 0.0
    return round(min(1.0, max(0.0, score)), 2)
