"""A response's status and header fields as bytes that no server can use to break a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

Fields = Mapping[str, str] | Iterable[tuple[str, str]]

# The archived body is the decoded one: under their own names these fields would lie about it.
_OF_THE_WIRE = {"content-encoding", "transfer-encoding", "content-length"}
# Prefix under which web archives (Wayback Machine, pywb) hand on what the server said and what no longer holds.
_AS_RECEIVED = "X-Archive-Orig-"
_TOKEN = "!#$%&'*+-.^_`|~"  # RFC 9110, 5.6.2: characters of a field name besides letters and digits
_CONTROLS = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_VALUE_BYTES = 16_000  # servers refuse requests with longer fields (commonly from 8 KB); nobody means to send one
_SECTION_BYTES = 200_000
_URI_CHARACTERS = 20_000  # canonical addresses have up to 2,000, of which each may take nine as an escape
_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"


def http_section(status: int, headers: Fields, length: int | None) -> bytes:
    """The status line and header fields of an archived response, up to and with the empty line.

    `length` is that of the archived body, None where the record holds none. Names are reduced to the characters that
    RFC 9110 allows (others percent-encoded); in values a line break, NUL or other control becomes a space (RFC 9110, 5.5);
    bytes outside ASCII stay as received. A value is cut at 16,000 bytes and the section at 200,000; the cut is noted.
    """
    fields = headers.items() if isinstance(headers, Mapping) else headers
    lines = [b"HTTP/1.1 %03d " % min(max(status, 0), 999)]
    notes: list[bytes] = []
    total = 0
    for name, value in fields:
        if not name.strip():
            continue
        kept, plain = _name(name), _value(value)
        if len(plain) > _VALUE_BYTES:
            notes.append(b"X-Archive-Cut: %s had %d bytes" % (kept, len(plain)))
            plain = plain[:_VALUE_BYTES].rstrip()
        total += len(kept) + len(plain)
        if total > _SECTION_BYTES:
            notes.append(b"X-Archive-Cut: fields from the %dth on" % len(lines))
            break
        lines.append(kept + b": " + plain)
    if length is not None:
        lines.append(b"Content-Length: %d" % length)
    return b"\r\n".join([*lines, *notes, b"", b""])


def uri(url: str) -> str:
    """An address as a WARC field may hold it: ASCII, without spaces; escapes that are there stay as they are.

    Raises ValueError for one of more than 20,000 characters.
    """
    plain = quote(url[:_URI_CHARACTERS], safe=_URI_SAFE, errors="surrogatepass")
    if len(plain) > _URI_CHARACTERS or len(url) > _URI_CHARACTERS:
        raise ValueError(f"an address of {len(url)} characters is none that can be archived")
    return plain


def line(value: str) -> str:
    """Words of an operator as one line of ASCII."""
    return " ".join(value.encode("ascii", "replace").decode("ascii").split())


def _name(name: str) -> bytes:
    plain = quote(name.strip()[:200], safe=_TOKEN, errors="replace")
    return ((_AS_RECEIVED if plain.lower() in _OF_THE_WIRE else "") + plain).encode("ascii")


def _value(value: str) -> bytes:
    # HTTP clients hand on bytes that are not UTF-8 as lone surrogates.
    raw = value.encode("utf-8", "surrogateescape") if not _lone(value) else value.encode("utf-8", "replace")
    return _CONTROLS.sub(b" ", raw).strip(b" \t")


def _lone(value: str) -> bool:
    return any(0xD800 <= ord(character) <= 0xDFFF and not 0xDC80 <= ord(character) <= 0xDCFF for character in value)
