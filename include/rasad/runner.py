"""Write, audit, promote: the three steps of every stage on one batch. Airflow and the command line call the same ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from rasad import ledger
from rasad.building import build, candidate_path, row_counts, take, work
from rasad.contracts import Contract, contract
from rasad.edges import gate, gate_pages, operations, past, snapshot, store
from rasad.edges.gate import Verdict, remote
from rasad.errors import GateFailed
from rasad.model import STAGES
from rasad.orders import Order
from rasad.review import acceptance
from rasad.settings import Settings
from rasad.work import Row

__all__ = ["audit", "begin", "build", "candidate_path", "fetch", "land", "plan", "promote", "run", "take", "work"]

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


def audit(settings: Settings, batch_id: str, stage: str, tell: Tell) -> tuple[Verdict, ...]:
    """Step 2, audit: judge exactly the candidate rows. Raises GateFailed after setting aside the rows at fault."""
    promise = contract(stage)
    path = candidate_path(settings, batch_id, promise)
    judgement = remote.judge(settings, path, promise, tell)
    verdicts = acceptance.excused(settings, promise, judgement.verdicts)
    stops = [verdict for verdict in verdicts if verdict.stops]
    ledger.record_gate(settings, batch_id, stage, path, verdicts, judgement.measures)
    gate_pages.keep(settings, batch_id, stage, judgement, tell)
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
    kept = _keep_evidence(settings, stage, path)
    if stage == STAGES[-1]:
        place = snapshot.publish(settings, batch_id, path, promise, ledger.gate_in_brief(settings, batch_id, stage))
    with store.warehouse(settings) as database:
        with database.attached(path, "candidate"):
            added = database.atomically(
                stage, lambda: _move(database, promise, batch_id), note=f"{stage} of {batch_id}", tell=tell
            )
        past.grow(settings, stage, database)
    if kept:
        _release_evidence(settings, kept)
    operations.refresh(settings, tell)
    if stage == STAGES[-1]:
        tell(f"{stage}: readers now see {place.name}; the brief of this run: {place / snapshot.BRIEF['en']}")
    else:
        tell(f"{stage}: promoted " + (", ".join(f"{n} {name}" for name, n in added.items() if n) or "nothing new"))
    return added


def _keep_evidence(settings: Settings, stage: str, candidate: Path) -> list[str]:
    if stage != STAGES[0] or not settings.archive_store:
        return []
    from rasad.edges import landing

    return landing.keep(settings, candidate)


def _release_evidence(settings: Settings, files: list[str]) -> None:
    from rasad.edges import landing

    landing.release(settings, files)


def _move(database: store.Database, promise: Contract, batch_id: str) -> dict[str, int]:
    """The candidate rows into the warehouse, and the ledger row that says so."""
    added: dict[str, int] = {}
    if (promise.folder / "promote.sql").exists():
        before = row_counts(database, promise)
        database.run(promise.folder / "promote.sql")
        added = {name: count - before[name] for name, count in row_counts(database, promise).items()}
    ledger.record_promotion(database, batch_id, promise.stage, added)
    return added


def run(settings: Settings, tell: Tell, order: Order | None = None) -> str:
    """One whole batch without Airflow: the daily run, or what the order says. Returns the batch id."""
    # This process judges all gates: it loads Great Expectations once anyhow.
    settings = settings.model_copy(update={"gatekeeper_idle_s": 0})
    batch_id = begin(settings, tell, order)
    land(settings, batch_id, tell)
    for stage in STAGES:
        build(settings, batch_id, stage, tell)
        audit(settings, batch_id, stage, tell)
        promote(settings, batch_id, stage, tell)
    return batch_id
