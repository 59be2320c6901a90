"""Archives that others made (CC-NEWS, Heritrix, wget, Browsertrix): their responses as a stream that can be resumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rasad.edges.archive.bodies import decoded
from rasad.edges.archive.framing import Frame, frames
from rasad.edges.archive.parts import Headers, Parts, response
from rasad.edges.archive.reading import instant
from rasad.model import Rejected

MOST_DECODED = 20_000_000  # bytes of one body, as the fetcher allows


@dataclass(frozen=True, slots=True)
class Foreign:
    """One archived HTTP response. `body` is decoded; reading may be resumed at `next`."""

    url: str
    date: datetime
    status: int
    headers: Headers
    body: bytes
    offset: int
    next: int
    record_id: str = ""
    truncated: str | None = None  # why the crawler kept only the beginning: length, time, disconnect


def records(path: Path, start: int = 0, *, max_decoded: int = MOST_DECODED) -> Iterator[Foreign | Rejected]:
    """Every http response of a WARC or ARC file, compressed or not, from an offset on; requests and the like are passed over.

    What cannot be read is one Rejected (its detail begins with the offset), and reading goes on after it: torn, bad_gzip,
    bad_record, bad_length, bad_http, bad_date, bad_encoding, too_big, several_records. Never holds more than one record.
    Where a file is damaged, what follows is only as credible as the file: a body may contain what looks like a record.
    """
    with path.open("rb", buffering=1 << 18) as stream:
        for frame in frames(stream, start):
            found = frame.parts if isinstance(frame.parts, Rejected) else _read(frame.parts, frame, max_decoded)
            if isinstance(found, Rejected):
                yield Rejected(found.reason, f"{frame.offset}: {found.detail}")
            elif found:
                yield found


def _read(parts: Parts, frame: Frame, most: int) -> Foreign | Rejected | None:
    if (parts.field("WARC-Type") or "").lower() != "response":
        return None
    # wget 1.19 put the address in angle brackets; some ARC files have spaces in it.
    url = (parts.field("WARC-Target-URI") or "").removeprefix("<").removesuffix(">").replace(" ", "%20")
    if not url.lower().startswith(("http://", "https://")):
        return None
    date = instant(parts.field("WARC-Date"))
    if date is None:
        return Rejected("bad_date", f"WARC-Date {(parts.field('WARC-Date') or '')[:40]!r}")
    http = response(parts.block)
    if isinstance(http, Rejected):
        return http
    truncated = parts.field("WARC-Truncated")
    body = decoded(http.headers, parts.block[http.section :], most, cut=truncated is not None)
    if isinstance(body, Rejected):
        return body
    record_id = parts.field("WARC-Record-ID") or ""
    return Foreign(url, date, http.status, http.headers, body, frame.offset, frame.next, record_id, truncated)
