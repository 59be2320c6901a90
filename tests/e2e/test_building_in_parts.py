"""A batch in parts: the same rows whatever the number of parts and wherever they are read, and one bad document costs no other."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from rasad import building, ledger, parts, runner
from rasad.contracts import contract
from rasad.edges import store
from rasad.edges.part_files import PartFiles
from rasad.edges.shared import shared
from rasad.errors import RasadError, Unreachable
from rasad.model import STAGES
from rasad.settings import Settings

NOW = {"run_id", "loaded_at"}
STAGES_IN_PARTS = list(parts.DOCUMENTS)


@pytest.fixture(scope="module")
def before(morning: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The morning's warehouse and archive as they were before each stage."""
    found = {}
    for stage in STAGES_IN_PARTS:
        data = tmp_path_factory.mktemp(stage) / "data"
        data.mkdir()
        shutil.copyfile(morning.warehouse, data / "warehouse.duckdb")
        (data / "archive").symlink_to(morning.archive)
        with store.opened(data / "warehouse.duckdb") as database:
            for later in STAGES[STAGES.index(stage) : -1]:
                for name in contract(later).tables:
                    database.execute(f"DELETE FROM {later}.{name}")
        found[stage] = data
    return found


def candidates(settings: Settings, batch_id: str, stage: str) -> dict[str, list[dict[str, Any]]]:
    """The candidate rows of a stage, in their order, but for the names of batches."""
    with store.opened(building.candidate_path(settings, batch_id, contract(stage)), read_only=True) as database:
        return {
            name: [
                {key: value for key, value in row.items() if key not in NOW}
                for row in database.rows(f"SELECT * FROM {stage}.{name} ORDER BY rowid")
            ]
            for name in contract(stage).tables
        }


def quiet(_message: str) -> None:
    """Nobody listens."""


def in_one_go(settings: Settings, stage: str) -> dict[str, list[dict[str, Any]]]:
    batch_id = ledger.open_batch(settings)
    runner.build(settings, batch_id, stage, quiet)
    return candidates(settings, batch_id, stage)


def characters(settings: Settings, stage: str) -> int:
    documents = parts.DOCUMENTS[stage]
    batch_id = ledger.open_batch(settings)
    building.take(settings, batch_id, stage, quiet)
    with store.opened(settings.candidates / batch_id / f"{contract(stage).number}_{stage}.taken") as database:
        return int(database.rows(f"SELECT sum({documents.size}) AS n FROM input.{documents.table}")[0]["n"])


@pytest.mark.parametrize("stage", STAGES_IN_PARTS)
def test_the_rows_are_the_same_in_one_and_in_several_parts_read_without_the_data_folder(
    stage: str, before: dict[str, Path], tmp_path: Path
) -> None:
    one = Settings(data=before[stage], sources="sample")
    whole = in_one_go(one, stage)
    assert sum(map(len, whole.values())) > 30
    for count in (1, 3) if stage == "clean" else (1, 2, 5):  # each part of clean starts its own killable workers
        size = -(-characters(one, stage) // count)
        settings = Settings(data=one.data, sources="sample", shared=str(tmp_path / "shared"), part_chars=size)
        elsewhere = Settings(data=tmp_path / "elsewhere", sources="sample", shared=settings.shared)
        batch_id = ledger.open_batch(settings)
        names = runner.take(settings, batch_id, stage, quiet)
        assert len(names) == (0 if count == 1 else count)
        for name in reversed(names):  # in any order
            runner.work(elsewhere, batch_id, stage, name, quiet)
        runner.build(settings, batch_id, stage, quiet)
        assert candidates(settings, batch_id, stage) == whole
        assert not elsewhere.data.exists()
        assert not list(Path(settings.shared).rglob("*.parquet"))


def test_a_part_that_nobody_did_stops_the_stage_until_it_is_done(before: dict[str, Path]) -> None:
    settings = Settings(data=before["tag"], sources="sample", part_chars=10_000)
    batch_id = ledger.open_batch(settings)
    first, *others = runner.take(settings, batch_id, "tag", quiet)
    for name in others:
        runner.work(settings, batch_id, "tag", name, quiet)
    with pytest.raises(RasadError, match=f"part {first} of tag was not answered"):
        runner.build(settings, batch_id, "tag", quiet)
    runner.work(settings, batch_id, "tag", first, quiet)
    assert runner.build(settings, batch_id, "tag", quiet)["articles"] == 34


def test_an_answer_to_an_earlier_cut_is_no_answer(before: dict[str, Path], tmp_path: Path) -> None:
    settings = Settings(data=before["tag"], sources="sample", part_chars=10_000)
    batch_id = ledger.open_batch(settings)
    names = runner.take(settings, batch_id, "tag", quiet)
    for name in names:
        runner.work(settings, batch_id, "tag", name, quiet)
    files = PartFiles(shared(settings), batch_id, contract("tag"))
    late = shutil.copytree(settings.data / files.folder / names[0] / "out", tmp_path / "late")
    other = Settings(data=settings.data, sources="sample", part_chars=5_000)
    again = runner.take(other, batch_id, "tag", quiet)
    for name in again:
        runner.work(other, batch_id, "tag", name, quiet)
    shutil.copytree(late, settings.data / files.folder / again[0] / "out", dirs_exist_ok=True)
    with pytest.raises(RasadError, match="was not answered"):
        runner.build(other, batch_id, "tag", quiet)


def test_a_part_file_with_other_bytes_is_not_read(before: dict[str, Path]) -> None:
    settings = Settings(data=before["tag"], sources="sample", part_chars=10_000)
    batch_id = ledger.open_batch(settings)
    names = runner.take(settings, batch_id, "tag", quiet)
    for name in names:
        runner.work(settings, batch_id, "tag", name, quiet)
    path = next((settings.data / "parts" / batch_id).rglob("out/mentions.parquet"))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Unreachable, match="not the file that was written"):
        runner.build(settings, batch_id, "tag", quiet)


def test_a_machine_with_other_outlets_refuses_the_part(before: dict[str, Path]) -> None:
    settings = Settings(data=before["tag"], sources="sample", part_chars=10_000)
    batch_id = ledger.open_batch(settings)
    name = runner.take(settings, batch_id, "tag", quiet)[0]
    with pytest.raises(RasadError, match="other facts or other RASAD_SOURCES"):
        runner.work(Settings(data=settings.data, sources="live"), batch_id, "tag", name, quiet)


def test_written_again_without_the_parts_the_rows_are_the_same(before: dict[str, Path]) -> None:
    """What an operator does who clears `write` alone."""
    settings = Settings(data=before["tag"], sources="sample", part_chars=10_000)
    batch_id = ledger.open_batch(settings)
    for name in runner.take(settings, batch_id, "tag", quiet):
        runner.work(settings, batch_id, "tag", name, quiet)
    runner.build(settings, batch_id, "tag", quiet)
    first = candidates(settings, batch_id, "tag")
    runner.build(settings, batch_id, "tag", quiet)
    assert candidates(settings, batch_id, "tag") == first


@pytest.mark.parametrize("is_cut", [False, True], ids=["in one go", "in parts"])
def test_a_document_that_breaks_the_program_is_set_aside_and_all_others_go_on(
    is_cut: bool, before: dict[str, Path], tmp_path: Path
) -> None:
    data = shutil.copytree(before["tag"], tmp_path / "data", symlinks=True)
    settings = Settings(data=data, sources="sample", part_chars=10_000 if is_cut else 1_000_000)
    whole = in_one_go(settings, "tag")
    broken = whole["articles"][5]["version_id"]
    with store.opened(settings.warehouse) as database:
        database.change("UPDATE clean.article_versions SET body = NULL WHERE version_id = :v", v=broken)
    batch_id = ledger.open_batch(settings)
    for name in runner.take(settings, batch_id, "tag", quiet):
        runner.work(settings, batch_id, "tag", name, quiet)
    runner.build(settings, batch_id, "tag", quiet)
    left = {name: [row for row in rows if row["version_id"] != broken] for name, rows in whole.items()}
    assert candidates(settings, batch_id, "tag") == left
    with store.warehouse(settings) as database:
        aside = database.rows("SELECT stage, unit_id, reason, status FROM quarantine.rows")
    assert aside == [{"stage": "tag", "unit_id": broken, "reason": "unreadable_worker_error", "status": "open"}]
    assert in_one_go(settings, "tag") == left  # and the next run leaves it where it is


def test_a_part_whose_worker_died_is_read_document_by_document_with_the_same_rows(before: dict[str, Path]) -> None:
    settings = Settings(data=before["claims"], sources="sample", part_chars=15_000)
    whole = in_one_go(settings, "claims")
    batch_id = ledger.open_batch(settings)
    first, *others = runner.take(settings, batch_id, "claims", quiet)
    assert not PartFiles(shared(settings), batch_id, contract("claims")).is_repeated(first)
    told: list[str] = []
    runner.work(settings, batch_id, "claims", first, told.append)
    assert "claims: reading one document at a time" in told
    for name in others:
        runner.work(settings, batch_id, "claims", name, quiet)
    runner.build(settings, batch_id, "claims", quiet)
    assert candidates(settings, batch_id, "claims") == whole


def test_a_program_that_breaks_on_every_document_sets_none_aside(before: dict[str, Path], tmp_path: Path) -> None:
    data = shutil.copytree(before["tag"], tmp_path / "data", symlinks=True)
    settings = Settings(data=data, sources="sample")
    with store.opened(settings.warehouse) as database:
        database.change("UPDATE clean.article_versions SET body = NULL")
    batch_id = ledger.open_batch(settings)
    with pytest.raises(RasadError, match="the program or its data files are at fault"):
        runner.build(settings, batch_id, "tag", quiet)
    with store.warehouse(settings) as database:
        assert database.rows("SELECT * FROM quarantine.rows") == []
