"""The archive: every response that becomes evidence, as a WARC record that can be found and verified again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasad.edges.store import sync


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: file below the archive folder, byte offset, digest of its payload."""

    file: str
    offset: int
    sha256: str


class Damaged(Exception):
    """An archive record is missing or its payload is not the one that was recorded."""


class Writer:
    """Appends records to one new WARC file. Use `writing` to get one."""

    def __init__(self, path: Path, root: Path) -> None:
        self._path, self._name = path, str(path.relative_to(root))
        self._stream = path.open("xb")
        self._warc = WARCWriter(self._stream, gzip=True)

    def add(self, url: str, status: int, headers: Mapping[str, str], payload: bytes, fetched_at: datetime) -> Place:
        """Append one response. The payload is the decoded body, so transfer and content encodings are not recorded."""
        offset = self._stream.tell()
        kept = [(name, value) for name, value in headers.items() if name.lower() not in _ENCODING_HEADERS]
        record = self._warc.create_warc_record(
            url,
            "response",
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=StatusAndHeaders(str(status), kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._warc.write_record(record)
        return Place(self._name, offset, hashlib.sha256(payload).hexdigest())

    def seal(self) -> None:
        """Force the file to disk; a fetch row may point at it only after this. A file without a record is removed."""
        self._stream.flush()
        if self._stream.tell() == 0:
            self._stream.close()
            self._path.unlink()
            return
        sync(self._path)
        sync(self._path.parent)
        self._stream.close()


_ENCODING_HEADERS = {"content-encoding", "transfer-encoding", "content-length"}


@contextmanager
def writing(root: Path, batch_id: str) -> Iterator[Writer]:
    """A writer on the first unused file of a batch; the file is sealed at the end of the block."""
    root.mkdir(parents=True, exist_ok=True)
    writer = Writer(_unused(root, batch_id), root)
    try:
        yield writer
    finally:
        writer.seal()


def _unused(root: Path, batch_id: str) -> Path:
    number = 1
    while (path := root / f"{batch_id}-{number:03d}.warc.gz").exists():
        number += 1
    return path


def payload(root: Path, place: Place) -> bytes:
    """The archived body at a place. Raises Damaged when it is gone or its digest differs."""
    try:
        with (root / place.file).open("rb") as stream:
            stream.seek(place.offset)
            record = next(iter(ArchiveIterator(stream)))
            body = bytes(record.content_stream().read())
    except Exception as error:
        raise Damaged(f"{place.file} at {place.offset}: no readable record ({type(error).__name__})") from error
    if hashlib.sha256(body).hexdigest() != place.sha256:
        raise Damaged(f"{place.file} at {place.offset}: the body is not the one that was recorded")
    return body
