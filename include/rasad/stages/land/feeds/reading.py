"""One feed from its bytes to its items: the fast parser where the feed is plain, feedparser where it is not."""

from __future__ import annotations

from dataclasses import replace

from rasad.model import Rejected
from rasad.stages.land.feeds.decoding import characters
from rasad.stages.land.feeds.entry import Entry, Reading
from rasad.stages.land.feeds.json_feed import read_json
from rasad.stages.land.feeds.judge import judged, too_crowded
from rasad.stages.land.feeds.pieces import pieces, shell
from rasad.stages.land.feeds.plain import read_plain as parse_plain
from rasad.stages.land.feeds.prolog import Document, document
from rasad.stages.land.feeds.usable import listed
from rasad.stages.land.items import Listed

LARGEST = 20_000_000  # bytes of one feed; the cap of a decoded response
LARGEST_IN_PROCESS = 4_000_000  # bytes that are parsed without a worker: about 40 MB of tree


def read_feed(body: bytes, address: str, content_type: str | None, most: int) -> Listed | Rejected:
    """The articles that a feed lists: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1.

    `address` resolves relative links, `content_type` is HTTP's header, `most` caps the entries taken. Pure, opens
    nothing. Hostile feeds cost much time or memory: run it in `edges.confined` unless `read_plain` has answered.
    Rejected: empty, too_big, not_a_feed, dtd.
    """
    reading = entries(body, address, content_type, most)
    return reading if isinstance(reading, Rejected) else listed(reading, address)


def read_plain(body: bytes, address: str, content_type: str | None, most: int) -> Listed | Rejected | None:
    """What `read_feed` gives, where that is certain without feedparser; else None. Linear and small: safe in process."""
    if len(body) > LARGEST_IN_PROCESS:
        return None
    opened = _opened(body, content_type)
    if isinstance(opened, Rejected):
        return opened
    if isinstance(opened, str):
        return None
    if too_crowded(opened.text):
        return None
    reading = parse_plain(opened, address, most)
    return listed(replace(reading, notes=opened.notes), address) if isinstance(reading, Reading) else None


def needs_judge(body: bytes, content_type: str | None = None) -> bool:
    """Whether a feed has to be read in a killable worker. `read_plain` answers the same and gives the items at once."""
    return read_plain(body, "http://feed.invalid/", content_type, 1_000) is None


def entries(body: bytes, address: str, content_type: str | None, most: int) -> Reading | Rejected:
    """What a feed says of its articles before anything is judged usable; reasons and arguments as for `read_feed`."""
    opened = _opened(body, content_type)
    if isinstance(opened, Rejected):
        return opened
    if isinstance(opened, str):
        return read_json(opened, address, most)
    reading = parse_plain(opened, address, most)
    if reading == "odd":
        reading = _judged_whole(opened, address, most)
    elif reading == "broken":
        reading = _salvaged(opened, address, most)
    return replace(reading, notes=(*opened.notes, *reading.notes))


def _opened(body: bytes, content_type: str | None) -> Document | str | Rejected:
    """The feed's text: from its root on for XML, the whole for what looks like JSON."""
    if len(body) > LARGEST:
        return Rejected("too_big", f"{len(body)} bytes")
    if not body.strip(b"\x00 \t\r\n"):
        return Rejected("empty")
    decoded = characters(body, content_type)
    start = decoded.text.lstrip("\ufeff \t\r\n")
    if not start:
        return Rejected("empty")
    if start.startswith("{"):
        return start
    opened = document(decoded.text)
    return opened if isinstance(opened, Rejected) else replace(opened, notes=(*decoded.notes, *opened.notes))


def _judged_whole(opened: Document, address: str, most: int) -> Reading:
    """A feed that is well formed but not plain: feedparser reads it whole, unless it raises or loses items."""
    found = pieces(opened.text, most)
    text = opened.text
    if found.more:
        text = text[: found.ends[-1]] + shell(text, opened.format)[1]
    answer = judged(text, address)
    if answer is None or len(answer) < len(found.items):
        return _salvaged(opened, address, most)
    return Reading(tuple(answer[:most]), opened.format, partial=found.more or len(answer) > most)


def _salvaged(opened: Document, address: str, most: int) -> Reading:
    """A broken feed: every item by itself, so that the sound ones read as they would in a sound feed."""
    found = pieces(opened.text, most)
    truncated = not found.closed and not found.more
    if not found.items and not truncated:
        answer = judged(opened.text, address) or []
        return Reading(tuple(answer[:most]), opened.format, partial=len(answer) > most)
    before, after = shell(opened.text, opened.format)
    alone = [_alone(Document(before + item + after, opened.format), address) for item in found.items]
    read = tuple(entry for entry in alone if entry is not None)
    return Reading(read, opened.format, len(alone) - len(read), found.more or truncated, ("salvaged",))


def _alone(document: Document, address: str) -> Entry | None:
    reading = parse_plain(document, address, 1)
    found = reading.entries if isinstance(reading, Reading) else judged(document.text, address)
    return found[0] if found else None
