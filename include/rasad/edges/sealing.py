"""A DuckDB file that appears whole or not at all: it grows under another name, and takes its own once it is closed and on disk."""

from __future__ import annotations

import shutil
from pathlib import Path

from rasad.edges.database import sync
from rasad.errors import RasadError

_BUILDING = ".building"


def begun(path: Path) -> Path:
    """The place where a file grows until it is complete, empty: what a dead attempt left is gone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unsealed = path.with_name(path.name.removesuffix(".duckdb") + _BUILDING)
    for leftover in (unsealed, _log_of(unsealed)):
        leftover.unlink(missing_ok=True)
    return unsealed


def sealed(unsealed: Path, path: Path) -> None:
    """Give a closed file its own name, in one rename. Raises RasadError as `closed` does."""
    closed(unsealed)
    sync(unsealed)
    unsealed.replace(path)
    sync(path.parent)


def closed(path: Path) -> None:
    """Raises RasadError where the log of a database outlived its closing.

    DuckDB keeps it, in silence, where it finds no room to write its rows into the file.
    """
    if _log_of(path).exists():
        free = shutil.disk_usage(path.parent).free // 10**6
        raise RasadError(
            f"{path} still has a write-ahead log after closing: {free:,} MB of space are left on its disk; make room and try again"
        )


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")
