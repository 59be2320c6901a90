"""One response into rows: kept, unchanged or failed; a new version, an old one again, a page that is gone or has moved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from rasad.catalogue import Outlet
from rasad.edges import archive
from rasad.edges.landing.plan import Plan
from rasad.edges.landing.spool import Journal
from rasad.edges.web import Answer
from rasad.identity import short_hash
from rasad.stages.land.items import Item
from rasad.work import Row

GONE = {404, 410}


@dataclass(slots=True)
class Desk:
    """Where the responses of one lane are judged against what is known, archived, and acknowledged."""

    batch_id: str
    plan: Plan
    journal: Journal
    writer: archive.Writer
    pages: dict[str, Row] = field(default_factory=dict)  # by page_id, those of this visit included

    def listing(self, source_id: str, address: str, answer: Answer) -> Row:
        """Record the answer of a listing: bytes that differ from the last ones are kept. Returns its fetch row."""
        last = self.plan.listings.get(address, {})
        row = self._fetch(answer, "feed", source_id, None)
        digest = row["payload_sha256"]
        if answer.error is None and digest and digest != last.get("payload_sha256"):
            self._keep(row, answer)
        elif answer.error is None:
            original = _place(last)
            self._unchanged(row, answer, last, original, address, last.get("kept_at"))
        return row

    def page(
        self, outlet: Outlet, answer: Answer, kind: str, item: Item | None, imported_from: str | None = None
    ) -> Row:
        """Record and acknowledge the answer of an article's address. Returns its fetch row."""
        key = outlet.key(answer.url)
        known = self.plan.known.get(key, {})
        row = self._fetch(answer, kind, outlet.id, key) | {"imported_from": imported_from}
        row |= _listed(item, known)
        rows: list[tuple[str, Row]] = [("fetches", row)]
        if answer.error is None:
            rows += self._judged(row, answer, known, outlet.key(answer.url_final))
        elif answer.status in GONE and known.get("last_seen_at") and key not in self.plan.gone:
            rows.append(("tombstones", self._tombstone(row, known, "gone", None)))
        self._acknowledge(rows)
        return row

    def acknowledge(self, table: str, row: Row) -> None:
        """Acknowledge a row that is no response: a poll, a look."""
        self.journal.add([(table, row)])

    def listed(self, row: Row, poll: Row | None = None) -> None:
        """Acknowledge a listing's fetch, together with what became of it where that is known."""
        self._acknowledge([("fetches", row), *([("polls", poll)] if poll else [])])

    def _judged(self, row: Row, answer: Answer, known: Row, leads_to: str) -> list[tuple[str, Row]]:
        digest = str(row["payload_sha256"])
        if answer.unchanged or digest == known.get("payload_sha256"):
            version = self.plan.versions.get((str(row["url_key"]), str(known.get("payload_sha256"))), {})
            self._unchanged(row, answer, known, _place(version), version.get("url"), version.get("first_seen_at"))
            row["page_id"] = version.get("page_id")
            return []
        page_id = short_hash("f", answer.url_final, digest)
        if (earlier := self.pages.get(page_id) or self.plan.pages.get(page_id)) is not None:
            self._unchanged(row, answer, known, _place(earlier), earlier["url"], earlier["first_seen_at"])
            row["page_id"] = page_id
            row["outcome"] = "reverted" if earlier.get("url_key") == row["url_key"] and known else "unchanged"
            return []
        self._keep(row, answer)
        if known.get("last_seen_at") and urlsplit(leads_to).path != urlsplit(str(row["url_key"])).path:
            # A known article's address now leads to the front page, or to another page.
            row["outcome"] = "moved"
            return [("tombstones", self._tombstone(row, known, "moved", answer.url_final))]
        row["page_id"] = page_id
        page = self._page(row, page_id, answer.started_at)
        self.pages[page_id] = page
        return [("pages", page)]

    def _fetch(self, answer: Answer, kind: str, source_id: str, key: str | None) -> Row:
        body = answer.body if answer.error is None else b""
        return {
            "fetch_id": short_hash("fetch", answer.url, answer.started_at.isoformat(), self.batch_id),
            "kind": kind,
            "source_id": source_id,
            "url_requested": answer.url,
            "url_final": answer.url_final,
            "url_key": key,
            "started_at": answer.started_at,
            "http_status": answer.status,
            "bytes": len(body),
            "content_type": answer.header("Content-Type"),
            "etag": answer.header("ETag"),
            "last_modified": answer.header("Last-Modified"),
            "payload_sha256": hashlib.sha256(body).hexdigest() if body else None,
            "archive_file": None,
            "archive_offset": None,
            "record_kind": None,
            "page_id": None,
            "outcome": "failed",
            "error_class": answer.error,
            "retry_at": answer.retry_at,
            "attempts": answer.attempts,
        }

    def _keep(self, row: Row, answer: Answer) -> None:
        place = self.writer.add(answer.url_final, answer.status or 200, answer.headers, answer.body, answer.started_at)
        row |= {
            "archive_file": place.file,
            "archive_offset": place.offset,
            "record_kind": "response",
            "outcome": "kept",
        }

    def _unchanged(
        self, row: Row, answer: Answer, known: Row, original: archive.Place | None, url: str | None, at: datetime | None
    ) -> None:
        # A 304 need not repeat the validators; the ones that earned it stay good.
        for name in ("etag", "last_modified", "payload_sha256"):
            row[name] = row[name] or known.get(name)
        row["outcome"] = "unchanged"
        if original is None or url is None or at is None:
            return
        place = self.writer.revisit(
            answer.url_final, answer.status or 304, answer.headers, answer.started_at, of=original, of_url=url, of_at=at
        )
        row |= {"archive_file": place.file, "archive_offset": place.offset, "record_kind": "revisit"}

    def _page(self, row: Row, page_id: str, seen_at: datetime) -> Row:
        listed: Mapping[str, Any] = row.get("listed_as") or {}
        published = listed.get("published")
        return {
            "page_id": page_id,
            "first_seen_at": seen_at,
            "url": row["url_final"],
            "feed_title": listed.get("title"),
            "feed_published_at": datetime.fromisoformat(published) if published else None,
            **{
                key: row[key]
                for key in ("fetch_id", "source_id", "url_key", "payload_sha256", "archive_file", "archive_offset")
            },
        }

    def _tombstone(self, row: Row, known: Row, kind: str, moved_to: str | None) -> Row:
        latest = self.plan.versions.get((str(row["url_key"]), str(known.get("payload_sha256"))), {})
        return {
            "tombstone_id": short_hash("tombstone", str(row["url_key"]), row["started_at"].isoformat()),
            "source_id": row["source_id"],
            "url_key": row["url_key"],
            "page_id": latest.get("page_id"),
            "fetch_id": row["fetch_id"],
            "kind": kind,
            "http_status": row["http_status"],
            "moved_to": moved_to,
            "last_seen_at": known.get("last_seen_at"),
            "noticed_at": row["started_at"],
        }

    def _acknowledge(self, rows: list[tuple[str, Row]]) -> None:
        file = next((row["archive_file"] for _, row in rows if row.get("archive_file")), None)
        if file is None:
            self.journal.add(rows)
            return
        self.writer.flush()
        self.journal.add(rows, file, self.writer.end)


def _listed(item: Item | None, known: Row) -> Row:
    """What a listing said of the article: of this visit, or of the one that found it."""
    if item is None:
        return {"listing_fingerprint": known.get("listing_fingerprint"), "listed_as": known.get("listed_as")}
    said = {
        "title": item.title,
        "published": item.published.isoformat() if item.published else None,
        "stated": item.stated,
        "guid": item.guid,
    }
    return {"listing_fingerprint": item.fingerprint or None, "listed_as": said}


def _place(row: Mapping[str, Any]) -> archive.Place | None:
    if not row.get("archive_file") or row.get("archive_offset") is None or not row.get("payload_sha256"):
        return None
    return archive.Place(row["archive_file"], row["archive_offset"], row["payload_sha256"])
