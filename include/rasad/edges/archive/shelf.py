"""The archive where all machines reach it: files that are finished go to an object store whole, and are read there by byte range.

A file is written on the disk of one machine, because records are appended and taken back; it goes to the store when its writer has
closed it. In the store a name stands for the whole file or for nothing: an upload that was killed leaves no object.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rasad.edges.archive.place import Damaged, Missing, inside
from rasad.edges.shared import NotThere, Shared
from rasad.edges.store import sync
from rasad.settings import Settings

_AHEAD = 1 << 18  # bytes fetched at once: most records are smaller


class Shelf:
    """The archive folder of this machine before the store that all machines share."""

    def __init__(self, local: Path, store: Shared) -> None:
        self.local, self._store = local, store

    def open(self, file: str) -> BinaryIO:
        """A file to be read anywhere: the local one while it is there, else the one in the store. Raises Missing."""
        here = inside(self.local, file)
        if here.exists():
            return here.open("rb")
        try:
            ranged = _Ranged(self._store, file)
        except NotThere as error:
            raise Missing(f"{file}: neither on this machine nor in the store") from error
        return io.BufferedReader(ranged, _AHEAD)

    def has(self, file: str) -> bool:
        """Whether the store has a file of this name."""
        return self._store.has(file)

    def ship(self, file: str) -> None:
        """Put a finished local file into the store, and read it back. Raises Damaged where the store gives other bytes.

        A file that is there already is not sent again, so that trying again is cheap.
        """
        here = inside(self.local, file)
        if self._store.has(file) and self._store.size(file) == here.stat().st_size:
            return
        self._store.put(here, file)
        with here.open("rb") as mine, io.BufferedReader(_Ranged(self._store, file), 1 << 23) as theirs:
            if hashlib.file_digest(mine, "sha256").digest() != hashlib.file_digest(theirs, "sha256").digest():
                raise Damaged(f"{file}: the store does not give back the bytes that it was given")

    def release(self, file: str) -> None:
        """Remove the local copy of a file that the store has."""
        if self._store.has(file):
            inside(self.local, file).unlink(missing_ok=True)

    def bring(self) -> None:
        """Copy every file of the store that this machine lacks into its archive folder."""
        for file in self._store.names():
            here = inside(self.local, file)
            if not here.exists():
                here.parent.mkdir(parents=True, exist_ok=True)
                with self._store.at_hand(file) as copy, here.with_suffix(".coming").open("wb") as target:
                    target.write(copy.read_bytes())
                here.with_suffix(".coming").replace(here)
                sync(here.parent)


Root = Path | Shelf
"""Where archive files are read from: a folder, or a folder before a store."""


def shelf(settings: Settings) -> Root:
    """The archive of an installation: its folder, or with RASAD_ARCHIVE_STORE the folder before that store."""
    if not settings.archive_store:
        return settings.archive
    return Shelf(settings.archive, Shared(settings.archive_store))


@contextmanager
def opened(root: Root, file: str) -> Iterator[BinaryIO]:
    """One archive file to be read, wherever it lies. Raises OSError or Missing."""
    with inside(root, file).open("rb") if isinstance(root, Path) else root.open(file) as stream:
        yield stream


class _Ranged(io.RawIOBase):
    """A file of the store that is fetched piece by piece, where it is read."""

    def __init__(self, store: Shared, file: str) -> None:
        super().__init__()
        self._store, self._file, self._at = store, file, 0
        self._size = store.size(file)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence] + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        stop = min(self._at + len(buffer), self._size)
        if stop <= self._at:
            return 0
        piece = self._store.read(self._file, self._at, stop)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
