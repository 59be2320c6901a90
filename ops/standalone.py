"""Start and stop a local Airflow (`airflow standalone`) in the background: `standalone.py up` and `standalone.py down`.

Its one user is `admin`. The password is made here once, printed once, and kept in a file that only its owner may read: left
to itself, Airflow would write it into a file for everybody and into its log.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
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
USER = "admin"
PASSWORDS = HOME / "passwords.json"
BOOT_SECONDS, STOP_SECONDS, LAST_SECONDS = 180, 60, 10


def up() -> int:
    """Start Airflow unless it runs, and wait until every part of it is healthy."""
    if (running := _pid()) is not None:
        print(f"Airflow runs already (pid {running}): {URL}")
        return 0
    if _members():
        print("An Airflow that lost its parent still runs; stop it first with: make down")
        return 1
    HOME.chmod(0o700)  # airflow.cfg holds the keys that sign tokens
    _tell_password()
    mine = {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(PASSWORDS),
    }
    with LOG.open("ab") as log:
        # A session of its own: a background job of a non-interactive shell would ignore the SIGINT that stops it.
        process = subprocess.Popen(
            ["airflow", "standalone"], stdout=log, stderr=log, start_new_session=True, env=os.environ | mine
        )
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
    """Stop Airflow cleanly, and whatever is left of it. Only an interrupt ends all of its processes; a killed one leaves them."""
    running = _pid()
    if running is None and not _members():
        PID.unlink(missing_ok=True)
        print("Airflow does not run")
        return 0
    if running is not None:
        os.kill(running, signal.SIGINT)
    if _gone(STOP_SECONDS if running is not None else 0):
        PID.unlink(missing_ok=True)
        print("Airflow stopped")
        return 0
    for last in (signal.SIGTERM, signal.SIGKILL):
        for process in _members():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, last)
        if _gone(LAST_SECONDS):
            break
    PID.unlink(missing_ok=True)
    print("What was left of an Airflow that had lost its parent was ended" if running is None else "Airflow was killed")
    return 0 if running is None else 1


def _tell_password() -> None:
    """Make the password of the one user where there is none yet, and show it this one time."""
    try:
        handle = os.open(PASSWORDS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        PASSWORDS.chmod(0o600)
        print(f"Log in as {USER} with the password in {PASSWORDS}")
        return
    password = secrets.token_urlsafe(18)
    with os.fdopen(handle, "w") as file:
        json.dump({USER: password}, file)
    print(f"Log in as {USER} with the password {password}  (kept in {PASSWORDS}, shown this once)")


def _gone(seconds: float) -> bool:
    """Whether every process of ours has ended within a time."""
    for _ in range(int(seconds * 2)):
        if not _members():
            return True
        time.sleep(0.5)
    return not _members()


def _members() -> list[int]:
    """The processes of the session that `up` began, its first one included; those that have ended do not count."""
    try:
        session = int(PID.read_text())
    except (FileNotFoundError, ValueError):
        return []
    if not Path("/proc/self/stat").exists():  # no Linux: then the first process stands for all
        return [session] if _runs(session) else []
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _belongs(folder, session)]


def _belongs(process: Path, session: int) -> bool:
    try:
        state, _, _, own = (process / "stat").read_text().rpartition(")")[2].split()[:4]
        # A number comes back after a while: only what Airflow has named, or has our folder in its environment, is ours to end.
        words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    except OSError:
        return False
    return own == str(session) and state != "Z" and (b"airflow" in words or os.fsencode(HOME) in words)


def _pid() -> int | None:
    """The first process of the session, where it still runs."""
    return next((pid for pid in _members() if PID.read_text() == str(pid)), None)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


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
