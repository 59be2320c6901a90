"""The ledger of runs: which began, how each gate judged, what was promoted, and which rows were set aside."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from rasad import __version__
from rasad.edges import store
from rasad.edges.backups import UNFINISHED
from rasad.edges.gate import Measure, Verdict
from rasad.errors import ConfigError, RasadError
from rasad.identity import short_hash
from rasad.model import STAGES
from rasad.orders import Order
from rasad.review import deciding
from rasad.settings import SQL, Settings
from rasad.work import Row, Rows

LEDGER = SQL / "0_ledger"
CLOCK_TOLERANCE = timedelta(minutes=10)
"""Clocks that a time server sets now and then differ by less."""


def open_batch(settings: Settings, order: Order | None = None, external_run_id: str | None = None) -> str:
    """Begin a run: make sure that the warehouse has its tables, and enter the run in the ledger. Returns its id.

    `external_run_id` is what the scheduler that asks for the run calls it.

    A run that was killed stays in the ledger as interrupted; what it did not promote is taken up by this one, because
    every stage takes whatever earlier stages promoted and it has not yet decided on.

    Raises ConfigError when the clock is behind the last run: what is seen now would count as older than what it saw.
    """
    if (settings.data / UNFINISHED).exists():
        raise RasadError(f"{settings.data} is half restored; run `python -m rasad restore` again, it goes on")
    with store.warehouse(settings) as database:
        database.found()
        return database.atomically(
            "ledger", partial(_begin, database, settings, order or Order(), external_run_id), note="a run begins"
        )


def _begin(database: store.Database, settings: Settings, order: Order, external_run_id: str | None) -> str:
    now = datetime.now(UTC)
    _prepare(database)
    if not settings.clock_may_go_back:
        _require_later(database, now)
    deciding.take_up(settings, database)
    database.run(LEDGER / "interrupt.sql", ended_at=now)
    taken = {row["batch_id"] for row in database.rows("SELECT batch_id FROM ledger.batches")}
    batch_id = _unused(now, taken)
    batch = {
        "batch_id": batch_id,
        "state": "running",
        "sources": settings.sources,
        "kind": order.kind,
        "request": order.model_dump_json(),
        "external_run_id": external_run_id,
        "started_at": now,
        "code_version": __version__,
    }
    database.insert("ledger.batches", [batch])
    return batch_id


def _require_later(database: store.Database, now: datetime) -> None:
    last = database.rows("SELECT max(started_at) AS at FROM ledger.batches")[0]["at"]
    if last and now < last - CLOCK_TOLERANCE:
        raise ConfigError(
            "the clock of this machine",
            f"{now:%Y-%m-%d %H:%M} UTC",
            f"is behind the last run, which began at {last:%Y-%m-%d %H:%M}; set it right (NTP). If it was wrong then, let one run pass"
            " with RASAD_CLOCK_MAY_GO_BACK=true: articles that were edited in the meantime count as older than that run's",
        )


def _prepare(database: store.Database) -> None:
    """The tables of every stage, as this version has them; a warehouse of an earlier version gets the columns that it lacks."""
    with store.scratch() as pattern:
        for folder in sorted(SQL.glob("[0-6]_*")):
            database.run(folder / "tables.sql")
            pattern.run(folder / "tables.sql")
        database.widen(pattern)


def _unused(now: datetime, taken: set[str]) -> str:
    stem = now.strftime("%Y%m%dT%H%M%SZ")
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if name not in taken)


def started_at(settings: Settings, batch_id: str) -> datetime:
    """When a run began (UTC). Raises RasadError for one that was never opened."""
    with store.reading(settings) as database:
        found = database.rows("SELECT started_at FROM ledger.batches WHERE batch_id = :batch_id", batch_id=batch_id)
    if not found:
        raise RasadError(f"batch {batch_id} is not in the ledger; open a batch first")
    started: datetime = found[0]["started_at"]
    return started


def record_gate(
    settings: Settings,
    batch_id: str,
    stage: str,
    candidate: Path,
    verdicts: tuple[Verdict, ...],
    measures: tuple[Measure, ...] = (),
) -> None:
    """Enter every verdict and measure of one gate, tied to the bytes that it judged, and set aside the rows at fault."""
    with store.warehouse(settings) as database:
        work = partial(_enter, database, batch_id, stage, _digest(candidate), verdicts, measures)
        database.atomically("ledger", work, note=f"gate {stage} of {batch_id}")


def _enter(
    database: store.Database,
    batch_id: str,
    stage: str,
    candidate_sha256: str,
    verdicts: tuple[Verdict, ...],
    measures: tuple[Measure, ...],
) -> None:
    now = datetime.now(UTC)
    stops = [verdict for verdict in verdicts if verdict.stops]
    database.run(LEDGER / "forget_gate.sql", batch_id=batch_id, stage=stage)
    database.insert("ledger.verdicts", [_verdict_row(batch_id, stage, verdict, now) for verdict in verdicts])
    database.insert("ledger.measures", [_measure_row(batch_id, stage, measure, now) for measure in measures])
    outcome = {"batch_id": batch_id, "stage": stage, "passed": not stops, "candidate_sha256": candidate_sha256}
    database.insert("ledger.gates", [outcome | {"checked_at": now}])
    past = _past(database, stage)
    aside = {row["row_id"]: row for verdict in stops for row in _quarantined(batch_id, stage, verdict, now, past)}
    database.insert("quarantine.rows", list(aside.values()))
    if stops:
        database.run(LEDGER / "close.sql", batch_id=batch_id, state="failed", ended_at=now)


def _verdict_row(batch_id: str, stage: str, verdict: Verdict, now: datetime) -> Row:
    return {
        "verdict_id": short_hash("verdict", batch_id, stage, verdict.name),
        "batch_id": batch_id,
        "stage": stage,
        "table_name": verdict.table,
        "expectation": verdict.name,
        "success": verdict.success,
        "observed": verdict.observed,
        "unexpected_count": verdict.unexpected_count,
        "severity": verdict.severity,
        "notes": verdict.notes,
        "checked_at": now,
    }


def _measure_row(batch_id: str, stage: str, measure: Measure, now: datetime) -> Row:
    return {
        "batch_id": batch_id,
        "stage": stage,
        "table_name": measure.table,
        "expectation": measure.name,
        "source_id": measure.source_id,
        "n_rows": measure.n_rows,
        "n_at_fault": measure.n_at_fault,
        "share": measure.n_at_fault / measure.n_rows if measure.n_rows else None,
        "checked_at": now,
    }


def payload_of(row: Row) -> str:
    """A row at fault as quarantine keeps it; the same row is the same text."""
    return json.dumps(row, default=str, ensure_ascii=False)


def _past(database: store.Database, stage: str) -> Mapping[tuple[str, str, str], list[str]]:
    """The states of what a stage has set aside before, by reason, unit and row at fault."""
    known: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in database.rows(
        "SELECT reason, unit_id, CAST(payload AS VARCHAR) AS payload, status FROM quarantine.rows WHERE stage = :stage",
        stage=stage,
    ):
        known[row["reason"], row["unit_id"], row["payload"]].append(row["status"])
    return known


def _quarantined(
    batch_id: str,
    stage: str,
    verdict: Verdict,
    now: datetime,
    past: Mapping[tuple[str, str, str], list[str]],
) -> Rows:
    """The rows at fault that are not in quarantine already. One that was released and fails again is a new row."""
    found = []
    for row in verdict.rows:
        if row.get("unit_id") is None:
            continue
        unit_id, payload = str(row["unit_id"]), payload_of(row)
        before = past.get((verdict.name, unit_id, payload), [])
        if any(status != "released" for status in before):
            continue
        again = [str(len(before))] if before else []
        found.append(
            {
                "row_id": short_hash("q", stage, verdict.name, unit_id, payload, *again),
                "batch_id": batch_id,
                "stage": stage,
                "table_name": verdict.table,
                "unit_id": unit_id,
                "reason": verdict.name,
                "payload": payload,
                "status": "open",
                "quarantined_at": now,
            }
        )
    return found


def set_aside(settings: Settings, batch_id: str, stage: str, table: str, units: Sequence[Row]) -> None:
    """Put documents that a stage cannot read into quarantine: `unit_id`, `reason` and `detail` of each. Twice is once.

    The payload counts the attempts: a document that was released and cannot be read again is set aside anew.
    """
    now = datetime.now(UTC)
    with store.warehouse(settings) as database, database.transaction():
        earlier = database.rows("SELECT batch_id, unit_id FROM quarantine.rows WHERE stage = :stage", stage=stage)
        known = {row["unit_id"] for row in earlier if row["batch_id"] == batch_id}
        attempts = Counter(row["unit_id"] for row in earlier)
        rows = {
            short_hash("q", batch_id, stage, str(unit["unit_id"])): {
                "batch_id": batch_id,
                "stage": stage,
                "table_name": table,
                "unit_id": unit["unit_id"],
                "reason": f"unreadable_{unit['reason']}",
                "payload": json.dumps({**unit, "attempt": attempts[unit["unit_id"]] + 1}, ensure_ascii=False),
                "status": "open",
                "quarantined_at": now,
            }
            for unit in units
            if unit["unit_id"] not in known
        }
        database.insert("quarantine.rows", [{"row_id": row_id} | row for row_id, row in rows.items()])


def require_passed(settings: Settings, batch_id: str, stage: str, candidate: Path) -> None:
    """Raises RasadError unless the gate has passed exactly the bytes of this candidate file."""
    with store.reading(settings) as database:
        passed = database.rows(
            "SELECT candidate_sha256 FROM ledger.gates WHERE batch_id = :batch_id AND stage = :stage AND passed",
            batch_id=batch_id,
            stage=stage,
        )
    if not passed or passed[0]["candidate_sha256"] != _digest(candidate):
        raise RasadError(
            f"{stage}: the gate has not passed this candidate file; run the gate of batch {batch_id} first"
        )


def record_promotion(database: store.Database, batch_id: str, stage: str, added: dict[str, int]) -> None:
    """Enter a promotion, in the transaction that moves its rows. The last stage ends the run.

    One that is repeated because nobody heard of its success adds nothing, and leaves the entry as it is.
    """
    now = datetime.now(UTC)
    entry = "SELECT row_counts FROM ledger.promotions WHERE batch_id = :batch_id AND stage = :stage"
    earlier = [row["row_counts"] for row in database.rows(entry, batch_id=batch_id, stage=stage)]
    if not earlier or any(added.values()):
        before = Counter(earlier[0] if earlier else {})
        counts = {name: before[name] + count for name, count in added.items()}
        database.run(LEDGER / "forget_promotion.sql", batch_id=batch_id, stage=stage)
        promotion = {"batch_id": batch_id, "stage": stage, "promoted_at": now, "row_counts": json.dumps(counts)}
        database.insert("ledger.promotions", [promotion])
    if stage == STAGES[-1]:
        database.run(LEDGER / "close.sql", batch_id=batch_id, state="published", ended_at=now)


def gate_in_brief(settings: Settings, batch_id: str, stage: str) -> Row:
    """How one gate judged, as counts and the names of what failed."""
    with store.reading(settings) as database:
        verdicts = database.rows(
            "SELECT expectation, success FROM ledger.verdicts WHERE batch_id = :batch_id AND stage = :stage ORDER BY expectation",
            batch_id=batch_id,
            stage=stage,
        )
    failed = [verdict["expectation"] for verdict in verdicts if not verdict["success"]]
    return {"stage": stage, "checks": len(verdicts), "held": len(verdicts) - len(failed), "failed": ", ".join(failed)}


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
