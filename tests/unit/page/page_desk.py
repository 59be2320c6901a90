"""A small installation to look at: one run with its gates, outlets over nine weeks, and a published snapshot with claims of our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from rasad import ledger, page
from rasad.edges import operations, snapshot, store
from rasad.settings import SQL, Settings

PLACE = page.Place("/rasad", "", "nonce")
RUN_ID = "manual__2026-11-20T08:00:00+00:00"
NOW = datetime.now(UTC)
TODAY = datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC)
REPORTED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
BODY = "It rained in Nilabad.\nKarim Abyar said the bridge would hold."


class Elements(HTMLParser):
    """Every element with its attributes, and the text of each, as a parser of HTML sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def look(desk: page.Desk, view: str, **query: str) -> str:
    """The whole page of a view."""
    return page.whole(page.VIEWS[view](desk, page.asked_from(query), PLACE), PLACE)


def text_of(html: str) -> str:
    """What a reader reads."""
    return " ".join("".join(f" {piece}" for piece in Elements(html).text).split())


def run(settings: Settings, text: str = "rain", landed: int = 3, fates: tuple[str, ...] = ("published",) * 3) -> str:
    """A published run whose gate of claims failed a warning, with rows in quarantine; everything said in it is `text`."""
    batch_id = ledger.open_batch(settings, None, RUN_ID)
    at = {"checked_at": NOW}
    enter(
        settings,
        "ledger.promotions",
        {"batch_id": batch_id, "stage": "land", "promoted_at": NOW, "row_counts": f'{{"pages": {landed}}}'},
    )
    enter(
        settings,
        "ledger.gates",
        {"batch_id": batch_id, "stage": "land", "passed": True} | at,
        {"batch_id": batch_id, "stage": "claims", "passed": False} | at,
    )
    enter(
        settings,
        "ledger.verdicts",
        {
            "verdict_id": "1",
            "batch_id": batch_id,
            "stage": "land",
            "table_name": "pages",
            "expectation": "pages_are_pages",
            "success": True,
            "severity": "critical",
            "notes": "why",
            "observed": '{"rows": 50, "at_fault": 0}',
            "unexpected_count": 0,
        }
        | at,
        {
            "verdict_id": "2",
            "batch_id": batch_id,
            "stage": "claims",
            "table_name": "claims",
            "expectation": "claims_are_claims",
            "success": False,
            "severity": "critical",
            "notes": "why",
            "observed": f'"{text}"' if '"' not in text and "\\" not in text else None,
            "unexpected_count": 2,
        }
        | at,
    )
    enter(
        settings,
        "quarantine.rows",
        {
            "row_id": "q1",
            "batch_id": batch_id,
            "stage": "claims",
            "table_name": "claims",
            "unit_id": text,
            "reason": "claims_are_claims",
            "payload": as_json({"content_text": text, text: "x"}),
            "status": "open",
            "quarantined_at": NOW,
        },
    )
    publish(settings, batch_id, text, fates)
    operations.refresh(settings, print)
    return batch_id


def enter(settings: Settings, table: str, *rows: dict[str, Any]) -> None:
    """Rows of the warehouse."""
    with store.warehouse(settings) as database, database.transaction():
        database.insert(table, rows)


def looks(
    settings: Settings, outlet: str, pages: dict[int, int], outcome: str = "new", why: str = "", **normal: Any
) -> None:
    """An outlet that was looked at so many days ago, with so many new pages; `normal` are columns of each look."""
    usual = {"usual": 10.0, "least": 5, "most": 20, "missed": 0.0, "bearable": 5.0, "normal_why": why} | normal
    for ago, count in pages.items():
        day = TODAY - timedelta(days=ago)
        told = outcome if ago == min(pages) else "new"
        counted = {"kind": "daily", "n_new": count, "n_day": count if told in ("new", "none_new") else None}
        enter(
            settings,
            "land.coverage",
            {"look_id": f"{outlet}{ago}", "source_id": outlet, "looked_at": day, "outcome": told, "day": day.date()}
            | counted
            | usual,
        )


def claim(number: int, text: str, **changed: Any) -> dict[str, Any]:
    """One published claim."""
    return {
        "claim_id": f"c{number:04d}", "article_id": "a1", "first_version_id": "v1", "lang": "en", "content_text": text,
        "quote_type": "indirect", "attr_voice": "speaker", "speaker_entity_id": "per:x", "speaker_surface": text,
        "source_type": "named_person", "cue_text": text, "modality": "asserted",
        "polarity": "positive", "reported_at": REPORTED, "confidence": 0.5, "cluster_id": "k1",
        "origin_id": text, "run_id": "r",
    } | changed  # fmt: skip


def publish(
    settings: Settings,
    batch_id: str,
    text: str,
    fates: tuple[str, ...] = (),
    claims: list[dict[str, Any]] | None = None,
) -> None:
    """A snapshot under the name of the batch, made the current one."""
    folder = settings.published / batch_id
    folder.mkdir(parents=True)
    with store.opened(folder / snapshot.FILE) as database:
        database.run(SQL / "7_publish" / "tables.sql")
        for table, rows in tables(batch_id, text, fates, claims).items():
            database.insert(table, rows)
    link = settings.published / snapshot.CURRENT
    link.unlink(missing_ok=True)
    link.symlink_to(batch_id)


def tables(
    batch_id: str, text: str, fates: tuple[str, ...], claims: list[dict[str, Any]] | None
) -> dict[str, list[dict[str, Any]]]:
    start = BODY.index("the bridge")
    return {
        "sources": [
            {"source_id": "med:a", "name_en": text},
        ],
        "articles": [{"article_id": "a1", "url_canonical": "https://a.example/1", "source_id": "med:a", "lang": "en"}],
        "article_versions": [
            {"version_id": "v1", "article_id": "a1", "title": text, "body": BODY + "\n" + text, "seen_at": REPORTED},
        ],
        "entities": [{"entity_id": "per:x", "name_en": text}],
        "pages": [
            {"page_id": f"p{n}", "fate": fate, "reason": text, "run_id": batch_id} for n, fate in enumerate(fates)
        ],
        "claims": claims or [claim(1, text), claim(2, text)],
        "claim_spans": [
            {
                "claim_id": "c0001",
                "version_id": "v1",
                "role": "content",
                "ordinal": 0,
                "start": start,
                "end": len(BODY) - 1,
                "exact": text,
            },
        ],
        "attribution_hops": [
            {
                "claim_id": "c0001",
                "version_id": "v1",
                "hop": 0,
                "role": "publisher",
                "surface": text,
                "cue_text": text,
                "relation": "wasQuotedFrom",
            }
        ],
        "claim_clusters": [
            {
                "cluster_id": "k1",
                "canonical_claim_id": "c0001",
                "label": text,
                "n_claims": 2,
                "n_articles": 2,
                "n_outlets": 2,
                "n_origins": 1,
                "independence": "echo_only",
                "first_reported_at": REPORTED,
            },
        ],
        "claim_cluster_members": [
            {
                "cluster_id": "k1",
                "claim_id": f"c000{n}",
                "relation": "same",
                "via_claim_id": "c0001",
                "score": 0.9,
                "method": "words",
                "reasons": as_json({"words": [text], text: text}),
            }
            for n in (1, 2)
        ],
        "claim_conflicts": [
            {
                "conflict_id": "x1",
                "cluster_id": "k1",
                "other_cluster_id": "k2",
                "claim_a": "c0001",
                "claim_b": "c0002",
                "field": "quantity",
                "value_a": text,
                "value_b": text,
            },
        ],
        "claim_drifts": [
            {
                "drift_id": "d1",
                "kind": "hedge_lost",
                "upstream_claim_id": "c0001",
                "upstream_says": text,
                "downstream_claim_id": "c0002",
                "downstream_says": text,
            }
        ],
    }


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
