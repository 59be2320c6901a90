"""Statements for tests, read from their text by the real finder of concepts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rasad.stages.corroborate.statement import Statement, statement
from rasad.stages.corroborate.weights import Weights

NOW = datetime(2026, 11, 20, tzinfo=UTC)

BACKGROUND = [
    "the minister opened a bridge in the northern province",
    "prices of bread rose again in the capital",
    "the parliament will vote on the budget next week",
    "teachers gathered before the ministry to demand their wages",
    "rain is expected over the western hills tomorrow",
    "the team won its third match of the season",
    "a fire destroyed two shops near the bazaar",
    "the museum shows old coins until spring",
]


def quantity(value: float, qualifier: str = "exact", unit: str | None = "{person}", measures: str = "people") -> Any:
    return {
        "value": value,
        "value_high": None,
        "qualifier": qualifier,
        "unit_ucum": unit,
        "measures": measures,
        "surface": f"{value:g} {measures}",
    }


def said(text: str, *, about: tuple[str, ...] = (), numbers: tuple[Any, ...] = (), **facts: Any) -> Statement:
    """A claim with this content. `about` are entity ids; `facts` are columns of the claim."""
    row = {
        "claim_id": facts.pop("claim_id", text),
        "article_id": facts.pop("article_id", text),
        "lang": "en",
        "known_at": NOW,
        "is_dated": True,
        "content_text": text,
        "cue_text": "said",
        "cue_class": "neutral_say",
        "quote_type": "indirect",
        "speaker_entity_id": None,
        "polarity": "positive",
        "modality": "asserted",
        "verification_status": "as_claimed",
        "event_date": None,
        "event_date_precision": "day",
        "event_date_ambiguous": False,
        "event_date_calendar": "gregorian",
        "date_text": None,
    }
    entities = [{"entity_id": entity, "role": "topic", "surface": None} for entity in about]
    return statement(row | facts, entities, list(numbers))


def weights(*statements: Statement) -> Weights:
    """Weights in a world where other things are said as well."""
    return Weights.over([*map(said, BACKGROUND), *statements])
