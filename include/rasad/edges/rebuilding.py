"""The warehouse from the archive alone: all stages and gates again, in another folder, and the published tables compared.

An archive is all that needs a backup. What cannot be equal is left out of the comparison: run ids, load times, what belongs to
single runs (looks, gaps, verdicts), and fetches that left no record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import archive, manifest, snapshot, store
from rasad.edges.landing import replay
from rasad.errors import RasadError
from rasad.model import STAGES
from rasad.settings import Settings

Tell = Callable[[str], None]
OF_A_RUN = {
    *("runs", "quality_results", "fetches", "feeds", "quarantine", "quarantine_by_stage"),
    *("coverage", "gaps", "blackouts", "tombstones"),
}
STAMPS = {"run_id", "loaded_at", "fetch_id"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One published table and its rebuilt counterpart."""

    table: str
    published: int
    rebuilt: int
    equal: bool


def rebuild(settings: Settings, into: Path, tell: Tell) -> Settings:
    """Run every batch of the archive through all stages and gates in a new folder. Returns the installation there.

    Raises RasadError when the folder is not empty or the archive holds nothing, and what the stages raise.
    """
    if into.exists() and any(into.iterdir()):
        raise RasadError(f"{into} is not empty; name a new folder")
    shelf = archive.shelf(settings)
    if isinstance(shelf, archive.Shelf):
        shelf.bring()
    batches = replay.batches(settings.archive)
    if not batches:
        raise RasadError(f"{settings.archive} holds no archive; there is nothing to rebuild from")
    # Never into the lake that is in use: what is rebuilt is a file of its own.
    there = settings.model_copy(update={"data": into, "lake": "", "lake_data": "", "archive_store": ""})
    for number, files in enumerate(batches, 1):
        batch_id = ledger.open_batch(there)
        tell(
            f"batch {number} of {len(batches)}: {replay.replay(there, batch_id, files)} pages from {len(files)} archive files"
        )
        for stage in STAGES:
            for step in (runner.build, runner.audit, runner.promote):
                step(there, batch_id, stage, tell)
    return there


def compare(published: Settings, rebuilt: Settings) -> Iterator[Compared]:
    """Every readers' table that does not belong to single runs, in both installations."""
    with (
        store.opened(snapshot.current(published), read_only=True) as one,
        store.opened(snapshot.current(rebuilt), read_only=True) as other,
    ):
        for name in contract("publish").tables:
            if name not in OF_A_RUN:
                first, second = (_facts(database, name) for database in (one, other))
                yield Compared(name, first["rows"], second["rows"], first == second)


def _facts(database: store.Database, name: str) -> dict[str, Any]:
    columns = ", ".join(f'"{column}"' for column in database.columns(name) if column not in STAMPS)
    return manifest.table_facts(database, f"(SELECT {columns} FROM {name})")
