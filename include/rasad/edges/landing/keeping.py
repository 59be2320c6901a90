"""Evidence first: before land is promoted, every archive file that its rows point into is in the store that all machines share."""

from __future__ import annotations

from pathlib import Path

from rasad.edges import archive, store
from rasad.edges.landing import spool
from rasad.settings import Settings

_FILES = "SELECT DISTINCT archive_file AS file FROM land.fetches WHERE archive_file IS NOT NULL ORDER BY archive_file"


def keep(settings: Settings, candidate: Path) -> list[str]:
    """Put the files behind a candidate into the store, each to its last acknowledged record. Returns their names.

    Raises Missing for one that is neither here nor there: its task ran on a machine that did not hand it over.
    """
    shelf = archive.shelf(settings)
    if isinstance(shelf, Path):
        return []
    with store.opened(candidate, read_only=True) as database:
        files = [str(row["file"]) for row in database.rows(_FILES)]
    ends = {line.archive_file: line.archive_end or 0 for _, line in spool.waiting(settings.spool) if line.archive_file}
    for file in files:
        if (settings.archive / file).exists():
            archive.mend(settings.archive, file, ends.get(file) or (settings.archive / file).stat().st_size)
            shelf.ship(file)
        elif not shelf.has(file):
            raise archive.Missing(f"{file}: neither on this machine nor in the store; fetch its outlet again")
    return files


def release(settings: Settings, files: list[str]) -> None:
    """Once the rows are promoted, the store's copy is the archive: remove the local ones."""
    shelf = archive.shelf(settings)
    if not isinstance(shelf, Path):
        for file in files:
            shelf.release(file)
