"""Archive files on disk: new ones that nobody else writes to, records whole or not at all, and the mending of torn ones."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from rasad.edges.archive.place import Damaged, Missing, inside
from rasad.edges.store import sync
from rasad.errors import Unreachable


class NewFile:
    """The first unused `<stem>-<number>.warc.gz` of a folder, kept by this writer alone until it is closed."""

    def __init__(self, root: Path, stem: str, number: int = 1) -> None:
        new_folders = [folder for folder in (root, *root.parents) if not folder.exists()]
        root.mkdir(parents=True, exist_ok=True)
        # A folder's name is an entry of the folder above it, which has to be on disk too.
        self._unsynced = [*dict.fromkeys([root, *(folder.parent for folder in new_folders)])]
        while True:
            self.path = root / f"{stem}-{number:03d}.warc.gz"
            try:
                self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
                break
            except FileExistsError:
                number += 1
        self.number, self.size, self.synced = number, 0, 0
        with suppress(OSError):  # a filesystem without locks: then `mend` has only its caller's word
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def append(self, content: bytes) -> int:
        """Put one record at the end and say where it begins. What cannot be written whole (disk full) is taken back."""
        offset, left = self.size, memoryview(content)
        try:
            while left:
                left = left[os.write(self._handle, left) :]
        except BaseException:
            os.ftruncate(self._handle, offset)
            os.lseek(self._handle, offset, os.SEEK_SET)
            raise
        self.size += len(content)
        return offset

    def sync(self) -> None:
        """Force all records to disk, and once the entry of the file in its folder."""
        if self.synced == self.size:
            return
        os.fsync(self._handle)
        while self._unsynced:
            sync(self._unsynced[-1])
            self._unsynced.pop()
        self.synced = self.size

    def close(self) -> None:
        """Give the file up: from here on it may be mended."""
        os.close(self._handle)

    def remove(self) -> None:
        """Close and delete the file: it holds nothing that anybody may point at."""
        self.path.unlink()
        self.close()


def mend(root: Path, file: str, acknowledged_end: int) -> None:
    """Cut a file of a dead writer after its last acknowledged record, so that other tools read it without complaint.

    `acknowledged_end`: byte after the last record that a row points at (`Writer.end`, or `end_of` its place); 0 removes
    the file. Raises Missing or Damaged when acknowledged bytes are gone, Unreachable while the writer still lives.
    """
    path = inside(root, file)
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        if acknowledged_end:
            raise Missing(f"{file}: gone, with {acknowledged_end} acknowledged bytes") from None
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unreachable(f"{file} is still being written; wait for its task to end, or end it") from None
        size = os.fstat(handle).st_size
        if size < acknowledged_end:
            raise Damaged(f"{file}: {size} bytes, but {acknowledged_end} were acknowledged")
        if acknowledged_end == 0:
            path.unlink()
            sync(path.parent)
        elif size > acknowledged_end:
            os.ftruncate(handle, acknowledged_end)
            os.fsync(handle)
    finally:
        os.close(handle)
