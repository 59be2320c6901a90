"""The newest of the files that are replaced by name, held open for the threads of a long-lived reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from rasad.edges import asking


class Latest:
    """Answers from whichever file `find` names now. A newer name is opened at the next question; who still reads the older keeps it.

    Opened by versioned names, because DuckDB gives a process that holds a file the old content again under the same path.
    """

    def __init__(self, find: Callable[[], Path | None], limits: asking.Limits) -> None:
        self._find, self._limits = find, limits
        self._lock = Lock()
        self._path: Path | None = None
        self._room: asking.Room | None = None

    def rows(self, sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]] | None:
        """Every row of one SELECT as dicts, or None where there is no file yet. Raises Refused as `asking` does."""
        room = self._beside()
        if room is None:
            return None
        try:
            with room.ask(sql, parameters) as answer:
                return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        finally:
            room.close()

    @property
    def path(self) -> Path | None:
        """The file that the last question was answered from."""
        return self._path

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._open(None)

    def _beside(self) -> asking.Room | None:
        with self._lock:
            found = self._find()
            if found != self._path:
                self._open(found)
            return None if self._room is None else self._room.beside()

    def _open(self, path: Path | None) -> None:
        fresh = None if path is None else asking.held_open(path, self._limits)
        if self._room is not None:
            self._room.close()
        self._path, self._room = path, fresh
