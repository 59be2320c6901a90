"""How often a claim that was found in this way is right: a table of shares by rule, fitted on gold, and what shifts them."""

from __future__ import annotations

import math
from functools import lru_cache

from pydantic import Field

from rasad.model import Reason, Relation
from rasad.settings import INCLUDE
from rasad.stages.claims.roster import Voice
from rasad.strict import Strict, read_model

PATH = INCLUDE / "lexicons" / "confidence.yml"
_LEAST, _MOST = 0.02, 0.98


class Shares(Strict):
    """The shares of one language: of each rule, and of rules that were not seen in fitting."""

    otherwise: float = Field(gt=0, lt=1)
    rules: dict[str, float]


class ConfidenceTable(Strict):
    """The shape of `lexicons/confidence.yml`. Shifts are log-odds, so that every step up in a feature is a step up in all."""

    languages: dict[str, Shares]
    shifts: dict[str, float]
    short_content_letters: int
    brief_content_letters: int
    long_content_letters: int
    outlet_voice: float
    proposed: float


@lru_cache(maxsize=1)
def confidence_table() -> ConfidenceTable:
    """The table. Raises ConfigError when the file is wrong."""
    return read_model(PATH, ConfidenceTable)


def confidence(text: str, language: str, relation: Relation, voice: Voice) -> tuple[float, Reason]:
    """The confidence of one claim, in steps of a hundredth, and what it is made of."""
    table = confidence_table()
    if relation.method == "model":
        return _fixed(table.proposed, "proposed by a model: not measured")
    if relation.voice == "outlet":
        return _fixed(table.outlet_voice, "the outlet's own voice: not measured")
    shares = table.languages[language]
    share = shares.rules.get(relation.rule, shares.otherwise)
    found = [name for name in features(text, relation, voice.id, voice.type, table) if name in table.shifts]
    odds = math.log(share / (1 - share)) + sum(table.shifts[name] for name in found)
    value = round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)
    known = "" if relation.rule in shares.rules else ", a rule not measured yet"
    parts = (f"{relation.rule} {share:.2f}{known}", *(f"{name} {table.shifts[name]:+.2f}" for name in found))
    return value, Reason("confidence", f"{value:.2f}", "; ".join(parts))


def features(
    text: str, relation: Relation, speaker_id: str | None, source_type: str, table: ConfidenceTable
) -> tuple[str, ...]:
    """What may raise or lower the share of a rule, by name; the table says by how much."""
    size = sum(char.isalnum() for span in relation.content for char in span.of(text))
    holds = {
        f"{relation.quote_type}_quote": True,
        f"class_{relation.cue_class}": True,
        f"source_{source_type}": True,
        "unresolved_speaker": speaker_id is None or speaker_id.endswith(":unspecified"),
        "nested": relation.parent is not None,
        "short_content": size < table.short_content_letters,
        "brief_content": table.short_content_letters <= size < table.brief_content_letters,
        "long_content": size > table.long_content_letters,
        "no_source": not relation.source,
        "content_in_pieces": len(relation.content) > 1,
    }
    return tuple(name for name, held in holds.items() if held)


def _fixed(value: float, rule: str) -> tuple[float, Reason]:
    return value, Reason("confidence", f"{value:.2f}", rule)
