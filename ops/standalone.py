"""Start and stop a local Airflow (`airflow standalone`) in the background: `standalone.py up` and `standalone.py down`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

HOME = Path(os.environ["AIRFLOW_HOME"])
PID = HOME / "standalone.pid"
LOG = HOME / "standalone.log"
URL = os.environ.get("AIRFLOW__API__BASE_URL", "http://127.0.0.1:8080")
BOOT_SECONDS, STOP_SECONDS = 180, 60


def up() -> int:
    """Start Airflow unless it runs, and wait until every part of it is healthy."""
    if (running := _pid()) is not None:
        print(f"Airflow runs already (pid {running}): {URL}")
        return 0
    with LOG.open("ab") as log:
        # A session of its own: a background job of a non-interactive shell would ignore the SIGINT that stops it.
        process = subprocess.Popen(["airflow", "standalone"], stdout=log, stderr=log, start_new_session=True)
    PID.write_text(str(process.pid))
    print(f"Starting Airflow (log: {LOG}) ", end="", flush=True)
    for _ in range(BOOT_SECONDS):
        if process.poll() is not None:
            print(f"\nAirflow ended with code {process.returncode}; the last lines of {LOG} say why")
            PID.unlink()
            return 1
        if _healthy():
            print(f"\nAirflow is up: {URL}  (DAG: {URL}/dags/iran_news)\nStop it with: make down")
            return 0
        print(".", end="", flush=True)
        time.sleep(1)
    print(f"\nAirflow was not healthy after {BOOT_SECONDS} s; see {LOG}, and stop it with: make down")
    return 1


def down() -> int:
    """Stop Airflow cleanly; only an interrupt ends all of its processes."""
    running = _pid()
    if running is None:
        print("Airflow does not run")
        return 0
    os.kill(running, signal.SIGINT)
    for _ in range(STOP_SECONDS * 2):
        if _pid() is None:
            print("Airflow stopped")
            return 0
        time.sleep(0.5)
    os.killpg(running, signal.SIGKILL)
    PID.unlink(missing_ok=True)
    print(f"Airflow did not stop within {STOP_SECONDS} s and was killed")
    return 1


def _pid() -> int | None:
    try:
        pid = int(PID.read_text())
        os.kill(pid, 0)
        if (
            Path(f"/proc/{pid}/stat").exists()
            and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        ):
            raise ProcessLookupError
    except (FileNotFoundError, ProcessLookupError, ValueError):
        PID.unlink(missing_ok=True)
        return None
    return pid


def _healthy() -> bool:
    try:
        with urllib.request.urlopen(f"{URL}/api/v2/monitor/health", timeout=5) as answer:
            state = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return False
    return all(
        state[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor", "triggerer")
    )


if __name__ == "__main__":
    sys.exit({"up": up, "down": down}[sys.argv[1]]())
