"""JSON Feed 1.0 and 1.1 (jsonfeed.org): items are taken one by one, so that a feed cut in the middle keeps the first ones."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

from rasad.model import Rejected
from rasad.stages.land.feeds.entry import Entry, Reading

_VERSION = re.compile(
    r"""^\s*\{.{0,2000}?"version"\s{0,9}:\s{0,9}"(?:https?://jsonfeed\.org/version/)?1(?:\.[01])?\b""", re.DOTALL
)
_ITEMS = re.compile(r'"items"\s{0,9}:\s{0,9}\[')
_SPACE = re.compile(r"[\s,]{0,1000}")


def read_json(text: str, address: str, most: int) -> Reading | Rejected:
    """The entries of a JSON Feed, `most` at the most. Rejected: not_a_feed."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _piecewise(text, address, most)
    if not isinstance(whole, dict) or not _is_version(whole.get("version")) or not isinstance(whole.get("items"), list):
        return Rejected("not_a_feed", text[:80])
    return _reading(whole["items"], address, most, partial=False)


def _is_version(value: object) -> bool:
    if not isinstance(value, str):
        return False
    return value.removeprefix("https://").removeprefix("http://").removeprefix("jsonfeed.org/version/") in (
        "1",
        "1.0",
        "1.1",
    )


def _piecewise(text: str, address: str, most: int) -> Reading | Rejected:
    start = _ITEMS.search(text)
    if start is None or not _VERSION.match(text):
        return Rejected("not_a_feed", text[:80])
    decoder, at = json.JSONDecoder(), start.end()
    items: list[object] = []
    while len(items) <= most:
        at = _end_of_space(text, at)
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return _reading(items, address, most, partial=True)


def _end_of_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _reading(items: list[object], address: str, most: int, *, partial: bool) -> Reading:
    entries = [_entry(item, address) for item in items[:most] if isinstance(item, dict)]
    lost = len(items[:most]) - len(entries)
    return Reading(tuple(entries), "json", lost, partial or len(items) > most)


def _entry(item: dict[str, object], address: str) -> Entry:
    guid = item.get("id")
    return Entry(
        title=_words(item, "title"),
        link=_address(item, address),
        guid=str(guid) if isinstance(guid, str | int | float) else None,
        published=_words(item, "date_published"),
        updated=_words(item, "date_modified"),
        summary=_words(item, "summary") or _words(item, "content_text") or _words(item, "content_html") or "",
    )


def _address(item: dict[str, object], address: str) -> str | None:
    """The item's own page; its id where that is an address; the page that it comments on."""
    guid = _words(item, "id") or ""
    stated = (
        _words(item, "url")
        or (guid if guid.startswith(("http://", "https://")) else None)
        or _words(item, "external_url")
    )
    if not stated:
        return None
    try:
        return urljoin(address, stated)
    except ValueError:
        return stated


def _words(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else None
