"""Visiting lanes: one outlet's task, all outlets at once, or a file of the past, each with its own journal and archive file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rasad import __version__
from rasad.catalogue import Outlet, folder_of, read_outlets
from rasad.edges import archive, newsroom, web
from rasad.edges.confined import Confined
from rasad.edges.landing import backfill, plan, spool
from rasad.edges.landing.listings import Reader
from rasad.edges.landing.pages import Desk
from rasad.edges.landing.visit import Visit, resumed
from rasad.errors import Unreachable
from rasad.identity import short_hash
from rasad.settings import Settings
from rasad.work import Row

Tell = Callable[[str], None]
Routes = Mapping[str, tuple[str, int]]


def fetch(settings: Settings, batch_id: str, lane: str, tell: Tell, routes: Routes | None = None) -> Row:
    """Visit one lane. What it fetched is in the spool when this returns, or raises.

    `routes` leads reserved hosts to a local server; without it, those of the sample lead to the bundled newsroom.
    Raises Unreachable when nothing of the outlet could be reached: trying again later may heal it.
    """
    if lane.startswith(plan.FILE):
        with _led(settings, routes) as led:
            return asyncio.run(_file(settings, batch_id, lane, tell, led))
    outlet = plan.known_outlet(read_outlets(folder_of(settings)), lane)
    with _led(settings, routes) as led, Confined() as cell:
        row = asyncio.run(_alone(settings, batch_id, outlet, tell, led, cell))
    if row["outcome"] == "unreachable":
        raise Unreachable(
            f"{outlet.name.en}: {row['reason'] or 'no answer'}; the gap is recorded, the next try may heal it"
        )
    return row


def fetch_all(
    settings: Settings, batch_id: str, lanes: Sequence[str], tell: Tell, routes: Routes | None = None
) -> list[Row]:
    """Visit many lanes at once in this process. An outlet that cannot be reached is a row like any other."""
    outlets = read_outlets(folder_of(settings))
    files = [lane for lane in lanes if lane.startswith(plan.FILE)]
    with _led(settings, routes) as led, Confined() as cell:

        async def every() -> list[Row]:
            async with web.fetching(settings, led) as fetcher:
                visits = (
                    _outlet(settings, batch_id, plan.known_outlet(outlets, lane), tell, fetcher, cell)
                    for lane in lanes
                    if lane not in files
                )
                found = list(await asyncio.gather(*visits))
            return found + [await _file(settings, batch_id, lane, tell, led) for lane in files]

        return asyncio.run(every())


async def _alone(settings: Settings, batch_id: str, outlet: Outlet, tell: Tell, routes: Routes, cell: Confined) -> Row:
    async with web.fetching(settings, routes) as fetcher:
        return await _outlet(settings, batch_id, outlet, tell, fetcher, cell)


async def _outlet(
    settings: Settings, batch_id: str, outlet: Outlet, tell: Tell, fetcher: web.Fetcher, cell: Confined
) -> Row:
    known = plan.read(settings, batch_id, outlet.id)
    with opened_desk(settings, batch_id, outlet.id, known) as desk:
        reader = Reader(settings, fetcher, cell, desk, outlet, known.order)
        with resumed(Visit(outlet, reader, fetcher, desk, tell)) as visit:
            if known.order.kind == "recheck":
                return await visit.recheck()
            if known.order.shape == "sitemap":
                return await visit.addresses(await backfill.listed(reader, known.order, tell))
            return await visit.daily()


async def _file(settings: Settings, batch_id: str, lane: str, tell: Tell, routes: Routes) -> Row:
    known = plan.read(settings, batch_id, lane)
    outlets = read_outlets(folder_of(settings))
    with opened_desk(settings, batch_id, lane, known) as desk:
        if known.order.shape == "warc":
            return backfill.import_warc(settings, batch_id, known, outlets, desk, tell)
        async with web.fetching(settings, routes) as fetcher:
            return await backfill.fetch_addresses(settings, batch_id, known, outlets, desk, fetcher, tell)


@contextmanager
def opened_desk(settings: Settings, batch_id: str, lane: str, known: plan.Plan) -> Iterator[Desk]:
    """A lane's journal and archive; archive files that a killed attempt left are cut to what was acknowledged."""
    journal = spool.Journal(spool.journal_path(settings.spool, batch_id, lane))
    shelf = archive.shelf(settings)
    for file, end in journal.archive_ends.items():
        if isinstance(shelf, Path) or not shelf.has(file):
            archive.mend(settings.archive, file, end)
    stem = f"{batch_id}-{short_hash('lane', lane)[:8]}"
    try:
        with archive.writing(
            settings.archive,
            stem,
            most_bytes=settings.archive_file_bytes,
            operator=settings.contact,
            software=f"Rasad/{__version__}",
        ) as writer:
            yield Desk(batch_id, known, journal, writer)
        if not isinstance(shelf, Path):
            for path in sorted(settings.archive.glob(f"{stem}-*.warc.gz")):
                shelf.ship(path.name)
    finally:
        journal.close()


@contextmanager
def _led(settings: Settings, routes: Routes | None) -> Iterator[Routes]:
    if routes is not None or settings.sources != "sample":
        yield routes or {}
        return
    with newsroom.serving(settings.edition) as bundled:
        yield bundled
