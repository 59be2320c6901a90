"""A warehouse that is a DuckLake holds what the file holds, takes two writers at once, and can be read meanwhile and as it was."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
import time_machine
from lake_promoters import ROUNDS, ROWS, promote_rounds

import postgres
from conftest import content
from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import archive, lake_upkeep, landing, proof, rebuilding, store
from rasad.errors import RasadError
from rasad.model import STAGES
from rasad.settings import Settings

pytestmark = [
    pytest.mark.skipif(find_spec("duckdb_extension_ducklake") is None, reason="requirements-lake.txt is not installed"),
    pytest.mark.skipif(postgres.programs() is None, reason=postgres.NOT_HERE),
]


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.serving() as found:
        yield found


@pytest.fixture(scope="module")
def filed(morning: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Morning and evening of the sample newsroom, in a file."""
    settings = Settings(data=tmp_path_factory.mktemp("file") / "data", sources="sample", edition="evening")
    shutil.copytree(morning.data, settings.data, symlinks=True)
    runner.run(settings, print)
    return settings


@pytest.fixture(scope="module")
def day(filed: Settings, server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """What landed in that file, run by run, through all gates and stages into a lake."""
    address = f"postgres:{server.database('day')}"
    settings = filed.model_copy(update={"data": tmp_path_factory.mktemp("lake") / "data", "lake": address})
    shutil.copytree(filed.archive, settings.archive)
    with store.reading(filed) as database:
        batches = [row["batch_id"] for row in database.rows("SELECT batch_id FROM ledger.batches ORDER BY started_at")]
    for batch_id in batches:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ledger, "_unused", lambda _now, _taken, batch_id=batch_id: batch_id)
            ledger.open_batch(settings)
        landed = runner.candidate_path(settings, batch_id, contract("land"))
        landed.parent.mkdir(parents=True)
        shutil.copy(runner.candidate_path(filed, batch_id, contract("land")), landed)
        for stage in STAGES:
            if stage != "land":
                runner.build(settings, batch_id, stage, print)
            runner.audit(settings, batch_id, stage, print)
            runner.promote(settings, batch_id, stage, print)
    return settings


def stored(settings: Settings) -> dict[str, list[tuple[str, ...]]]:
    """Every warehouse table of the stages, without the instants at which a run worked on its rows."""
    with store.reading(settings) as database:
        return {
            name: sorted(
                tuple(str(row[column]) for column in row if column != "loaded_at")
                for row in database.rows(f"SELECT * FROM {name}")
            )
            for name in database.base_tables()
            if name.partition(".")[0] in STAGES
        }


def test_what_landed_gives_the_same_tables_in_a_lake_and_in_a_file(day: Settings, filed: Settings) -> None:
    assert content(day) == content(filed)
    ours, theirs = stored(day), stored(filed)
    assert {name for name in ours if ours[name] != theirs.get(name)} == set()
    assert set(ours) == set(theirs)
    assert sum(map(len, ours.values())) > 1_000
    assert not (day.data / "warehouse.duckdb").exists()


def test_the_snapshot_of_a_lake_is_proved_as_that_of_a_file(day: Settings) -> None:
    found = list(proof.verify(day, day.published / "current", most=5))
    assert [fault for finding in found for fault in finding.faults] == []


def test_a_promotion_is_one_snapshot_that_says_what_it_is(day: Settings) -> None:
    told = [row["told"] for row in lake_upkeep.snapshots(day, 1_000)]
    with store.reading(day) as database:
        batches = [row["batch_id"] for row in database.rows("SELECT batch_id FROM ledger.batches")]
    assert len(batches) == 2
    for batch_id in batches:
        assert [told.count(f"{stage} of {batch_id}") for stage in STAGES] == [1] * len(STAGES)


def test_the_warehouse_can_be_asked_as_it_was_in_the_morning(day: Settings) -> None:
    made = {row["told"]: row["snapshot_id"] for row in lake_upkeep.snapshots(day, 1_000)}
    with store.reading(day) as database:
        morning, evening = (
            row["batch_id"] for row in database.rows("SELECT batch_id FROM ledger.batches ORDER BY started_at")
        )
    count = "SELECT count(*) AS n FROM claims.claims"
    then = lake_upkeep.ask(day, count, made[f"claims of {morning}"])[0]["n"]
    before = lake_upkeep.ask(day, count, made[f"claims of {evening}"] - 1)[0]["n"]
    assert 0 < then == before < lake_upkeep.ask(day, count, None)[0]["n"]


def test_compaction_changes_no_row_and_leaves_one_file_a_table(day: Settings) -> None:
    before = stored(day)
    kept = "SELECT table_name, file_count AS files, delete_file_count AS more FROM ducklake_table_info('warehouse')"
    with store.reading(day) as database:
        assert max(row["files"] for row in database.rows(kept)) > 1
    told = list(lake_upkeep.compact(day, keep_days=0))
    assert stored(day) == before, told
    with store.reading(day) as database:
        files = database.rows(kept)
    assert max(row["files"] for row in files) == 1
    assert len(list((day.data / "lake").rglob("*.parquet"))) == sum(row["files"] + row["more"] for row in files), told
    # And the next promotion goes on from there.
    with store.warehouse(day) as database:
        database.atomically("dedupe", lambda: database.execute("DELETE FROM dedupe.links WHERE version_id = 'none'"))
    assert stored(day) == before


def test_readers_wait_for_no_writer_and_see_nothing_unfinished(server: postgres.Server, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", lake=f"postgres:{server.database('readers')}")
    batch_id = ledger.open_batch(settings)
    with store.warehouse(settings) as writer, writer.transaction():
        writer.execute("DELETE FROM ledger.batches")
        assert ledger.started_at(settings, batch_id)
    with pytest.raises(RasadError, match="not in the ledger"):
        ledger.started_at(settings, batch_id)


def test_two_promoters_at_once_lose_nothing_and_add_nothing_twice(server: postgres.Server, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", lake=f"postgres:{server.database('two')}")
    ledger.open_batch(settings)
    processes = multiprocessing.get_context("spawn")
    barrier = processes.Barrier(2)
    both = [processes.Process(target=promote_rounds, args=(settings, name, barrier)) for name in ("one", "other")]
    for process in both:
        process.start()
    for process in both:
        process.join(180)
    assert [process.exitcode for process in both] == [0, 0]
    with store.reading(settings) as database:
        rows = database.rows("SELECT version_id, position FROM dedupe.signatures ORDER BY position")
        promoted = database.rows("SELECT batch_id FROM ledger.promotions")
    assert len({row["version_id"] for row in rows}) == len(rows) == ROUNDS * (2 * ROWS + 1)
    assert [row["position"] for row in rows] == list(range(len(rows)))
    assert len(promoted) == 2 * ROUNDS


def test_a_rebuild_is_never_written_into_the_lake_that_is_in_use(day: Settings, tmp_path: Path) -> None:
    before = len(lake_upkeep.snapshots(day, 1_000))
    # The smallest archive there is: one answer that is no page of ours.
    one = day.model_copy(update={"data": tmp_path / "one"})
    with archive.writing(one.archive, "20261101T000000Z-lane") as writer:
        writer.add("http://nowhere.example/", 200, {}, b"nothing", datetime(2026, 11, 1, tzinfo=UTC))
    there = rebuilding.rebuild(one, tmp_path / "rebuilt", print)
    assert there.warehouse.exists()
    assert len(lake_upkeep.snapshots(day, 1_000)) == before


def test_a_recheck_of_a_lake_finds_what_is_due(day: Settings) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=False):
        assert landing.due(day) > 0
