"""What people watch while a run works: a small read-only copy of the ledger, the quarantine and the health of outlets.

The warehouse has one holder at a time, so pages, alerts and reviews read this copy. Copies are numbered: a new one appears
whole under the next number, and whoever reads an older one keeps it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rasad.edges import sealing, store
from rasad.settings import SQL, Settings

# Two months: eight of each weekday, which is what a normal volume is told from.
DAYS = 60
KEPT = 4
_WATCHED = ("ledger", "quarantine")


def refresh(settings: Settings, tell: Callable[[str], None]) -> None:
    """Make the next copy. Never fails a run: what went wrong is told, and readers keep the copy they have."""
    try:
        _write(settings, datetime.now(UTC) - timedelta(days=DAYS))
    except Exception as error:
        tell(f"operations: the copy for the page is not renewed ({type(error).__name__}: {error}); the run goes on")


def newest(settings: Settings) -> Path | None:
    """The file of the newest copy, or None before the first run."""
    return max(_copies(settings.operations), default=None)


def _write(settings: Settings, since: datetime) -> None:
    folder = settings.operations
    folder.mkdir(parents=True, exist_ok=True)
    with store.held(settings, "operations"):
        earlier = sorted(_copies(folder))
        target = folder / f"{int(earlier[-1].stem) + 1 if earlier else 1:010d}.duckdb"
        building = sealing.begun(target)
        with store.opened(building) as database, store.beside(settings, database):
            _copy(database, since)
        sealing.sealed(building, target)
        for old in [*earlier, target][:-KEPT]:
            old.unlink()


def _copy(database: store.Database, since: datetime) -> None:
    tables = database.rows(
        "SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_catalog = 'warehouse'"
        " AND table_schema IN (SELECT unnest(string_split(:watched, ','))) ORDER BY ALL",
        watched=",".join(_WATCHED),
    )
    for schema, of_schema in itertools.groupby(tables, key=lambda row: row["schema"]):
        database.execute(f"CREATE SCHEMA {schema}")
        for row in of_schema:
            _copy_table(database, f"{schema}.{row['name']}", since)
    database.run(SQL / "operations" / "land.sql", since=since)


def _copy_table(database: store.Database, table: str, since: datetime) -> None:
    """Rows of recent batches; of a table that knows no batch, all rows. What is still open in quarantine is never too old."""
    columns = database.columns(f"warehouse.{table}")
    open_ones = " OR status = 'open'" if "status" in columns else ""
    recent = (
        " WHERE batch_id IN (SELECT b.batch_id FROM warehouse.ledger.batches AS b"
        f" WHERE b.started_at >= TIMESTAMPTZ {store.quoted(since.isoformat())}){open_ones}"
    )
    database.execute(
        f"CREATE TABLE {table} AS SELECT * FROM warehouse.{table}{recent if 'batch_id' in columns else ''}"
    )


def _copies(folder: Path) -> list[Path]:
    return list(folder.glob("[0-9]*.duckdb"))
