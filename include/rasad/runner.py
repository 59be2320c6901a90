"""Write, audit, promote: the three steps of every stage on one batch. Airflow and the command line call the same ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rasad import __version__
from rasad.contracts import Contract, contract
from rasad.edges import archive, gate, snapshot, store
from rasad.edges.gate import Verdict
from rasad.errors import GateFailed, RasadError
from rasad.identity import short_hash
from rasad.model import STAGES
from rasad.pipeline import builder
from rasad.settings import SQL, Settings
from rasad.work import Row, Rows, Work

Tell = Callable[[str], None]


def open_batch(settings: Settings) -> str:
    """Begin a run: make sure that the warehouse has its tables, and enter the run in the ledger. Returns its id.

    A run that was killed stays in the ledger as interrupted; what it did not promote is taken up by this one, because
    every stage takes whatever earlier stages promoted and it has not yet decided on.
    """
    now = datetime.now(UTC)
    with store.warehouse(settings) as database, database.transaction():
        for folder in sorted(SQL.glob("[0-6]_*")):
            database.run(folder / "tables.sql")
        database.run(SQL / "0_ledger" / "interrupt.sql", ended_at=now)
        taken = {row["batch_id"] for row in database.rows("SELECT batch_id FROM ledger.batches")}
        batch_id = _unused(now, taken)
        batch = {
            "batch_id": batch_id,
            "state": "running",
            "sources": settings.sources,
            "started_at": now,
            "code_version": __version__,
        }
        database.insert("ledger.batches", [batch])
    return batch_id


def _unused(now: datetime, taken: set[str]) -> str:
    stem = now.strftime("%Y%m%dT%H%M%SZ")
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if name not in taken)


def build(settings: Settings, batch_id: str, stage: str, tell: Tell) -> dict[str, int]:
    """Step 1, write: the stage's candidate rows, in a file of their own that only appears when it is complete."""
    promise = contract(stage)
    path = candidate_path(settings, batch_id, promise)
    path.parent.mkdir(parents=True, exist_ok=True)
    unsealed = path.with_suffix(".building")
    for leftover in (unsealed, unsealed.with_name(unsealed.name + ".wal")):
        leftover.unlink(missing_ok=True)
    started_at = _started_at(settings, batch_id)
    with store.opened(unsealed) as database:
        database.run(promise.folder / "tables.sql")
        inputs = _take(settings, database, promise, batch_id)
        work = Work(settings, batch_id, started_at, inputs, tell, _payload_reader(settings))
        _write(database, promise, builder(stage)(work), {"run_id": batch_id, "loaded_at": started_at})
        _join(settings, database, promise)
        counts = _counts(database, promise)
    _seal(unsealed, path)
    tell(f"{stage}: " + (", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing new"))
    return counts


def _take(settings: Settings, database: store.Database, promise: Contract, batch_id: str) -> dict[str, Rows]:
    """Copy what the stage works on into the candidate file (the gate and people want to see it), and read it."""
    if not (promise.folder / "input.sql").exists():
        return {}
    database.execute("CREATE SCHEMA input")
    with store.held(settings), database.attached(settings.warehouse, "warehouse"):
        database.run(promise.folder / "input.sql", batch_id=batch_id)
    names = [name for name in database.tables() if name.startswith("input.")]
    return {name.removeprefix("input."): database.rows(f"SELECT * FROM {name}") for name in names}


def _write(database: store.Database, promise: Contract, tables: dict[str, Rows], stamp: Row) -> None:
    if unknown := set(tables) - set(promise.tables):
        raise TypeError(f"{promise.stage} built {', '.join(sorted(unknown))}, which its contract does not name")
    for name, table in promise.tables.items():
        database.insert(
            f"{promise.namespace}.{name}",
            [row | stamp if table.stamped else row for row in tables.get(name, [])],
        )
        if promise.namespace != "main":
            # The gate audits tables of the default schema only.
            database.execute(f"CREATE VIEW main.{name} AS SELECT * FROM {promise.namespace}.{name}")


def _join(settings: Settings, database: store.Database, promise: Contract) -> None:
    """Rows that are joined in SQL from what earlier stages promoted, and the comments that readers see."""
    if not (promise.folder / "build.sql").exists():
        return
    with store.held(settings), database.attached(settings.warehouse, "warehouse"):
        database.run(promise.folder / "build.sql")
    for name, table in promise.tables.items():
        database.execute(f"COMMENT ON TABLE {name} IS {store.quoted('One row: ' + table.grain)}")
        for column, described in table.all_columns.items():
            database.execute(f'COMMENT ON COLUMN {name}."{column}" IS {store.quoted(described.meaning)}')


def audit(settings: Settings, batch_id: str, stage: str, tell: Tell) -> tuple[Verdict, ...]:
    """Step 2, audit: judge exactly the candidate rows. Raises GateFailed after setting aside the rows at fault."""
    promise = contract(stage)
    path = candidate_path(settings, batch_id, promise)
    verdicts = gate.audit(path, promise)
    stops = [verdict for verdict in verdicts if verdict.stops]
    _record(settings, batch_id, promise, path, verdicts)
    passed = sum(verdict.success for verdict in verdicts)
    tell(f"{stage}: {passed} of {len(verdicts)} checks hold" + (f", {len(stops)} critical failures" if stops else ""))
    for verdict in verdicts:
        if not verdict.success:
            tell(explain(stage, verdict))
    if stops:
        raise GateFailed(
            stage,
            batch_id,
            [f"{verdict.table}.{verdict.name} ({verdict.unexpected_count} rows)" for verdict in stops],
        )
    return verdicts


def explain(stage: str, verdict: Verdict) -> str:
    """One failed verdict for the person on call: what failed, why it matters, the first rows at fault."""
    lines = [f"[{verdict.severity}] {stage}.{verdict.table}: {verdict.name} - {verdict.notes}"]
    lines += [
        f"    row: {json.dumps(row, default=str, ensure_ascii=False)[:600]}" for row in verdict.rows[: gate.SAMPLE_ROWS]
    ]
    if not verdict.rows:
        lines.append(f"    observed: {verdict.observed}")
    return "\n".join(lines)


def _record(settings: Settings, batch_id: str, promise: Contract, path: Path, verdicts: tuple[Verdict, ...]) -> None:
    now = datetime.now(UTC)
    stops = [verdict for verdict in verdicts if verdict.stops]
    with store.warehouse(settings) as database, database.transaction():
        database.run(SQL / "0_ledger" / "forget_gate.sql", batch_id=batch_id, stage=promise.stage)
        database.insert(
            "ledger.verdicts", [_verdict_row(batch_id, promise.stage, verdict, now) for verdict in verdicts]
        )
        outcome = {
            "batch_id": batch_id,
            "stage": promise.stage,
            "passed": not stops,
            "candidate_sha256": _digest(path),
        }
        database.insert("ledger.gates", [outcome | {"checked_at": now}])
        known = {row["row_id"] for row in database.rows("SELECT row_id FROM quarantine.rows")}
        aside = {row["row_id"]: row for verdict in stops for row in _quarantined(batch_id, promise.stage, verdict, now)}
        database.insert("quarantine.rows", [row for row_id, row in aside.items() if row_id not in known])
        if stops:
            database.run(SQL / "0_ledger" / "close.sql", batch_id=batch_id, state="failed", ended_at=now)


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


def _quarantined(batch_id: str, stage: str, verdict: Verdict, now: datetime) -> Rows:
    return [
        {
            "row_id": short_hash("q", stage, verdict.name, str(row["unit_id"]), payload),
            "batch_id": batch_id,
            "stage": stage,
            "table_name": verdict.table,
            "unit_id": row["unit_id"],
            "reason": verdict.name,
            "payload": payload,
            "status": "open",
            "quarantined_at": now,
        }
        for row in verdict.rows
        if row.get("unit_id") is not None
        for payload in (json.dumps(row, default=str, ensure_ascii=False),)
    ]


def promote(settings: Settings, batch_id: str, stage: str, tell: Tell) -> dict[str, int]:
    """Step 3, promote: move the audited rows into the warehouse, or the snapshot to the readers, in one step that
    happens or does not. Raises RasadError when the gate has not passed these very bytes."""
    promise = contract(stage)
    path = candidate_path(settings, batch_id, promise)
    _require_passed(settings, batch_id, promise, path)
    if stage == STAGES[-1]:
        place = snapshot.publish(settings, batch_id, path, promise)
        tell(f"{stage}: readers now see {place.name}")
    with store.warehouse(settings) as database, database.attached(path, "candidate"), database.transaction():
        added = _move(database, promise)
        now = datetime.now(UTC)
        promotion = {
            "batch_id": batch_id,
            "stage": stage,
            "promoted_at": now,
            "row_counts": json.dumps(added),
        }
        database.run(SQL / "0_ledger" / "forget_promotion.sql", batch_id=batch_id, stage=stage)
        database.insert("ledger.promotions", [promotion])
        if stage == STAGES[-1]:
            database.run(SQL / "0_ledger" / "close.sql", batch_id=batch_id, state="published", ended_at=now)
    tell(f"{stage}: promoted " + (", ".join(f"{n} {name}" for name, n in added.items() if n) or "nothing new"))
    return added


def _move(database: store.Database, promise: Contract) -> dict[str, int]:
    if not (promise.folder / "promote.sql").exists():
        return {}
    before = _counts(database, promise)
    database.run(promise.folder / "promote.sql")
    return {name: count - before[name] for name, count in _counts(database, promise).items()}


def _counts(database: store.Database, promise: Contract) -> dict[str, int]:
    return {
        name: database.rows(f"SELECT count(*) AS n FROM {promise.namespace}.{name}")[0]["n"] for name in promise.tables
    }


def _require_passed(settings: Settings, batch_id: str, promise: Contract, path: Path) -> None:
    with store.warehouse(settings) as database:
        passed = database.rows(
            "SELECT candidate_sha256 FROM ledger.gates WHERE batch_id = :batch_id AND stage = :stage AND passed",
            batch_id=batch_id,
            stage=promise.stage,
        )
    if not passed or passed[0]["candidate_sha256"] != _digest(path):
        raise RasadError(
            f"{promise.stage}: the gate has not passed this candidate file; run the gate of batch {batch_id} first"
        )


def run(settings: Settings, tell: Tell) -> str:
    """The whole daily run without Airflow. Returns the batch id."""
    batch_id = open_batch(settings)
    for stage in STAGES:
        build(settings, batch_id, stage, tell)
        audit(settings, batch_id, stage, tell)
        promote(settings, batch_id, stage, tell)
    return batch_id


def candidate_path(settings: Settings, batch_id: str, promise: Contract) -> Path:
    """Where the candidate rows of one stage and batch lie."""
    return settings.candidates / batch_id / f"{promise.number}_{promise.stage}.duckdb"


def _started_at(settings: Settings, batch_id: str) -> datetime:
    with store.warehouse(settings) as database:
        found = database.rows("SELECT started_at FROM ledger.batches WHERE batch_id = :batch_id", batch_id=batch_id)
    if not found:
        raise RasadError(f"batch {batch_id} is not in the ledger; open a batch first")
    started: datetime = found[0]["started_at"]
    return started


def _payload_reader(settings: Settings) -> Callable[[Row], bytes]:
    def read(row: Row) -> bytes:
        place = archive.Place(row["archive_file"], row["archive_offset"], row["payload_sha256"])
        return archive.payload(settings.archive, place)

    return read


def _seal(unsealed: Path, path: Path) -> None:
    if unsealed.with_name(unsealed.name + ".wal").exists():
        raise RasadError(
            f"{unsealed} still has a write-ahead log after closing; remove the batch folder and build again"
        )
    store.sync(unsealed)
    unsealed.replace(path)
    store.sync(path.parent)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
