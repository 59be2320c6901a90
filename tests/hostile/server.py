"""An outlet that misbehaves on purpose: HTTP/1.1 on loopback over raw sockets, one thread a connection.

`BEHAVIOURS` names what it can do; the path of a request chooses. robots.txt depends on the name in the Host header
(`ROBOTS`). Every request is kept in `Outlet.log`. No response lasts longer than LIFE_S or sends more than MOST_BYTES.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import contents  # noqa: F401  fills BEHAVIOURS
import framing  # noqa: F401
import rules  # noqa: F401
from peer import BEHAVIOURS, LIFE_S, ROBOTS, Peer


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: when it came, when its answer was over, and what it said."""

    host: str
    path: str
    headers: dict[str, str]
    began: float
    over: float


class Outlet:
    """The server with its log. `port` is where it listens on 127.0.0.1."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self.log: list[Seen] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        self._open.add(sock)
        try:
            sock.settimeout(LIFE_S)
            peer = self._read(sock)
            if peer is not None:
                began = time.time()
                try:
                    self._act(peer)
                finally:
                    with self._lock:
                        self.log.append(Seen(peer.host, peer.path, peer.headers, began, time.time()))
        except (OSError, ValueError):
            pass
        finally:
            self._open.discard(sock)
            with suppress(OSError):
                sock.close()

    def _read(self, sock: socket.socket) -> Peer | None:
        raw = b""
        while b"\r\n\r\n" not in raw:
            piece = sock.recv(65_536)
            if not piece:
                return None
            raw += piece
        top, *rest = raw.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        path = top.split(" ")[1]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        host = headers.get("host", "")
        with self._lock:
            self._counts[host, path] += 1
            return Peer(sock, host, path, headers, self._counts[host, path], self.port)

    def _act(self, peer: Peer) -> None:
        if peer.path == "/robots.txt":
            name = peer.host.partition(".")[0]
            act = ROBOTS.get(name, lambda peer: peer.page(b"", status="404 Not Found"))
        else:
            act = BEHAVIOURS.get(peer.path.strip("/").partition("?")[0], BEHAVIOURS["not_found"])
        act(peer)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in list(self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(LIFE_S + 2)


@contextmanager
def serving() -> Iterator[Outlet]:
    """The hostile outlet, up for the length of the block."""
    outlet = Outlet()
    try:
        yield outlet
    finally:
        outlet.close()
