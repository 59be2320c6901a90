"""Filling an empty folder from a backup, every file compared with its digest, and looking whether a backup is whole."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from rasad.edges import snapshot
from rasad.edges.backups import keeping
from rasad.edges.backups.keeping import Backup, Kept
from rasad.edges.backups.taking import TELL_EVERY_S, Tell
from rasad.edges.shared import NotThere, Shared
from rasad.edges.store import sync
from rasad.errors import RasadError
from rasad.settings import Settings

UNFINISHED = "restore.unfinished"
"""File in the data folder that names the backup while it is being put back. No run begins while it is there."""
_PART = ".part"


def restore(settings: Settings, storage: Shared, tell: Tell, name: str | None = None) -> Backup:
    """Put a backup, or the newest one, into the data folder, which must hold no file. Returns the backup.

    One that was killed is begun again with the same backup and goes on. Raises RasadError when the folder holds anything, the disk
    is too small, or a file of the backup is missing or not as it was stored.
    """
    backup = keeping.read(storage, name)
    _claim(settings.data, backup)
    meter = _Meter(backup, tell, "restore")
    for kept in backup.files:
        target = settings.data / kept.name
        if not (target.is_file() and _facts(target) == (kept.bytes, kept.sha256)):
            _put_back(storage, kept, target)
        meter.add(kept)
    if backup.snapshot is not None:
        snapshot.point(settings.published, backup.snapshot)
    (settings.data / UNFINISHED).unlink()
    sync(settings.data)
    tell(
        f"restore: backup {backup.name} is back: {len(backup.files)} files, {backup.total:,} bytes, all as they were stored"
    )
    return backup


def check(storage: Shared, tell: Tell, name: str | None = None) -> Iterator[str]:
    """Read everything of a backup again. Yields what is wrong with each file that is missing or not as it was stored."""
    backup = keeping.read(storage, name)
    meter = _Meter(backup, tell, "check")
    for kept in backup.files:
        try:
            with storage.at_hand(kept.object) as path:
                if _facts(path) != (kept.bytes, kept.sha256):
                    yield f"{kept.name} is not as it was stored"
        except (NotThere, FileNotFoundError):
            yield f"{kept.name} is missing"
        meter.add(kept)


def _claim(data: Path, backup: Backup) -> None:
    data.mkdir(parents=True, exist_ok=True)
    mark = data / UNFINISHED
    if mark.exists():
        if (begun := mark.read_text(encoding="utf-8")) != backup.name:
            raise RasadError(
                f"{data} was begun from backup {begun}; go on with --name {begun}, or name an empty folder"
            )
    elif found := next((path for path in data.rglob("*") if not path.is_dir() or path.is_symlink()), None):
        raise RasadError(f"{data} is not empty (it holds {found.relative_to(data)}); restore into an empty folder")
    missing = sum(kept.bytes for kept in backup.files if not (data / kept.name).exists())
    if missing > (free := shutil.disk_usage(data).free):
        raise RasadError(f"{data} has room for {free:,} bytes, and {missing:,} are needed")
    mark.write_text(backup.name, encoding="utf-8")
    sync(mark)


def _put_back(storage: Shared, kept: Kept, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + _PART)
    try:
        with storage.at_hand(kept.object) as path:
            shutil.copyfile(path, part)
    except (NotThere, FileNotFoundError) as error:
        raise RasadError(f"the backup lacks {kept.name}; take another backup (--name)") from error
    if _facts(part) != (kept.bytes, kept.sha256):
        part.unlink()
        raise RasadError(f"{kept.name} is not as it was stored; take another backup (--name), or its copy elsewhere")
    sync(part)
    part.replace(target)
    sync(target.parent)


def _facts(path: Path) -> tuple[int, str]:
    with path.open("rb") as stream:
        return path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest()


class _Meter:
    """Says every few seconds how much of a backup has passed."""

    def __init__(self, backup: Backup, tell: Tell, word: str) -> None:
        self._total, self._files, self._tell, self._word = backup.total, len(backup.files), tell, word
        self._done = self._bytes = 0
        self._told_at = time.monotonic()

    def add(self, kept: Kept) -> None:
        """One more file has passed."""
        self._done, self._bytes = self._done + 1, self._bytes + kept.bytes
        if time.monotonic() - self._told_at >= TELL_EVERY_S:
            self._told_at = time.monotonic()
            self._tell(f"{self._word}: {self._done} of {self._files} files, {self._bytes:,} of {self._total:,} bytes")
