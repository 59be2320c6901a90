"""SQL on the published snapshot, for people and pipes: read-only, bounded, without a way to files or the network."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from rasad import answers
from rasad.edges import asking, snapshot
from rasad.errors import RasadError
from rasad.plain import plain
from rasad.queries import Query, catalogue
from rasad.settings import Settings

_HELP = (
    "A query's name, or SQL that ends with a semicolon. SHOW TABLES; and DESCRIBE claims; tell what there is, "
    "docs/TABLES.md what it means. Ctrl-C stops a query, Ctrl-D or .exit ends."
)


def ask(settings: Settings, query: str | None, sql: str | None, form: str, *, bom: bool = False) -> None:
    """Answer one ready query, one SQL statement, or what is typed until the end of input.

    Raises RasadError where there is no such query or snapshot, and, but for a person at a terminal, where SQL fails.
    """
    path = snapshot.current(settings)
    with asking.opened(path, asking.Limits(settings.sql_seconds, settings.sql_memory_mb)) as room:
        if query is not None:
            _answer(room, _ready(query).sql, form, bom)
        elif sql is not None:
            _answer(room, sql, form, bom)
        elif sys.stdin.isatty():
            _converse(room, path.parent.name, form, bom)
        else:
            _obey(room, path.parent.name, form, bom)


def _ready(name: str) -> Query:
    queries = catalogue()
    if name not in queries:
        raise RasadError(f"there is no query {plain(name)}; choose one of {', '.join(queries)}")
    return queries[name]


def _converse(room: asking.Room, batch_id: str, form: str, bom: bool) -> None:
    """Questions of a person, one after another; a wrong one is told and costs nothing."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - its import gives input() editing and history
    console = Console()
    _welcome(console, batch_id)
    for statement in _typed():
        try:
            _answer(room, _sql(statement), form, bom)
        except RasadError as error:
            console.print(plain(str(error), lines=True), style="red", markup=False)
        except KeyboardInterrupt:
            console.print("stopped", style="red")


def _obey(room: asking.Room, batch_id: str, form: str, bom: bool) -> None:
    """Questions from a pipe, to the first that fails; an empty pipe gets the list of queries."""
    asked = False
    for statement in _statements(sys.stdin):
        asked = True
        _answer(room, _sql(statement), form, bom)
    if not asked:
        _welcome(_console(), batch_id)


def _answer(room: asking.Room, sql: str, form: str, bom: bool) -> None:
    with room.ask(sql) as answer:
        if form == "csv":
            answers.write_csv(answer.columns, answer.rows, sys.stdout, bom=bom)
        elif form == "json":
            answers.write_json(answer.columns, answer.rows, sys.stdout)
        else:
            _console().print(answers.table(answer.columns, answer.rows))


def _sql(statement: str) -> str:
    queries = catalogue()
    return queries[statement].sql if statement in queries else statement


def _console() -> Console:
    # A pipe or a log has no width of its own; the table needs one.
    return Console() if sys.stdout.isatty() else Console(width=200)


def _welcome(console: Console, batch_id: str) -> None:
    table = Table("query", "the question it answers", title=f"Snapshot {batch_id}: ready queries", title_justify="left")
    for name, query in catalogue().items():
        table.add_row(name, query.question)
    console.print(table)
    console.print(_HELP, markup=False)


def _typed() -> Iterator[str]:
    """What a person types, statement by statement."""
    return _statements(_lines())


def _lines() -> Iterator[str]:
    while True:
        try:
            line = input("rasad> ")
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            continue
        if line.strip() in (".exit", ".quit", "exit", "quit"):
            return
        yield line + "\n"


def _statements(lines: Iterable[str]) -> Iterator[str]:
    """Statements of some lines: a ready query's name on a line of its own, or SQL to the semicolon that ends a line."""
    names = catalogue()
    kept: list[str] = []
    for line in lines:
        if not kept and not line.strip():
            continue
        kept.append(line)
        whole = "".join(kept).strip()
        if whole.rstrip(";") in names or whole.endswith(";"):
            yield whole.rstrip(";").strip()
            kept = []
    if whole := "".join(kept).strip():
        yield whole
