"""One visit to one outlet: poll its listings, fetch what is new, changed or due, and say what the look amounted to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from rasad.catalogue import Outlet
from rasad.edges import web
from rasad.edges.landing.listings import DAILY, Listing, Reader
from rasad.edges.landing.pages import Desk
from rasad.identity import short_hash
from rasad.stages.land import coverage
from rasad.stages.land.items import Item
from rasad.work import Row

Tell = Callable[[str], None]

TRIED_AGAIN_FOR = timedelta(days=7)
"""How long an article that could not be fetched is tried again after it dropped out of its listing."""
REFUSED_AGAIN_AFTER = timedelta(hours=20)
"""How soon a listed article that was refused for good (404, robots) is asked for again: once a day."""
HOST_DOWN_AFTER = 3
"""Failures of the host itself in a row after which the rest of the outlet's articles wait for the next run."""
_WAITS = {"host_down", "resting", "challenge", "filtered", "tls"}
"""Failures that say nothing about the article: it is tried again in a later run."""
_HOST_FAULTS = {
    "host_down",
    "timeout",
    "dns",
    "connection",
    "tls",
    "challenge",
    "filtered",
    "resting",
    "robots_unreachable",
}


@dataclass(slots=True)
class Visit:
    """The state of one visit."""

    outlet: Outlet
    reader: Reader
    fetcher: web.Fetcher
    desk: Desk
    tell: Tell
    done: set[str] = field(default_factory=set)  # url_keys that this batch has an answer for
    polled: dict[str, Row] = field(default_factory=dict)  # listings that this batch has read
    outcomes: list[Row] = field(default_factory=list)
    faults: int = 0
    failed: int = 0
    new: int = 0

    @property
    def is_down(self) -> bool:
        """Whether the host itself has failed so often in a row that it is left alone for this run."""
        return self.faults >= HOST_DOWN_AFTER

    async def daily(self) -> Row:
        """The listings, then articles that earlier visits could not fetch. Returns the look row."""
        listed: set[str] = set()
        for listing in self.outlet.listings:
            listed |= await self._listing(listing)
        await self._again(listed)
        return self._look()

    async def recheck(self) -> Row:
        """The articles that are due for another look."""
        due = self.desk.plan.due
        for number, (key, row) in enumerate(sorted(due.items(), key=lambda pair: pair[1]["due_at"]), start=1):
            if self.is_down:
                break  # the rest stay due
            if key not in self.done:
                await self._page(key, row["url"], None, "recheck")
            if number % 50 == 0:
                self.tell(f"{self.outlet.name.en}: {number} of {len(due)} looked at again")
        return self._look()

    async def addresses(self, items: Mapping[str, Item]) -> Row:
        """Given addresses of the past; those that are known are left alone."""
        for number, (key, item) in enumerate(items.items(), start=1):
            if key not in self.done and key not in self.desk.plan.known:
                await self._page(key, item.url, item, "backfill")
            if number % 50 == 0:
                self.tell(f"{self.outlet.name.en}: {number} of {len(items)} addresses")
        return self._look()

    async def address(self, url: str, origin: str) -> None:
        """One given address of the past, unless it is known. `origin` says where it was given."""
        key = self.outlet.key(url)
        if key not in self.done and key not in self.desk.plan.known:
            await self._page(key, url, None, "backfill", origin)

    async def _listing(self, listing: Listing) -> set[str]:
        if (earlier := self.polled.get(listing.url)) is not None:
            self.outcomes.append(earlier)
            return set()
        polled = await self.reader.poll(listing)
        wanted = {key: item for key, item in polled.items.items() if self._wants(key, item)}
        before = self.new
        for key, item in wanted.items():
            await self._page(key, item.url, item, "page")
        polled.row["new_pages"] = self.new - before
        if polled.row["outcome"] == "none_new" and self.new > before:
            polled.row["outcome"] = "new"
        self.outcomes.append(polled.row)
        if polled.fetch is None:
            self.desk.acknowledge("polls", polled.row)
        else:
            self.desk.listed(polled.fetch, polled.row)
        self.tell(_told(self.outlet, listing, polled.row))
        return set(polled.items)

    def _wants(self, key: str, item: Item) -> bool:
        known = self.desk.plan.known.get(key)
        if key in self.done:
            return False
        if known is None:
            return True
        if known["outcome"] == "failed" and not known.get("last_seen_at"):
            return self._may_retry(known) or known["last_tried_at"] < datetime.now(UTC) - REFUSED_AGAIN_AFTER
        # Each listing describes an article in its own words: a change is a description that none of them gave before.
        changed = bool(item.fingerprint) and item.fingerprint not in (known.get("listing_fingerprints") or ())
        return changed or key in self.desk.plan.due

    def _may_retry(self, known: Row) -> bool:
        rested = known.get("retry_at") is None or known["retry_at"] <= datetime.now(UTC)
        reason = str(known.get("error_class"))
        return rested and (reason in _WAITS or web.heals(reason))

    async def _again(self, listed: set[str]) -> None:
        since = datetime.now(UTC) - TRIED_AGAIN_FOR
        for key, known in self.desk.plan.known.items():
            if self.is_down:
                break  # what failed before is on record already
            never = known["outcome"] == "failed" and not known.get("last_seen_at") and known["first_tried_at"] > since
            if never and key not in listed and key not in self.done and self._may_retry(known):
                await self._page(key, known["url"], None, "page")

    async def _page(self, key: str, url: str, item: Item | None, kind: str, origin: str | None = None) -> None:
        self.done.add(key)
        answer = await self._answer(key, url, item is None)
        row = self.desk.page(self.outlet, answer, kind, item, origin)
        self.faults = self.faults + 1 if row["error_class"] in _HOST_FAULTS else 0
        self.failed += row["outcome"] == "failed"
        self.new += row["outcome"] == "kept"

    async def _answer(self, key: str, url: str, unlisted: bool) -> web.Answer:
        """Conditional only for a second look within a day of a good one, and never when a listing says that it changed."""
        if self.is_down:
            return web.Answer(url, url, datetime.now(UTC), error="host_down")
        known = self.desk.plan.known.get(key, {})
        seen_at = known.get("last_seen_at")
        fresh = unlisted and seen_at is not None and seen_at > datetime.now(UTC) - DAILY
        validators = {name: str(known[name]) for name in ("etag", "last_modified") if fresh and known.get(name)}
        return await self.fetcher.fetch(url, validators, delay_s=self.outlet.politeness.delay_s, kind="page")

    def _look(self) -> Row:
        outcomes = [str(row["outcome"]) for row in self.outcomes]
        if not outcomes:
            outcomes = ["new" if self.new else "unreachable" if self.is_down else "none_new"]
        outcome = coverage.together(outcomes)
        unseen = [row for row in self.outcomes if row["outcome"] not in (*coverage.SAW, "unchanged")]
        row: Row = {
            "look_id": short_hash("look", self.desk.batch_id, self.outlet.id),
            "source_id": self.outlet.id,
            "country": self.outlet.country,
            "kind": self.desk.plan.order.kind,
            "looked_at": datetime.now(UTC),
            "outcome": outcome,
            "reason": "; ".join(str(row["detail"]) for row in unseen)[:300] or None,
            "n_listings": len(self.outcomes),
            "n_listings_failed": len(unseen),
            "n_items": sum(row["items"] for row in self.outcomes),
            "n_known_items": sum(row["known_items"] for row in self.outcomes),
            "n_new": self.new,
            "n_failed": self.failed,
            "expected_per_day": self.outlet.volume.per_day,
        }
        self.desk.acknowledge("coverage", row)
        return row


def _told(outlet: Outlet, listing: Listing, row: Row) -> str:
    if row["outcome"] in ("new", "none_new"):
        return f"{outlet.name.en} ({row['format']}): {row['items']} items, {row['new_pages']} new"
    if row["outcome"] == "unchanged":
        return f"{outlet.name.en}: nothing new since the last look"
    return f"{outlet.name.en}: {row['detail'] or row['outcome']} ({listing.url})"


@contextmanager
def resumed(visit: Visit) -> Iterator[Visit]:
    """A visit that goes on where an earlier attempt of the same batch stopped; its journal is closed at the end."""
    for line in visit.desk.journal.earlier:
        for table, row in line.rows:
            if table == "fetches" and row["url_key"] and row["outcome"] != "failed":
                visit.done.add(row["url_key"])
            elif table == "polls" and row["outcome"] in (*coverage.SAW, "unchanged"):
                visit.polled[row["feed_url"]] = row
            elif table == "pages":
                visit.desk.pages[row["page_id"]] = row
                visit.new += 1
    try:
        yield visit
    finally:
        visit.desk.journal.close()
