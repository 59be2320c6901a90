"""Publication: a snapshot folder (DuckDB file, Parquet, manifest) that appears whole, and a name that swaps in one rename."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasad import brief
from rasad.contracts import Contract
from rasad.edges import manifest as manifests
from rasad.edges import store
from rasad.errors import RasadError
from rasad.settings import Settings

FILE = "rasad.duckdb"
CURRENT = "current"
BRIEF = {"en": "brief.html", "fa": "brief.fa.html"}
_BUILDING = ".building"
_GONE = ".gone"


def publish(settings: Settings, batch_id: str, candidate: Path, promise: Contract, gate: Mapping[str, Any]) -> Path:
    """Put an audited candidate before the readers. Returns the snapshot folder; doing it twice changes nothing.

    `gate` is how its own gate judged it, which the file cannot hold itself; it goes into the manifest. A kill at any moment
    leaves the old snapshot or the new one before the readers. Those who hold the old file keep it. Open a new one by its
    versioned path: a process that has a DuckDB file open gets the old content again when it reopens the same path.
    """
    final = settings.published / batch_id
    _sweep(settings.published)
    if not final.exists():
        building = settings.published / f".{batch_id}{_BUILDING}"
        building.mkdir(parents=True)
        _fill(settings, building, candidate, promise, batch_id, gate)
        building.rename(final)
        store.sync(settings.published)
    point(settings.published, batch_id)
    _prune(settings, batch_id)
    return final


def current(settings: Settings) -> Path:
    """The DuckDB file of the newest snapshot, by its versioned path. Raises RasadError when nothing was published yet."""
    link = settings.published / CURRENT
    if not link.exists():
        raise RasadError(f"nothing is published below {settings.published} yet; run the pipeline first (make run)")
    return link.resolve() / FILE


def manifest(snapshot: Path) -> manifests.Manifest:
    """What is known about the snapshot of a DuckDB file. Raises RasadError when its manifest is damaged."""
    return manifests.read(snapshot.parent)


def _fill(
    settings: Settings, folder: Path, candidate: Path, promise: Contract, batch_id: str, gate: Mapping[str, Any]
) -> None:
    file = folder / FILE
    shutil.copyfile(candidate, file)
    if _digest(file) != _digest(candidate):
        raise RasadError(f"{file} is not the file that was audited: the disk does not hold what is written to it")
    with store.opened(file, read_only=True) as database:
        told = manifests.describe(database, settings, batch_id, _earlier(settings))
        for name in promise.tables:
            _export(database, name, folder / f"{name}.parquet", told["tables"][name])
        _tell(database, folder, gate)
    if list(folder.glob("*.wal")):
        raise RasadError(f"{folder} holds a write-ahead log; the snapshot was not closed cleanly and is not published")
    store.sync(file)
    manifests.write(folder, {**told, "gate": dict(gate)})
    store.sync(folder)


def _export(database: store.Database, name: str, target: Path, told: Mapping[str, Any]) -> None:
    database.execute(f"COPY {name} TO {store.quoted(target)} (FORMAT parquet, COMPRESSION zstd)")
    if manifests.table_facts(database, f"read_parquet({store.quoted(target)})") != told:
        raise RasadError(f"{target} does not hold the rows of {name}; nothing is published")
    store.sync(target)


def _tell(database: store.Database, folder: Path, gate: Mapping[str, Any]) -> None:
    """The daily brief, an edition a language; each links to the other."""
    told = brief.gather(database, gate)
    for language in brief.EDITIONS:
        other = next(edition for edition in brief.EDITIONS if edition != language)
        path = folder / BRIEF[language]
        path.write_text(brief.page(told, brief.words(language), BRIEF[other]), encoding="utf-8")
        store.sync(path)


def _earlier(settings: Settings) -> Mapping[str, Any]:
    try:
        return manifests.read(settings.published / CURRENT)
    except RasadError:
        return {}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def point(published: Path, batch_id: str) -> None:
    """Let readers see a snapshot that is there, in one rename."""
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
            # Out of sight first: a kill in the middle must not leave half a snapshot under its name.
            gone = old.with_name(f".{old.name}{_GONE}")
            old.rename(gone)
            shutil.rmtree(gone)


def _sweep(published: Path) -> None:
    """Remove what a publication that was killed left behind."""
    for leftover in published.glob(".*"):
        if leftover.is_symlink():
            leftover.unlink()
        elif leftover.name.endswith((_BUILDING, _GONE)):
            shutil.rmtree(leftover)
