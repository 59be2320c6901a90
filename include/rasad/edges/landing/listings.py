"""Polling what lists an outlet's articles: feeds, sitemaps and front pages into the items that are in scope."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from rasad.addresses import canonical_url
from rasad.catalogue import Feed, FrontPage, Outlet, Sitemap
from rasad.edges import web
from rasad.edges.confined import Confined
from rasad.edges.landing.pages import Desk
from rasad.identity import short_hash
from rasad.listings import belongs_to
from rasad.model import Rejected
from rasad.orders import Order
from rasad.settings import Settings
from rasad.stages.land import coverage
from rasad.stages.land.feeds import read_plain
from rasad.stages.land.items import Item, Listed
from rasad.work import Row

Listing = Feed | Sitemap | FrontPage
DAILY = timedelta(hours=24)
"""After so long a listing is asked for whole again, whatever its validators say: some servers say 304 for ever."""
PARKED_AFTER = 3
"""Answers in a row that a listing is gone (404, 410) before it is left alone ..."""
PARKED_FOR = timedelta(days=7)
"""... for so long between two tries."""
SITEMAP_OVERLAP = timedelta(days=3)
"""How far behind the last good look a sitemap is read again: outlets date articles back."""
WHOLE_SITEMAP = 50_000
"""What one sitemap may hold (sitemaps.org); a backfill wants all of it."""
MOST_CHILDREN = 20
"""Sitemaps read of one index in one visit, newest first."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What one listing gave: its poll row (without the pages that come of it) and the items in scope by url_key."""

    row: Row
    fetch: Row | None
    items: Mapping[str, Item]


@dataclass(slots=True)
class Reader:
    """Asks listings and reads what they answer."""

    settings: Settings
    fetcher: web.Fetcher
    cell: Confined
    desk: Desk
    outlet: Outlet
    order: Order

    async def poll(self, listing: Listing) -> Polled:
        """Ask one listing and read it. Never raises: a failure is a poll with its outcome and reason."""
        known = self.desk.plan.listings.get(listing.url, {})
        now = datetime.now(UTC)
        if known.get("n_gone", 0) >= PARKED_AFTER and known["polled_at"] > now - PARKED_FOR:
            return Polled(self._row(listing, now, Rejected("parked", "gone three times; tried once a week")), None, {})
        whole_at = known.get("whole_at")
        validators = _validators(known) if whole_at and whole_at > now - DAILY else {}
        answer = await self._ask(listing.url, validators)
        fetch = self.desk.listing(self.outlet.id, listing.url, answer)
        found: Listed | Rejected = Rejected(answer.error, "") if answer.error else Listed((), "unchanged")
        if answer.error is None and not answer.unchanged:
            found = await self._read(listing, answer)
        row = self._row(listing, answer.started_at, found, answer, bool(validators))
        if not isinstance(found, Listed):
            return Polled(row, fetch, {})
        return Polled(row, fetch, self._in_scope(listing, found, row))

    async def _ask(self, url: str, validators: Mapping[str, str]) -> web.Answer:
        return await self.fetcher.fetch(url, validators, delay_s=self.outlet.politeness.delay_s, kind="listing")

    async def _read(self, listing: Listing, answer: web.Answer) -> Listed | Rejected:
        most = self.settings.max_items_per_feed
        if isinstance(listing, FrontPage):
            return await self._confined(
                "rasad.stages.land.frontpage:read_front_page", answer.body, answer.url_final, listing.links, most
            )
        if isinstance(listing, Sitemap):
            return await self._sitemap(answer, depth=2)
        kind = answer.header("Content-Type")
        plain = read_plain(answer.body, answer.url_final, kind, most)
        if plain is not None:
            return plain
        return await self._confined("rasad.stages.land.feeds:read_feed", answer.body, answer.url_final, kind, most)

    async def _confined(self, function: str, *arguments: object) -> Listed | Rejected:
        # In a thread: other outlets' requests go on while a hostile document is being read.
        found: Listed | Rejected = await asyncio.to_thread(self.cell.run, function, *arguments)
        return found

    async def _sitemap(self, answer: web.Answer, depth: int) -> Listed | Rejected:
        since, until = self._range(answer)
        most = WHOLE_SITEMAP if self.order.kind == "backfill" else self.settings.max_items_per_feed
        found = await self._confined(
            "rasad.stages.land.sitemaps:read_sitemap", answer.body, answer.url_final, most, since, until
        )
        if not isinstance(found, Listed) or not found.children or depth == 0:
            return found
        items, bad, partial = list(found.items), found.bad_items, found.partial or len(found.children) > MOST_CHILDREN
        for address in found.children[:MOST_CHILDREN]:
            child = await self._ask(address, {})
            self.desk.listed(self.desk.listing(self.outlet.id, address, child))
            below = await self._sitemap(child, depth - 1) if child.error is None else Rejected(child.error)
            if isinstance(below, Listed):
                items += below.items
                bad, partial = bad + below.bad_items, partial or below.partial
            else:
                partial = True
        return Listed(tuple(items), "sitemap_index", bad, partial)

    def _range(self, answer: web.Answer) -> tuple[datetime | None, datetime | None]:
        if self.order.kind == "backfill":
            return _day(self.order.since, time.min), _day(self.order.until, time.max)
        good_at = self.desk.plan.listings.get(answer.url, {}).get("good_at")
        return (good_at or datetime.now(UTC)) - SITEMAP_OVERLAP, None

    def _in_scope(self, listing: Listing, found: Listed, row: Row) -> dict[str, Item]:
        items: dict[str, Item] = {}
        elsewhere = 0
        for item in found.items:
            if not belongs(item.url, self.outlet, listing.url):
                elsewhere += 1
            elif self.outlet.covers(item.url):
                items.setdefault(self.outlet.key(item.url), item)
        row["items"] = len(items)
        row["known_items"] = sum(key in self.desk.plan.known for key in items)
        if elsewhere:
            row["detail"] = "; ".join(filter(None, (row["detail"], f"{elsewhere} items on other hosts left out")))
        return items

    def _row(
        self,
        listing: Listing,
        polled_at: datetime,
        found: Listed | Rejected,
        answer: web.Answer | None = None,
        conditional: bool = False,
    ) -> Row:
        outcome = "none_new"
        if isinstance(found, Rejected):
            outcome = coverage.outcome_of(found.reason)
        elif answer is not None and answer.unchanged:
            outcome = "unchanged"
        return {
            "poll_id": short_hash("poll", self.desk.batch_id, listing.url, polled_at.isoformat()),
            "source_id": self.outlet.id,
            "feed_url": listing.url,
            "format": found.format if isinstance(found, Listed) else None,
            "polled_at": polled_at,
            "outcome": outcome,
            "http_status": answer.status if answer else None,
            "items": 0,
            "bad_items": found.bad_items if isinstance(found, Listed) else 0,
            "known_items": 0,
            "new_pages": 0,
            "is_partial": found.partial if isinstance(found, Listed) else None,
            "is_conditional": conditional,
            "detail": ", ".join(found.notes) or None if isinstance(found, Listed) else _words(found),
        }


def belongs(url: str, outlet: Outlet, listing: str) -> bool:
    """Whether an address is on the outlet's own hosts, or on the one that lists it: what others publish is theirs."""
    host = _host(url)
    return host == _host(listing) or belongs_to(host, {outlet.domain, *outlet.other_domains})


def _host(url: str) -> str:
    canonical = canonical_url(url)
    return "" if isinstance(canonical, Rejected) else urlsplit(canonical).hostname or ""


def _words(found: Rejected) -> str:
    return f"{found.reason} {found.detail}".strip()


def _validators(known: Row) -> dict[str, str]:
    return {key: str(known[key]) for key in ("etag", "last_modified") if known.get(key)}


def _day(day: object, clock: time) -> datetime | None:
    return datetime.combine(day, clock, UTC) if isinstance(day, date) else None
