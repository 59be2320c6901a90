"""One run of the whole pipeline on the sample newsroom, shared by the end-to-end tests; each test gets a copy of its data."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import live_airflow
from live_airflow import LiveAirflow
from rasad import runner
from rasad.contracts import contract
from rasad.edges import snapshot, store
from rasad.settings import ROOT, Settings

# What differs from run to run by nature: clocks, run ids, and addresses that contain them.
VOLATILE = {"run_id", "loaded_at", "first_seen_at", "last_seen_at", "seen_at", "fetch_id", "first_reported_at"}
PER_RUN = {
    *("runs", "quality_results", "fetches", "feeds", "quarantine", "quarantine_by_stage"),
    *("coverage", "gaps", "blackouts", "tombstones"),
}


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample newsroom's morning, published once. Read it, never write to it."""
    settings = Settings(data=tmp_path_factory.mktemp("morning") / "data", sources="sample")
    runner.run(settings, print)
    return settings


@dataclass(frozen=True)
class AirflowDay:
    """One run of the daily DAG by Airflow itself, and where it left its traces."""

    settings: Settings
    done: subprocess.CompletedProcess[str]
    metadata: Path  # Airflow's own database
    events: Path  # of its lineage

    @property
    def batch_id(self) -> str:
        """The batch that it published."""
        return snapshot.current(self.settings).parent.name


def run_dag(settings: Settings, home: Path, lineage: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`dag.test` of the daily DAG in a process of its own, as `make run` does it; with a file for its lineage where one is named."""
    traced = {
        "AIRFLOW__OPENLINEAGE__DISABLED": "False",
        "AIRFLOW__OPENLINEAGE__NAMESPACE": "rasad",
        "AIRFLOW__OPENLINEAGE__EXTRACTORS": "rasad_lineage.StageExtractor",
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps({"type": "file", "log_file_path": str(lineage), "append": True}),
    }
    own = {
        "AIRFLOW_HOME": str(home),
        "RASAD_DATA": str(settings.data),
        "RASAD_SOURCES": "sample",
        "RASAD_PROGRESS": "1",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore",
    }
    return subprocess.run(
        [sys.executable, str(ROOT / "dags" / "iran_news.py")],
        env=os.environ | own | (traced if lineage else {}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="session")
def airflow_day(tmp_path_factory: pytest.TempPathFactory, airflow_database: Path) -> AirflowDay:
    """The sample newsroom's morning, published by the DAG. Read it, never write to it."""
    folder = tmp_path_factory.mktemp("airflow_day")
    settings, events = Settings(data=folder / "data", sources="sample"), folder / "events"
    return AirflowDay(settings, run_dag(settings, airflow_database, events), airflow_database / "airflow.db", events)


def lineage_of(events: Path) -> list[dict[str, Any]]:
    """The events that the file transport of OpenLineage wrote."""
    return [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def desk(morning: Settings, tmp_path: Path) -> Settings:
    """A copy of that installation to work on."""
    shutil.copytree(morning.data, tmp_path / "data", symlinks=True)
    return Settings(data=tmp_path / "data", sources="sample")


@pytest.fixture(scope="session")
def airflow_server(morning: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveAirflow]:
    """A started Airflow with login (users `admin` and `viewer`) on a copy of the morning, shared by all tests of the session.

    Nothing runs by schedule; a test triggers what it needs. What tests change in its data stays: keep to rows of your own.
    """
    home = tmp_path_factory.mktemp("airflow-server")
    shutil.copytree(morning.data, home / "data", symlinks=True)
    server, process = live_airflow.start(home / "airflow", Settings(data=home / "data", sources="sample"))
    try:
        yield server
    finally:
        live_airflow.stop(process)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless browser of Playwright, whose event loop must end before other tests want one. Skips without Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed: the UI was not looked at in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def content(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """The readers' tables of the current snapshot without what differs by nature, comparable as a whole."""
    with store.opened(snapshot.current(settings), read_only=True) as database:
        return {
            name: sorted(
                (
                    tuple(str(row[c]) for c in row if c not in VOLATILE)
                    for row in database.rows(f"SELECT * FROM {name}")
                ),
            )
            for name in contract("publish").tables
            if name not in PER_RUN
        }


def rows(settings: Settings, sql: str, **parameters: Any) -> list[dict[str, Any]]:
    """The answer of the current snapshot."""
    with store.opened(snapshot.current(settings), read_only=True) as database:
        return database.rows(sql, **parameters)


def digest(settings: Settings) -> str:
    """The bytes that readers see, as a digest."""
    found = hashlib.sha256()
    for path in sorted((settings.published / snapshot.CURRENT).resolve().iterdir()):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def start(settings: Settings, edition: str = "morning") -> subprocess.Popen[bytes]:
    """The pipeline in a process of its own, as `python -m rasad run`."""
    environment = os.environ | {"RASAD_DATA": str(settings.data), "RASAD_SOURCES": "sample", "RASAD_EDITION": edition}
    return subprocess.Popen(
        [sys.executable, "-m", "rasad", "run"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
