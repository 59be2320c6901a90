"""The other end of one connection to the hostile outlet, and the tables of what that outlet can do."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LIFE_S, MOST_BYTES = 8.0, 400_000_000
ARTICLE = (
    "<!doctype html><html><head><title>Bridge reopens</title></head><body><h1>Bridge reopens</h1>"
    + "".join(f"<p>Paragraph {n}: the old bridge of Elmbrook reopened to walkers after repairs.</p>" for n in range(20))
    + "</body></html>"
).encode()
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Elmbrook Post</title>'
    + "".join(f"<item><title>Item {n}</title><link>https://post.example/{n}</link></item>" for n in range(9))
    + "</channel></rss>"
).encode()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


@dataclass(slots=True)
class Peer:
    """The other end of one connection."""

    sock: socket.socket
    host: str
    path: str
    headers: dict[str, str]
    count: int  # how often this path was asked for, this time included
    port: int
    started: float = field(default_factory=time.monotonic)
    sent: int = 0

    def send(self, raw: bytes) -> None:
        if self.sent > MOST_BYTES or time.monotonic() - self.started > LIFE_S:
            raise ConnectionError("enough")
        self.sock.sendall(raw)
        self.sent += len(raw)

    def head(self, status: str = "200 OK", *lines: str) -> None:
        self.send("\r\n".join((f"HTTP/1.1 {status}", *lines, "Connection: close", "", "")).encode("latin-1"))

    def page(self, body: bytes = ARTICLE, kind: str = "text/html", *lines: str, status: str = "200 OK") -> None:
        self.head(status, f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines)
        self.send(body)

    def drip(self, raw: bytes, pause: float) -> None:
        for byte in raw:
            self.send(bytes([byte]))
            time.sleep(pause)

    def chunk(self, raw: bytes) -> None:
        self.send(b"%x\r\n%s\r\n" % (len(raw), raw))


Behaviour = Callable[[Peer], None]
BEHAVIOURS: dict[str, Behaviour] = {}
ROBOTS: dict[str, Behaviour] = {}
CHUNKED = "Transfer-Encoding: chunked"
GZIP = "Content-Encoding: gzip"


def behaviour(act: Behaviour) -> Behaviour:
    BEHAVIOURS[act.__name__] = act
    return act


def says(name: str, body: bytes, kind: str = "text/html", *lines: str, status: str = "200 OK") -> None:
    BEHAVIOURS[name] = lambda peer: peer.page(body, kind, *lines, status=status)


def moves(name: str, location: str | None, *lines: str, status: str = "302 Found") -> None:
    where = () if location is None else (f"Location: {location}",)
    BEHAVIOURS[name] = lambda peer: peer.head(
        status, *(line.replace("PORT", str(peer.port)) for line in where), "Content-Length: 0", *lines
    )


def reset(peer: Peer) -> None:
    peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.sock.close()
