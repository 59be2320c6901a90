"""What the brief tells, read from the snapshot that it lies beside, by the ready queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasad.edges.store import Database
from rasad.queries import catalogue

Row = dict[str, Any]
_OF_THE_RUN = "SELECT claim_id FROM claims WHERE run_id = :run"
_LAST = "SELECT arg_max(batch_id, started_at) AS run, max(started_at) AS started_at FROM runs"


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of one run for its brief."""

    batch_id: str
    started_at: datetime | None
    clusters: list[Row]
    conflicts: list[Row]
    drifts: list[Row]
    numbers: list[Row]
    edits: list[Row]
    balance: list[Row]
    coverage: list[Row]
    gates: list[Row]
    ledger: Row
    outlets: Mapping[str, str]  # English names to Persian ones


def gather(database: Database, gate: Mapping[str, Any]) -> Facts:
    """The facts of the last run in an opened snapshot. `gate` is how publish itself was judged, which no table holds."""
    last = database.rows(_LAST)[0]
    run = last["run"] or ""
    fresh = {row["claim_id"] for row in database.rows(_OF_THE_RUN, run=run)}
    queries = catalogue()

    def asked(name: str) -> list[Row]:
        return database.rows(queries[name].sql)

    return Facts(
        batch_id=run,
        started_at=last["started_at"],
        clusters=asked("new_and_changed_clusters") if fresh else [],
        conflicts=[row for row in asked("conflicts") if fresh & {row["earlier_claim_id"], row["later_claim_id"]}],
        drifts=[row for row in asked("drift") if row["run_id"] == run],
        numbers=[row for row in asked("numbers") if row["claim_id"] in fresh],
        edits=[row for row in asked("edits") if row["run_id"] == run],
        balance=asked("affiliation_mix"),
        coverage=asked("coverage"),
        gates=[*asked("gates_of_the_last_run"), *([dict(gate)] if gate else [])],
        ledger=asked("ledger")[0],
        outlets={
            row["name_en"]: row["name_fa"]
            for row in database.rows("SELECT name_en, name_fa FROM sources WHERE name_fa IS NOT NULL")
        },
    )
