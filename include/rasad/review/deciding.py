"""Decisions entered: the decision and what it does to its rows, in one transaction under the lock of the warehouse."""

from __future__ import annotations

import json
from datetime import UTC

from rasad.contracts import contract
from rasad.edges import operations, store
from rasad.errors import AlreadyDecided, Declined
from rasad.review import journal
from rasad.review.decision import STATUS, Decision, checked
from rasad.settings import SQL, Settings
from rasad.work import Rows

_LEDGER = SQL / "0_ledger"
_ROWS = (
    "SELECT row_id, stage, unit_id, status FROM quarantine.rows WHERE list_contains(:row_ids, row_id) ORDER BY row_id"
)
_OPEN_OF_UNITS = """
SELECT row_id, stage, unit_id, status FROM quarantine.rows
WHERE status = 'open' AND stage = :stage AND list_contains(:units, unit_id)
ORDER BY row_id
"""
_DECISIONS = "SELECT * FROM quarantine.decisions WHERE list_contains(:row_ids, row_id) ORDER BY row_id"


def decide(settings: Settings, decision: Decision) -> Rows:
    """Enter one decision; all of its rows, or none. Returns the rows that are decided with it (row_id, stage, unit_id).

    Handed in again it changes nothing. A discarded unit is discarded whole: its other open rows of that stage go with it. Raises
    AlreadyDecided where another decision was there first, Declined for a row that is not there, Unreachable where the
    warehouse stays busy; then nothing is recorded.
    """
    with store.warehouse(settings) as database, database.transaction():
        database.run(_LEDGER / "tables.sql")
        rows, is_new = _judge(database, decision)
        if is_new:
            # On file before it is committed: a decision that took effect is never lost with the warehouse.
            journal.keep(settings, decision)
            _enter(database, decision, rows)
    operations.refresh(settings, lambda _: None)
    return rows


def take_up(settings: Settings, database: store.Database) -> list[str]:
    """Enter the decisions on file that the warehouse does not know: a process was killed in between, or the warehouse is rebuilt.

    One whose rows are not there (yet), or are decided otherwise, stays on file. Returns the ids of those entered.
    """
    known = {row["decision_id"] for row in database.rows("SELECT DISTINCT decision_id FROM quarantine.decisions")}
    entered = []
    for decision in journal.read(settings, known):
        try:
            rows, _ = _judge(database, decision)
        except Declined:
            continue
        _enter(database, decision, rows)
        entered.append(decision.decision_id)
    return entered


def _judge(database: store.Database, decision: Decision) -> tuple[Rows, bool]:
    """The rows that a decision is about, and whether it is new. Raises Declined where it cannot be entered."""
    wanted = list(decision.rows)
    rows = database.rows(_ROWS, row_ids=wanted)
    if missing := sorted(set(wanted) - {row["row_id"] for row in rows}):
        raise Declined(
            f"quarantine has no row {', '.join(missing[:5])}; `python -m rasad quarantine` lists what is open"
        )
    before = database.rows(_DECISIONS, row_ids=wanted)
    if {row["decision_id"] for row in before} == {decision.decision_id}:
        return rows, False
    if before:
        first = before[0]
        at = first["decided_at"].astimezone(UTC).isoformat(timespec="seconds")
        raise AlreadyDecided(first["row_id"], first["action"], first["decided_by"], at, first["reason"])
    if closed := [row for row in rows if row["status"] != "open"]:
        raise Declined(f"row {closed[0]['row_id']} is not open but {closed[0]['status']}; nothing was changed")
    stages = {row["stage"] for row in rows}
    if len(stages) > 1:
        raise Declined(f"rows of {' and '.join(sorted(stages))}: decide on one stage at a time")
    if decision.action == "fix":
        checked(decision.correction, contract(stages.pop()))
    if decision.action == "discard":
        units = sorted({row["unit_id"] for row in rows})
        rows = database.rows(_OPEN_OF_UNITS, stage=rows[0]["stage"], units=units)
    return rows, True


def _enter(database: store.Database, decision: Decision, rows: Rows) -> None:
    about = {
        "decision_id": decision.decision_id,
        "action": decision.action,
        "decided_by": decision.by,
        "decided_at": decision.at,
        "reason": decision.why,
        "correction": _correction(decision, rows),
        "via": decision.via,
    }
    fields = ("row_id", "stage", "unit_id")
    database.insert("quarantine.decisions", [about | {name: row[name] for name in fields} for row in rows])
    database.run(_LEDGER / "decided.sql", status=STATUS[decision.action], row_ids=[row["row_id"] for row in rows])


def _correction(decision: Decision, rows: Rows) -> str | None:
    if decision.action != "fix":
        return None
    return json.dumps(checked(decision.correction, contract(rows[0]["stage"])), ensure_ascii=False, sort_keys=True)
