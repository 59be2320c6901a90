"""What Airflow is told of each promotion: rows and gate in the event of the stage's asset."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from conftest import AirflowDay, rows
from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges.gate import Verdict
from rasad.model import STAGES
from rasad.outcome import outcome
from rasad.settings import Settings

pytestmark = pytest.mark.airflow


@pytest.fixture(scope="module")
def events(airflow_day: AirflowDay) -> dict[str, dict[str, Any]]:
    """The metadata of every event of the run, by asset."""
    assert airflow_day.done.returncode == 0, airflow_day.done.stderr[-3000:]
    with closing(sqlite3.connect(airflow_day.metadata)) as database:
        found = database.execute(
            "SELECT a.name, e.source_task_id, e.extra FROM asset_event AS e INNER JOIN asset AS a ON a.id = e.asset_id ORDER BY e.id"
        ).fetchall()
    told = [(name, task, json.loads(extra)) for name, task, extra in found]
    mine = [(name, task, extra) for name, task, extra in told if extra["batch_id"] == airflow_day.batch_id]
    assert [(name, task) for name, task, _ in mine] == [(stage, f"{stage}.promote") for stage in STAGES]
    return {name: extra for name, _, extra in mine}


def test_each_event_counts_the_rows_of_every_table_of_its_stage(
    events: dict[str, dict[str, Any]], airflow_day: AirflowDay
) -> None:
    for stage in STAGES:
        assert set(events[stage]["rows"]) == set(contract(stage).tables)
    claims = rows(airflow_day.settings, "SELECT count(*) AS n FROM claims")[0]["n"]
    assert events["claims"]["rows"]["claims"] == events["publish"]["rows"]["claims"] == claims > 0
    assert events["land"]["rows"]["pages"] == rows(airflow_day.settings, "SELECT count(*) AS n FROM pages")[0]["n"]


def test_each_event_says_how_the_gate_judged(events: dict[str, dict[str, Any]]) -> None:
    for stage in STAGES:
        promise = contract(stage)
        declared = len(promise.checks) + sum(len(table.expectations) for table in promise.tables.values())
        assert events[stage]["gate"] == {"state": "passed", "checks": declared, "held": declared, "failed": []}


def test_a_warning_that_did_not_stop_the_promotion_is_named(settings: Settings) -> None:
    batch_id = ledger.open_batch(settings)
    candidate = runner.candidate_path(settings, batch_id, contract("clean"))
    candidate.parent.mkdir(parents=True)
    candidate.write_bytes(b"audited")
    failed = Verdict("articles", "most_pages_are_articles", "sql_check", "warning", False, "null", 3, "")
    held = Verdict("articles", "article_id_is_unique", "sql_check", "critical", True, "null", 0, "")
    ledger.record_gate(settings, batch_id, "clean", candidate, (failed, held))
    told = outcome(settings, batch_id, "clean", {"articles": 2})
    assert told["gate"] == {
        "state": "passed_with_warnings",
        "checks": 2,
        "held": 1,
        "failed": ["most_pages_are_articles"],
    }
    assert told["rows"] == {**dict.fromkeys(contract("clean").tables, 0), "articles": 2}
