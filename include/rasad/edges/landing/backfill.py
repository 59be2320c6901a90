"""The past, in bounded batches: WARC files of others, lists of addresses, the date range of a sitemap.

A batch takes at most `order.most` records and leaves a poll row that says where the next one goes on. The row is promoted
together with the pages, so a batch that failed or was killed is simply done again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from rasad.catalogue import Outlet, Sitemap
from rasad.edges import archive, web
from rasad.edges.confined import Confined
from rasad.edges.landing import plan as plans
from rasad.edges.landing.listings import Reader
from rasad.edges.landing.pages import Desk
from rasad.edges.landing.visit import Visit
from rasad.edges.web import Answer
from rasad.errors import ConfigError
from rasad.identity import short_hash
from rasad.listings import belongs_to
from rasad.model import Rejected
from rasad.orders import Order
from rasad.settings import Settings
from rasad.stages.land.items import Item
from rasad.work import Row

Tell = Callable[[str], None]
CHUNK = 200
"""Records read before they are compared with what is known, so that memory stays flat however long the file is."""


async def listed(reader: Reader, order: Order, tell: Tell) -> Mapping[str, Item]:
    """The addresses that a sitemap lists between two days, and that belong to its outlet."""
    polled = await reader.poll(Sitemap(url=order.source, language=reader.outlet.languages[0], evidence="backfill"))
    new = {key: item for key, item in polled.items.items() if key not in reader.desk.plan.known}
    tell(
        f"{reader.outlet.name.en}: {len(polled.items)} addresses in the sitemap, {len(new)} unknown ({polled.row['outcome']})"
    )
    if polled.fetch is None:
        reader.desk.acknowledge("polls", polled.row)
    else:
        reader.desk.listed(polled.fetch, polled.row)
    return dict(islice(new.items(), order.most))


def import_warc(
    settings: Settings, batch_id: str, known: plans.Plan, outlets: Mapping[str, Outlet], desk: Desk, tell: Tell
) -> Row:
    """The next records of a WARC file (CC-NEWS layout or any other): copied into our archive with the date that they bear."""
    path = _existing(known.order.source)
    lane = plans.FILE + known.order.source
    start = int(known.listings.get(lane, {}).get("resume_at") or 0)
    count = _Count(lane, start, path.stat().st_size)
    records = archive.records(path, start)
    while count.read < known.order.most and (chunk := list(islice(records, min(CHUNK, known.order.most - count.read)))):
        answers = []
        for record in chunk:
            count.read += 1
            if isinstance(record, Rejected):
                count.bad += 1
                continue
            count.next = record.next
            outlet = outlet_of(record.url, outlets)
            if outlet is None:
                count.foreign += 1
            else:
                answers.append((outlet, _answer(record), f"{path.name}#{record.offset}"))
        desk.plan = plans.read_for(settings, batch_id, [outlet.key(answer.url) for outlet, answer, _ in answers])
        for outlet, answer, origin in answers:
            row = desk.page(outlet, answer, "import", None, origin)
            count.new += row["outcome"] == "kept"
        tell(
            f"{path.name}: {count.read} records, {count.new} new pages, {100 * count.next // max(count.end, 1)} % of the file"
        )
    if count.read < known.order.most:
        count.next = count.end
    return _finish(desk, count)


async def fetch_addresses(
    settings: Settings,
    batch_id: str,
    known: plans.Plan,
    outlets: Mapping[str, Outlet],
    desk: Desk,
    fetcher: web.Fetcher,
    tell: Tell,
) -> Row:
    """The next addresses of a list, one a line; empty lines and lines that begin with # are no addresses."""
    path = _existing(known.order.source)
    lane = plans.FILE + known.order.source
    lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    start = int(known.listings.get(lane, {}).get("resume_at") or 0)
    count = _Count(lane, start, len(lines))
    taken = lines[start : start + known.order.most]
    owners = [outlet_of(line, outlets) if _is_address(line) else None for line in taken]
    desk.plan = plans.read_for(settings, batch_id, [o.key(line) for line, o in zip(taken, owners, strict=True) if o])
    visits: dict[str, Visit] = {}
    for line, outlet in zip(taken, owners, strict=True):
        count.read, count.next = count.read + 1, count.next + 1
        if outlet is None:
            count.foreign += _is_address(line)
            continue
        if outlet.id not in visits:
            reader = Reader(settings, fetcher, Confined(), desk, outlet, known.order)
            visits[outlet.id] = Visit(outlet, reader, fetcher, desk, tell)
        await visits[outlet.id].address(line, f"{path.name}#{count.next}")
        count.new = sum(visit.new for visit in visits.values())
        if count.read % 50 == 0:
            tell(f"{path.name}: {count.next} of {count.end} addresses, {count.new} new pages")
    return _finish(desk, count)


def outlet_of(url: str, outlets: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet that an address belongs to: of those whose domains its host ends in, the most precise one."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    fitting = [
        outlet
        for outlet in outlets.values()
        if belongs_to(host, {outlet.domain, *outlet.other_domains}) and outlet.covers(url)
    ]
    return max(fitting, key=lambda outlet: (len(outlet.domain), len(outlet.allow_paths)), default=None)


def _is_address(line: str) -> bool:
    return bool(line) and not line.startswith("#")


class _Count:
    """How far a batch came in its file."""

    def __init__(self, lane: str, start: int, end: int) -> None:
        self.lane, self.next, self.end = lane, start, end
        self.read = self.new = self.bad = self.foreign = 0


def _existing(source: str) -> Path:
    path = Path(source)
    if not path.is_file():
        raise ConfigError(
            "the order of this batch", "source", f"{source} is no file; give the path of a WARC file or a list"
        )
    return path


def _answer(record: archive.Foreign) -> Answer:
    error = (
        None if record.status == 200 and record.body else f"http_{record.status}" if record.status != 200 else "empty"
    )
    return Answer(record.url, record.url, record.date, record.status, dict(record.headers), record.body, error)


def _finish(desk: Desk, count: _Count) -> Row:
    now = datetime.now(UTC)
    left_out = f"{count.foreign} of other outlets left out" if count.foreign else None
    row: Row = {
        "poll_id": short_hash("poll", desk.batch_id, count.lane),
        "source_id": None,
        "feed_url": count.lane,
        "format": "file",
        "polled_at": now,
        "outcome": "new" if count.new else "none_new",
        "items": count.read,
        "bad_items": count.bad,
        "known_items": 0,
        "new_pages": count.new,
        "is_partial": count.next < count.end,
        "is_conditional": False,
        "resume_at": count.next,
        "detail": left_out,
    }
    desk.acknowledge("polls", row)
    return row | {"reason": left_out}
