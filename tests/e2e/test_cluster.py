"""The deployment of docker-compose.yml as real processes: two workers give the tables of one process, and no fault loses a row."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator

import pytest
from cluster import Cluster, cluster, descendants

from conftest import content
from rasad.edges import snapshot, store
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


class Reader(threading.Thread):
    """Somebody who asks the published snapshot all the time."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(daemon=True)
        self.settings, self.answers, self.errors, self.ends = settings, 0, list[Exception](), threading.Event()

    def run(self) -> None:
        """Ask until told to stop."""
        while not self.ends.wait(0.3):
            try:
                with store.opened(snapshot.current(self.settings), read_only=True) as database:
                    assert database.rows("SELECT count(*) AS n FROM claims")[0]["n"] > 0
                self.answers += 1
            except Exception as error:
                self.errors.append(error)


def start_again(running: Cluster) -> None:
    """Everything as before the first run, but for what is published. A run that the schedule begins meanwhile is waited for."""
    running.until(lambda: not running.busy(), "no run is on its way", RUN_S)
    for path in running.data.iterdir():
        if path.name != "published":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_no_fault_of_a_run_loses_or_changes_a_row(running: Cluster, first_run: str, morning: Settings) -> None:
    assert running.state(first_run) == "success"
    start_again(running)
    before = snapshot.current(installation(running))
    reader = Reader(installation(running))
    reader.start()
    services, run = running.services, running.trigger()

    # A worker dies with a part in its hands: the scheduler misses its heartbeat, and the other worker does the part.
    second = services["worker-2"].process
    assert second is not None
    idle = len(descendants(second.pid))
    running.until(lambda: len(descendants(second.pid)) > idle, "the second worker has a part", RUN_S)
    services["worker-2"].kill()

    # The scheduler dies: the health page says so, running tasks go on, and its successor takes the run up.
    running.until(lambda: running.reached(run, "dedupe"), "dedupe", RUN_S)
    services["scheduler"].kill()
    running.until(lambda: running.health()["scheduler"]["status"] == "unhealthy", "the page shows it", NOTICED_S)
    assert not services["scheduler"].is_healthy()
    running.start("scheduler", "worker-2")

    # The database dies without a word and recovers.
    running.until(lambda: running.reached(run, "claims"), "claims", RUN_S)
    services["postgres"].kill()
    assert not services["postgres"].is_healthy()
    time.sleep(5)
    running.start("postgres")

    # The queue is gone for a while, and comes back with what it held.
    running.until(lambda: running.reached(run, "corroborate"), "corroborate", RUN_S)
    services["redis"].kill()
    assert not services["redis"].is_healthy()
    time.sleep(10)
    running.start("redis")

    running.until(lambda: running.state(run) not in ("queued", "running"), "the run ends", RUN_S)
    reader.ends.set()
    reader.join()
    assert running.failed(run) == []
    assert running.state(run) == "success"
    retried = {name for name, tries in running.tries(run).items() if tries > 1}
    assert retried, "the deaths were felt: somebody did a task again"
    assert content(installation(running)) == content(morning)
    assert snapshot.current(installation(running)) != before
    assert reader.errors == []
    assert reader.answers > 50
    for name in LASTING:
        running.until(services[name].is_healthy, f"{name} is healthy again", NOTICED_S)
