"""Bodies as other crawlers archived them: chunks joined and compression undone, within a bound."""

from __future__ import annotations

import codecs
import re
import zlib

from rasad.edges.archive.parts import Headers, first
from rasad.model import Rejected

_CHUNK = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r?\n")
_NOTHING_TO_UNDO = {"", "identity", "none", "utf-8", "binary", "8bit"}
_RAW = -zlib.MAX_WBITS
_GZIP = b"\x1f\x8b"
_PIECE = 16_384
_MOST_MEMBERS = 10_000


def decoded(headers: Headers, body: bytes, most: int, *, cut: bool) -> bytes | Rejected:
    """The body without the transfer and content encodings that the headers state. `cut`: the record says it is not whole.

    Crawlers that store decoded bodies often keep the old headers; a body that does not look encoded is taken as it is.
    Rejected: too_big (more than `most` bytes decoded), bad_encoding (broken, or an encoding that nobody here can undo).
    """
    if "chunked" in (first(headers, "Transfer-Encoding") or "").lower():
        joined = _joined(body)
        if joined is None and not cut:
            return Rejected("bad_encoding", "broken chunks")
        body = joined if joined is not None else body
    for name in reversed((first(headers, "Content-Encoding") or "").lower().split(",")):
        undone = _undone(name.strip(), body, most, cut=cut)
        if isinstance(undone, Rejected):
            return undone
        body = undone
    return body if len(body) <= most else Rejected("too_big", f"{len(body)} bytes")


def _joined(body: bytes) -> bytes | None:
    """The chunks' content; the body itself where it does not begin with a chunk; None where the chunks break off."""
    head = _CHUNK.match(body)
    if not head:
        return body
    pieces = []
    while head and (size := int(head.group(1), 16)):
        end = head.end() + size
        if end > len(body):
            return None
        pieces.append(body[head.end() : end])
        head = _CHUNK.match(body, end)
    return b"".join(pieces) if head else None


def _undone(name: str, body: bytes, most: int, *, cut: bool) -> bytes | Rejected:
    if name in _NOTHING_TO_UNDO or not body:
        return body
    if name in ("gzip", "x-gzip"):
        return _inflated(body, zlib.MAX_WBITS | 16, most, cut) if body[:2] == _GZIP else body
    if _is_text(body):
        return body
    if name == "deflate":
        # Servers send it with and without the zlib frame that RFC 9110 wants.
        framed = _inflated(body, zlib.MAX_WBITS, most, cut)
        bare = isinstance(framed, Rejected) and framed.reason == "bad_encoding"
        return _inflated(body, _RAW, most, cut) if bare else framed
    return Rejected("bad_encoding", f"{name[:20]!r} cannot be undone here")


def _inflated(body: bytes, bits: int, most: int, cut: bool) -> bytes | Rejected:
    content, position = bytearray(), 0
    try:
        for _ in range(_MOST_MEMBERS):
            inflater = zlib.decompressobj(bits)
            # In pieces: what follows the end of a member is copied, each time.
            while not inflater.eof and position < len(body):
                content += inflater.decompress(body[position : position + _PIECE], most + 1 - len(content))
                position += _PIECE
                if len(content) > most:
                    return Rejected("too_big", f"more than {most} bytes")
            if not inflater.eof:
                return bytes(content) if cut else Rejected("bad_encoding", "compressed data breaks off")
            position = min(position, len(body)) - len(inflater.unused_data)
            # What follows a gzip member is another one, or padding.
            if body[position : position + 2] != _GZIP:
                return bytes(content)
    except zlib.error as error:
        return Rejected("bad_encoding", str(error)[:100])
    return Rejected("bad_encoding", f"more than {_MOST_MEMBERS} gzip members")


def _is_text(body: bytes) -> bool:
    if b"\0" in body[:1000]:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body[:1000])
    except UnicodeDecodeError:
        return False
    return True
