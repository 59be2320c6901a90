"""A warehouse with rows in quarantine, and decisions of fictional people."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from rasad.edges import store
from rasad.review.decision import Decision, decision_from
from rasad.settings import SQL, Settings

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def row(row_id: str, unit_id: str = "", **values: Any) -> dict[str, Any]:
    """One row of quarantine.rows, open."""
    fault = values.pop("fault", {"unit_id": unit_id or f"p-{row_id}", "title": "Council meets"})
    return {
        "row_id": row_id,
        "batch_id": "b1",
        "stage": "clean",
        "table_name": "article_versions",
        "unit_id": unit_id or f"p-{row_id}",
        "reason": "body_is_long_enough",
        "payload": json.dumps(fault, ensure_ascii=False),
        "status": "open",
        "quarantined_at": NOW,
    } | values


def filled(settings: Settings, *rows: dict[str, Any], **tables: list[dict[str, Any]]) -> Settings:
    """The warehouse of an installation with these rows set aside."""
    with store.warehouse(settings) as database, database.transaction():
        for folder in sorted(SQL.glob("[0-6]_*")):
            database.run(folder / "tables.sql")
        database.insert("quarantine.rows", list(rows))
        for table, more in tables.items():
            database.insert(table.replace("__", "."), more)
    return settings


def decision(action: str, *rows: str, **values: Any) -> Decision:
    """What Ms. Samimi decided."""
    given = {"action": action, "rows": rows, "by": "N. Samimi", "why": "looked at the page", "at": NOW}
    return decision_from(given | values)


def later(hours: int) -> datetime:
    """So many hours after the rows were set aside."""
    return NOW + timedelta(hours=hours)


def ask(settings: Settings, sql: str, **parameters: Any) -> list[dict[str, Any]]:
    """The answer of the warehouse."""
    with store.warehouse(settings) as database:
        return database.rows(sql, **parameters)


def states(settings: Settings) -> dict[str, str]:
    """The status of every row."""
    return {r["row_id"]: r["status"] for r in ask(settings, "SELECT row_id, status FROM quarantine.rows ORDER BY 1")}
