"""The deployment of docker-compose.yml as real processes: two workers give the tables of one process, and no fault loses a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cluster import Cluster, cluster

from conftest import content
from rasad.settings import Settings

pytestmark = pytest.mark.airflow
RUN_S, NOTICED_S = 900, 120
LASTING = ("postgres", "redis", "api-server", "scheduler", "dag-processor", "triggerer", "worker")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The services of docker-compose.yml and a second worker; parts so small that the sample newsroom has several."""
    with cluster(tmp_path_factory.mktemp("cluster"), RASAD_PART_CHARS="15000") as made:
        yield made


@pytest.fixture(scope="module")
def first_run(running: Cluster) -> str:
    """The daily run that begins by itself as soon as the DAG is switched on."""
    running.ask("/api/v2/dags/iran_news", {"is_paused": False}, "PATCH")

    def runs() -> list[str]:
        return [run["dag_run_id"] for run in running.ask("/api/v2/dags/iran_news/dagRuns")["dag_runs"]]

    running.until(lambda: bool(runs()), "a run begins", NOTICED_S)
    (run,) = runs()
    running.until(lambda: running.state(run) not in ("queued", "running"), "the run ends", RUN_S)
    return run


def installation(running: Cluster) -> Settings:
    return Settings(data=running.data, sources="sample")


def test_every_service_is_healthy_by_its_own_check(running: Cluster) -> None:
    assert [name for name in LASTING if not running.services[name].is_healthy()] == []
    assert {part["status"] for part in running.health().values()} == {"healthy"}


def test_two_workers_publish_what_one_process_publishes(running: Cluster, first_run: str, morning: Settings) -> None:
    assert running.failed(first_run) == []
    assert running.state(first_run) == "success"
    assert content(installation(running)) == content(morning)


def test_a_worker_that_only_reaches_the_shared_storage_did_parts(running: Cluster, first_run: str) -> None:
    works = [task for task in running.tasks(first_run) if task["task_id"].endswith(".work")]
    assert len(works) >= 8
    assert {task["queue"] for task in works} == {"parts"}
    for name in ("worker", "worker-2"):
        assert "succeeded in" in (running.folder / f"{name}.log").read_text(encoding="utf-8")
    assert list((running.folder / "data-2").iterdir()) == []
    assert not list((running.folder / "shared").rglob("*.parquet"))
