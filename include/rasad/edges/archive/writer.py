"""Writing: one WARC/1.1 record a response, one gzip member a record, files that rotate, rows only after the disk."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasad import __version__
from rasad.edges.archive.fields import Fields, http_section, line, uri
from rasad.edges.archive.files import NewFile
from rasad.edges.archive.limits import MOST_PAYLOAD
from rasad.edges.archive.place import Place

# benchmarks/archive_cost.py: level 9, warcio's own, takes 1.6 times the processor time for under one percent of size.
LEVEL = 6
VERSION = "WARC/1.1"  # the first that knows WARC-Refers-To-Date and dates with fractions of a second
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


class Writer:
    """Appends records to new WARC files. Use `writing` to get one; one task, one thread."""

    def __init__(self, root: Path, stem: str, most_bytes: int, operator: str, software: str) -> None:
        self._root, self._stem, self._most_bytes = root, stem, most_bytes
        self._about = {
            "software": line(software),
            "format": "WARC File Format 1.1",
            "conformsTo": _CONFORMS,
            "operator": line(operator),
            "robots": "obey",
            "isPartOf": line(stem),
        }
        self._file: NewFile | None = None
        self._member = _Member(LEVEL)
        self._warc = WARCWriter(self._member, gzip=False, warc_version=VERSION)
        self._info_id = ""
        self._begins_at = 0
        self._number = 1

    @property
    def file(self) -> str | None:
        """The file that grows, below the archive folder; None before its first record."""
        return self._file.path.relative_to(self._root).as_posix() if self._file else None

    @property
    def end(self) -> int:
        """The byte after the last flushed record of `file`: where `mend` may cut if this writer dies."""
        return self._file.synced if self._file else 0

    def add(self, url: str, status: int, headers: Fields, payload: bytes, fetched_at: datetime) -> Place:
        """Append one response. `payload` is the decoded body; `fetched_at` bears its time zone.

        Encodings of the wire are kept under X-Archive-Orig- names. Raises ValueError for a body of more than 48 MB, which
        no reader of ours would take back, an address past 20,000 characters or an instant without a time zone, and OSError
        when the disk takes no more; the file is then as it was before.
        """
        if len(payload) > MOST_PAYLOAD:
            raise ValueError(f"a body of {len(payload)} bytes is more than the {MOST_PAYLOAD} that a record may hold")
        digest = hashlib.sha256(payload).hexdigest()
        section = http_section(status, headers, len(payload))
        facts = {
            **_facts(url, fetched_at),
            "WARC-Payload-Digest": f"sha256:{digest}",
            "WARC-Block-Digest": f"sha256:{hashlib.sha256(section + payload).hexdigest()}",
        }
        return self._append("response", facts, section, payload, digest)

    def revisit(
        self, url: str, status: int, headers: Fields, fetched_at: datetime, *, of: Place, of_url: str, of_at: datetime
    ) -> Place:
        """Append the note that a body came, or was said to be (304), the same as the one archived at `of`.

        `of_url` and `of_at` are the address and instant under which that one was added. The place returned is that of the
        note; its digest is that of the body.
        """
        section = http_section(status, headers, None)
        profile = "server-not-modified" if status == 304 else "identical-payload-digest"
        facts = {
            **_facts(url, fetched_at),
            "WARC-Profile": _PROFILES + profile,
            "WARC-Refers-To-Target-URI": uri(of_url),
            "WARC-Refers-To-Date": _date(of_at),
            "WARC-Payload-Digest": f"sha256:{of.sha256}",
            "WARC-Block-Digest": f"sha256:{hashlib.sha256(section).hexdigest()}",
        }
        if status != 304:
            facts["WARC-Truncated"] = "length"  # as the standard wants it where the same payload is left out
        return self._append("revisit", facts, section, b"", of.sha256)

    def flush(self) -> None:
        """Force every record to disk; a row may point at one only after this."""
        if self._file:
            self._file.sync()

    def close(self) -> None:
        """Flush and give the file up; one that no record went into is removed."""
        file, self._file = self._file, None
        if file is None:
            return
        self._number = file.number + 1
        if file.size == self._begins_at:
            file.remove()
            return
        try:
            file.sync()
        finally:
            file.close()

    def _append(self, kind: str, facts: dict[str, str], section: bytes, payload: bytes, digest: str) -> Place:
        if self._file and self._file.size >= self._most_bytes:
            self.close()
        if self._file is None:
            self._file = self._begun()
        record = self._warc.create_warc_record(
            facts["WARC-Target-URI"],
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=_Section(section),
            warc_headers_dict={**facts, "WARC-Warcinfo-ID": self._info_id},
        )
        offset = self._file.append(self._bytes(record))
        return Place(str(self.file), offset, digest)

    def _begun(self) -> NewFile:
        file = NewFile(self._root, self._stem, self._number)
        try:
            info = self._warc.create_warcinfo_record(file.path.name, self._about)
            self._info_id = str(info.rec_headers.get_header("WARC-Record-ID"))
            file.append(self._bytes(info))
            self._begins_at = file.size
        except BaseException:
            file.remove()
            raise
        return file

    def _bytes(self, record: Any) -> bytes:
        self._member.clear()
        self._warc.write_record(record)
        return self._member.taken()


@contextmanager
def writing(
    root: Path,
    stem: str,
    *,
    most_bytes: int = 1_000_000_000,
    operator: str = "",
    software: str = f"rasad/{__version__}",
) -> Iterator[Writer]:
    """A writer on new files `<stem>-<number>.warc.gz` below `root`; all is on disk at the end of the block.

    A file is begun with its first record, so that a run which keeps nothing leaves none; the next one is begun when the
    last has passed `most_bytes`. `operator` says who fetched and how to reach them.
    """
    writer = Writer(root, stem, most_bytes, operator, software)
    try:
        yield writer
    finally:
        writer.close()


class _Member:
    """Where warcio writes to: what comes until it flushes is one gzip member, at our level instead of its own."""

    def __init__(self, level: int) -> None:
        self._level = level
        self.clear()

    def clear(self) -> None:
        self._pieces: list[bytes] = []
        self._deflate = zlib.compressobj(self._level, zlib.DEFLATED, zlib.MAX_WBITS | 16)

    def write(self, piece: bytes) -> None:
        self._pieces.append(self._deflate.compress(piece))

    def flush(self) -> None:
        self._pieces.append(self._deflate.flush())

    def taken(self) -> bytes:
        return b"".join(self._pieces)


class _Section(StatusAndHeaders):  # type: ignore[misc]
    """A header section that is bytes already: warcio would percent-encode what is not ASCII."""

    def __init__(self, section: bytes) -> None:
        super().__init__("", [("as", "received")])
        self._section = section

    def compute_headers_buffer(self, _header_filter: object = None) -> None:
        self.headers_buff = self._section


def _facts(url: str, fetched_at: datetime) -> dict[str, str]:
    return {"WARC-Target-URI": uri(url), "WARC-Date": _date(fetched_at)}


def _date(instant: datetime) -> str:
    """An instant as WARC-Date (W3C date, UTC). Raises ValueError for one without a time zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
