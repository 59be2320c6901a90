"""The Unix socket between tasks and the gatekeeper: its address, its name, and who is at the other end."""

from __future__ import annotations

import hashlib
import os
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from rasad.settings import INCLUDE


@cache
def name() -> str:
    """The socket's name: of this machine, this Python and this very code. A gatekeeper of other code is never asked."""
    digest = hashlib.sha256(f"{socket.gethostname()} {sys.executable} {sys.version}".encode())
    for path in sorted((INCLUDE / "rasad").rglob("*.py")):
        digest.update(path.as_posix().encode() + path.read_bytes())
    return f"{digest.hexdigest()[:16]}.sock"


@contextmanager
def reachable(folder: Path, name: str) -> Iterator[str]:
    """The address of a socket in a folder, however long the folder's path is (a socket's address has 107 bytes)."""
    if not Path("/proc/self/fd").is_dir():
        yield str(folder / name)
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{name}"
    finally:
        os.close(handle)


def is_ours(connection: socket.socket) -> bool:
    """Whether a process of our own user is at the other end, where the system tells."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True
    _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return bool(user == os.getuid())
