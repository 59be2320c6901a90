"""Who the gazetteer should perhaps know: unknown names of the published snapshot, the most frequent first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from rasad.edges import snapshot, store
from rasad.plain import plain
from rasad.queries import catalogue
from rasad.settings import Settings

QUERY = "names_to_add"
_SAMPLES = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name outside the gazetteer, counted over some weeks. An article lies in one week, so the counts add up."""

    local_id: str
    name: str
    type: str
    n_articles: int
    n_mentions: int
    last_week: date
    samples: tuple[str, ...]


def candidates(settings: Settings, since: date | None) -> tuple[Candidate, ...]:
    """The unknown names of all weeks that end after a day; without one, of the newest week. Raises RasadError without a snapshot."""
    with store.opened(snapshot.current(settings), read_only=True) as database:
        rows = database.rows(catalogue()[QUERY].sql)
    newest = max((row["week_of"] for row in rows), default=None)
    first = since or newest
    return gathered(row for row in rows if first is not None and (row["week_of"] - first).days > -7)


def gathered(rows: Iterable[Mapping[str, Any]]) -> tuple[Candidate, ...]:
    """One candidate a name: the most articles first, then the most mentions, then by id."""
    by_id: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_id.setdefault(row["local_id"], []).append(row)
    found = [
        Candidate(
            local_id=local_id,
            name=max((str(row["name"]) for row in weeks), key=lambda name: (len(name), name)),
            type=weeks[0]["type"],
            n_articles=sum(row["n_articles"] for row in weeks),
            n_mentions=sum(row["n_mentions"] for row in weeks),
            last_week=max(row["week_of"] for row in weeks),
            samples=tuple(sample for row in weeks for sample in row["samples"])[:_SAMPLES],
        )
        for local_id, weeks in by_id.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.n_articles, -each.n_mentions, each.local_id)))


def table_of(found: Iterable[Candidate]) -> Table:
    """The candidates for a terminal. What was fetched is shown as plain text."""
    table = Table("name", "type", "articles", "mentions", "last week", "where it stands", show_lines=True)
    for each in found:
        samples = "\n".join(f"… {' '.join(plain(sample).split())} …" for sample in each.samples)
        cells = (each.name, each.type, str(each.n_articles), str(each.n_mentions), str(each.last_week), samples)
        table.add_row(*(Text(plain(cell, lines=True)) for cell in cells))
    return table
