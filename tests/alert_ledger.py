"""Rows of the ledger that alerts look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rasad.edges import alerting, store
from rasad.season import Rhythm
from rasad.settings import Settings
from rasad.stages.land.weighing import Habit, weigh

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def put(settings: Settings, table: str, *rows: dict[str, Any]) -> None:
    alerting.look(settings, NOW - timedelta(days=90))  # makes the tables
    with store.warehouse(settings) as database, database.transaction():
        database.insert(table, rows)


def looks(
    settings: Settings,
    source_id: str,
    news: Sequence[int],
    per_day: float | None = None,
    outcome: str | None = None,
    last_at: datetime = NOW,
    country: str = "unknown",
) -> None:
    """A daily look each day, the newest at `last_at`; `news` says how much each brought. `outcome` is that of the last."""
    last_new_at, rows = None, []
    for ago, brought in zip(range(len(news) - 1, -1, -1), news, strict=True):
        looked_at = last_at - timedelta(days=ago)
        last_new_at = looked_at if brought else last_new_at
        rows.append(
            {
                "look_id": f"{source_id}{ago}",
                "source_id": source_id,
                "kind": "daily",
                "looked_at": looked_at,
                "outcome": outcome if outcome and not ago else ("new" if brought else "none_new"),
                "reason": "timeout" if outcome and not ago else None,
                "n_new": int(brought),
                "last_new_at": last_new_at,
                "expected_per_day": per_day,
            }
        )
    for so_far in range(len(rows)):
        # As landing does it, run by run: each look is weighed by what was known before it.
        days = [
            {"source_id": source_id, "day": row["day"], "n_new": row["n_new"], "hours": row["hours"], "is_read": True}
            for row in rows[1:so_far]
        ]
        last = rows[so_far - 1 : so_far] if so_far else []
        known = [row | {"last_look_at": row["looked_at"], "last_good_at": row["looked_at"]} for row in last]
        weigh(rows[so_far : so_far + 1], {source_id: Habit(Rhythm(country, "fa"), per_day)}, known, days)
    put(settings, "land.coverage", *rows)
