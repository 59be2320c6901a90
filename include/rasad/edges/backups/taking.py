"""Taking a backup while the pipeline may run: what points at something is read before what it points at."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from rasad import __version__
from rasad.edges import sealing, snapshot, store
from rasad.edges.backups import keeping
from rasad.edges.backups.keeping import Backup, Kept
from rasad.edges.shared import Shared
from rasad.errors import RasadError
from rasad.settings import Settings

Tell = Callable[[str], None]
TELL_EVERY_S = 5.0


def take(settings: Settings, storage: Shared, tell: Tell, *, keep: int | None = None) -> Backup:
    """Copy the archive, a consistent warehouse, what waits in the spool and the current snapshot; return the backup.

    A kill at any moment leaves the backups that were there. `keep` lets all but the newest go afterwards. Candidates, indexes and
    the copy for operators are left out: a run makes them again. Raises RasadError when there is nothing to back up.
    """
    if settings.lake:
        raise RasadError(
            "the warehouse is a DuckLake: save its catalogue with pg_dump, then its files and the archive with the object store's own means"
        )
    if not settings.warehouse.is_file():
        raise RasadError(f"{settings.warehouse} is not there yet; there is nothing to back up")
    now = datetime.now(UTC)
    known = keeping.names(storage)
    earlier = {file.name: file for file in keeping.read(storage, known[-1]).files} if known else {}
    with _desk(settings) as desk:
        work = _Taking(settings.data, desk, storage, tell, earlier)
        # Rows move from the spool into the warehouse, and both point into the archive: in this order nothing can fall between.
        work.all_of(settings.spool)
        copy = desk / settings.warehouse.name
        seen = _copy_warehouse(settings, copy)
        tell(f"backup: the warehouse is copied ({copy.stat().st_size:,} bytes); the pipeline may go on")
        warehouse = work.stored(copy, settings.warehouse.name, copy.stat().st_mtime_ns)
        copy.unlink()
        if seen is not None:
            work.all_of(settings.published / seen)
        work.all_of(settings.hosts)
        work.all_of(settings.decisions)
        work.all_of(settings.archive)
    files = (*work.files, warehouse)  # last: a folder without a warehouse is not taken for an installation
    backup = Backup(
        name=_unused(now, known), taken_at=now, code_version=__version__, snapshot=seen, files=files
    ).sealed()
    keeping.write(storage, backup)
    tell(f"backup {backup.name}: {len(files)} files, {backup.total:,} bytes, of which {work.new_bytes:,} are new")
    if keep is not None and (gone := keeping.forget(storage, keep)):
        tell(f"backup: {gone} older ones are gone")
    return backup


@contextlib.contextmanager
def _desk(settings: Settings) -> Iterator[Path]:
    """A folder for the copies of this backup, for one backup at a time; what a killed one left in it is swept."""
    folder = settings.data / ".backup"
    try:
        with FileLock(settings.data / "backup.lock", timeout=0):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout as error:
        raise RasadError("another backup is being taken; wait for it, or end it") from error


def _unused(now: datetime, known: tuple[str, ...]) -> str:
    stem = now.strftime("%Y%m%dT%H%M%SZ")
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 1_000))) if name not in known)


def _copy_warehouse(settings: Settings, copy: Path) -> str | None:
    """A closed, checkpointed copy, made while nobody else may open the original; and the snapshot that readers saw then.

    A plain copy of a live file would miss what is in its log, or meet a log that is not its own.
    """
    with store.held(settings):
        with store.opened(settings.warehouse) as database:
            database.execute("CHECKPOINT")
            counts = _counts(database)
        sealing.closed(settings.warehouse)
        shutil.copyfile(settings.warehouse, copy)
        link = settings.published / snapshot.CURRENT
        seen = link.readlink().name if link.is_symlink() else None
    with store.opened(copy, read_only=True) as database:
        if _counts(database) != counts:
            raise RasadError(f"the copy of {settings.warehouse} holds other rows; see whether the disk is sound")
    return seen


def _counts(database: store.Database) -> dict[str, int]:
    return {name: database.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in database.base_tables()}


@dataclass(slots=True)
class _Taking:
    """One backup on its way: what is stored already, and how far it is."""

    root: Path
    desk: Path
    storage: Shared
    tell: Tell
    earlier: Mapping[str, Kept]
    files: list[Kept] = field(default_factory=list)
    new_bytes: int = 0
    _told_at: float = field(default_factory=time.monotonic)

    def all_of(self, folder: Path) -> None:
        """Store every file below a folder of the installation; one that vanishes meanwhile is no loss: it was promoted."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
            with contextlib.suppress(FileNotFoundError):
                self.files.append(self._one(path, path.relative_to(self.root).as_posix()))
            if time.monotonic() - self._told_at >= TELL_EVERY_S:
                self._told_at = time.monotonic()
                self.tell(f"backup: {len(self.files)} files so far, {self.new_bytes:,} new bytes stored")

    def _one(self, path: Path, name: str) -> Kept:
        state = path.stat()
        before = self.earlier.get(name)
        if before and (before.bytes, before.modified_ns) == (state.st_size, state.st_mtime_ns):
            return before
        # A file may grow or change while it is read: what is stored is the copy that was read, whatever became of the file.
        copy = self.desk / "copy"
        shutil.copyfile(path, copy)
        return self.stored(copy, name, state.st_mtime_ns)

    def stored(self, copy: Path, name: str, modified_ns: int) -> Kept:
        """Store a copy that nobody changes, unless its bytes are stored already."""
        with copy.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        kept = Kept(name=name, bytes=copy.stat().st_size, sha256=digest, modified_ns=modified_ns)
        if not self.storage.has(kept.object):
            self.storage.put(copy, kept.object)
            self.new_bytes += kept.bytes
        return kept
