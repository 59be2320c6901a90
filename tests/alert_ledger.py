"""Rows of the ledger that alerts look at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from rasad.edges import alerting, store
from rasad.settings import Settings

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def put(settings: Settings, table: str, *rows: dict[str, Any]) -> None:
    alerting.look(settings, NOW - timedelta(days=90))  # makes the tables
    with store.warehouse(settings) as database, database.transaction():
        database.insert(table, rows)


def looks(
    settings: Settings, source_id: str, news: list[bool], per_day: float | None = None, outcome: str | None = None
) -> None:
    """A daily look each day, the newest at NOW; `news` says whether it brought anything. `outcome` is that of the last."""
    last_new_at, rows = None, []
    for ago, brought in zip(range(len(news) - 1, -1, -1), news, strict=True):
        looked_at = NOW - timedelta(days=ago)
        last_new_at = looked_at if brought else last_new_at
        rows.append(
            {
                "look_id": f"{source_id}{ago}",
                "source_id": source_id,
                "kind": "daily",
                "looked_at": looked_at,
                "outcome": outcome if outcome and not ago else ("new" if brought else "none_new"),
                "reason": "timeout" if outcome and not ago else None,
                "last_new_at": last_new_at,
                "expected_per_day": per_day,
            }
        )
    put(settings, "land.coverage", *rows)
