"""One service of docker-compose.yml as a process: started, minded as Docker minds it, killed with everything that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

STOP_S = 60


@dataclass
class Service:
    """One service as a process with all its descendants."""

    name: str
    command: list[str]
    environment: dict[str, str]
    check: list[str]
    folder: Path
    user: str | None = None
    process: subprocess.Popen[bytes] | None = None
    starts_again: bool = False  # `restart: unless-stopped`
    wanted: bool = False
    restarts: int = 0
    # Whoever is killed and started by a test must not be started by its minder at the same moment.
    changing: threading.RLock = field(default_factory=threading.RLock)

    def start(self) -> None:
        """Start it in a session of its own; what it says goes to a file."""
        with self.changing, (self.folder / f"{self.name}.log").open("ab") as log:
            self.wanted = True
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **({"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}),  # type: ignore[arg-type]
            )

    def mind(self) -> None:
        """Start it again if it ended by itself, as Docker does."""
        with self.changing:
            if self.wanted and self.starts_again and self.process is not None and self.process.poll() is not None:
                self.restarts += 1
                self.start()

    def is_healthy(self) -> bool:
        """What its own health check says."""
        done = subprocess.run(self.check, env=self.environment, capture_output=True, timeout=60, check=False)
        return done.returncode == 0

    def kill(self) -> None:
        """kill -9, the service and everything that it started, as when its machine dies."""
        assert self.process is not None
        with self.changing:
            self.wanted = False
            for pid in (self.process.pid, *descendants(self.process.pid)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """SIGTERM, as `docker compose stop` does; by force after a while."""
        self.wanted = False
        if self.process is None or self.process.poll() is not None:
            return
        family = (self.process.pid, *descendants(self.process.pid))
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_S)
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def descendants(pid: int) -> list[int]:
    """Every process that this one started, and theirs, the deepest last."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            parents.setdefault(int(stat[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found
