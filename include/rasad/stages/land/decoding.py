"""Bytes of a sitemap or a front page to characters: what the bytes are wins over what they claim to be."""

from __future__ import annotations

import codecs
import re
import zlib

from rasad.model import Rejected

GZIP = b"\x1f\x8b"
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # browsers look at the first 1,024 bytes; Persian pages put long comments first
_CONTROLS = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_DAMAGE_ALLOWED = 0.1  # of the characters outside ASCII: a few broken bytes, not another charset
# Codecs whose bytes below 0x80 are not ASCII would turn harmless bytes into markup.
_NEVER = re.compile(r"utf-?(?:7|8|16|32).*|ascii|idna|punycode|.*escape|undefined|cp037|cp500|cp1140|hz|iso2022.*")


def unpacked(body: bytes, most: int) -> tuple[bytes, bool] | Rejected:
    """The content of a gzip payload, and whether it was there to its end. Rejected: too_big (over `most`), damaged_gzip."""
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = stream.decompress(body, most + 1)
    except zlib.error as error:
        return Rejected("damaged_gzip", str(error)[:80])
    if len(plain) > most:
        return Rejected("too_big", f"more than {most} bytes unpacked")
    return plain, stream.eof


def characters(body: bytes) -> tuple[str, bool]:
    """The text without control characters, and whether bytes had to be replaced.

    Order: UTF-16 by mark or zero bytes, valid UTF-8, the declared charset, UTF-8 with a few broken bytes replaced,
    windows-1256 where most bytes outside ASCII are broken (old Persian pages that declare nothing).
    """
    for start, codec in _WIDE:
        if body.startswith(start):
            text = body.decode(codec, "replace").lstrip("\ufeff")
            return text.translate(_NO_CONTROLS), "\ufffd" in text
    plain = body.removeprefix(codecs.BOM_UTF8).translate(None, _CONTROLS)
    try:
        return plain.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    if declared := _declared(plain):
        return plain.decode(declared, "replace"), False
    repaired = plain.decode("utf-8", "replace")
    outside = sum(1 for character in repaired if character > "\x7f")
    broken = repaired.count("\ufffd")
    if broken > max(10, _DAMAGE_ALLOWED * outside):
        return plain.decode("cp1256", "replace"), True
    return repaired, True


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    return None if _NEVER.fullmatch(name.replace("_", "-")) else name


_NO_CONTROLS = dict.fromkeys(_CONTROLS)
