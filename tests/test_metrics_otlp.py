"""Rasad's gauges as an OpenTelemetry collector receives them from a task, whose process ends long before its next export is due."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from otlp_sink import collecting
from rasad.settings import ROOT

pytestmark = pytest.mark.airflow
# What the process of a task does before and around the stage's step: sdk/execution_time/task_runner.py.
TASK = """
from airflow.sdk.observability import stats
from airflow.sdk.observability.metrics import stats_utils
from airflow.sdk.configuration import conf

stats.initialize(factory=stats_utils.get_stats_factory(), export_legacy_names=conf.getboolean("metrics", "legacy_names_on"))
import rasad_metrics
from rasad.errors import GateFailed

with rasad_metrics.timed("clean", "audit"):
    rasad_metrics.judged("clean", 20, 1)
rasad_metrics.promoted("clean", {"articles": 37, "edits": 0})
try:
    with rasad_metrics.timed("claims", "audit"):
        raise GateFailed("claims", "b", ["claims.claim_id_is_unique (2 rows)"])
except GateFailed:
    pass
"""


def test_a_task_tells_a_collector_its_gauges_before_its_process_ends(airflow_database: Path) -> None:
    with collecting() as collector:
        told = {
            "AIRFLOW_HOME": str(airflow_database),
            "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in ("plugins", "include")),
            "AIRFLOW__METRICS__OTEL_ON": "True",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.port}",
            "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        }
        done = subprocess.run(
            [sys.executable, "-c", TASK],
            env=os.environ | told,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
    found = collector.last()
    for name in ("clean", "claims"):
        assert 0 <= found.pop(f"airflow.rasad.{name}.audit.seconds") < 5
    assert found == {
        "airflow.rasad.clean.gate.red": 0,
        "airflow.rasad.clean.gate.checks": 20,
        "airflow.rasad.clean.gate.failed": 1,
        "airflow.rasad.clean.rows.articles": 37,
        "airflow.rasad.clean.rows.edits": 0,
        "airflow.rasad.claims.gate.red": 1,
    }
