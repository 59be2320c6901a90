"""The copy that people watch: what is in it, that it appears whole, and that it never stops a run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rasad import ledger, runner
from rasad.edges import operations, store
from rasad.settings import Settings

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=operations.DAYS + 30)


def seen(settings: Settings, sql: str) -> list[dict[str, Any]]:
    path = operations.newest(settings)
    assert path is not None
    with store.opened(path, read_only=True) as database:
        return database.rows(sql)


def enter(settings: Settings, table: str, *rows: dict[str, Any]) -> None:
    with store.warehouse(settings) as database, database.transaction():
        database.insert(table, rows)


def refresh(settings: Settings) -> list[str]:
    told: list[str] = []
    operations.refresh(settings, told.append)
    return told


@pytest.fixture
def batch_id(settings: Settings) -> str:
    return ledger.open_batch(settings)


def test_opening_a_batch_shows_it_with_the_run_that_asked_for_it(settings: Settings) -> None:
    batch_id = runner.begin(settings, print, external_run_id="manual__1")
    assert seen(settings, "SELECT batch_id, state, external_run_id FROM ledger.batches") == [
        {"batch_id": batch_id, "state": "running", "external_run_id": "manual__1"}
    ]


@pytest.mark.usefixtures("batch_id")
def test_batches_of_long_ago_are_left_out_and_what_is_still_open_is_not(settings: Settings) -> None:
    enter(settings, "ledger.batches", {"batch_id": "old", "started_at": LONG_AGO})
    enter(settings, "ledger.verdicts", {"verdict_id": "v", "batch_id": "old"})
    enter(
        settings,
        "quarantine.rows",
        {"row_id": "a", "batch_id": "old", "status": "open"},
        {"row_id": "b", "batch_id": "old", "status": "discarded"},
    )
    assert refresh(settings) == []
    assert seen(settings, "SELECT batch_id FROM ledger.batches WHERE batch_id = 'old'") == []
    assert seen(settings, "SELECT * FROM ledger.verdicts") == []
    assert seen(settings, "SELECT row_id FROM quarantine.rows") == [{"row_id": "a"}]


@pytest.mark.usefixtures("batch_id")
def test_a_table_that_somebody_adds_is_copied(settings: Settings) -> None:
    with store.warehouse(settings) as database:
        database.execute("CREATE TABLE quarantine.added AS SELECT 'kept' AS word")
    assert refresh(settings) == []
    assert seen(settings, "SELECT word FROM quarantine.added") == [{"word": "kept"}]


@pytest.mark.usefixtures("batch_id")
def test_looks_are_told_by_outlet_and_day(settings: Settings) -> None:
    day = datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC) - timedelta(days=1)
    looks = [("l1", day, "new"), ("l2", day + timedelta(hours=5), "unreachable"), ("l3", LONG_AGO, "new")]
    enter(
        settings,
        "land.coverage",
        *({"look_id": i, "source_id": "med:a", "looked_at": at, "outcome": what} for i, at, what in looks),
    )
    refresh(settings)
    told = seen(settings, "SELECT n_looks, n_read, last_outcome, day FROM land.looks_by_day")
    assert told == [{"n_looks": 2, "n_read": 1, "last_outcome": "unreachable", "day": day.date()}]


@pytest.mark.usefixtures("batch_id")
def test_an_open_gap_is_shown_however_old_it_is(settings: Settings) -> None:
    enter(
        settings,
        "land.gaps",
        {"gap_id": "open", "source_id": "med:a", "from_at": LONG_AGO},
        {"gap_id": "closed", "source_id": "med:a", "from_at": LONG_AGO, "to_at": LONG_AGO + timedelta(days=1)},
    )
    refresh(settings)
    assert seen(settings, "SELECT gap_id FROM land.gaps") == [{"gap_id": "open"}]


@pytest.mark.usefixtures("batch_id")
def test_each_copy_has_the_next_number_and_only_the_last_ones_stay(settings: Settings) -> None:
    for _ in range(operations.KEPT + 2):
        assert refresh(settings) == []
    names = [path.name for path in sorted(settings.operations.iterdir())]
    assert names == [f"{n:010d}.duckdb" for n in range(3, operations.KEPT + 3)]


@pytest.mark.usefixtures("batch_id")
def test_what_a_killed_copy_left_is_never_read_and_is_swept(settings: Settings) -> None:
    refresh(settings)
    for name in ("0000000002.building", "0000000002.building.wal"):
        (settings.operations / name).write_bytes(b"half")
    assert operations.newest(settings) == settings.operations / "0000000001.duckdb"
    assert refresh(settings) == []
    assert [path.name for path in sorted(settings.operations.iterdir())] == ["0000000001.duckdb", "0000000002.duckdb"]


@pytest.mark.usefixtures("batch_id")
def test_a_reader_keeps_the_copy_that_it_opened(settings: Settings) -> None:
    refresh(settings)
    first = operations.newest(settings)
    assert first is not None
    with store.opened(first, read_only=True) as database:
        for _ in range(operations.KEPT + 1):
            refresh(settings)
        assert not first.exists()
        assert database.rows("SELECT count(*) AS n FROM ledger.batches") == [{"n": 1}]


@pytest.mark.usefixtures("batch_id")
def test_a_copy_that_cannot_be_made_is_told_and_stops_nothing(settings: Settings) -> None:
    settings.operations.write_text("a file where the folder should be")
    told = refresh(settings)
    assert len(told) == 1
    assert told[0].startswith("operations: the copy for the page is not renewed")
    assert operations.newest(settings) is None


def test_before_the_first_run_there_is_nothing_to_show(settings: Settings) -> None:
    assert operations.newest(settings) is None
