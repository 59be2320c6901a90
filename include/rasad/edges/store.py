"""DuckDB, and nothing but DuckDB: the warehouse, the candidate files, the snapshots. Who needs one of them comes here.

The warehouse is one file with one holder, or a DuckLake (`lake`) when that is set: `warehouse`, `reading` and `beside` give
either, and the SQL files do not know which.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache

import duckdb
from duckdb_engine import ConnectionWrapper
from filelock import FileLock, Timeout
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from rasad.edges import lake
from rasad.edges.database import (
    FAILURES,
    STORAGE_VERSION,
    Database,
    Row,
    limits,
    opened,
    quoted,
    scratch,
    statements,
    sync,
)
from rasad.errors import Unreachable
from rasad.settings import Settings

__all__ = [
    "FAILURES",
    "STORAGE_VERSION",
    "Database",
    "Row",
    "beside",
    "exists",
    "held",
    "limits",
    "opened",
    "quoted",
    "reading",
    "scratch",
    "statements",
    "sync",
    "warehouse",
]


@contextlib.contextmanager
def held(settings: Settings, what: str = "warehouse") -> Iterator[None]:
    """The warehouse (or another file of ours) kept from all others for the block; never the index before the warehouse.

    Raises Unreachable when another task keeps it past the limit.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.data / f"{what}.lock", timeout=settings.lock_timeout_s):
            yield
    except Timeout as error:
        raise Unreachable(
            f"the {what} was busy for {settings.lock_timeout_s:.0f} s; see which task of the pool 'warehouse' still runs"
        ) from error


@contextlib.contextmanager
def warehouse(settings: Settings) -> Iterator[Database]:
    """The warehouse, opened for writing: a file by one holder at a time, a lake by any number."""
    if settings.lake:
        with _lake(settings) as database:
            yield database
        return
    with held(settings), opened(settings.warehouse) as database:
        yield database


@contextlib.contextmanager
def reading(settings: Settings, *, version: int | None = None) -> Iterator[Database]:
    """The warehouse, opened to be read. A file is kept from others meanwhile; a lake is read beside its writers.

    `version`: a lake as it was at one of its snapshots.
    """
    if settings.lake:
        with _lake(settings, read_only=True, version=version) as database:
            yield database
        return
    with held(settings), opened(settings.warehouse, read_only=True) as database:
        yield database


@contextlib.contextmanager
def beside(settings: Settings, database: Database) -> Iterator[None]:
    """The warehouse under the name `warehouse` beside an opened file, to be read; what one SQL file reads is one state of it."""
    if not settings.lake:
        with held(settings), database.attached(settings.warehouse, lake.NAME):
            yield
        return
    for statement in lake.opening(settings, read_only=True):
        database.execute(statement)
    try:
        yield
    finally:
        database.execute(f"DETACH {lake.NAME}")


def exists(settings: Settings) -> bool:
    """Whether any run has made the warehouse yet."""
    if not settings.lake:
        return settings.warehouse.exists()
    with _lake(settings) as database:
        return "ledger.batches" in database.tables()


@contextlib.contextmanager
def _lake(settings: Settings, *, read_only: bool = False, version: int | None = None) -> Iterator[Database]:
    opening = tuple(lake.opening(settings, read_only=read_only, version=version))
    settings.data.mkdir(parents=True, exist_ok=True)
    config = {"temp_directory": str(settings.spill), **limits()}
    joined = _joined(opening, tuple(config.items()))
    engine = create_engine("duckdb://", poolclass=NullPool, creator=lambda: ConnectionWrapper(joined.cursor()))
    try:
        with engine.connect() as connection:
            database = Database(connection, shared=True)
            database.execute(f"USE {lake.NAME}")
            yield database
    finally:
        engine.dispose()


@cache
def _joined(opening: tuple[str, ...], config: tuple[tuple[str, str], ...]) -> duckdb.DuckDBPyConnection:
    """A database in memory that has joined a lake, kept for as long as this process lives.

    Loading the extensions anew for every question would cost more than most questions (0.2 s of processor time).
    """
    connection = duckdb.connect(config=dict(config))
    for statement in opening:
        connection.execute(statement)
    return connection
