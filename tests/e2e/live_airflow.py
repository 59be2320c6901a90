"""A started Airflow with login, for tests that need its UI, its scheduler or its API: `airflow standalone` on a free port of loopback."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasad.settings import ROOT, Settings

PASSWORDS = {"admin": "admin-of-a-test", "viewer": "viewer-of-a-test"}
BOOT_SECONDS, STOP_SECONDS, RUN_SECONDS = 240, 60, 600
_PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")


@dataclass(frozen=True, slots=True)
class LiveAirflow:
    """Where it listens, and the installation of Rasad that its tasks work on."""

    url: str
    settings: Settings
    log: Path

    def call(self, method: str, path: str, body: Any = None, user: str = "admin") -> Any:
        """One request to its API as that user, such as `GET`, `/api/v2/dags`. Raises HTTPError on a refusal."""
        return _request(method, self.url + path, body, {"Authorization": f"Bearer {self.token(user)}"})

    def token(self, user: str = "admin") -> str:
        """A token of the user."""
        given = {"username": user, "password": PASSWORDS[user]}
        return str(_request("POST", f"{self.url}/auth/token", given, {})["access_token"])

    def trigger(self, dag_id: str, conf: dict[str, Any] | None = None) -> str:
        """Unpause the DAG and start a run. Returns the run id; see `wait`."""
        self.call("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})
        run = self.call("POST", f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None, "conf": conf or {}})
        return str(run["dag_run_id"])

    def wait(self, dag_id: str, run_id: str) -> str:
        """The state in which the run ends: success or failed."""
        for _ in range(RUN_SECONDS):
            state = self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")["state"]
            if state in ("success", "failed"):
                return str(state)
            time.sleep(1)
        raise AssertionError(f"{dag_id} {run_id} was still {state} after {RUN_SECONDS} s; see {self.log}")

    def states(self, dag_id: str, run_id: str) -> dict[str, str]:
        """The state of each task of a run (of mapped ones: of the last)."""
        found = self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=200")
        return {task["task_id"]: task["state"] for task in found["task_instances"]}

    def sign_in(self, page: Any, user: str = "admin") -> None:
        """Through the login form, as people do; `page` is one of Playwright."""
        page.goto(self.url)
        page.fill("input[name=username]", user)
        page.fill("input[name=password]", PASSWORDS[user])
        page.click("button[type=submit]")
        page.wait_for_url(lambda address: "/auth/" not in address)


def start(home: Path, settings: Settings) -> tuple[LiveAirflow, subprocess.Popen[bytes]]:
    """Start it and wait until every part is healthy and it has read the DAGs."""
    home.mkdir(parents=True, exist_ok=True)
    port, *log_ports = _free_ports(3)
    url = f"http://127.0.0.1:{port}"
    (home / "passwords.json").write_text(json.dumps(PASSWORDS), encoding="utf-8")
    airflow = shutil.which("airflow", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert airflow is not None
    with (home / "standalone.log").open("wb") as log:
        # A session of its own, so that an interrupt stops all of its processes and nothing else.
        process = subprocess.Popen(
            [airflow, "standalone"],
            env=_environment(home, settings, port, log_ports),
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = LiveAirflow(url, settings, home / "standalone.log")
    try:
        _boot(server, process)
    except BaseException:
        stop(process)
        raise
    return server, process


def stop(process: subprocess.Popen[bytes]) -> None:
    """Only an interrupt ends all of its processes cleanly."""
    process.send_signal(signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    # Whatever is left of its session.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(home: Path, settings: Settings, port: int, log_ports: list[int]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "RASAD_"))}
    url = f"http://127.0.0.1:{port}"
    core, api, logging, scheduler = (f"AIRFLOW__{name}__" for name in ("CORE", "API", "LOGGING", "SCHEDULER"))
    return inherited | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "AIRFLOW_HOME": str(home),
        core + "DAGS_FOLDER": str(ROOT / "dags"),
        core + "PLUGINS_FOLDER": str(ROOT / "plugins"),
        core + "LOAD_EXAMPLES": "False",
        core + "PARALLELISM": "2",
        core + "SIMPLE_AUTH_MANAGER_USERS": ",".join(f"{user}:{user}" for user in PASSWORDS),
        core + "SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        core + "EXECUTION_API_SERVER_URL": f"{url}/execution/",
        api + "HOST": "127.0.0.1",
        api + "PORT": str(port),
        api + "BASE_URL": url,
        logging + "WORKER_LOG_SERVER_PORT": str(log_ports[0]),
        logging + "TRIGGER_LOG_SERVER_PORT": str(log_ports[1]),
        # Only what a test triggers runs.
        scheduler + "USE_JOB_SCHEDULE": "False",
        scheduler + "SCHEDULER_IDLE_SLEEP_TIME": "0.2",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "10",
        "AIRFLOW__OPENLINEAGE__DISABLED": "True",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "GX_ANALYTICS_ENABLED": "False",
        "RASAD_DATA": str(settings.data),
        "RASAD_SOURCES": settings.sources,
        "RASAD_EVIDENCE_SAMPLE": "1000",  # every record of the newsroom: whichever a test damages is drawn
    }


def _boot(server: LiveAirflow, process: subprocess.Popen[bytes]) -> None:
    for _ in range(BOOT_SECONDS):
        if process.poll() is not None:
            raise AssertionError(f"Airflow ended with code {process.returncode}: {server.log.read_text()[-3000:]}")
        try:
            state = _request("GET", f"{server.url}/api/v2/monitor/health", None, {})
            if all(state[part]["status"] == "healthy" for part in _PARTS):
                break
        except OSError:
            pass
        time.sleep(1)
    else:
        raise AssertionError(f"Airflow was not healthy after {BOOT_SECONDS} s: {server.log.read_text()[-3000:]}")
    for pool, given in json.loads((ROOT / "ops" / "pools.json").read_text(encoding="utf-8")).items():
        server.call("POST", "/api/v2/pools", {"name": pool, "include_deferred": False} | given)
    for _ in range(60):
        if any(dag["dag_id"] == "iran_news" for dag in server.call("GET", "/api/v2/dags")["dags"]):
            return
        time.sleep(1)
    raise AssertionError(f"Airflow did not read the DAGs; see {server.log}")


def _request(method: str, url: str, body: Any, headers: dict[str, str]) -> Any:
    sent = urllib.request.Request(
        url,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"} | headers,
    )
    with urllib.request.urlopen(sent, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
