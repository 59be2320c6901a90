"""One record's bytes taken apart: its own fields, the HTTP section, the body. Bounded, and silent about what is wrong."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from rasad.edges.archive.limits import MOST_HEADERS
from rasad.model import Rejected

Headers = tuple[tuple[str, str], ...]
_PIECE = 65_536
_SECTION_END = re.compile(rb"\n\r{0,2}\n")
_WARC = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"])
_HTTP = StatusAndHeadersParser(["HTTP/"])
_DIGEST_NAMES = {"sha1", "sha224", "sha256", "sha384", "sha512", "md5"}


@dataclass(frozen=True, slots=True)
class Parts:
    """A record: its fields, and its block (of HTTP records: header section and body)."""

    fields: Headers
    block: bytes

    def field(self, name: str) -> str | None:
        """The first field of that name, in any case."""
        return first(self.fields, name)


@dataclass(frozen=True, slots=True)
class Head:
    """A record's fields, and where its block begins and ends in the content that they were read in."""

    fields: Headers
    block: int
    end: int


@dataclass(frozen=True, slots=True)
class Response:
    """The HTTP part of a record. `section` counts the bytes up to and with the empty line."""

    status: int
    headers: Headers
    section: int


def first(headers: Headers, name: str) -> str | None:
    """The first value under a name, in any case."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def inflate(stream: BinaryIO, most: int) -> tuple[bytes, int] | Rejected:
    """The gzip member that begins where the stream stands: its content and its length on disk.

    Rejected: too_big (more than `most` bytes), torn (the file ends within it), bad_gzip.
    """
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    content, read = bytearray(), 0
    try:
        while not inflater.eof:
            piece = stream.read(_PIECE)
            if not piece:
                return Rejected("torn", f"the file ends {read} bytes into a record")
            read += len(piece)
            content += inflater.decompress(piece, most + 1 - len(content))
            if len(content) > most:
                return Rejected("too_big", f"more than {most} bytes")
    except zlib.error as error:
        return Rejected("bad_gzip", str(error))
    return bytes(content), read - len(inflater.unused_data)


def warc_head(content: bytes, begin: int = 0) -> Head | Rejected:
    """The fields of the record that begins at an offset of `content`. Rejected: bad_record, bad_length, torn."""
    if not content.startswith(b"WARC/", begin):
        return Rejected("bad_record", f"no WARC header: {content[begin : begin + 40]!r}")
    parsed = _parsed(_WARC, content, begin)
    if parsed is None:
        whole = len(content) - begin >= MOST_HEADERS
        return Rejected("bad_record" if whole else "torn", "its fields do not end")
    fields, block = parsed
    stated = first(fields, "Content-Length") or ""
    if not (stated.isascii() and stated.isdigit() and len(stated) < 16):
        return Rejected("bad_length", f"Content-Length {stated[:40]!r}")
    return Head(fields, block, block + int(stated))


def block_of(content: bytes, head: Head) -> Parts | Rejected:
    """The record of a head, from the content that it was read in. Rejected: torn (fewer bytes than it announces)."""
    if head.end > len(content):
        return Rejected("torn", f"{len(content) - head.block} bytes of {head.end - head.block}")
    return Parts(head.fields, content[head.block : head.end])


def response(block: bytes) -> Response | Rejected:
    """The HTTP section that begins a block. Rejected: bad_http."""
    words = block[:1000].split(b"\n", 1)[0].split(None, 2)
    if len(words) < 2 or not words[0].upper().startswith(b"HTTP/") or not words[1][:3].isdigit():
        return Rejected("bad_http", f"no status line: {block[:40]!r}")
    # An answer without a body may lack the empty line, too.
    parsed = _parsed(_HTTP, block, 0) or _parsed(_HTTP, block[:MOST_HEADERS] + b"\r\n\r\n", 0)
    if parsed is None:
        return Rejected("bad_http", "its header section does not end")
    return Response(int(words[1][:3]), parsed[0], min(parsed[1], len(block)))


def holds(digest: str, content: bytes) -> bool | None:
    """Whether a digest as WARC writes it (`sha256:` and hex, or base 32) is that of the content; None where unreadable."""
    name, _, stated = digest.partition(":")
    if name.lower() not in _DIGEST_NAMES:
        return None
    actual = hashlib.new(name.lower(), content, usedforsecurity=False).digest()
    try:
        if len(stated) == 2 * len(actual):
            return bytes.fromhex(stated) == actual
        return base64.b32decode(stated, casefold=True) == actual
    except (ValueError, binascii.Error):
        return None


def _parsed(parser: StatusAndHeadersParser, content: bytes, begin: int) -> tuple[Headers, int] | None:
    """The fields that begin at an offset, and where they end; None where they do not, or are too long to be read."""
    end = _SECTION_END.search(content, begin, begin + MOST_HEADERS)
    if end is None:
        return None
    head = BytesIO(content[begin : end.end()])
    try:
        found = parser.parse(head)
    except (StatusAndHeadersParserException, EOFError):
        return None
    return tuple((str(name), str(value)) for name, value in found.headers), begin + head.tell()
