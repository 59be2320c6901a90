"""The real DAG, run by Airflow itself: green on the sample newsroom, red where the warehouse was tampered with."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import AirflowDay, digest, lineage_of, rows, run_dag
from rasad.edges import store
from rasad.settings import Settings

pytestmark = pytest.mark.airflow


def test_the_dag_publishes_what_the_pipeline_publishes(airflow_day: AirflowDay) -> None:
    assert airflow_day.done.returncode == 0, airflow_day.done.stderr[-3000:]
    assert "publish: readers now see" in airflow_day.done.stderr
    assert rows(airflow_day.settings, "SELECT count(*) AS n FROM claims")[0]["n"] >= 60


def test_a_red_gate_turns_the_run_red_shows_the_rows_and_fails_in_the_lineage(
    desk: Settings, airflow_database: Path, tmp_path: Path
) -> None:
    seen = digest(desk)
    with store.warehouse(desk) as database, database.transaction():
        database.execute(
            "UPDATE clean.article_versions SET body = 'x' || body, body_chars = body_chars + 1"
            " WHERE version_id = (SELECT min(version_id) FROM claims.readings WHERE n_claims > 0)"
        )
    done = run_dag(desk, airflow_database, tmp_path / "events")
    assert done.returncode == 1
    assert "published_span_is_not_its_text" in done.stderr
    assert "row:" in done.stderr
    assert digest(desk) == seen
    with store.warehouse(desk) as database:
        aside = database.rows("SELECT DISTINCT stage, reason, status FROM quarantine.rows")
    assert aside == [{"stage": "publish", "reason": "published_span_is_not_its_text", "status": "open"}]
    told = {(event["job"]["name"], event["eventType"]) for event in lineage_of(tmp_path / "events")}
    assert ("iran_news.publish.audit", "FAIL") in told
    assert ("iran_news.publish.promote", "START") not in told
    with store.warehouse(desk) as database:
        alerts = database.rows(
            "SELECT alert_key FROM ledger.alerts WHERE severity = 'critical' AND alert_key LIKE 'gate:%'"
        )
    assert alerts == [{"alert_key": "gate:publish"}]
