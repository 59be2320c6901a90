"""Write, audit, promote: the three steps of every stage on one batch. Airflow and the command line call the same ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rasad import ledger
from rasad.contracts import Contract, contract
from rasad.edges import archive, finishing, gate, operations, past, snapshot, store
from rasad.edges.gate import Verdict
from rasad.errors import GateFailed, RasadError
from rasad.model import STAGES
from rasad.orders import Order
from rasad.pipeline import builder
from rasad.settings import Settings
from rasad.work import Indices, Keys, Row, Rows, Tables, Work

if TYPE_CHECKING:
    from rasad.edges.web.completions import Completions

Tell = Callable[[str], None]


def begin(settings: Settings, tell: Tell, order: Order | None = None, external_run_id: str | None = None) -> str:
    """Open a batch: the daily run, or what the order says. Returns its id."""
    batch_id = ledger.open_batch(settings, order, external_run_id)
    operations.refresh(settings, tell)
    return batch_id


def plan(settings: Settings, batch_id: str, tell: Tell) -> list[str]:
    """Before landing: read from the warehouse what each lane (an outlet, an imported file) has to know. Returns the lanes."""
    from rasad.edges import landing

    lanes = landing.plan(settings, batch_id)
    tell(f"land: {len(lanes)} to visit")
    return lanes


def fetch(settings: Settings, batch_id: str, lane: str, tell: Tell) -> Row:
    """Visit one lane and spool what it gives. Raises Unreachable where trying again may help."""
    from rasad.edges import landing

    return landing.fetch(settings, batch_id, lane, tell)


def land(settings: Settings, batch_id: str, tell: Tell) -> None:
    """Plan a batch and visit all of its lanes in this process, without Airflow."""
    from rasad.edges import landing

    landing.fetch_all(settings, batch_id, plan(settings, batch_id, tell), tell)


def build(settings: Settings, batch_id: str, stage: str, tell: Tell) -> dict[str, int]:
    """Step 1, write: the stage's candidate rows, in a file of their own that only appears when it is complete."""
    promise = contract(stage)
    path = candidate_path(settings, batch_id, promise)
    path.parent.mkdir(parents=True, exist_ok=True)
    unsealed = path.with_suffix(".building")
    for leftover in (unsealed, unsealed.with_name(unsealed.name + ".wal")):
        leftover.unlink(missing_ok=True)
    started_at = ledger.started_at(settings, batch_id)
    with store.opened(unsealed) as database:
        database.run(promise.folder / "tables.sql")
        inputs = _take(settings, database, promise, batch_id, started_at)
        stamp = {"run_id": batch_id, "loaded_at": started_at}

        def ask(step: str, tables: Tables, positions: Iterable[int] = ()) -> Mapping[str, Rows]:
            _write(database, promise, tables, stamp)
            database.insert("input.found", [{"name": step, "position": position} for position in positions])
            return _look_up(settings, database, promise, step)

        def find(index: str, keys: Keys, most: int) -> tuple[Indices, Indices, Indices]:
            found = past.find(settings, index, keys, most)
            return found.which, found.positions, found.counts

        work = Work(
            settings, batch_id, started_at, inputs, tell, _payload_reader(settings), ask, _model(settings), find
        )
        _write(database, promise, builder(stage)(work), stamp)
        _show(database, promise)
        _join(settings, database, promise)
        counts = _counts(database, promise)
    if stage == STAGES[-1]:
        finishing.finish(settings, unsealed, promise.tables)
    _seal(unsealed, path)
    tell(f"{stage}: " + (", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing new"))
    return counts


def _model(settings: Settings) -> Completions | None:
    if not settings.extractor_url:
        return None
    from rasad.edges.web.completions import completions

    return completions(settings)


def _take(
    settings: Settings, database: store.Database, promise: Contract, batch_id: str, now: datetime
) -> dict[str, Rows]:
    """Copy what the stage works on into the candidate file (the gate and people want to see it), and read it."""
    if not (promise.folder / "input.sql").exists():
        return {}
    database.execute("CREATE SCHEMA input")
    with store.held(settings), database.attached(settings.warehouse, "warehouse"):
        database.run(promise.folder / "input.sql", batch_id=batch_id, now=now, evidence_sample=settings.evidence_sample)
    names = [name for name in database.tables() if name.startswith("input.")]
    return {name.removeprefix("input."): database.rows(f"SELECT * FROM {name}") for name in names}


def _look_up(settings: Settings, database: store.Database, promise: Contract, step: str) -> dict[str, Rows]:
    """What one more SQL file of the stage finds in the warehouse for the rows that the stage has written."""
    known = set(database.tables())
    with store.held(settings), database.attached(settings.warehouse, "warehouse"):
        database.run(promise.folder / f"{step}.sql")
    names = [name for name in database.tables() if name.startswith("input.") and name not in known]
    return {name.removeprefix("input."): database.rows(f"SELECT * FROM {name}") for name in names}


def _write(database: store.Database, promise: Contract, tables: Tables, stamp: Row) -> None:
    if unknown := set(tables) - set(promise.tables):
        raise TypeError(f"{promise.stage} built {', '.join(sorted(unknown))}, which its contract does not name")
    for name, rows in tables.items():
        database.insert(
            f"{promise.namespace}.{name}",
            [row | stamp if promise.tables[name].stamped else row for row in rows],
        )


def _show(database: store.Database, promise: Contract) -> None:
    """The gate audits tables of the default schema only."""
    for name in promise.tables if promise.namespace != "main" else ():
        database.execute(f"CREATE VIEW main.{name} AS SELECT * FROM {promise.namespace}.{name}")


def _join(settings: Settings, database: store.Database, promise: Contract) -> None:
    """Rows that are joined in SQL from what earlier stages promoted."""
    if not (promise.folder / "build.sql").exists():
        return
    with store.held(settings), database.attached(settings.warehouse, "warehouse"):
        database.run(promise.folder / "build.sql")


def audit(settings: Settings, batch_id: str, stage: str, tell: Tell) -> tuple[Verdict, ...]:
    """Step 2, audit: judge exactly the candidate rows. Raises GateFailed after setting aside the rows at fault."""
    promise = contract(stage)
    path = candidate_path(settings, batch_id, promise)
    verdicts = gate.audit(path, promise)
    stops = [verdict for verdict in verdicts if verdict.stops]
    ledger.record_gate(settings, batch_id, stage, path, verdicts)
    operations.refresh(settings, tell)
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


def promote(settings: Settings, batch_id: str, stage: str, tell: Tell) -> dict[str, int]:
    """Step 3, promote: move the audited rows into the warehouse, or the snapshot to the readers, in one step that
    happens or does not. Raises RasadError when the gate has not passed these very bytes."""
    promise = contract(stage)
    path = candidate_path(settings, batch_id, promise)
    ledger.require_passed(settings, batch_id, stage, path)
    if stage == STAGES[-1]:
        place = snapshot.publish(settings, batch_id, path, promise, ledger.gate_in_brief(settings, batch_id, stage))
        tell(f"{stage}: readers now see {place.name}; the brief of this run: {place / snapshot.BRIEF['en']}")
    with store.warehouse(settings) as database:
        with database.attached(path, "candidate"), database.transaction():
            added = _move(database, promise)
            ledger.record_promotion(database, batch_id, stage, added)
        past.grow(settings, stage, database)
    operations.refresh(settings, tell)
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


def run(settings: Settings, tell: Tell, order: Order | None = None) -> str:
    """One whole batch without Airflow: the daily run, or what the order says. Returns the batch id."""
    batch_id = begin(settings, tell, order)
    land(settings, batch_id, tell)
    for stage in STAGES:
        build(settings, batch_id, stage, tell)
        audit(settings, batch_id, stage, tell)
        promote(settings, batch_id, stage, tell)
    return batch_id


def candidate_path(settings: Settings, batch_id: str, promise: Contract) -> Path:
    """Where the candidate rows of one stage and batch lie."""
    return settings.candidates / batch_id / f"{promise.number}_{promise.stage}.duckdb"


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
