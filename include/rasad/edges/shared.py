"""What every worker reaches, on whatever machine it runs: a folder or an object store, addressed through fsspec.

A file appears under its name whole or not at all: in a folder by a rename, in an object store by its nature. Nothing here
locks, lists for a decision, or changes a file in place, because object stores promise none of that.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from rasad.edges import object_store
from rasad.edges.store import sync
from rasad.errors import RasadError, Unreachable
from rasad.settings import Settings


class NotThere(RasadError):
    """The shared storage has no file of this name: it was not written yet, or somebody removed it."""


class Shared:
    """Files below one address, named by relative paths with slashes."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._files: Any
        self._files, self._root = url_to_fs(address, **object_store.options(address))
        self._is_folder = isinstance(self._files, LocalFileSystem)

    def put(self, source: Path, name: str) -> None:
        """Store a local file under a name, in place of what was there."""
        with self._reached(name):
            if not self._is_folder:
                self._files.put_file(str(source), self._path(name))
                return
            target = Path(self._path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f"{target.name}.{os.getpid()}.new")
            try:
                self._files.put_file(str(source), str(beside))
                sync(beside)
                beside.replace(target)
            finally:
                beside.unlink(missing_ok=True)
            sync(target.parent)

    def write(self, content: bytes, name: str) -> None:
        """Store bytes under a name, in place of what was there."""
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "content"
            source.write_bytes(content)
            self.put(source, name)

    def read(self, name: str, start: int | None = None, stop: int | None = None) -> bytes:
        """The content of a small file, or a piece of any. Raises NotThere."""
        with self._reached(name):
            content: bytes = self._files.cat_file(self._path(name), start=start, end=stop)
            return content

    def size(self, name: str) -> int:
        """How many bytes a file has. Raises NotThere."""
        with self._reached(name):
            return int(self._files.info(self._path(name))["size"])

    def names(self) -> list[str]:
        """Every file, sorted: to copy all of them, never to decide by."""
        with self._reached("anything"):
            self._files.invalidate_cache()
            found = [path.removeprefix(self._root.rstrip("/") + "/") for path in self._files.find(self._root)]
            return sorted(found)

    @contextlib.contextmanager
    def at_hand(self, name: str) -> Iterator[Path]:
        """A file as a local path for the length of the block: itself where it is local, else a copy. Raises NotThere."""
        if self._is_folder:
            yield Path(self._path(name))
            return
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / Path(name).name
            with self._reached(name):
                self._files.get_file(self._path(name), str(copy))
            yield copy

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        with self._reached(name):
            self._files.invalidate_cache()
            return bool(self._files.exists(self._path(name)))

    def remove(self, folder: str) -> None:
        """Take away a folder with all that is in it."""
        with self._reached(folder), contextlib.suppress(FileNotFoundError):
            self._files.invalidate_cache()
            self._files.rm(self._path(folder), recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextlib.contextmanager
    def _reached(self, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NotThere(f"{self._address} holds no {name}") from error
        except OSError as error:
            raise Unreachable(
                f"{self._address}: {name}: {error}; see that this machine reaches RASAD_SHARED and may write there"
            ) from error


def shared(settings: Settings) -> Shared:
    """The storage that all workers share: RASAD_SHARED, or the data folder of an installation on one machine."""
    return Shared(settings.shared or str(settings.data))
