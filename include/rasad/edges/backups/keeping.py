"""What a backup is made of, as it lies in the storage: objects named by their digest, and one list of files for each backup.

A list is written last and never changed, so that a backup exists whole or not at all; a file that did not change since an
earlier backup is the same object and is not copied again.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from rasad.edges.shared import NotThere, Shared
from rasad.errors import RasadError

FORMAT = 1
_INDEX = "backups.json"


def _inside(name: str) -> str:
    parts = PurePosixPath(name)
    if parts.is_absolute() or not parts.parts or ".." in parts.parts or "\0" in name:
        raise ValueError(f"{name!r} leads out of the folder")
    return name


class Kept(BaseModel):
    """One file of a backup: its name below the data folder, its size, its digest, and when it was last changed (ns)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, AfterValidator(_inside)]
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    modified_ns: int

    @property
    def object(self) -> str:
        """Where its bytes lie."""
        return f"objects/{self.sha256[:2]}/{self.sha256}"


class Backup(BaseModel):
    """One backup: everything that has to be put back, in this order. `snapshot` is what readers saw."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = Field(default=FORMAT, ge=FORMAT, le=FORMAT)
    name: str = Field(pattern=r"^[0-9]{8}T[0-9]{6}Z(-[0-9]+)?$")
    taken_at: datetime
    code_version: str
    snapshot: str | None = Field(pattern=r"^[\w-]+$")
    files: tuple[Kept, ...]
    sha256: str = ""

    @property
    def total(self) -> int:
        """All its bytes."""
        return sum(file.bytes for file in self.files)

    def sealed(self) -> Backup:
        """The same with the digest of its list."""
        return self.model_copy(update={"sha256": self._digest()})

    def holds(self) -> bool:
        """Whether the list is as it was written."""
        return self.sha256 == self._digest()

    def _digest(self) -> str:
        return hashlib.sha256(self.model_dump_json(exclude={"sha256"}).encode()).hexdigest()


class _Index(BaseModel):
    """The names of the backups that a storage holds, oldest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    backups: tuple[str, ...]


def names(storage: Shared) -> tuple[str, ...]:
    """The backups in a storage, oldest first; none where there is none. Raises RasadError when their list is damaged."""
    try:
        return _Index.model_validate_json(storage.read(_INDEX)).backups
    except NotThere:
        return ()
    except ValidationError as error:
        raise RasadError(f"{_INDEX} of the backup is damaged; name the backup yourself with --name") from error


def read(storage: Shared, name: str | None = None) -> Backup:
    """A backup by its name, or the newest one. Raises RasadError when there is none, or its list is not as it was written."""
    chosen = name or next(iter(reversed(names(storage))), None)
    if chosen is None:
        raise RasadError("there is no backup here")
    try:
        found = Backup.model_validate_json(storage.read(_list(chosen)))
    except NotThere as error:
        known = ", ".join(names(storage)) or "none"
        raise RasadError(f"there is no backup {chosen}; there are: {known}") from error
    except ValidationError as error:
        raise RasadError(f"the list of backup {chosen} is damaged; take another backup") from error
    if not found.holds():
        raise RasadError(f"the list of backup {chosen} is not as it was written; take another backup")
    return found


def write(storage: Shared, backup: Backup) -> None:
    """Make a sealed backup exist, all objects of which are there."""
    storage.write(backup.model_dump_json(indent=1).encode(), _list(backup.name))
    _list_only(storage, (*names(storage), backup.name))


def forget(storage: Shared, kept: int) -> int:
    """Let all but the newest backups go, and the objects that no other one needs. Returns how many backups went."""
    known = names(storage)
    going, staying = known[:-kept], known[-kept:]
    if not going:
        return 0
    needed = {file.object for name in staying for file in read(storage, name).files}
    gone = [read(storage, name) for name in going]
    _list_only(storage, staying)
    for backup in gone:
        storage.remove(_list(backup.name))
        for unneeded in {file.object for file in backup.files} - needed:
            storage.remove(unneeded)
    return len(going)


def _list_only(storage: Shared, staying: tuple[str, ...]) -> None:
    storage.write(_Index(backups=staying).model_dump_json().encode(), _INDEX)


def _list(name: str) -> str:
    return f"backups/{name}.json"
