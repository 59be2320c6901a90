"""One open DuckDB file or lake: SQL files with bound parameters, rows in and out, transactions that another writer may overtake."""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from rasad.edges import lake
from rasad.errors import Unreachable
from rasad.settings import load

Row = dict[str, Any]
Tell = Callable[[str], None]
T = TypeVar("T")
FAILURES = (duckdb.Error, DBAPIError)
"""What a statement that DuckDB refuses raises."""

# From v1.4.0 on a file carries an identity that its WAL must match; older files replay a stale or foreign WAL in silence.
STORAGE_VERSION = "v1.4.0"


class Database:
    """One open DuckDB file or lake: SQL files with bound parameters, rows in and out. Use `opened` or `warehouse` to get one."""

    def __init__(self, connection: Connection, *, shared: bool = False) -> None:
        self._connection, self._shared = connection, shared
        self._raw: duckdb.DuckDBPyConnection = connection.connection.driver_connection  # type: ignore[assignment]

    def rows(self, sql: str, **parameters: Any) -> list[Row]:
        """Every row of one SELECT, as dicts. Parameters are bound (`:name`), never pasted."""
        with self.transaction():
            # Fetched whole at once: the driver drops an open result as soon as another statement runs.
            return [dict(row._mapping) for row in self._connection.execute(text(sql), parameters).all()]

    def run(self, path: Path, **parameters: Any) -> None:
        """Every statement of one SQL file, in order: all of them, or none."""
        with self.transaction():
            for statement in statements(path.read_text(encoding="utf-8")):
                self._connection.execute(text(statement), parameters)

    def change(self, sql: str, **parameters: Any) -> None:
        """One statement of our own that gives no rows, its parameters bound."""
        with self.transaction():
            self._connection.execute(text(sql), parameters)

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """Append rows by column name. Raises TypeError or ArrowInvalid where a row does not fit the table."""
        if not rows:
            return 0
        schema = self._raw.execute(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema
        unknown = set().union(*(row.keys() for row in rows)) - set(schema.names)
        if unknown:
            raise TypeError(f"{table} has no column {', '.join(sorted(unknown))}")
        self._raw.register("incoming", pa.Table.from_pylist([dict(row) for row in rows], schema=schema))
        self._raw.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
        self._raw.unregister("incoming")
        return len(rows)

    def save(self, sql: str, path: Path) -> None:
        """What one SELECT of our own gives, in its order, as a Parquet file. JSON stays as it is written."""
        self.execute(f"COPY ({sql}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")

    def saved(self, path: Path, *, as_written: bool = False) -> list[Row]:
        """The rows of a Parquet file of ours, in its order; JSON as values, or `as_written`, ready to be inserted again."""
        source = f"read_parquet({quoted(path)})"
        chosen = ", ".join(
            f'CAST("{name}" AS VARCHAR) AS "{name}"' if as_written and kind == "JSON" else f'"{name}"'
            for name, kind in self.columns(source).items()
        )
        return self.rows(f"SELECT {chosen} FROM {source}")

    def fill(self, table: str, path: Path, stamp: Mapping[str, Any]) -> None:
        """Append the rows of a Parquet file of ours, in its order, each with the columns of `stamp`."""
        stamped = "".join(f", :{name} AS {name}" for name in stamp)
        with self.transaction():
            statement = f"INSERT INTO {table} BY NAME SELECT *{stamped} FROM read_parquet({quoted(path)})"
            self._connection.execute(text(statement), dict(stamp))

    def columns(self, table: str) -> dict[str, str]:
        """Column names and DuckDB types of one table, in order."""
        described = self._raw.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
        return {name: kind for name, kind, *_ in described}

    def tables(self) -> list[str]:
        """Every table and view of the opened file as schema.name, sorted."""
        return self._named("true")

    def base_tables(self) -> list[str]:
        """The same without views."""
        return self._named("table_type = 'BASE TABLE'")

    def storage_version(self) -> str:
        """The storage version of the opened file, as DuckDB names it."""
        found = self.rows("SELECT tags['storage_version'] AS v FROM duckdb_databases() WHERE path IS NOT NULL")
        return str(found[0]["v"])

    def _named(self, condition: str) -> list[str]:
        found = self.rows(
            "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables"
            f" WHERE table_catalog = current_database() AND {condition} ORDER BY 1"
        )
        return [row["name"] for row in found]

    def execute(self, sql: str) -> None:
        """One statement of our own without parameters (ATTACH, COPY, COMMENT), which DuckDB cannot bind."""
        self._raw.execute(sql)

    def found(self) -> None:
        """What must be there before the tables of a warehouse are made. Must be called outside a transaction."""
        for statement in lake.founding() if self._shared else ():
            self.again("ledger", partial(self.execute, statement))

    def widen(self, pattern: Database) -> None:
        """Add the columns that the tables of `pattern` have and ours lack; rows of before hold null in them."""
        for table in pattern.tables():
            known = self.columns(table)
            for name, kind in pattern.columns(table).items():
                if name not in known:
                    self.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {kind}')

    @contextlib.contextmanager
    def attached(self, path: Path, alias: str, *, read_only: bool = True) -> Iterator[None]:
        """Another file under a name of ours, for the length of the block. Must be entered outside a transaction."""
        mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE_VERSION}'"
        self.execute(f"ATTACH {quoted(path)} AS {alias} ({mode})")
        try:
            yield
        finally:
            self.execute(f"DETACH {alias}")

    def atomically(self, fence: str, work: Callable[[], T], *, note: str = "", tell: Tell | None = None) -> T:
        """What `work` gives, done in one transaction. In a lake, work with the same fence is done one after the other:

        a transaction that another one overtook is run again, a bounded number of times. Raises Unreachable after that.
        `note` is what the list of a lake's snapshots says of it.
        """

        def once() -> T:
            with self.transaction():
                self._enter(fence, note)
                return work()

        return self.again(fence, once, tell)

    def again(self, what: str, work: Callable[[], T], tell: Tell | None = None) -> T:
        """What `work` gives, tried again (a bounded number of times) where another writer of a lake came first."""
        attempt = 1
        while True:
            try:
                return work()
            except FAILURES as error:
                if not (self._shared and lake.is_conflict(error)):
                    raise
                if attempt == lake.TRIES:
                    raise Unreachable(f"{what}: overtaken by other writers {attempt} times; run it again") from error
            if tell:
                tell(f"{what}: another writer was first; trying again ({attempt} of {lake.TRIES - 1})")
            time.sleep(random.uniform(0, 0.1 * 2**attempt))
            attempt += 1

    def _enter(self, fence: str, note: str) -> None:
        for statement in lake.fencing(fence, note) if self._shared else ():
            self.execute(statement)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements of the block, or none. A block inside a block belongs to the outer one."""
        if self._connection.in_transaction():
            yield
            return
        with self._connection.begin():
            yield


def limits() -> dict[str, str]:
    """What one connection of this process may take, as DuckDB's settings; every connection to one file needs the same."""
    allowed = load()
    memory = {"memory_limit": f"{allowed.duckdb_memory_mb}MB"} if allowed.duckdb_memory_mb else {}
    return memory | ({"threads": str(allowed.duckdb_threads)} if allowed.duckdb_threads else {})


@contextlib.contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Database]:
    """One DuckDB file, opened for the length of the block and released at its end."""
    config = {"access_mode": "READ_ONLY"} if read_only else {"storage_compatibility_version": STORAGE_VERSION}
    with _connected(str(path), config) as connection:
        yield Database(connection)


@contextlib.contextmanager
def scratch() -> Iterator[Database]:
    """A database in memory, to ask questions of attached files with."""
    with _connected(":memory:", {}) as connection:
        yield Database(connection)


@contextlib.contextmanager
def _connected(place: str, config: Mapping[str, str]) -> Iterator[Connection]:
    engine = create_engine(f"duckdb:///{place}", poolclass=NullPool, connect_args={"config": {**limits(), **config}})
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def statements(sql: str) -> list[str]:
    """The statements of one of our SQL files: each ends with a semicolon at the end of a line."""
    parts = (part.strip() for part in (sql + "\n").split(";\n"))
    return [
        part for part in parts if any(line.strip() and not line.strip().startswith("--") for line in part.splitlines())
    ]


def quoted(value: object) -> str:
    """An SQL string literal for the statements that cannot bind parameters; paths and comments of ours only."""
    return "'" + str(value).replace("'", "''") + "'"


def sync(path: Path) -> None:
    """Force a file, or the entries of a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
