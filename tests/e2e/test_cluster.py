"""The deployment of docker-compose.yml as real processes: two workers give the tables of one process, whatever dies meanwhile.

One run for all of it, since a run of several machines takes minutes: worker, scheduler, database and queue die in it, one after the
other, while somebody reads what was published before and a collector receives the metrics.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cluster import Cluster, cluster
from service import Service, descendants

from conftest import content
from otlp_sink import Collector, collecting
from rasad.edges import snapshot, store
from rasad.settings import Settings

pytestmark = pytest.mark.airflow
RUN_S, NOTICED_S = 900, 120
LASTING = ("postgres", "redis", "api-server", "scheduler", "dag-processor", "triggerer", "worker")


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


@dataclass(frozen=True)
class Survived:
    """The run in which everything died, and what was seen of it."""

    run: str
    held: dict[str, Any]  # the task that the worker held when it was killed
    held_afterwards: dict[str, Any]  # the same task before any second worker was there again
    reader: Reader
    published_before: Path


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    """Where all services send their metrics."""
    with collecting() as made:
        yield made


@pytest.fixture(scope="module")
def running(collector: Collector, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The services of docker-compose.yml and a second worker; parts so small that the sample newsroom has several."""
    settings = {
        "RASAD_PART_CHARS": "15000",
        "AIRFLOW__METRICS__OTEL_ON": "True",
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.port}",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    }
    with cluster(tmp_path_factory.mktemp("cluster"), **settings) as made:
        yield made


def installation(running: Cluster) -> Settings:
    return Settings(data=running.data, sources="sample")


def test_every_service_is_healthy_by_its_own_check(running: Cluster) -> None:
    assert [name for name in LASTING if not running.services[name].is_healthy()] == []
    assert {part["status"] for part in running.health().values()} == {"healthy"}


@pytest.fixture(scope="module")
def survived(running: Cluster, morning: Settings) -> Survived:
    """The daily run that begins by itself as soon as the DAG is switched on, with a death in each of its stages."""
    shutil.copytree(morning.data / "published", running.data / "published", symlinks=True)
    before = snapshot.current(installation(running))
    reader, services = Reader(installation(running)), running.services
    reader.start()
    running.ask("/api/v2/dags/iran_news", {"is_paused": False}, "PATCH")
    running.until(lambda: bool(running.busy()), "a run begins", NOTICED_S)
    (run,) = running.busy()

    # A worker dies with a part in its hands. The next stage cannot begin before the other worker has done that part.
    held = killed_with_a_part(running, services["worker-2"], run)
    assert held["task_id"] == "clean.work"
    running.until(lambda: running.reached(run, "dedupe"), "dedupe", RUN_S)
    afterwards = task_of(running, run, held)

    # The scheduler dies: the health page says so, running tasks go on, and its successor takes the run up.
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
    return Survived(run, held, afterwards, reader, before)


def killed_with_a_part(running: Cluster, worker: Service, run: str) -> dict[str, Any]:
    """Kill a worker while it does a part: it is stopped first, so that what it holds cannot end before it is killed."""
    found: list[dict[str, Any]] = []

    def is_caught() -> bool:
        assert worker.process is not None
        family = (worker.process.pid, *descendants(worker.process.pid))
        found[:] = parts_held(running, run, family)
        if not found:
            return False
        signalled(family, signal.SIGSTOP)
        time.sleep(1)  # what it had said before is heard by now
        found[:] = parts_held(running, run, family)
        if not found:
            signalled(family, signal.SIGCONT)
        return bool(found)

    running.until(is_caught, "the second worker has a part", RUN_S)
    worker.kill()
    return found[0]


def parts_held(running: Cluster, run: str, family: tuple[int, ...]) -> list[dict[str, Any]]:
    """Parts that run in one of these processes."""
    works = (task for task in running.tasks(run) if task["task_id"].endswith(".work"))
    return [task for task in works if task["state"] == "running" and task["pid"] in family]


def signalled(family: tuple[int, ...], sign: signal.Signals) -> None:
    for pid in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)


def task_of(running: Cluster, run: str, like: dict[str, Any]) -> dict[str, Any]:
    """How a task stands now."""
    wanted = (like["task_id"], like["map_index"])
    return next(task for task in running.tasks(run) if (task["task_id"], task["map_index"]) == wanted)


def test_the_part_of_a_killed_worker_is_done_by_the_other(survived: Survived) -> None:
    held, afterwards = survived.held, survived.held_afterwards
    assert held["try_number"] == 1
    assert (afterwards["state"], afterwards["try_number"]) == ("success", 2)
    assert afterwards["pid"] != held["pid"]


def test_the_run_in_which_everything_died_publishes_what_one_process_publishes(
    running: Cluster, survived: Survived, morning: Settings
) -> None:
    assert running.failed(survived.run) == []
    assert running.state(survived.run) == "success"
    assert snapshot.current(installation(running)) != survived.published_before
    assert content(installation(running)) == content(morning)


def test_readers_have_noticed_nothing(survived: Survived) -> None:
    assert survived.reader.errors == []
    assert survived.reader.answers > 50


def test_every_service_is_healthy_afterwards(running: Cluster, survived: Survived) -> None:
    assert running.state(survived.run) == "success"
    for name in LASTING:
        running.until(running.services[name].is_healthy, f"{name} is healthy again", NOTICED_S)


def test_a_worker_that_only_reaches_the_shared_storage_did_parts(running: Cluster, survived: Survived) -> None:
    works = [task for task in running.tasks(survived.run) if task["task_id"].endswith(".work")]
    assert len(works) >= 8
    assert {task["queue"] for task in works} == {"parts"}
    for name in ("worker", "worker-2"):
        assert "succeeded in" in (running.folder / f"{name}.log").read_text(encoding="utf-8")
    assert list((running.folder / "data-2").iterdir()) == []
    assert not list((running.folder / "shared").rglob("*.parquet"))


def test_a_collector_received_the_gauges_of_tasks_and_the_heartbeat_of_the_scheduler(
    running: Cluster, survived: Survived, collector: Collector
) -> None:
    assert running.state(survived.run) == "success"
    told = collector.last()
    with store.warehouse(installation(running)) as database:
        rows = {
            table: database.rows(f"SELECT count(*) AS n FROM claims.{table}")[0]["n"] for table in ("claims", "hops")
        }
    assert {table: told[f"airflow.rasad.claims.rows.{table}"] for table in rows} == rows
    assert told["airflow.rasad.claims.gate.red"] == 0
    assert told["airflow.rasad.dedupe.audit.seconds"] > 0
    assert "airflow.scheduler_heartbeat" in collector.others
