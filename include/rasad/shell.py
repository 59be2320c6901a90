"""SQL on the published snapshot, for people: read-only, without a way to files or the network."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from rasad.edges import snapshot, store
from rasad.errors import RasadError
from rasad.queries import catalogue
from rasad.report import plain
from rasad.settings import Settings


def ask(settings: Settings, query: str | None) -> None:
    """Print the answer to one ready query, or list them and read SQL until the end of input."""
    console = Console() if sys.stdout.isatty() else Console(width=200)
    path = snapshot.current(settings)
    queries = catalogue()
    if query is not None and query not in queries:
        raise RasadError(f"there is no query {query}; choose one of {', '.join(queries)}")
    with store.opened(path, read_only=True) as database:
        database.lock_down()
        if query is not None:
            console.print(_table(database.rows(queries[query].sql)))
            return
        _welcome(console, path.parent.name)
        for statement in _statements(sys.stdin.isatty()):
            try:
                sql = queries[statement].sql if statement in queries else statement
                console.print(_table(database.rows(sql)))
            except SQLAlchemyError as error:
                console.print(plain(str(error.__cause__ or error)), style="red")


def _welcome(console: Console, batch_id: str) -> None:
    table = Table("query", "the question it answers", title=f"Snapshot {batch_id}: ready queries", title_justify="left")
    for name, query in catalogue().items():
        table.add_row(name, query.question)
    console.print(table)
    console.print(
        "A query's name, or SQL that ends with a semicolon; the tables are in docs/TABLES.md. End with Ctrl-D."
    )


def _statements(interactive: bool) -> Iterator[str]:
    lines: list[str] = []
    names = catalogue()
    while True:
        if interactive:
            print("rasad> " if not lines else "   ...> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        lines.append(line)
        whole = "".join(lines).strip()
        if whole in names or whole.endswith(";"):
            yield whole.rstrip(";")
            lines = []


def _table(rows: list[dict[str, object]]) -> Table | str:
    if not rows:
        return "no rows"
    table = Table(*rows[0].keys(), title=f"{len(rows)} rows", title_justify="left")
    for row in rows:
        table.add_row(*(plain(value) for value in row.values()))
    return table
