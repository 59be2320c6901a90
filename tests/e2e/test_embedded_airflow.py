"""The Airflow of `make up`, started and stopped for real: who gets in, what lies on the disk, and what is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rasad.settings import ROOT

pytestmark = pytest.mark.airflow
SCRIPT = ROOT / "ops" / "standalone.py"


@dataclass(frozen=True)
class Embedded:
    """One Airflow in a folder of its own: its address, its environment, and what `up` printed."""

    home: Path
    url: str
    environment: dict[str, str]
    printed: str

    def control(self, word: str) -> subprocess.CompletedProcess[str]:
        """`standalone.py up` or `down`."""
        return subprocess.run(
            [sys.executable, str(SCRIPT), word], env=self.environment, capture_output=True, text=True, timeout=300
        )

    def ask(self, path: str, method: str = "GET", body: dict[str, str] | None = None) -> int:
        """The status that an address answers with."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=json.dumps(body).encode() if body else None,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def processes(self) -> list[str]:
        """Every process with this folder in its environment, and every one that such a process began."""
        session = (self.home / "session").read_text() if (self.home / "session").exists() else ""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                state, _, _, own = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                here = os.fsencode(self.home) in (folder / "environ").read_bytes()
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if state != "Z" and (here or own == session):
                found.append(words)
        return found


def variables(home: Path) -> tuple[dict[str, str], str]:
    """The environment that the Makefile gives to `make up`, in another folder and on a free port; and the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = subprocess.run(
        ["make", "-s", "-f", "-", f"AIRFLOW_PORT={port}", "print"],
        input=(ROOT / "Makefile").read_text(encoding="utf-8") + "\nprint:\n\t@env\n",
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout.splitlines()
    given = dict(line.split("=", 1) for line in lines if re.match(r"(AIRFLOW|GX)\w*=", line))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    (home / "dags").mkdir()  # without DAGs nothing runs while somebody looks
    kept = {"PATH": path, "HOME": str(home), "AIRFLOW_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    kept |= {"AIRFLOW__CORE__DAGS_FOLDER": str(home / "dags"), "RASAD_DATA": str(home / "data")}
    return given | kept, f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """Airflow, started by `standalone.py up` and stopped at the end whatever happens."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("this test reads the processes of Linux")
    home = tmp_path_factory.mktemp("embedded")
    environment, url = variables(home)
    subprocess.run(["airflow", "db", "migrate"], env=environment, capture_output=True, timeout=180, check=True)
    started = Embedded(home, url, environment, "").control("up")
    made = Embedded(home, url, environment, started.stdout)
    try:
        assert started.returncode == 0, started.stdout + started.stderr
        (home / "session").write_text((home / "standalone.pid").read_text())
        yield made
    finally:
        made.control("down")


def test_nobody_gets_in_without_the_password(embedded: Embedded) -> None:
    """F10: the switch that makes everybody an administrator is off, on the loopback address too."""
    assert embedded.ask("/auth/token") in (401, 403)
    assert embedded.ask("/api/v2/dags") == 401
    assert embedded.ask("/auth/token", "POST", {"username": "admin", "password": "admin"}) == 401


def test_the_password_is_printed_once_and_only_its_owner_can_read_it(embedded: Embedded) -> None:
    """F9: Airflow by itself would write it for everybody to read, and into its log."""
    file = embedded.home / "passwords.json"
    password = json.loads(file.read_text(encoding="utf-8"))["admin"]
    assert len(password) >= 20
    assert file.stat().st_mode & 0o777 == 0o600
    assert embedded.home.stat().st_mode & 0o777 == 0o700
    assert embedded.printed.count(password) == 1
    assert password not in (embedded.home / "standalone.log").read_text(encoding="utf-8")
    assert not list(embedded.home.glob("simple_auth_manager_passwords*"))
    assert embedded.ask("/auth/token", "POST", {"username": "admin", "password": password}) == 201
    again = embedded.control("up")
    assert "runs already" in again.stdout
    assert password not in again.stdout


def test_stopping_leaves_no_process_even_when_the_first_one_was_killed(embedded: Embedded) -> None:
    """F17: a killed parent leaves scheduler, processor and triggerer running; `make down` ends them all."""
    assert len(embedded.processes()) > 4
    first = int((embedded.home / "standalone.pid").read_text())
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{first}").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert embedded.processes(), "this test proves something only while orphans run"
    assert "make down" in embedded.control("up").stdout
    stopped = embedded.control("down")
    assert stopped.returncode == 0, stopped.stdout
    assert embedded.processes() == []
    assert embedded.control("down").stdout.strip() == "Airflow does not run"
