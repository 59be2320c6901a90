"""How often a claim that was found in this way is right: a small open table, and what raises or lowers it."""

from __future__ import annotations

from functools import lru_cache

from rasad.model import Reason, Relation
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
    proposed: float
    adjustments: Adjustments
    short_content_characters: int
    long_content_characters: int


@lru_cache(maxsize=1)
def confidence_table() -> ConfidenceTable:
    """The table. Raises ConfigError when the file is wrong."""
    return read_model(INCLUDE / "lexicons" / "confidence.yml", ConfidenceTable)


def confidence(relation: Relation, voice: Voice) -> tuple[float, Reason]:
    """The confidence of one claim, from 0 to 1, in steps of a hundredth, and what it is made of."""
    table = confidence_table()
    if relation.method == "model":
        return table.proposed, Reason("confidence", f"{table.proposed:.2f}", "proposed by a model: not measured")
    base = table.by_basis.get(relation.basis, table.otherwise)
    parts = tuple(name for name in Adjustments.model_fields if _holds(name, relation, voice, table))
    score = base + sum(getattr(table.adjustments, name) for name in parts)
    value = round(min(1.0, max(0.0, score)), 2)
    made_of = "; ".join((f"{relation.basis} {base:.2f}", *(f"{n} {getattr(table.adjustments, n):+.2f}" for n in parts)))
    return value, Reason("confidence", f"{value:.2f}", made_of)


def _holds(name: str, relation: Relation, voice: Voice, table: ConfidenceTable) -> bool:
    size = sum(span.end - span.start for span in relation.content)
    return {
        "direct_quote": relation.quote_type == "direct",
        "linked_speaker": voice.linked,
        "unresolved_speaker": voice.id is None and voice.type not in _UNNAMED,
        "nested": relation.parent is not None,
        "very_short_content": size < table.short_content_characters,
        "very_long_content": size > table.long_content_characters,
    }[name]
