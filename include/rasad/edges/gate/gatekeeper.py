"""The process that has Great Expectations loaded: it judges one candidate file for each connection, in a fork of its own.

    python -m rasad.edges.gate.gatekeeper <folder> <name of the socket> <idle seconds>

Returns as soon as the socket listens; the process goes on in the background and ends itself after idle time, or when its socket is
taken away. It writes nothing but its answer: a gate has one result, the one that its task records. A request is one line of JSON,
{"candidate", "contract"}; the answer is a line `{}` every two seconds, then one line with the judgement. A gate that cannot be judged
gets no last line, and its task finds out why by judging in its own process.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import socket
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

from rasad.contracts import Contract
from rasad.edges.gate import sockets

BEAT_S = 2.0
LOOK_S = 2.0
"""How often the process looks whether its socket is still there and whether it has been idle too long."""
MOST_REQUEST = 16_000_000


def main(folder: Path, name: str, idle_s: float) -> int:
    """Listen, go to the background, serve. 0 as well where another gatekeeper already listens."""
    lock = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return 0
    os.umask(0o077)
    (folder / name).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener, sockets.reachable(folder, name) as address:
        listener.bind(address)
        (folder / name).chmod(0o600)
        listener.listen(64)
        if os.fork():
            os._exit(0)  # the lock stays with the child
        os.setsid()
        _serve(listener, folder / name, idle_s, lock)
    return 0


def _serve(listener: socket.socket, path: Path, idle_s: float, lock: int) -> None:
    place = _place(path)
    from rasad.edges.gate import engine, judging  # noqa: F401 (what this process is for: paid once, inherited by every fork)

    engine.warm()
    busy: set[int] = set()
    last = time.monotonic()
    while _place(path) == place:
        busy -= {pid for pid in busy if os.waitpid(pid, os.WNOHANG)[0]}
        last = time.monotonic() if busy else last
        if time.monotonic() - last > idle_s:
            path.unlink(missing_ok=True)
            return
        if select.select([listener], [], [], min(LOOK_S, idle_s))[0]:
            connection, _ = listener.accept()
            with connection:
                if sockets.is_ours(connection):
                    busy.add(_forked(connection, listener.fileno(), lock))
            last = time.monotonic()


def _place(path: Path) -> tuple[int, int] | None:
    """Which file the socket's name leads to; None when it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _forked(connection: socket.socket, *kept: int) -> int:
    """A judge of its own for one connection. What only the gatekeeper may keep is closed: a judge that outlives it blocks no other."""
    if pid := os.fork():
        return pid
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for handle in kept:
            os.close(handle)
        _answer(connection)
        status = 0
    except Exception as error:
        print(f"no judgement: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def _answer(connection: socket.socket) -> None:
    from rasad.edges.gate import judging

    connection.settimeout(30)
    with connection.makefile("rb") as incoming:
        request = json.loads(incoming.readline(MOST_REQUEST))
    speaking, done = threading.Lock(), threading.Event()
    threading.Thread(target=_beat, args=(connection, speaking, done), daemon=True).start()
    contract = Contract.model_validate(request["contract"])
    judgement = judging.judge(Path(request["candidate"]), contract)
    done.set()
    with speaking:
        connection.sendall(json.dumps({"judgement": asdict(judgement)}).encode() + b"\n")


def _beat(connection: socket.socket, speaking: threading.Lock, done: threading.Event) -> None:
    """Say that the work goes on; when nobody listens any more, end it."""
    while not done.is_set():
        try:
            with speaking:
                if not done.is_set():
                    connection.sendall(b"{}\n")
        except OSError:
            os._exit(1)
        done.wait(BEAT_S)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])))
