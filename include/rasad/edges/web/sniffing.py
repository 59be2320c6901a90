"""Whether bytes can be a page or a listing. Bytes decide; the declared type only helps where they say nothing."""

from __future__ import annotations

import re

# First bytes of what is never text: images, documents, archives, sound, film, fonts, programs.
_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00",
    b"%PDF-", b"%!PS", b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0", b"ID3", b"\xff\xfb", b"\xff\xf3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3",
    b"FLV\x01", b"wOFF", b"wOF2", b"OTTO", b"\x7fELF", b"\xca\xfe\xba\xbe", b"SQLite format 3", b"\x00asm",
)  # fmt: skip
_BINARY_AT = ((4, b"ftyp"), (8, b"WEBP"), (8, b"AVI "), (8, b"WAVE"))
_HEAD = 1_445  # bytes: the resource header of the WHATWG MIME Sniffing Standard
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # "binary data bytes" of that standard
_CONTROL_SHARE = 0.05  # a few stray NULs do not make a feed a picture
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00\x00<", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32
_TEXT_TYPE = re.compile(r"text/.*|.*\bxml\b.*|.*\bjson\b.*|.*\b(?:html|rss|atom|octet-stream|gzip|x-gzip)\b.*|")
_TAIL = 4_096  # bytes at the end in which a document may close
_CLOSED = re.compile(rb"</(?:html|body|rss|feed|rdf:rdf|urlset|sitemapindex)\s*>", re.IGNORECASE)
_OPENED = re.compile(rb"<(?:!doctype html|html|rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)


def is_text(body: bytes, content_type: str) -> bool:
    """Whether this can be a page or a listing at all."""
    return not _is_binary(body) and (_plausible(content_type) or _is_markup(body))


def is_mismatch(content_type: str) -> bool:
    """Whether the declared type, of a body that is text, is a type that no page or listing has."""
    return not _plausible(content_type)


def is_unended(body: bytes) -> bool:
    """Whether a document that opens as HTML or XML never closes: cut off, as far as bytes can tell."""
    return bool(_OPENED.search(body[:_TAIL])) and not _CLOSED.search(body[-_TAIL:])


def _plausible(content_type: str) -> bool:
    return _TEXT_TYPE.fullmatch(content_type.partition(";")[0].strip().lower()[:200]) is not None


def _is_markup(body: bytes) -> bool:
    return body[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1] in (b"<", b"{", b"[")


def _is_binary(body: bytes) -> bool:
    head = body[:_HEAD]
    if head.startswith(_WIDE):
        return False
    if head.startswith(_BINARY) or any(head[at : at + len(mark)] == mark for at, mark in _BINARY_AT):
        return True
    return len(_CONTROL.findall(head)) > _CONTROL_SHARE * len(head)
