"""SQL that people type, on a published snapshot: read-only, locked, and bounded in memory and time."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import Any

import duckdb

from rasad.errors import RasadError

CHUNK = 1_000
_READS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
# https://duckdb.org/docs/stable/operations_manual/securing_duckdb: what SQL could otherwise reach. Without a temporary folder
# nothing is written beside the snapshot either; a query that needs more than its memory ends.
_LOCKED = {
    "access_mode": "READ_ONLY",
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
}


class Refused(RasadError):
    """A question that cannot be answered. The message says what to change in it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may use."""

    seconds: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names and rows of one question. Rows come while they are read, in chunks."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


# Our SQL files name a parameter `:name`; DuckDB's own spelling is `$name`.
_PARAMETER = re.compile(r"(?<![:\w]):([a-z]\w*)")


class Room:
    """One snapshot opened for questions. Use `opened` or `held_open` to get one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, limits: Limits) -> None:
        self._connection, self._limits = connection, limits

    @contextlib.contextmanager
    def ask(self, sql: str, parameters: Mapping[str, object] | None = None) -> Iterator[Answer]:
        """The answer to one SELECT, for the length of the block; reading it counts into its time. Parameters are bound.

        Raises Refused for anything that does not read, that DuckDB cannot run, or that takes more than its limits.
        """
        too_late = Event()
        timer = Timer(self._limits.seconds, self._stop, [too_late])
        timer.daemon = True
        try:
            statement = self._one(_PARAMETER.sub(r"$\1", sql) if parameters else sql)
            timer.start()
            result = self._connection.execute(statement, dict(parameters) if parameters else None)
            yield Answer(tuple(column[0] for column in result.description or ()), _rows(result))
        except duckdb.InterruptException as error:
            raise Refused(self._slow()) from error
        except duckdb.OutOfMemoryException as error:
            raise Refused(
                f"the query needs more than {self._limits.memory_mb} MB of memory and was stopped; "
                "narrow it down, or raise RASAD_SQL_MEMORY_MB"
            ) from error
        except duckdb.Error as error:
            raise Refused(self._slow() if too_late.is_set() else str(error)) from error
        finally:
            timer.cancel()

    def beside(self) -> Room:
        """The same snapshot for another thread, under the same limits; close it after use."""
        return Room(self._connection.cursor(), self._limits)

    def close(self) -> None:
        """Release the connection. Rooms beside it stay open."""
        self._connection.close()

    def _one(self, sql: str) -> duckdb.Statement:
        statements = self._connection.extract_statements(sql)
        if len(statements) != 1:
            raise Refused(f"one question at a time: this is {len(statements)} statements")
        if statements[0].type not in _READS:
            raise Refused(f"the snapshot is only read: {statements[0].type.name} is not allowed here")
        return statements[0]

    def _stop(self, too_late: Event) -> None:
        too_late.set()
        self._connection.interrupt()

    def _slow(self) -> str:
        return (
            f"the query took longer than {self._limits.seconds:g} s and was stopped; narrow it down, "
            "or raise RASAD_SQL_SECONDS"
        )


@contextlib.contextmanager
def opened(snapshot: Path, limits: Limits) -> Iterator[Room]:
    """A snapshot for questions, for the length of the block."""
    room = held_open(snapshot, limits)
    try:
        yield room
    finally:
        room.close()


def held_open(snapshot: Path, limits: Limits) -> Room:
    """A snapshot for questions until it is closed: no file, no network, no setting can be reached from SQL."""
    config: dict[str, str | bool | int | float | list[str]] = {
        **_LOCKED,
        "memory_limit": f"{limits.memory_mb}MB",
        "lock_configuration": "true",
    }
    return Room(duckdb.connect(str(snapshot), read_only=True, config=config), limits)


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while chunk := result.fetchmany(CHUNK):
        yield from chunk
