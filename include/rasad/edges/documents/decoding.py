"""Bytes of a page to characters. The bytes decide before the declaration does: pages lie about their charset."""

from __future__ import annotations

import codecs
import re

from rasad.model import Rejected
from rasad.text.charset import declared_charset

_WIDE_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHER_FORMATS = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x28\xb5\x2f\xfd")
_DAMAGE_ALLOWED = 0.1  # of the non-ASCII characters: a few broken bytes, not another charset
_WIDE_SAMPLE = 4_000  # bytes
_PERSIAN_ROWS = (0x00, 0x06, 0x20)  # high bytes of UTF-16: Latin letters and markup, Arabic letters, joiners and quotes
_TERMINAL_COLOURS = re.compile(rb"\x1b\[[0-9;]{0,20}[A-Za-z]")
_WIDE_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROLS = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_MARKUP = re.compile(r"<[a-z!/][^<>]{0,400}>", re.IGNORECASE)
_TAGS = re.compile(rb"<[^<>]{0,2000}>")


def decode(data: bytes) -> str | Rejected:
    """The characters of a page, without control characters.

    Order: byte order mark, UTF-16 by its zero bytes, valid UTF-8, the declared charset, UTF-8 with a few broken bytes,
    windows-1256 or windows-1252 by their share of high bytes. Rejected: empty, not_html, encoding.
    """
    if not data.strip(b"\x00 \t\r\n"):
        return Rejected("empty")
    if data.startswith(_OTHER_FORMATS):
        return Rejected("not_html", f"starts with {data[:4]!r}")
    wide = _wide_codec(data)
    text = _WIDE_CONTROLS.sub("", data.decode(wide, "replace")).lstrip("\ufeff") if wide else _narrow(data)
    if text is None:
        return Rejected("encoding", "the bytes are text in no charset that news pages use")
    if not _MARKUP.search(text):
        return Rejected("not_html", "no markup")
    return text


def _narrow(data: bytes) -> str | None:
    """Characters of a charset in which control bytes are control characters, so that they can go before decoding."""
    data = _TERMINAL_COLOURS.sub(b"", data) if b"\x1b" in data else data
    plain = data.removeprefix(codecs.BOM_UTF8).translate(None, _CONTROLS)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return _other_than_utf8(plain)


def _wide_codec(data: bytes) -> str | None:
    for mark, codec in _WIDE_BOMS:
        if data.startswith(mark):
            return codec
    sample = data[:_WIDE_SAMPLE]
    if sample.count(0) > len(sample) // 100:
        for codec, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
            rows = sum(high.count(row) for row in _PERSIAN_ROWS)
            if rows > 0.8 * len(high) and high.count(0) > 4 * low.count(0):
                return codec
    return None


def _other_than_utf8(data: bytes) -> str | None:
    declared = declared_charset(data)
    replaced = data.decode("utf-8", "replace")
    non_ascii = sum(1 for character in replaced if character > "\x7f")
    if replaced.count("\ufffd") <= _DAMAGE_ALLOWED * non_ascii or replaced.count("\ufffd") <= 10:
        return replaced
    if declared:
        return data.decode(declared, "replace")
    return _by_high_bytes(data)


def _by_high_bytes(data: bytes) -> str | None:
    """windows-1256 (Arabic script: most letters are high bytes) or windows-1252 (Latin script: few are)."""
    words = _TAGS.sub(b" ", data)
    high = sum(words.count(byte) for byte in _HIGH)
    letters = high + sum(words.count(byte) for byte in _LATIN)
    if not letters:
        return None
    if high / letters < 0.2:
        usual = sum(words.count(byte) for byte in _USUAL_1252)
        return data.decode("cp1252" if usual > 0.8 * high else "utf-8", "replace")
    frequent = sum(words.count(byte) for byte in _FREQUENT_1256)
    return data.decode("cp1256", "replace") if frequent / high > 0.2 else None


_HIGH = [bytes([byte]) for byte in range(0x80, 0x100)]
_LATIN = [bytes([byte]) for byte in (*range(0x41, 0x5B), *range(0x61, 0x7B))]
# quotation marks, dashes, a few signs and small letters with accents in windows-1252; other high bytes are damage
_USUAL_1252 = [
    bytes([byte])
    for byte in (0x85, *range(0x91, 0x98), 0xA0, 0xA3, 0xA9, 0xAB, 0xAE, 0xB0, 0xB7, 0xBB, *range(0xDF, 0xFD))
]
# alef, lam, noon, waw, reh and yeh in windows-1256: about half of any Arabic or Persian text
_FREQUENT_1256 = [bytes([byte]) for byte in (0xC7, 0xE1, 0xE4, 0xE6, 0xD1, 0xED)]
