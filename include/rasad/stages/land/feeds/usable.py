"""From what a feed says to what is fetched: titles as text, addresses that may be asked for, dates that are certain."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import quote, urlsplit

from rasad.addresses import canonical_url
from rasad.identity import short_hash
from rasad.model import Rejected
from rasad.stages.land.feeds.entry import Entry, Reading
from rasad.stages.land.feeds.instants import instant
from rasad.stages.land.items import LONGEST_STATED, LONGEST_TITLE, LONGEST_URL, Item, Listed

_LONGEST_GUID = 500
_LONGEST_READ = 5_000  # characters of a title that are looked at
_LONGEST_MARKUP = 1_500
_MOST_MARKS = 4  # combining marks on one letter; pointed Arabic needs three
_BREAK = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# Controls, directional marks and overrides, invisible signs; ZWNJ and ZWJ stay, Persian is spelt with them.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_UNSPOKEN = re.compile(r"<(script|style)\b[^<>]{0,2000}>.{0,20000}?</\1\s{0,9}>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_EDGES = (
    "".join(map(chr, range(0x21)))
    + "\x7f\xa0\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_NEVER_RAW = frozenset('"<>^`{|} ')  # RFC 3986 has them in no address
_SCHEMES = ("http", "https")


def listed(reading: Reading, address: str) -> Listed:
    """The usable items of the feed at an address, each address once, the first one counting.

    A link that leads back to the feed itself is none. Notes say what was taken out of titles.
    """
    items: dict[str, Item] = {}
    itself = canonical_url(address)
    bad, hidden, marks = reading.lost, 0, 0
    for entry in reading.entries:
        found = _first_address(entry)
        if found is None or found[1] == itself:
            bad += 1
            continue
        url, canonical = found
        if canonical in items:
            continue
        title, taken, cut = _title(entry)
        hidden, marks = hidden + taken, marks + cut
        items[canonical] = _item(entry, url, title)
    notes = [*reading.notes]
    if hidden:
        notes.append(f"hidden_characters={hidden}")
    if marks:
        notes.append(f"combining_marks={marks}")
    return Listed(tuple(items.values()), reading.format, bad, reading.partial, (), tuple(notes))


def usable_address(written: str | None) -> tuple[str, str] | None:
    """An absolute web address that may be asked for, and its canonical form; None for anything else.

    Without user, port 0, backslash, a fragment that poses as a host or a host that is spelt in look-alike forms; at most 2,083 characters.
    Controls inside are escaped, at its ends they are dropped.
    """
    if not written or len(written) > LONGEST_URL or "\\" in written:
        return None
    trimmed = written.strip(_EDGES)
    try:
        parts = urlsplit(trimmed)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not host or port == 0 or "@" in parts.netloc or "%" in parts.netloc:
        return None
    if _HIDDEN.search(parts.netloc) or unicodedata.normalize("NFKC", host) != host or parts.fragment.startswith("@"):
        return None
    url = "".join(map(_escaped, trimmed))
    canonical = canonical_url(url)
    return None if isinstance(canonical, Rejected) or len(url) > LONGEST_URL else (url, canonical)


def _escaped(character: str) -> str:
    raw = character.isprintable() and character not in _NEVER_RAW
    return character if raw else quote(character, safe="", errors="replace")


def _first_address(entry: Entry) -> tuple[str, str] | None:
    """The article's own address before a feed service's, and that before a guid that is an address."""
    for written in (entry.original, entry.link, entry.guid):
        found = usable_address(written)
        if found:
            return found
    return None


def _item(entry: Entry, url: str, title: str | None) -> Item:
    stated = entry.published or entry.updated
    return Item(
        url=url,
        title=title,
        published=instant(stated),
        stated=_HIDDEN.sub("", stated[:LONGEST_STATED]) if stated else None,
        guid=_HIDDEN.sub("", entry.guid[:_LONGEST_GUID]) if entry.guid else None,
        fingerprint=short_hash("feed", title or "", entry.published or "", entry.updated or "", entry.summary),
    )


def _title(entry: Entry) -> tuple[str | None, int, int]:
    """The title as one line of text, how many hidden characters were taken out, and how many combining marks."""
    title = (entry.title or "")[:_LONGEST_READ]
    if entry.title_is_markup:
        title = html.unescape(_TAG.sub("", _UNSPOKEN.sub("", title[:_LONGEST_MARKUP])))
    title, hidden = (title, 0) if title.isascii() and title.isprintable() else _visible(title)
    kept = title if title.isascii() else _with_few_marks(title)
    return kept.strip()[:LONGEST_TITLE].strip() or None, hidden, len(title) - len(kept)


def _visible(title: str) -> tuple[str, int]:
    return _HIDDEN.subn("", " ".join(title.split()) if _BREAK.search(title) else title)


def _with_few_marks(title: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in title:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
