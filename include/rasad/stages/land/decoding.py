"""Bytes of a sitemap or a front page to characters: what the bytes are wins over what they claim to be."""

from __future__ import annotations

import codecs
import zlib

from rasad.model import Rejected
from rasad.text.charset import declared_charset

GZIP = b"\x1f\x8b"
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_CONTROLS = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_DAMAGE_ALLOWED = 0.1  # of the characters outside ASCII: a few broken bytes, not another charset


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
    if declared := declared_charset(plain):
        return plain.decode(declared, "replace"), False
    repaired = plain.decode("utf-8", "replace")
    outside = sum(1 for character in repaired if character > "\x7f")
    broken = repaired.count("\ufffd")
    if broken > max(10, _DAMAGE_ALLOWED * outside):
        return plain.decode("cp1256", "replace"), True
    return repaired, True


_NO_CONTROLS = dict.fromkeys(_CONTROLS)
