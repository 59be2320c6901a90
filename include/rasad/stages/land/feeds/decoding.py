"""A feed's bytes as characters. Byte order mark and the bytes themselves decide before any declaration does."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']\s{0,9}([A-Za-z0-9._:-]{1,40})""")
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
# What servers and templates state without looking: no evidence against an Arabic-script page.
_DEFAULTS = {"iso8859-1", "cp1252", "ascii"}
_HIGH = bytes(range(0x80, 0x100))
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Characters that no XML document may hold, raw or as a reference.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ASCII = bytes(range(0x20, 0x7F))
_CONTROLS = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)))
_REFERENCE = re.compile(r"&#(?:x0{0,20}([0-9a-f]{1,20})|0{0,20}([0-9]{1,20}));", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a feed, and what had to be mended to get them."""

    text: str
    notes: tuple[str, ...] = ()


def characters(body: bytes, content_type: str | None) -> Decoded:
    """The text of a feed, without characters that XML forbids.

    Order: byte order mark, UTF-16 and UTF-32 by their zero bytes, valid UTF-8 with any non-ASCII character, the charset
    of HTTP, then of the document (RFC 7303), UTF-8 with broken bytes, windows-1256 or windows-1252 by the runs of high
    bytes. A byte that does not fit becomes U+FFFD and changes no other. Notes: encoding_repaired, control_characters=n.
    """
    text, repaired = _decoded(body, content_type)
    illegal = references = 0
    if _may_hold_illegal(body):
        text, illegal = _ILLEGAL.subn("", text)
    if "&#" in text:
        text, references = _without_bad_references(text)
    notes = ["encoding_repaired"] if repaired else []
    if illegal + references:
        notes.append(f"control_characters={illegal + references}")
    return Decoded(text, tuple(notes))


def _may_hold_illegal(body: bytes) -> bool:
    """A quick look at the bytes; the slow one at the characters is seldom needed."""
    return len(body.translate(None, _CONTROLS)) < len(body) or b"\xef\xbf\xbe" in body or b"\xef\xbf\xbf" in body


def _decoded(body: bytes, content_type: str | None) -> tuple[str, bool]:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _as(body[len(mark) :], encoding)
    wide = _wide(body)
    if wide:
        return _as(body, wide)
    stated = _stated(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, stated)
    if b"<" not in body and "utf-7" in stated:
        return _as(body, "utf-7")
    mismatch = not text.isascii() and any(name not in ("utf-8", "utf-8-sig") for name in stated)
    return text, mismatch


def _as(body: bytes, encoding: str) -> tuple[str, bool]:
    text = body.decode(encoding, "replace")
    return text, "\ufffd" in text


def _wide(body: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: the first character of a feed is ASCII, so its zero bytes show the width."""
    pattern = bytes(1 if byte else 0 for byte in body[:4])
    return {b"\1\0\0\0": _WIDE[0], b"\0\0\0\1": _WIDE[1], b"\1\0\1\0": _WIDE[2], b"\0\1\0\1": _WIDE[3]}.get(pattern)


def _stated(body: bytes, content_type: str | None) -> list[str]:
    """The codecs that HTTP and the document name, in that order, as Python names them; unknown names are left out."""
    in_header = _CHARSET.search((content_type or "")[:400])
    in_document = _DECLARED.search(body[:400])
    names = [in_header.group(1)] if in_header else []
    if in_document:
        names.append(in_document.group(1).decode("ascii"))
    found = []
    for name in names:
        try:
            codec = codecs.lookup(name).name
            # Not a text codec, or one that would turn harmless bytes into markup: UTF-7, EBCDIC, escapes.
            keeps_ascii = _ASCII.decode(codec) == _ASCII.decode("ascii")
        except (LookupError, ValueError):
            continue
        if keeps_ascii or codec == "utf-7":
            found.append(codec)
    return found


def _not_utf8(body: bytes, stated: list[str]) -> tuple[str, bool]:
    arabic = _high_in_runs(body)
    for name in stated:
        if name in ("utf-8", "utf-8-sig", "utf-7") or (name in _DEFAULTS and arabic):
            continue
        return _as(body, "cp1252" if name in _DEFAULTS else name)
    high = len(body) - len(body.translate(None, _HIGH))
    in_sequences = sum(map(len, _SEQUENCE.findall(body)))
    if in_sequences * 2 >= high:
        return _as(body, "utf-8")
    return body.decode("cp1256" if arabic else "cp1252", "replace"), True


def _high_in_runs(body: bytes) -> bool:
    """Whether most bytes above 0x7F stand together, as the letters of Arabic script do and accents do not."""
    high = len(body) - len(body.translate(None, _HIGH))
    return high > 0 and sum(map(len, _HIGH_RUN.findall(body))) * 2 > high


def _without_bad_references(text: str) -> tuple[str, int]:
    """Character references to what is no character (&#0; &#xD800; &#x110000;) go; parsers give up on the whole feed."""
    removed = 0

    def kept(reference: re.Match[str]) -> str:
        nonlocal removed
        code = int(reference[1], 16) if reference[1] else int(reference[2])
        if code <= 0x10FFFF and not _ILLEGAL.match(chr(code)):
            return reference[0]
        removed += 1
        return ""

    return _REFERENCE.sub(kept, text), removed
