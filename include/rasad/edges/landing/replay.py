"""Landing once more from the archive alone: what its WARC files hold, in the order in which it came, as a batch a batch.

The listings are read again as well, for what they said of an article (title, date) is evidence of theirs. What the archive does not
hold, failed attempts and looks that brought nothing, is not landed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from rasad.catalogue import Feed, FrontPage, Outlet, Sitemap, folder_of, read_outlets
from rasad.edges import archive
from rasad.edges.confined import Confined
from rasad.edges.landing import lanes
from rasad.edges.landing.backfill import outlet_of
from rasad.edges.landing.listings import belongs
from rasad.edges.landing.plan import plan, read_for
from rasad.edges.web import Answer
from rasad.model import Rejected
from rasad.settings import Settings
from rasad.stages.land.items import Item, Listed

LANE = "archive"
_READERS = {"Feed": "feeds:read_feed", "Sitemap": "sitemaps:read_sitemap", "FrontPage": "frontpage:read_front_page"}
_HEAD = 2_000
"""Bytes within which a sitemap names itself."""
Batch = tuple[Path, ...]


def batches(root: Path) -> list[Batch]:
    """The files of each batch of an archive, the oldest batch first: their names begin with it."""
    files = sorted(root.rglob("*.warc.gz"), key=lambda path: path.name)
    return [tuple(group) for _, group in groupby(files, key=lambda path: path.name.split("-")[0])]


def replay(settings: Settings, batch_id: str, files: Batch) -> int:
    """Land what some files hold into the spool of a batch. Returns the number of pages."""
    outlets = read_outlets(folder_of(settings))
    listings: dict[str, tuple[Outlet | None, Feed | Sitemap | FrontPage | None]] = {
        listing.url: (outlet, listing) for outlet in outlets.values() for listing in outlet.listings
    }
    plan(settings, batch_id)
    known = read_for(settings, batch_id, [])
    answers = sorted((_answer(one) for one in _records(files)), key=lambda answer: (answer.started_at, answer.url))
    with lanes.opened_desk(settings, batch_id, LANE, known) as desk, Confined() as cell:
        items: dict[str, Item] = {}
        pages: list[tuple[Outlet, Answer]] = []
        for answer in answers:
            owner = outlet_of(answer.url, outlets)
            outlet, listing = listings.get(answer.url, (owner, _moved(answer)))
            if outlet is not None and listing is not None:
                desk.listed(desk.listing(outlet.id, answer.url, answer))
                # Where two listings name an article, the first is believed, as it was then.
                items = {**_items(settings, cell, outlet, listing, answer), **items}
            elif outlet is not None:
                pages.append((outlet, answer))
        desk.plan = read_for(settings, batch_id, [own.key(answer.url) for own, answer in pages])
        for own, answer in pages:
            desk.page(own, answer, "import", items.get(own.key(answer.url)))

    return len(pages)


def _records(files: Batch) -> Iterator[archive.Foreign]:
    for path in files:
        yield from (one for one in archive.records(path) if not isinstance(one, Rejected))


def _answer(record: archive.Foreign) -> Answer:
    return Answer(record.url, record.url, record.date, record.status, dict(record.headers), record.body, None)


def _moved(answer: Answer) -> Feed | Sitemap | None:
    """What a record is that no listing's address names: a feed or sitemap that its address led to, or (None) a page."""
    kind = (answer.header("Content-Type") or "").lower()
    if "html" in kind or not any(word in kind for word in ("xml", "json", "rss")):
        return None
    is_sitemap = any(mark in answer.body[:_HEAD] for mark in (b"<urlset", b"<sitemapindex"))
    return (Sitemap if is_sitemap else Feed)(url=answer.url, language="en", evidence="archive")


def _items(
    settings: Settings, cell: Confined, outlet: Outlet, listing: Feed | Sitemap | FrontPage, answer: Answer
) -> Mapping[str, Item]:
    """What a listing names of its outlet, by article."""
    given: tuple[object, ...] = (answer.body, answer.url)
    most = settings.max_items_per_feed
    match listing:
        case Feed():
            given += (answer.header("Content-Type"), most)
        case Sitemap():
            given += (most, None, None)
        case FrontPage():
            given += (listing.links, most)
    found = cell.run("rasad.stages.land." + _READERS[type(listing).__name__], *given)
    if not isinstance(found, Listed):
        return {}
    kept = [item for item in found.items if belongs(item.url, outlet, listing.url) and outlet.covers(item.url)]
    return {outlet.key(item.url): item for item in reversed(kept)}
