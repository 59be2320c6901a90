"""docker-compose.yml as processes on loopback: each service's own command, environment and health check, without Docker.

What Compose makes of the file is taken as it is; only what a container has of its own is mapped: names of hosts become loopback
ports, folders of the image and of volumes become folders of the test.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cluster_database
import pytest
import yaml
from service import Service

from postgres import free_port, programs

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
REQUIRED = re.compile(r"\$\{(\w+):\?")
PASSWORD = "loopback-only"
BOOT_S, POLL_S = 400, 0.2
# Settings that make a fault noticed in seconds instead of minutes; the rules are the same.
IMPATIENT = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "3",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "15",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "15",
    # What a worker had taken and not begun when it died has no heartbeat to miss: ten minutes without this.
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "90",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "10",
    "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
}


def missing() -> list[str]:
    """What this machine lacks to run the services."""
    tools = {
        "redis-server": shutil.which("redis-server"),
        "postgresql": programs(),
        "docker-compose": shutil.which("docker-compose"),
    }
    return [name for name, found in tools.items() if not found]


@dataclass
class Cluster:
    """All services, and the door to Airflow."""

    folder: Path
    services: dict[str, Service] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    _token: str = ""

    @property
    def data(self) -> Path:
        """The data folder of the machine that holds the warehouse."""
        return self.folder / "data"

    def start(self, *names: str) -> None:
        """Start services and wait until each is healthy."""
        for name in names:
            self.services[name].start()
        for name in names:
            self.until(self.services[name].is_healthy, f"{name} is healthy", BOOT_S)

    def ask(self, path: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:
        """One answer of Airflow's API."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.ports['api-server']}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def log_in(self) -> None:
        """As the admin of docker-compose.yml."""
        self._token = self.ask("/auth/token", {"username": "admin", "password": PASSWORD})["access_token"]

    def health(self) -> dict[str, Any]:
        """What the health page shows to an operator."""
        found: dict[str, Any] = self.ask("/api/v2/monitor/health")
        return found

    def tasks(self, run: str) -> list[dict[str, Any]]:
        """Every task of a run, as the grid shows it."""
        path = f"/api/v2/dags/iran_news/dagRuns/{run}/taskInstances?limit=200"
        found: list[dict[str, Any]] = self.ask(path)["task_instances"]
        return found

    def tries(self, run: str) -> dict[str, int]:
        """How often each task of a run was tried."""
        return {f"{task['task_id']}[{task['map_index']}]": task["try_number"] for task in self.tasks(run)}

    def trigger(self) -> str:
        """Start a run of the daily DAG."""
        run: str = self.ask("/api/v2/dags/iran_news/dagRuns", {"logical_date": None})["dag_run_id"]
        return run

    def busy(self) -> list[str]:
        """Runs of the daily DAG that are not over."""
        runs = self.ask("/api/v2/dags/iran_news/dagRuns?limit=100")["dag_runs"]
        return [run["dag_run_id"] for run in runs if run["state"] in ("queued", "running")]

    def state(self, run: str) -> str:
        """How a run stands."""
        found: str = self.ask(f"/api/v2/dags/iran_news/dagRuns/{run}")["state"]
        return found

    def reached(self, run: str, stage: str) -> bool:
        """Whether a run works on a stage, or is past it."""
        begun = {task["task_id"].partition(".")[0] for task in self.tasks(run) if task["start_date"]}
        if self.state(run) not in ("queued", "running"):
            raise AssertionError(f"the run is {self.state(run)}: {self.failed(run)}")
        return stage in begun

    def failed(self, run: str) -> list[str]:
        """Tasks that are red."""
        return [task["task_id"] for task in self.tasks(run) if task["state"] in ("failed", "upstream_failed")]

    def until(self, holds: Callable[[], bool], what: str, seconds: float) -> None:
        """Wait for something. What cannot be asked just now counts as not yet."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(urllib.error.URLError, OSError, subprocess.TimeoutExpired):
                if holds():
                    return
            time.sleep(POLL_S)
        raise AssertionError(f"not within {seconds:.0f} s: {what}; logs are in {self.folder}")


@contextlib.contextmanager
def cluster(folder: Path, **settings: str) -> Iterator[Cluster]:
    """PostgreSQL, Redis, the migrated schema and every Airflow service of docker-compose.yml, with a second worker.

    `worker` holds the data folder and serves all queues; `worker-2` has an empty one of its own and does parts alone.
    """
    if lacking := missing():
        pytest.skip(f"not installed: {', '.join(lacking)}; .ci/run installs them where it is root")
    made = Cluster(folder)
    rendered = _rendered(folder)["services"]
    made.ports |= {name: free_port() for name in (*rendered, "worker-2", "scheduler-health")}
    for name in ("data", "data-2", "shared", "logs", "run", "queue"):
        (folder / name).mkdir()
    for name in ("postgres", "redis", "init", "api-server", "scheduler", "dag-processor", "triggerer", "worker"):
        made.services[name] = _service(made, name, rendered[name], settings)
    over = threading.Event()
    minder = threading.Thread(target=_mind, args=(made, over), daemon=True)
    made.services["worker-2"] = _second(_service(made, "worker-2", rendered["worker"], settings), folder)
    try:
        cluster_database.create(made.ports["postgres"], made.services["postgres"].environment)
        made.start("postgres", "redis")
        cluster_database.own(made.services["postgres"].environment)
        made.services["init"].start()
        assert made.services["init"].process is not None
        assert made.services["init"].process.wait(BOOT_S) == 0, (folder / "init.log").read_text()[-2000:]
        minder.start()
        made.start("api-server")
        made.start("scheduler", "dag-processor", "triggerer", "worker", "worker-2")
        made.log_in()
        yield made
    finally:
        over.set()
        if minder.is_alive():
            minder.join()
        for service in reversed(made.services.values()):
            service.stop()
        shutil.rmtree(cluster_database.folder(made.ports["postgres"]), ignore_errors=True)


def _mind(made: Cluster, over: threading.Event) -> None:
    while not over.wait(2):
        for service in made.services.values():
            service.mind()


def _rendered(folder: Path) -> dict[str, Any]:
    """What Compose makes of our file with every secret set."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    values = dict.fromkeys(REQUIRED.findall(text), PASSWORD)
    # A key of 32 bytes, and secrets long enough to sign with.
    values |= {"AIRFLOW_FERNET_KEY": "d2luZG93c2lsbHdpbmRvd3NpbGx3aW5kb3dzaWxsLi4=", "RASAD_SOURCES": "sample"}
    values |= {name: f"{name}-{'0123456789' * 7}" for name in ("AIRFLOW_SECRET_KEY", "AIRFLOW_JWT_SECRET")}
    compose = folder / "compose"
    compose.mkdir()
    (compose / "docker-compose.yml").write_text(text, encoding="utf-8")
    (compose / ".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()), encoding="utf-8")
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    done = subprocess.run(
        ["docker-compose", "config"], cwd=compose, env=bare, capture_output=True, text=True, timeout=60, check=True
    )
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    return found


def _service(made: Cluster, name: str, told: dict[str, Any], settings: dict[str, str]) -> Service:
    """One service of the rendered file, with hosts, ports and folders of this machine."""

    def here(text: str) -> str:
        mapped = {
            "postgres:5432": f"127.0.0.1:{made.ports['postgres']}",
            "redis:6379": f"127.0.0.1:{made.ports['redis']}",
            "api-server:8080": f"127.0.0.1:{made.ports['api-server']}",
            "localhost:8974": f"127.0.0.1:{made.ports['scheduler-health']}",
            "--port 8080": f"--port {made.ports['api-server']}",
            "redis-cli ": f"redis-cli -p {made.ports['redis']} ",
            "/opt/rasad": str(ROOT),
            "/var/lib/rasad": str(made.data),
            "/var/log/airflow": str(made.folder / "logs"),
            "/run/airflow": str(made.folder / "run"),
            # Compose doubles the dollars that are none of its own.
            "$$": "$",
        }
        for of_container, of_ours in mapped.items():
            text = text.replace(of_container, of_ours)
        return text

    environment = {key: here(str(value)) for key, value in (told.get("environment") or {}).items() if value is not None}
    environment |= {
        "PATH": f"{BIN}:{programs()}:{os.environ['PATH']}",
        "HOME": str(made.folder / "run"),
        "HOSTNAME": name,
        "AIRFLOW_HOME": str(made.folder / "run"),
        "PYTHONPATH": str(ROOT / "include"),
        "PGHOST": "127.0.0.1",
        "PGPORT": str(made.ports["postgres"]),
        "RASAD_SHARED": str(made.folder / "shared"),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(made.ports[name]),
        "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(made.ports[name]),
        "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_HOST": "127.0.0.1",
        "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": str(made.ports["scheduler-health"]),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        **IMPATIENT,
        **settings,
    }
    command = [here(word) for word in told.get("command") or []]
    if command[:3] == ["airflow", "celery", "worker"]:
        command += ["--celery-hostname", f"celery@{name}"]
    how, *check = [here(str(word)) for word in (told.get("healthcheck") or {"test": ["CMD", "true"]})["test"]]
    service = Service(name, command, environment, check if how == "CMD" else ["sh", "-c", *check], made.folder)
    service.starts_again = told.get("restart") == "unless-stopped"
    if name == "redis":
        service.command += ["--port", str(made.ports[name]), "--bind", "127.0.0.1", "--dir", str(made.folder / "queue")]
    if name == "postgres":
        folder = str(cluster_database.folder(made.ports["postgres"]))
        service.command = ["postgres", "-D", folder, "-p", str(made.ports[name]), "-h", "127.0.0.1", "-k", folder]
        service.user = cluster_database.user()
    return service


def _second(worker: Service, folder: Path) -> Service:
    """A worker of another machine: it does parts, has a data folder of its own, and must never need it."""
    at = worker.command.index("--queues") + 1
    worker.command[at] = "parts"
    worker.environment["RASAD_DATA"] = str(folder / "data-2")
    return worker
