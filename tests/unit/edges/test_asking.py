"""What people's SQL may do on a snapshot: read it, within its limits, and nothing else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasad.edges import asking, store

ROOMY = asking.Limits(seconds=20, memory_mb=200)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A snapshot with one small table."""
    path = tmp_path / "published" / "rasad.duckdb"
    path.parent.mkdir()
    with store.opened(path) as database:
        database.execute("CREATE TABLE claims AS SELECT range AS n, 'می‌شود' AS words FROM range(3)")
    return path


@pytest.fixture
def room(file: Path) -> Iterator[asking.Room]:
    """That snapshot, opened for questions."""
    with asking.opened(file, ROOMY) as opened:
        yield opened


def answer(room: asking.Room, sql: str) -> list[tuple[object, ...]]:
    with room.ask(sql) as found:
        return list(found.rows)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT n FROM claims ORDER BY n",
        "FROM claims LIMIT 1",
        "DESCRIBE claims",
        "SHOW TABLES",
        "SUMMARIZE claims",
        "EXPLAIN SELECT 1",
        "VALUES (1)",
        "SELECT 'a:b', '12:30'::TIME -- colons are no parameters",
    ],
)
def test_reading_is_allowed(room: asking.Room, sql: str) -> None:
    assert answer(room, sql)


def test_an_answer_without_rows_still_has_columns(room: asking.Room) -> None:
    with room.ask("SELECT n FROM claims WHERE n > 9") as found:
        assert (found.columns, list(found.rows)) == (("n",), [])


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO claims VALUES (9, 'x')",
        "DELETE FROM claims",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "DROP TABLE claims",
        "COPY claims TO 'out.csv'",
        "COPY claims FROM 'in.csv'",
        "EXPORT DATABASE 'out'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '9GB'",
        "PRAGMA enable_profiling",
        "CALL enable_logging()",
        "CHECKPOINT",
        "SELECT 1; DROP TABLE claims",
        "",
    ],
)
def test_everything_else_is_refused(room: asking.Room, sql: str) -> None:
    with pytest.raises(asking.Refused):
        answer(room, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_blob('{secret}')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM '{secret}'",
        "SELECT * FROM read_duckdb('{secret}')",
        "SELECT * FROM sniff_csv('{secret}')",
        "SELECT * FROM read_json('https://a.example/x.json')",
        "SELECT getenv('HOME')",
        "EXPLAIN ANALYZE COPY claims TO '{folder}/out.csv'",
    ],
)
def test_no_file_and_no_network_is_reached(room: asking.Room, tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("password\nhunter2\n", encoding="utf-8")
    with pytest.raises(asking.Refused):
        answer(room, sql.format(secret=secret, folder=tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["published", "secret.csv"]


@pytest.mark.parametrize(
    "sql", ["SELECT count(*) FROM range(100000000) AS a, range(1000000) AS b", "SELECT range FROM range(100000000000)"]
)
def test_a_runaway_query_is_stopped_and_the_next_one_answers(file: Path, sql: str) -> None:
    began = time.monotonic()
    with asking.opened(file, asking.Limits(seconds=0.3, memory_mb=200)) as room:
        with pytest.raises(asking.Refused, match=r"longer than 0.3 s and was stopped"):
            answer(room, sql)
        assert answer(room, "SELECT count(*) FROM claims") == [(3,)]
    assert time.monotonic() - began < 20


def test_a_query_that_needs_too_much_memory_is_stopped_and_writes_nothing(file: Path) -> None:
    with (
        asking.opened(file, asking.Limits(seconds=60, memory_mb=64)) as room,
        pytest.raises(asking.Refused, match="more than 64 MB"),
    ):
        answer(room, "SELECT range FROM range(100000000) ORDER BY hash(range)")
    assert [path.name for path in file.parent.iterdir()] == ["rasad.duckdb"]


def test_the_file_is_the_same_after_any_question(file: Path) -> None:
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    with asking.opened(file, ROOMY) as room:
        answer(room, "SELECT * FROM claims")
        with pytest.raises(asking.Refused):
            answer(room, "UPDATE claims SET n = 9")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


def test_a_wrong_query_says_what_is_wrong(room: asking.Room) -> None:
    with pytest.raises(asking.Refused, match="claimz"):
        answer(room, "SELECT * FROM claimz")
