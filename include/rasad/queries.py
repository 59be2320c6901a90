"""The analysts' catalogue: ready queries, one file each, the question in the first line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rasad.errors import ConfigError
from rasad.settings import SQL


@dataclass(frozen=True, slots=True)
class Query:
    """A ready query."""

    name: str
    question: str
    sql: str


def catalogue(folder: Path = SQL / "queries") -> dict[str, Query]:
    """All ready queries by name. Raises ConfigError for a file that does not begin with its question."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.sql"))}


def _read(path: Path) -> Query:
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    if not first.startswith("-- ") or not first.endswith("?"):
        raise ConfigError(path, "first line", "must be the question that the query answers: -- Who ...?")
    return Query(path.stem, first.removeprefix("-- "), rest.strip().rstrip(";"))
