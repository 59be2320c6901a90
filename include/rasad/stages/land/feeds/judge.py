"""feedparser, the judge of everything that is not plain. It sees UTF-8 bytes in a buffer and nothing else, ever."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import feedparser

from rasad.stages.land.feeds.entry import Entry

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_LONGEST_TAG = 64_000  # characters
# feedparser's time grows with the square of the attributes of one element: 20,000 take 40 seconds.
_CROWDED = re.compile(r"""[^\s<>/"'=]{1,200}(?:\s{1,99}[^\s=<>/"']{1,200}\s{0,99}=\s{0,99}(?:"[^"]*"|'[^']*')){1000}""")


def judged(text: str, address: str) -> list[Entry] | None:
    """The entries that feedparser finds; None where it raises, which hostile feeds make it do in a dozen ways.

    Sanitising is off: summaries are compared, never shown, and titles become text elsewhere. Call it in `Confined`.
    """
    if too_crowded(text):
        return None
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        # Bytes in a buffer: a string would be taken for a path or an address and opened.
        found = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except MemoryError:
        raise
    except Exception:
        return None
    return [_entry(entry) for entry in found.entries]


def too_crowded(text: str) -> bool:
    """Whether one tag is longer, or has more attributes, than any honest feed's. Linear in the length of the text."""
    for piece in text.split("<"):
        if len(piece) <= 8_000 or not piece[0].isalpha():
            continue
        if len(piece.partition(">")[0]) > _LONGEST_TAG or _CROWDED.match(piece):
            return True
    return False


def _entry(found: Any) -> Entry:
    detail = dict.get(found, "title_detail")
    return Entry(
        title=_words(found, "title"),
        title_is_markup=isinstance(detail, dict) and dict.get(detail, "type") in _HTML_TYPES,
        link=_words(found, "link"),
        original=_words(found, "feedburner_origlink") or _words(found, "pheedo_origlink"),
        guid=_words(found, "id"),
        published=_words(found, "published"),
        updated=_words(found, "updated"),
        summary=_words(found, "summary") or "",
    )


def _words(found: Any, key: str) -> str | None:
    """A value as it was stored: feedparser's own look-up answers one key with another's value."""
    value = dict.get(found, key)
    return value if isinstance(value, str) else None
