"""A released row at the gate: where the contract leaves it to a person, their release lets exactly that finding pass."""

from __future__ import annotations

import json
from dataclasses import replace

from rasad.contracts import Contract
from rasad.edges import store
from rasad.edges.gate import Verdict
from rasad.ledger import payload_of
from rasad.settings import Settings
from rasad.work import Row

_RELEASED = """
SELECT DISTINCT q.reason, q.unit_id, CAST(q.payload AS VARCHAR) AS payload
FROM quarantine.rows AS q
INNER JOIN quarantine.decisions AS d ON d.row_id = q.row_id
WHERE q.stage = :stage AND d.action = 'release'
"""
Finding = tuple[str, str, str]
"""Name of the check, unit, and the row at fault as it was shown to the person."""


def excused(settings: Settings, promise: Contract, verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The verdicts without the findings that a person has accepted: same check, same unit, same row at fault to the character.

    Checks that the contract does not leave to people are judged again as if nobody had released anything.
    """
    if not any(verdict.stops and verdict.name in promise.acceptable for verdict in verdicts):
        return verdicts
    with store.warehouse(settings) as database:
        released = {
            (row["reason"], row["unit_id"], row["payload"]) for row in database.rows(_RELEASED, stage=promise.stage)
        }
    return tuple(
        _without(verdict, released) if verdict.stops and verdict.name in promise.acceptable else verdict
        for verdict in verdicts
    )


def _without(verdict: Verdict, released: set[Finding]) -> Verdict:
    left = tuple(row for row in verdict.rows if not _is_released(verdict.name, row, released))
    accepted = len(verdict.rows) - len(left)
    if not accepted:
        return verdict
    told = json.dumps({"accepted_by_people": accepted, "observed": json.loads(verdict.observed)}, ensure_ascii=False)
    return replace(verdict, rows=left, unexpected_count=len(left), success=not left, observed=told)


def _is_released(name: str, row: Row, released: set[Finding]) -> bool:
    return (name, str(row.get("unit_id")), payload_of(row)) in released
