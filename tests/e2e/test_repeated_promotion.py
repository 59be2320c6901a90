"""What a retry repeats changes nothing, and what cannot be read is counted each time: rows F18 and F19 of the fault matrix."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import digest
from rasad import ledger, runner
from rasad.edges import manifest, store
from rasad.model import STAGES
from rasad.settings import Settings


class Killed(BaseException):
    """The task's process is gone."""


def facts(settings: Settings) -> dict[str, Any]:
    """Rows and digest of every table of the warehouse."""
    with store.opened(settings.warehouse, read_only=True) as database:
        return {name: manifest.table_facts(database, name) for name in database.base_tables()}


def promotions(settings: Settings) -> list[tuple[str, str]]:
    with store.opened(settings.warehouse, read_only=True) as database:
        return [
            (row["batch_id"], row["stage"]) for row in database.rows("SELECT * FROM ledger.promotions ORDER BY ALL")
        ]


def quiet(_: str) -> None:
    return


def test_a_promotion_that_was_committed_and_not_reported_changes_nothing_when_repeated(desk: Settings) -> None:
    """F18: one kill in five strikes between the commit and the success of the task; then Airflow tries the task again."""
    evening = desk.model_copy(update={"edition": "evening"})
    batch_id = ledger.open_batch(evening)
    runner.land(evening, batch_id, quiet)
    for stage in STAGES:

        def dying(message: str, stage: str = stage) -> None:
            if message.startswith((f"{stage}: promoted", f"{stage}: readers now see")):
                raise Killed

        runner.build(evening, batch_id, stage, quiet)
        runner.audit(evening, batch_id, stage, quiet)
        with pytest.raises(Killed):
            runner.promote(evening, batch_id, stage, dying)
        committed, seen = facts(evening), digest(evening)
        assert (batch_id, stage) in promotions(evening), "this test proves something only where the commit had happened"
        runner.promote(evening, batch_id, stage, quiet)
        assert facts(evening) == committed, stage
        assert digest(evening) == seen, stage
        assert promotions(evening).count((batch_id, stage)) == 1


def test_each_time_that_a_document_cannot_be_read_is_counted(desk: Settings) -> None:
    """F19: whoever releases it to be tried again sees how often that was in vain."""
    unit = {"unit_id": "v1", "reason": "worker_error", "detail": "RecursionError"}
    for batch_id in ("one", "two", "two", "three"):
        ledger.set_aside(desk, batch_id, "claims", "versions", [unit])
    ledger.set_aside(desk, "three", "tag", "versions", [unit])
    with store.warehouse(desk) as database:
        rows = database.rows("SELECT batch_id, stage, reason, payload FROM quarantine.rows ORDER BY ALL")
    counted = {(row["stage"], row["batch_id"]): row["payload"]["attempt"] for row in rows}
    assert counted == {("claims", "one"): 1, ("claims", "two"): 2, ("claims", "three"): 3, ("tag", "three"): 1}
    assert {row["reason"] for row in rows} == {"unreadable_worker_error"}
