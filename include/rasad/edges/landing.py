"""land, the part with side effects: poll the feeds, fetch what is new, archive it before anything points at it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from rasad.catalogue import Feed, Outlet, folder_of, read_outlets
from rasad.edges import archive, newsroom, web
from rasad.identity import short_hash
from rasad.model import Rejected
from rasad.stages.land import Discovered, Item, discover
from rasad.work import Row, Rows, Tables, Work

Routes = Mapping[str, tuple[str, int]]


def build(work: Work) -> Tables:
    """One run over every enabled outlet: polls, fetches and new pages. Tables as in the contract of `land`."""
    outlets = [outlet for outlet in read_outlets(folder_of(work.settings)).values() if outlet.enabled]
    with _routes(work) as routes, archive.writing(work.settings.archive, work.batch_id) as writer:
        return asyncio.run(_land(work, outlets, routes, writer))


@contextmanager
def _routes(work: Work) -> Iterator[Routes]:
    if work.settings.sources != "sample":
        yield {}
        return
    with newsroom.serving(work.settings.edition) as routes:
        yield routes


@dataclass(slots=True)
class _Landing:
    """The growing tables of one run."""

    work: Work
    writer: archive.Writer
    known: dict[str, Row] = field(default_factory=dict)
    pages_known: set[str] = field(default_factory=set)
    polls: Rows = field(default_factory=list)
    fetches: Rows = field(default_factory=list)
    pages: Rows = field(default_factory=list)


async def _land(work: Work, outlets: list[Outlet], routes: Routes, writer: archive.Writer) -> Tables:
    landing = _Landing(
        work,
        writer,
        known={row["url_requested"]: row for row in work.inputs.get("known", [])},
        pages_known={row["page_id"] for row in work.inputs.get("pages", [])}
        | {row["unit_id"] for row in work.inputs.get("set_aside", [])},
    )
    async with web.fetching(work.settings, routes) as fetcher:
        await asyncio.gather(*(_outlet(landing, fetcher, outlet) for outlet in outlets))
    return {
        "polls": sorted(landing.polls, key=lambda row: str(row["feed_url"])),
        "fetches": sorted(landing.fetches, key=lambda row: str(row["fetch_id"])),
        "pages": sorted(landing.pages, key=lambda row: str(row["page_id"])),
    }


async def _outlet(landing: _Landing, fetcher: web.Fetcher, outlet: Outlet) -> None:
    for feed in outlet.feeds:
        await _feed(landing, fetcher, outlet, feed)


async def _feed(landing: _Landing, fetcher: web.Fetcher, outlet: Outlet, feed: Feed) -> None:
    # Asked for whole each time: the items in it are what decides which pages are looked at again.
    answer = await fetcher.fetch(feed.url)
    found: Discovered | Rejected = Rejected(answer.error or "", "")
    if answer.error is None:
        found = discover(answer.body, answer.url_final, outlet, landing.work.settings.max_items_per_feed)
    _record(landing, "feed", outlet, answer)
    new = 0
    if isinstance(found, Discovered):
        for item in found.items:
            new += await _page(landing, fetcher, outlet, item)
        landing.work.tell(f"{outlet.name.en}: {len(found.items)} items, {new} new")
    else:
        landing.work.tell(f"{outlet.name.en}: {found.reason} ({feed.url})")
    landing.polls.append(_poll(outlet, feed, answer, found, new))


async def _page(landing: _Landing, fetcher: web.Fetcher, outlet: Outlet, item: Item) -> int:
    known = landing.known.get(item.url, {})
    answer = await fetcher.fetch(item.url, {key: known[key] for key in ("etag", "last_modified") if known.get(key)})
    row = _record(landing, "page", outlet, answer)
    if row["outcome"] != "kept":
        return 0
    page_id = short_hash("f", answer.url_final, str(row["payload_sha256"]))
    if page_id in landing.pages_known:
        return 0
    landing.pages_known.add(page_id)
    landing.pages.append(
        {
            "page_id": page_id,
            "source_id": outlet.id,
            "url": answer.url_final,
            "first_seen_at": answer.started_at,
            "feed_title": item.title,
            "feed_published_at": item.published,
            **{key: row[key] for key in ("fetch_id", "payload_sha256", "archive_file", "archive_offset")},
        }
    )
    return 1


def _record(landing: _Landing, kind: str, outlet: Outlet, answer: web.Answer) -> Row:
    digest = hashlib.sha256(answer.body).hexdigest() if answer.error is None and answer.body else None
    same = answer.unchanged or (
        digest is not None and digest == landing.known.get(answer.url, {}).get("payload_sha256")
    )
    outcome = "failed" if answer.error else "unchanged" if same else "kept"
    place = _archived(landing, answer) if outcome == "kept" else None
    row: Row = {
        "fetch_id": short_hash("fetch", answer.url, answer.started_at.isoformat(), landing.work.batch_id),
        "kind": kind,
        "source_id": outlet.id,
        "url_requested": answer.url,
        "url_final": answer.url_final,
        "started_at": answer.started_at,
        "http_status": answer.status,
        "bytes": len(answer.body),
        "content_type": answer.header("Content-Type"),
        # A 304 need not repeat the validators; the ones that earned it stay good.
        "etag": answer.header("ETag") or landing.known.get(answer.url, {}).get("etag"),
        "last_modified": answer.header("Last-Modified") or landing.known.get(answer.url, {}).get("last_modified"),
        "payload_sha256": digest
        or (landing.known.get(answer.url, {}).get("payload_sha256") if answer.unchanged else None),
        "archive_file": place.file if place else None,
        "archive_offset": place.offset if place else None,
        "outcome": outcome,
        "error_class": answer.error,
    }
    landing.fetches.append(row)
    return row


def _archived(landing: _Landing, answer: web.Answer) -> archive.Place:
    return landing.writer.add(answer.url_final, answer.status or 0, answer.headers, answer.body, answer.started_at)


def _poll(outlet: Outlet, feed: Feed, answer: web.Answer, found: Discovered | Rejected, new: int) -> Row:
    listed = isinstance(found, Discovered)
    return {
        "source_id": outlet.id,
        "feed_url": feed.url,
        "polled_at": answer.started_at,
        "outcome": _outcome(found, new),
        "http_status": answer.status,
        "items": len(found.items) if isinstance(found, Discovered) else 0,
        "bad_items": found.bad_items if isinstance(found, Discovered) else 0,
        "new_pages": new,
        "detail": None if listed else _detail(found),
    }


def _outcome(found: Discovered | Rejected, new: int) -> str:
    if isinstance(found, Discovered):
        return "new" if new else "none_new"
    if found.reason == "not_a_feed":
        return "not_a_feed"
    return "refused" if found.reason in ("refused_address", "refused_url", "robots") else "unreachable"


def _detail(found: Discovered | Rejected) -> str:
    return f"{found.reason} {found.detail}".strip() if isinstance(found, Rejected) else ""
