"""SQL files against given rows. A case is a file: `given` tables, the file to `run`, the rows to `expect`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasad.contracts import contract
from rasad.edges import store
from rasad.queries import catalogue
from rasad.settings import SQL
from test_contracts import typed

CASES = sorted((Path(__file__).parent / "sql").rglob("*.yml"))


def fill(database: store.Database, given: dict[str, Any]) -> None:
    for table, rows in given.items():
        database.insert(table, [typed(row) for row in rows])


@contextmanager
def warehouse(path: Path, given: dict[str, Any]) -> Iterator[Path]:
    with store.opened(path) as database:
        for folder in sorted(SQL.glob("[0-6]_*")):
            database.run(folder / "tables.sql")
        fill(database, {table: rows for table, rows in given.items() if "." in table})
    yield path


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_sql_case(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    given = case.get("given", {})
    with (
        warehouse(tmp_path / "warehouse.duckdb", given) as held,
        store.opened(tmp_path / "candidate.duckdb") as database,
    ):
        database.run(contract("publish").folder / "tables.sql")
        fill(database, {table: rows for table, rows in given.items() if "." not in table})
        with database.attached(held, "warehouse"):
            if case["run"].startswith("queries/"):
                answers = {"answer": database.rows(catalogue()[Path(case["run"]).stem].sql)}
            else:
                if any(table.startswith("input.") for table in case["expect"]):
                    database.execute("CREATE SCHEMA input")
                if "candidate" in case:
                    # A step that a stage runs on rows that it has made: after its input, with those rows in place.
                    database.run((SQL / case["run"]).with_name("tables.sql"))
                    database.run((SQL / case["run"]).with_name("input.sql"))
                    fill(database, case["candidate"])
                database.run(SQL / case["run"], **typed(case.get("bind", {})))
                answers = {table: database.rows(f"SELECT * FROM {table}") for table in case["expect"]}
    for table, rows in case["expect"].items():
        found = [{key: row[key] for key in wanted} for row, wanted in zip(answers[table], rows, strict=False)]
        assert len(answers[table]) == len(rows), answers[table]
        assert found == [typed(row) for row in rows]


def test_every_ready_query_has_rows_that_it_answers() -> None:
    tried = {yaml.safe_load(path.read_text(encoding="utf-8"))["run"] for path in CASES}
    assert {f"queries/{name}.sql" for name in catalogue()} - tried == set()


@pytest.mark.parametrize("name", catalogue())
def test_a_ready_query_runs_on_empty_tables(name: str, tmp_path: Path) -> None:
    with store.opened(tmp_path / "empty.duckdb") as database:
        database.run(contract("publish").folder / "tables.sql")
        rows = database.rows(catalogue()[name].sql)
    assert all(not any(row.values()) for row in rows)


@pytest.mark.parametrize("path", sorted(SQL.rglob("*.sql")), ids=lambda path: path.relative_to(SQL).as_posix())
def test_an_sql_file_ends_each_statement_on_a_line_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith(";\n")
    for line in text.splitlines():
        assert ";" not in line.rstrip(";").partition("--")[0], f"two statements on one line: {line}"
    assert store.statements(text)


def test_a_ready_query_that_is_called_like_a_table_reads_the_table_and_not_itself() -> None:
    """As a view of that name it stands before the table, unless the table is named with its schema."""
    shared = set(catalogue()) & set(contract("publish").tables)
    assert shared
    assert [name for name in shared if f"main.{name}" not in catalogue()[name].sql] == []
