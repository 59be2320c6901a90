"""What each of two promoters does, in a module that a process of its own can import."""

from __future__ import annotations

from typing import Any

from rasad import runner
from rasad.contracts import contract
from rasad.edges import store
from rasad.settings import SQL, Settings

ROUNDS, ROWS = 6, 50


def promote_rounds(settings: Settings, name: str, barrier: Any) -> None:
    """One of two promoters: dedupe candidates of its own, and one that both have, round after round."""
    for number in range(ROUNDS):
        path = settings.data / f"{name}-{number}.duckdb"
        with store.opened(path) as database:
            database.run(SQL / "3_dedupe" / "tables.sql")
            versions = [f"{name}-{number}-{row}" for row in range(ROWS)] + [f"both-{number}"]
            rows = [{"version_id": one, "position": at, "signature": b"s"} for at, one in enumerate(versions)]
            database.insert("dedupe.signatures", rows)
        barrier.wait(60)
        with store.warehouse(settings) as database, database.attached(path, "candidate"):
            batch_id = f"{name}-{number}"
            database.atomically(
                "dedupe", lambda batch_id=batch_id: runner._move(database, contract("dedupe"), batch_id)
            )
