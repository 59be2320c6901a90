"""Where a record lies, and what it means when it does not lie there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rasad.errors import RasadError


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: file below the archive folder, byte offset, digest of its payload."""

    file: str
    offset: int
    sha256: str


class Damaged(RasadError):
    """An archive record cannot be read, or its payload is not the one that was recorded. Restore the file."""


class Missing(Damaged):
    """There is no such file in the archive, or it ends before the record."""


def inside(root: Path, file: str) -> Path:
    """The path of an archive file. Raises Missing for a name that leads out of the archive."""
    parts = PurePosixPath(file)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts or "\0" in file:
        raise Missing(f"{file!r} is no file of the archive")
    return root / parts
