"""Where records begin and end in a file of any crawler, compressed or not, also after damaged stretches."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from rasad.edges.archive.limits import MOST_HEADERS, MOST_RECORD
from rasad.edges.archive.parts import Head, Parts, block_of, inflate, warc_head
from rasad.model import Rejected

_GZIP = b"\x1f\x8b\x08"
_PIECE = 1 << 20
_LONGEST_SKIP = 1_000_000_000  # bytes that an oversized record is decompressed to find its end; more is a bomb
_ARC = b"filedesc://"
_BLANKS = re.compile(rb"[\r\n]*")
_NOTHING = Parts((), b"")


@dataclass(frozen=True, slots=True)
class Frame:
    """One record where it lies: what it holds, or why it cannot be read, and where to go on."""

    parts: Parts | Rejected
    offset: int
    next: int


def frames(stream: BinaryIO, start: int) -> Iterator[Frame]:
    """Every record from an offset on. After a stretch that cannot be read, goes on at the next beginning of a record."""
    size = stream.seek(0, 2)
    head = _head(stream, 0)
    packed, arc = _at(stream, 0, 2) == _GZIP[:2], head.startswith(_ARC)
    offset = start
    while offset < size:
        here = _packed(stream, offset, arc=arc) if packed else [_plain(stream, offset, size, arc=arc)]
        for frame in here:
            if isinstance(frame.parts, Rejected) and frame.next <= frame.offset:
                frame = replace(frame, next=_next_beginning(stream, frame.offset + 1, size, packed=packed, arc=arc))
            yield frame
            following = frame.next
        offset = following


def _packed(stream: BinaryIO, offset: int, *, arc: bool) -> Iterator[Frame]:
    """The record of one gzip member; all its records where a file was compressed as a whole."""
    stream.seek(offset)
    member = inflate(stream, MOST_RECORD)
    if isinstance(member, Rejected):
        yield Frame(member, offset, _end_of_member(stream, offset) if member.reason == "too_big" else offset)
        return
    content, length = member
    end = offset + length
    position = _after_blanks(content, 0)
    if position == len(content):
        yield Frame(_NOTHING, offset, end)
    while position < len(content):
        head = _arc_head(content, position) if arc else warc_head(content, position)
        record = head if isinstance(head, Rejected) else block_of(content, head)
        if isinstance(head, Rejected) or isinstance(record, Rejected):
            yield Frame(record, offset, end)
            return
        position = _after_blanks(content, head.end)
        # Within a member nobody can resume: only after its last record is there a place to go on from.
        yield Frame(record, offset, end if position == len(content) else offset)


def _after_blanks(content: bytes, position: int) -> int:
    found = _BLANKS.match(content, position)
    return found.end() if found else position


def _plain(stream: BinaryIO, offset: int, size: int, *, arc: bool) -> Frame:
    piece = _at(stream, offset, MOST_HEADERS)
    blanks = _after_blanks(piece, 0)
    if blanks == len(piece):
        return Frame(_NOTHING, offset, offset + blanks)
    head = _arc_head(piece, blanks) if arc else warc_head(piece, blanks)
    if isinstance(head, Rejected):
        return Frame(head, offset + blanks, offset)
    begin, end = offset + blanks, offset + head.end
    if head.end - head.block > MOST_RECORD and end <= size:
        return Frame(Rejected("too_big", f"{head.end - head.block} bytes"), begin, end)
    # A piece is all that most records need.
    content = piece if head.end <= len(piece) else _at(stream, offset, min(head.end, MOST_RECORD + MOST_HEADERS))
    record = block_of(content, head)
    return Frame(record, begin, offset if isinstance(record, Rejected) else end)


def _arc_head(content: bytes, begin: int) -> Head | Rejected:
    """The head of an ARC record (address, IP, date, type, length on one line) as the WARC record that it would be."""
    block = content.find(b"\n", begin, begin + MOST_HEADERS) + 1
    words = content[begin:block].decode("utf-8", "replace").strip().rsplit(" ", 4)
    if len(words) != 5 or not (words[4].isascii() and words[4].isdigit() and len(words[4]) < 16):
        return Rejected("bad_record", f"no ARC header: {content[begin : begin + 40]!r}")
    address, _ip, date, _kind, length = words
    fields = (
        ("WARC-Type", "warcinfo" if address.startswith(_ARC.decode()) else "response"),
        ("WARC-Target-URI", address),
        ("WARC-Date", f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[8:10]}:{date[10:12]}:{date[12:14]}Z"),
    )
    return Head(fields, block, block + int(length))


def _end_of_member(stream: BinaryIO, offset: int) -> int:
    """Where an oversized member ends, found without keeping it; the offset itself where that cannot be found."""
    stream.seek(offset)
    inflater, read, seen = zlib.decompressobj(zlib.MAX_WBITS | 16), 0, 0
    try:
        while not inflater.eof and seen < _LONGEST_SKIP:
            piece = inflater.unconsumed_tail or stream.read(_PIECE)
            if not piece:
                return offset
            read += 0 if inflater.unconsumed_tail else len(piece)
            seen += len(inflater.decompress(piece, _PIECE))
    except zlib.error:
        return offset
    return offset + read - len(inflater.unused_data) if inflater.eof else offset


def _next_beginning(stream: BinaryIO, offset: int, size: int, *, packed: bool, arc: bool) -> int:
    """The next offset at which a record seems to begin, or the end of the file."""
    if arc and not packed:
        return size
    mark = _GZIP if packed else b"WARC/"
    while offset < size:
        piece = _at(stream, offset, _PIECE)
        found = piece.find(mark)
        while found >= 0:
            if _begins(stream, offset + found, packed=packed, arc=arc):
                return offset + found
            found = piece.find(mark, found + 1)
        if len(piece) < _PIECE:
            return size
        offset += _PIECE - len(mark)
    return size


def _begins(stream: BinaryIO, offset: int, *, packed: bool, arc: bool) -> bool:
    if not packed:
        return re.match(rb"\nWARC/[01]\.\d{1,2}\r?\n", _at(stream, offset - 1, 12)) is not None
    head = _head(stream, offset)
    return b"://" in head if arc else head.startswith(b"WARC/")


def _head(stream: BinaryIO, offset: int) -> bytes:
    """The first characters of what begins at an offset, decompressed where it is compressed."""
    piece = _at(stream, offset, 1024)
    if not piece.startswith(_GZIP):
        return piece[:64]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(piece, 64)
    except zlib.error:
        return b""


def _at(stream: BinaryIO, offset: int, length: int) -> bytes:
    stream.seek(offset)
    return stream.read(length)
