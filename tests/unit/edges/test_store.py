"""One way to the warehouse, whether it is a file or a lake, and a bound on what every connection takes."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from rasad import ledger
from rasad.edges import lake, store
from rasad.errors import ConfigError, Unreachable
from rasad.settings import Settings

needs_extensions = pytest.mark.skipif(
    find_spec("duckdb_extension_ducklake") is None, reason="requirements-lake.txt is not installed"
)


def lake_in(folder: Path) -> Settings:
    return Settings(data=folder / "data", sources="sample", lake=f"sqlite:{folder / 'catalogue.sqlite'}")


def file_in(folder: Path) -> Settings:
    return Settings(data=folder / "data", sources="sample")


either = pytest.mark.parametrize("kind", [file_in, pytest.param(lake_in, marks=needs_extensions)])
Kind = Callable[[Path], Settings]


def test_every_connection_keeps_to_the_memory_and_threads_that_were_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASAD_DUCKDB_MEMORY_MB", "300")
    monkeypatch.setenv("RASAD_DUCKDB_THREADS", "1")
    asked = "SELECT current_setting('memory_limit') AS memory, current_setting('threads') AS threads"
    with store.opened(tmp_path / "one.duckdb") as database, store.scratch() as other:
        assert database.rows(asked) == other.rows(asked) == [{"memory": "286.1 MiB", "threads": 1}]


def test_what_does_not_fit_goes_to_disk_and_comes_out_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASAD_DUCKDB_MEMORY_MB", "64")
    monkeypatch.setenv("RASAD_DUCKDB_THREADS", "1")
    sort = "SELECT max(n) AS n FROM (SELECT row_number() OVER (ORDER BY md5(CAST(i AS VARCHAR))) AS n FROM range(1_500_000) AS r (i))"
    with store.opened(tmp_path / "one.duckdb") as database:
        assert database.rows(sort) == [{"n": 1_500_000}]


@either
def test_a_run_that_was_opened_is_in_the_ledger_of_either_warehouse(kind: Kind, tmp_path: Path) -> None:
    settings = kind(tmp_path)
    assert not store.exists(settings)
    batch_id = ledger.open_batch(settings)
    assert store.exists(settings)
    assert ledger.started_at(settings, batch_id).tzinfo is not None
    with store.reading(settings) as database:
        assert database.rows("SELECT batch_id, state FROM ledger.batches") == [
            {"batch_id": batch_id, "state": "running"}
        ]


@either
def test_a_second_run_finds_the_tables_and_marks_the_first_as_interrupted(kind: Kind, tmp_path: Path) -> None:
    settings = kind(tmp_path)
    first, second = ledger.open_batch(settings), ledger.open_batch(settings)
    with store.reading(settings) as database:
        found = {row["batch_id"]: row["state"] for row in database.rows("SELECT * FROM ledger.batches")}
    assert found == {first: "interrupted", second: "running"}


@either
def test_either_warehouse_stands_beside_a_candidate_file_under_one_name(kind: Kind, tmp_path: Path) -> None:
    settings = kind(tmp_path)
    batch_id = ledger.open_batch(settings)
    with store.opened(tmp_path / "candidate.duckdb") as database:
        with store.beside(settings, database):
            database.execute("CREATE TABLE taken AS SELECT batch_id FROM warehouse.ledger.batches")
        assert database.rows("SELECT * FROM taken") == [{"batch_id": batch_id}]


@either
def test_who_reads_cannot_write(kind: Kind, tmp_path: Path) -> None:
    settings = kind(tmp_path)
    ledger.open_batch(settings)
    with store.reading(settings) as database, pytest.raises(Exception, match="read-only"):
        database.execute("DELETE FROM ledger.batches")


@either
def test_a_transaction_that_fails_leaves_nothing_behind(kind: Kind, tmp_path: Path) -> None:
    settings = kind(tmp_path)
    ledger.open_batch(settings)

    def fail() -> None:
        database.execute("DELETE FROM ledger.batches")
        raise ZeroDivisionError

    with store.warehouse(settings) as database:
        with pytest.raises(ZeroDivisionError):
            database.atomically("land", fail)
        assert database.rows("SELECT count(*) AS n FROM ledger.batches") == [{"n": 1}]


@needs_extensions
def test_a_lake_is_read_as_it_was(tmp_path: Path) -> None:
    settings = lake_in(tmp_path)
    first = ledger.open_batch(settings)
    with store.reading(settings) as database:
        then = database.rows("SELECT max(snapshot_id) AS n FROM warehouse.snapshots()")[0]["n"]
    ledger.open_batch(settings)
    with store.reading(settings, version=then) as database:
        assert database.rows("SELECT batch_id, state FROM ledger.batches") == [{"batch_id": first, "state": "running"}]


@needs_extensions
def test_work_that_is_always_overtaken_ends_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = lake_in(tmp_path)
    ledger.open_batch(settings)
    monkeypatch.setattr(lake, "TRIES", 2)
    told: list[str] = []
    with store.warehouse(settings) as database:

        def overtaken() -> None:
            # As DuckDB says it when another transaction has committed first.
            database.execute("SELECT error('Transaction conflict - another transaction has deleted from it')")

        with pytest.raises(Unreachable, match="overtaken"):
            database.atomically("land", overtaken, tell=told.append)
    assert told == ["land: another writer was first; trying again (1 of 1)"]


def test_a_lake_whose_address_holds_a_password_is_refused_without_repeating_it() -> None:
    for address in ("postgres:host=db password=s3cret", "postgres:postgresql://rasad:s3cret@db/lake"):
        with pytest.raises(ConfigError, match="PGPASSWORD") as caught:
            lake.opening(Settings(lake=address))
        assert "s3cret" not in str(caught.value)


def test_a_catalogue_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ConfigError, match="postgres, sqlite"):
        lake.opening(Settings(lake="mysql:host=db"))


def test_a_missing_extension_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake, "find_spec", lambda _name: None)
    with pytest.raises(ConfigError, match=r"install requirements-lake\.txt"):
        lake.opening(Settings(lake="sqlite:x.sqlite"))
