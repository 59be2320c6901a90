"""Where the page reads: the published snapshot and the copy for operators, by queries from sql/page with bound parameters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from rasad.edges import asking, operations, snapshot
from rasad.edges.latest import Latest
from rasad.errors import RasadError
from rasad.settings import SQL, Settings

Row = dict[str, Any]
# Queries of the page read one screenful: what takes longer than this is a fault, not a wish.
LIMITS = asking.Limits(seconds=15, memory_mb=256)


class NothingThere(RasadError):
    """What was asked for does not exist, or not yet. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The two files that the page reads, each in its newest state."""

    settings: Settings
    published: Latest
    operations: Latest

    @classmethod
    def of(cls, settings: Settings) -> Desk:
        """The desk of one installation. Files are opened at the first question."""
        return cls(
            settings,
            Latest(lambda: _current(settings), LIMITS),
            Latest(lambda: operations.newest(settings), LIMITS),
        )

    def read(self, query: str, **parameters: object) -> list[Row]:
        """Rows of the published snapshot. Raises NothingThere before the first publication."""
        rows = self.published.rows(_sql(query), parameters)
        if rows is None:
            raise NothingThere("nothing is published yet: the first green run of iran_news publishes")
        return rows

    def watch(self, query: str, **parameters: object) -> list[Row]:
        """Rows of the copy for operators. Raises NothingThere before the first run."""
        rows = self.operations.rows(_sql(query), parameters)
        if rows is None:
            raise NothingThere("no run has begun yet: trigger the DAG iran_news")
        return rows

    def outlet_names(self) -> dict[str, str]:
        """What outlets are called; without a publication they go by their ids."""
        try:
            return {row["source_id"]: row["name_en"] for row in self.read("outlet_names")}
        except NothingThere:
            return {}

    def close(self) -> None:
        """Release both files."""
        self.published.close()
        self.operations.close()


def _current(settings: Settings) -> Any:
    link = settings.published / snapshot.CURRENT
    return snapshot.current(settings) if link.exists() else None


@cache
def _sql(query: str) -> str:
    return (SQL / "page" / f"{query}.sql").read_text(encoding="utf-8")
