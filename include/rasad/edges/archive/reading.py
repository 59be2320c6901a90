"""Reading our own records: at a place, bounded, verified."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rasad.edges.archive.limits import MOST_RECORD
from rasad.edges.archive.parts import Headers, Parts, block_of, holds, inflate, response, warc_head
from rasad.edges.archive.place import Damaged, Missing, Place
from rasad.edges.archive.shelf import Root, opened
from rasad.model import Rejected


@dataclass(frozen=True, slots=True)
class Record:
    """One archived answer. `payload` is None for a revisit: its body lies where `refers_to_url` was archived."""

    kind: str  # response, revisit
    url: str
    date: datetime | None
    status: int
    headers: Headers
    payload: bytes | None
    payload_digest: str | None  # as the record states it
    block_digest: str | None
    block_holds: bool | None  # header section and body are those that the record states; None: it states nothing
    record_id: str
    file: str
    offset: int
    length: int  # bytes on disk
    profile: str | None = None
    refers_to_url: str | None = None
    refers_to_date: datetime | None = None

    @property
    def sha256(self) -> str | None:
        """Digest of the body, computed anew; of a revisit the one that it states."""
        if self.payload is not None:
            return hashlib.sha256(self.payload).hexdigest()
        name, _, stated = (self.payload_digest or "").partition(":")
        return stated.lower() if name == "sha256" else None


def payload(root: Root, place: Place) -> bytes:
    """The archived body at a place. Raises Missing or Damaged when it is gone or its digest differs."""
    found = _read(*_parts_at(root, place), place)
    if found.payload is None:
        raise Damaged(f"{place.file} at {place.offset}: a revisit of {found.refers_to_url}, which holds the body")
    if found.sha256 != place.sha256:
        raise Damaged(f"{place.file} at {place.offset}: the body is not the one that was recorded")
    return found.payload


def record(root: Root, place: Place) -> Record:
    """The record at a place, its digests not yet compared with the place's. Raises Missing or Damaged if unreadable."""
    parts, length = _parts_at(root, place)
    found = _read(parts, length, place)
    return replace(found, block_holds=holds(found.block_digest, parts.block)) if found.block_digest else found


def end_of(root: Root, place: Place) -> int:
    """The byte after the record at a place: where `mend` may cut. Raises Missing or Damaged."""
    return place.offset + record(root, place).length


def original(root: Root, revisit: Record, place: Place) -> Record:
    """A revisit with the body it stands for, read at the place of the original that the caller knows.

    Raises Damaged when that is not the record (address, instant, digest) that the revisit refers to.
    """
    found = record(root, place)
    meant = (revisit.refers_to_url, revisit.refers_to_date, revisit.sha256)
    if meant != (found.url, found.date, found.sha256) or found.payload is None:
        raise Damaged(f"{place.file} at {place.offset}: not the record that {revisit.record_id} refers to")
    return replace(revisit, payload=found.payload)


def instant(stated: str | None) -> datetime | None:
    """A WARC-Date as an instant in UTC; None where it is none."""
    try:
        found = datetime.fromisoformat(stated or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _parts_at(root: Root, place: Place) -> tuple[Parts, int]:
    """The record's parts and its length on disk. Raises Missing or Damaged."""
    where = f"{place.file} at {place.offset}"
    try:
        with opened(root, place.file) as stream:
            if place.offset < 0 or place.offset >= stream.seek(0, 2):
                raise Missing(f"{where}: the file ends before")
            stream.seek(place.offset)
            member = inflate(stream, MOST_RECORD)
    except OSError as error:
        kind = Missing if isinstance(error, FileNotFoundError) else Damaged
        raise kind(f"{where}: {error.strerror or 'unreadable'}") from error
    if isinstance(member, Rejected):
        raise Damaged(f"{where}: no readable record ({member.reason}: {member.detail})")
    content, length = member
    head = warc_head(content)
    found = head if isinstance(head, Rejected) else block_of(content, head)
    if isinstance(found, Rejected):
        raise Damaged(f"{where}: no readable record ({found.reason}: {found.detail})")
    return found, length


def _read(parts: Parts, length: int, place: Place) -> Record:
    kind, where = parts.field("WARC-Type") or "", f"{place.file} at {place.offset}"
    if kind not in ("response", "revisit"):
        raise Damaged(f"{where}: a record of type {kind[:40]!r}, not an answer")
    http = response(parts.block)
    if isinstance(http, Rejected):
        raise Damaged(f"{where}: {http.reason}: {http.detail}")
    return Record(
        kind=kind,
        url=parts.field("WARC-Target-URI") or "",
        date=instant(parts.field("WARC-Date")),
        status=http.status,
        headers=http.headers,
        payload=parts.block[http.section :] if kind == "response" else None,
        payload_digest=parts.field("WARC-Payload-Digest"),
        block_digest=parts.field("WARC-Block-Digest"),
        block_holds=None,
        record_id=parts.field("WARC-Record-ID") or "",
        file=place.file,
        offset=place.offset,
        length=length,
        profile=parts.field("WARC-Profile"),
        refers_to_url=parts.field("WARC-Refers-To-Target-URI"),
        refers_to_date=instant(parts.field("WARC-Refers-To-Date")),
    )
