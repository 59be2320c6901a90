"""DuckDB, and nothing but DuckDB: the warehouse, the candidate files, the snapshots. The only module that opens them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from rasad.errors import Unreachable
from rasad.settings import Settings

Row = dict[str, Any]

# From v1.4.0 on a file carries an identity that its WAL must match; older files replay a stale or foreign WAL in silence.
STORAGE_VERSION = "v1.4.0"


class Database:
    """One open DuckDB file: SQL files with bound parameters, rows in and out. Use `opened` or `warehouse` to get one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
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

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements of the block, or none. A block inside a block belongs to the outer one."""
        if self._connection.in_transaction():
            yield
            return
        with self._connection.begin():
            yield


@contextlib.contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Database]:
    """One DuckDB file, opened for the length of the block and released at its end."""
    config = {"access_mode": "READ_ONLY"} if read_only else {"storage_compatibility_version": STORAGE_VERSION}
    engine = create_engine(f"duckdb:///{path}", poolclass=NullPool, connect_args={"config": config})
    try:
        with engine.connect() as connection:
            yield Database(connection)
    finally:
        engine.dispose()


@contextlib.contextmanager
def scratch() -> Iterator[Database]:
    """A database in memory, to ask questions of attached files with."""
    engine = create_engine("duckdb:///:memory:", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield Database(connection)
    finally:
        engine.dispose()


@contextlib.contextmanager
def held(settings: Settings) -> Iterator[None]:
    """The warehouse kept from all others for the block. Raises Unreachable when another task keeps it past the limit."""
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.data / "warehouse.lock", timeout=settings.lock_timeout_s):
            yield
    except Timeout as error:
        raise Unreachable(
            f"the warehouse was busy for {settings.lock_timeout_s:.0f} s; see which task of the pool 'warehouse' still runs"
        ) from error


@contextlib.contextmanager
def warehouse(settings: Settings) -> Iterator[Database]:
    """The warehouse, opened for writing by one holder at a time."""
    with held(settings), opened(settings.warehouse) as database:
        yield database


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
