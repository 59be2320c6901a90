"""Small archives for the tests of the archive."""

from __future__ import annotations

import contextlib
import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from warcio.checker import Checker

from rasad.edges import archive
from rasad.edges.archive import Place

NOW = datetime(2026, 11, 21, 8, 30, 15, 123456, tzinfo=UTC)
URL = "http://a.example/news/1"
HEADERS = {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'}


def stored(root: Path, *bodies: bytes) -> list[Place]:
    with archive.writing(root, "batch") as writer:
        return [writer.add(URL, 200, HEADERS, body, NOW) for body in bodies]


def complaints(*paths: Path) -> str:
    """What `warcio check` says of files; nothing where they are sound."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = Checker(SimpleNamespace(inputs=[str(path) for path in paths], verbose=False)).process_all()
    return said.getvalue() + ("" if code == 0 else f" exit {code}")


def warc_record(
    body: bytes = b"<p>news</p>",
    *,
    headers: str = "Content-Type: text/html\r\n",
    url: str = URL,
    kind: str = "response",
    fields: str = "",
    status: str = "HTTP/1.1 200 OK",
    date: str = "2026-11-20T10:00:00Z",
    length: int | str | None = None,
) -> bytes:
    """One record as another crawler might write it, uncompressed."""
    block = f"{status}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n{fields}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*members: bytes) -> bytes:
    """One gzip member each."""
    return b"".join(gzip.compress(member, mtime=0) for member in members)
