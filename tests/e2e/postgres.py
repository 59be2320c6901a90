"""A PostgreSQL server of its own for a test: an empty cluster on a free loopback port, without a password, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOT_HERE = "PostgreSQL is not installed; .ci/run installs it where it is root"


@dataclass(frozen=True)
class Server:
    """Where it listens."""

    port: int
    programs: Path

    def database(self, name: str) -> str:
        """Make an empty database. Returns its address in the words of libpq."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "rasad"]
        subprocess.run([self.programs / "createdb", *where, name], check=True, capture_output=True)
        return f"dbname={name} host=127.0.0.1 port={self.port} user=rasad"


def programs() -> Path | None:
    """The folder of initdb and its like; Debian keeps them off the PATH."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = str(newest[-1]) if newest else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def serving() -> Iterator[Server]:
    """A server for the length of the block. It refuses to run as root, so its folder lies where its own user may enter."""
    bin_ = programs()
    assert bin_ is not None, NOT_HERE
    folder = Path(tempfile.mkdtemp(prefix="rasad-postgres-"))
    whose: dict[str, Any] = {}
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
        whose = {"user": "postgres", "group": "postgres", "extra_groups": []}
    server = Server(free_port(), bin_)
    asked = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **whose}
    options = f"-p {server.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [bin_ / "pg_ctl", "-D", folder / "data", "-w"]
    try:
        subprocess.run([bin_ / "initdb", "-D", folder / "data", "-A", "trust", "-U", "rasad"], check=True, **asked)
        subprocess.run([*control, "-o", options, "start"], check=True, **asked)
        try:
            yield server
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], check=False, **asked)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
