"""One layer of gzip, never more bytes than allowed: a bomb stops at the cap, half a stream is no page."""

from __future__ import annotations

import zlib

from rasad.model import Rejected

MAGIC = b"\x1f\x8b\x08"
_GZIP = 31  # zlib's window bits for a gzip header and trailer
RATIO = 200  # decoded over wire; real pages and feeds stay far below
_FREE = 1 << 20  # decoded bytes below which the ratio says nothing: a long run of rows is small
_MOST_MEMBERS = 1_000


def unpack(wire: bytes, most: int) -> tuple[bytes, bool] | Rejected:
    """The content of a gzip stream of one or more members, and whether garbage follows it.

    `most` is a number of decoded bytes. Rejected: too_big (cap or ratio), truncated, bad_encoding.
    """
    limit = min(most, max(_FREE, RATIO * len(wire)))
    content, rest = b"", wire
    for _ in range(_MOST_MEMBERS):
        member = _member(rest, limit - len(content))
        if isinstance(member, Rejected):
            return (content, True) if content and member.reason == "bad_encoding" else member
        content += member[0]
        rest = member[1].lstrip(b"\x00")
        if not rest.startswith(MAGIC):
            return content, bool(rest)
    return Rejected("too_big", f"more than {_MOST_MEMBERS} gzip members")


def _member(wire: bytes, room: int) -> tuple[bytes, bytes] | Rejected:
    stream = zlib.decompressobj(_GZIP)
    try:
        content = stream.decompress(wire, room + 1)
    except zlib.error as error:
        return Rejected("bad_encoding", str(error))
    if len(content) > room:
        return Rejected("too_big", f"{len(wire)} bytes unpack to more than {room}")
    if not stream.eof:
        return Rejected("truncated", "the gzip stream has no end")
    return content, stream.unused_data


def codings(header: str) -> list[str]:
    """The content codings that a response names, outermost last, without identity."""
    return [each for part in header.lower().split(",") if (each := part.strip()) not in ("", "identity")]


def decoded(wire: bytes, coding: str, most: int) -> tuple[bytes, tuple[str, ...]] | Rejected:
    """A body as its author wrote it, with notes on what was odd. Only gzip was offered, so anything else is wrong.

    A body that is gzip without saying so (a sitemap kept as .xml.gz) is unpacked too.
    Rejected: bad_encoding, truncated, too_big.
    """
    named = codings(coding) if coding else []
    if len(named) > 1 or any(each not in ("gzip", "x-gzip") for each in named):
        return Rejected("bad_encoding", coding[:60])
    if not wire or not (named or wire.startswith(MAGIC)):
        return wire, ()
    content = unpack(wire, most)
    if isinstance(content, Rejected):
        return content
    notes = (("unpacked",) if not named else ()) + (("trailing",) if content[1] else ())
    return content[0], notes
