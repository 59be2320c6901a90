"""Publication: a snapshot folder (DuckDB file, Parquet, manifest) that appears whole, and a name that swaps in one rename."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasad import __version__
from rasad.contracts import Contract
from rasad.edges import store
from rasad.errors import RasadError
from rasad.settings import Settings

FILE = "rasad.duckdb"
CURRENT = "current"


def publish(settings: Settings, batch_id: str, candidate: Path, promise: Contract, gate: Mapping[str, Any]) -> Path:
    """Put an audited candidate before the readers. Returns the snapshot folder; doing it twice changes nothing.

    `gate` is how its own gate judged it, which the file cannot hold itself; it goes into the manifest.

    Readers who hold the old file keep it. Opens the new one by its versioned path: a process that has a DuckDB file open
    gets the old content again when it reopens the same path.
    """
    final = settings.published / batch_id
    if not final.exists():
        building = settings.published / f".{batch_id}.building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        _fill(building, candidate, promise, {"batch_id": batch_id, "code_version": __version__, "gate": gate})
        building.rename(final)
        store.sync(settings.published)
    _point(settings.published, batch_id)
    _prune(settings, batch_id)
    return final


def current(settings: Settings) -> Path:
    """The DuckDB file of the newest snapshot, by its versioned path. Raises RasadError when nothing was published yet."""
    link = settings.published / CURRENT
    if not link.exists():
        raise RasadError(f"nothing is published below {settings.published} yet; run the pipeline first (make run)")
    return link.resolve() / FILE


def manifest(snapshot: Path) -> dict[str, Any]:
    """What is known about the snapshot of a DuckDB file: run, code version, rows per table, its own gate."""
    found: dict[str, Any] = json.loads((snapshot.parent / "manifest.json").read_text(encoding="utf-8"))
    return found


def _fill(folder: Path, candidate: Path, promise: Contract, facts: Mapping[str, Any]) -> None:
    shutil.copyfile(candidate, folder / FILE)
    tables = {}
    with store.opened(folder / FILE, read_only=True) as database:
        for name in promise.tables:
            target = folder / f"{name}.parquet"
            database.execute(f"COPY {name} TO {store.quoted(target)} (FORMAT parquet, COMPRESSION zstd)")
            tables[name] = database.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"]
            store.sync(target)
    (folder / "manifest.json").write_text(json.dumps({**facts, "tables": tables}, indent=2) + "\n", encoding="utf-8")
    if list(folder.glob("*.wal")):
        raise RasadError(f"{folder} holds a write-ahead log; the snapshot was not closed cleanly and is not published")
    for path in (folder / FILE, folder / "manifest.json", folder):
        store.sync(path)


def _point(published: Path, batch_id: str) -> None:
    fresh = published / f".{CURRENT}.{batch_id}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(batch_id)
    fresh.replace(published / CURRENT)
    store.sync(published)


def _prune(settings: Settings, batch_id: str) -> None:
    kept = sorted(
        path for path in settings.published.iterdir() if path.is_dir() and not path.is_symlink() and path.name[0] != "."
    )
    for old in kept[: -settings.keep_snapshots]:
        if old.name != batch_id:
            shutil.rmtree(old)
