"""The spool: what outlets' tasks have fetched, one line per response, until a land run has promoted it.

A line is written, and forced to disk, only after the archive records that it points at. A line that is there is therefore
acknowledged: no crash loses it, and any later run takes it up. A line that was cut off by a crash was never acknowledged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rasad.edges.store import sync
from rasad.identity import short_hash
from rasad.work import Row

Entries = Sequence[tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class Line:
    """One acknowledged response: its rows by table, and where the archive ended when it was written."""

    rows: tuple[tuple[str, Row], ...]
    archive_file: str | None = None
    archive_end: int | None = None


class Journal:
    """The spool file of one outlet in one batch: what an earlier attempt left, and a place to add to it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.earlier = tuple(_mended(path))
        is_new = not path.exists()
        self._stream = path.open("ab")
        if is_new:
            sync(path.parent)

    def add(self, rows: Entries, archive_file: str | None = None, archive_end: int | None = None) -> None:
        """Acknowledge one response. Its archive records must be on disk already."""
        line: dict[str, Any] = {"rows": [[table, _plain(row)] for table, row in rows]}
        if archive_file is not None:
            line |= {"archive_file": archive_file, "archive_end": archive_end}
        self._stream.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    @property
    def archive_ends(self) -> dict[str, int]:
        """The archive files that an earlier attempt wrote to, each with its last acknowledged end."""
        return {line.archive_file: line.archive_end or 0 for line in self.earlier if line.archive_file}


def journal_path(folder: Path, batch_id: str, lane: str) -> Path:
    """Where the lines of one lane (an outlet, or a file that is imported) of one batch lie."""
    safe = "".join(letter if letter.isalnum() or letter == "-" else "-" for letter in lane.removeprefix("med:"))[:60]
    return folder / batch_id / f"{safe}.{short_hash('lane', lane)[:6]}.jsonl"


def waiting(folder: Path) -> Iterator[tuple[Path, Line]]:
    """Every acknowledged line of every batch, oldest batch first."""
    for path in sorted(folder.glob("*/*.jsonl")):
        for line in _lines(path)[0]:
            yield path, line


def remove(paths: Sequence[Path]) -> None:
    """Take spool files away whose every row has been promoted, and their folders when nothing is left in them."""
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _mended(path: Path) -> list[Line]:
    """The acknowledged lines of a file; what a crash left half-written behind them is cut off."""
    if not path.exists():
        return []
    found, end = _lines(path)
    if end < path.stat().st_size:
        with path.open("r+b") as stream:
            stream.truncate(end)
    return found


def _lines(path: Path) -> tuple[list[Line], int]:
    found, end = [], 0
    with path.open("rb") as stream:
        for raw in stream:
            line = _line(raw)
            if line is None:
                break
            found.append(line)
            end += len(raw)
    return found, end


def _line(raw: bytes) -> Line | None:
    if not raw.endswith(b"\n"):
        return None
    try:
        value = json.loads(raw)
    except ValueError:
        return None
    rows = tuple((table, _typed(row)) for table, row in value["rows"])
    return Line(rows, value.get("archive_file"), value.get("archive_end"))


def _plain(row: Row) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()}


def _typed(row: dict[str, Any]) -> Row:
    return {
        key: datetime.fromisoformat(value) if key.endswith("_at") and isinstance(value, str) else value
        for key, value in row.items()
    }
