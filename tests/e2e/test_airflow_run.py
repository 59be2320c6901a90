"""The real DAG, run by Airflow itself: green on the sample newsroom, red where the warehouse was tampered with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import digest, rows
from rasad.edges import store
from rasad.settings import ROOT, Settings

pytestmark = pytest.mark.airflow


def run_dag(settings: Settings, home: Path) -> subprocess.CompletedProcess[str]:
    """`dag.test` of the daily DAG in a process of its own, as `make run` does it."""
    environment = os.environ | {
        "AIRFLOW_HOME": str(home),
        "RASAD_DATA": str(settings.data),
        "RASAD_SOURCES": "sample",
        "RASAD_PROGRESS": "1",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, str(ROOT / "dags" / "iran_news.py")]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)


def test_the_dag_publishes_what_the_pipeline_publishes(settings: Settings, airflow_database: Path) -> None:
    done = run_dag(settings, airflow_database)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "publish: readers now see" in done.stderr
    assert rows(settings, "SELECT count(*) AS n FROM claims")[0]["n"] >= 60


def test_a_red_gate_turns_the_run_red_and_shows_the_rows(desk: Settings, airflow_database: Path) -> None:
    seen = digest(desk)
    with store.warehouse(desk) as database, database.transaction():
        database.execute(
            "UPDATE clean.article_versions SET body = 'x' || body, body_chars = body_chars + 1"
            " WHERE version_id = (SELECT min(version_id) FROM claims.readings WHERE n_claims > 0)"
        )
    done = run_dag(desk, airflow_database)
    assert done.returncode == 1
    assert "published_span_is_not_its_text" in done.stderr
    assert "row:" in done.stderr
    assert digest(desk) == seen
    with store.warehouse(desk) as database:
        aside = database.rows("SELECT DISTINCT stage, reason, status FROM quarantine.rows")
    assert aside == [{"stage": "publish", "reason": "published_span_is_not_its_text", "status": "open"}]
