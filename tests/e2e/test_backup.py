"""Backup and restore: an empty folder becomes the installation that was put away, and goes on as if nothing had happened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import content, digest, rows
from rasad import ledger, runner
from rasad.edges import backups, proof, store
from rasad.edges.shared import Shared
from rasad.edges.snapshot import CURRENT
from rasad.errors import RasadError
from rasad.settings import Settings


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    """Where the backups go."""
    return tmp_path / "safe"


def comparable(settings: Settings) -> dict[str, list[Any]]:
    """The readers' tables, without the moment at which a run noticed an edit."""
    events = rows(settings, "SELECT * EXCLUDE (happened_at, seen_at, run_id, loaded_at) FROM claim_events ORDER BY ALL")
    return content(settings) | {"claim_events": events}


def quiet(_: str) -> None:
    return


def elsewhere(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "elsewhere", sources="sample")


def objects(safe: Path) -> list[Path]:
    return sorted(path for path in (safe / "objects").rglob("*") if path.is_file())


def test_a_restored_installation_proves_itself_and_goes_on_like_the_original(
    desk: Settings, safe: Path, tmp_path: Path
) -> None:
    backups.take(desk, Shared(str(safe)), quiet)
    there = elsewhere(tmp_path)
    backups.restore(there, Shared(str(safe)), quiet)
    assert digest(there) == digest(desk)
    faults = [each for each in proof.verify(there, proof.require(there.published / CURRENT)) if each.faults]
    assert faults == []
    for settings in (desk, there):
        runner.run(settings.model_copy(update={"edition": "evening"}), print)
    one, other = comparable(desk), comparable(there)
    assert other == one
    assert len(one["claims"]) > 60


def test_a_second_backup_stores_only_what_is_new(desk: Settings, safe: Path) -> None:
    told: list[str] = []
    storage = Shared(str(safe))
    first = backups.take(desk, storage, quiet)
    before = set(objects(safe))
    second = backups.take(desk, storage, told.append)
    assert backups.names(storage) == (first.name, second.name)
    assert set(objects(safe)) == before
    assert told[-1].endswith("of which 0 are new")
    (desk.archive / "later.warc.gz").write_bytes(b"later")
    backups.take(desk, storage, quiet)
    assert len(set(objects(safe)) - before) == 1


def test_what_was_acknowledged_and_not_promoted_is_in_the_backup(morning: Settings, safe: Path, tmp_path: Path) -> None:
    interrupted = Settings(data=tmp_path / "data", sources="sample")
    runner.land(interrupted, ledger.open_batch(interrupted), quiet)
    backups.take(interrupted, Shared(str(safe)), quiet)
    there = elsewhere(tmp_path)
    backups.restore(there, Shared(str(safe)), quiet)
    runner.run(there.model_copy(update={"sources": "sample"}), quiet)
    assert content(there) == content(morning)


def test_only_an_empty_folder_is_restored_into(desk: Settings, safe: Path, tmp_path: Path) -> None:
    backups.take(desk, Shared(str(safe)), quiet)
    there = elsewhere(tmp_path)
    (there.data / "archive").mkdir(parents=True)
    (there.data / "archive" / "mine.warc.gz").touch()
    with pytest.raises(RasadError, match=r"not empty \(it holds archive/mine"):
        backups.restore(there, Shared(str(safe)), quiet)
    assert [path.name for path in there.data.rglob("*")] == ["archive", "mine.warc.gz"]


def test_empty_folders_of_volumes_are_no_hindrance(desk: Settings, safe: Path, tmp_path: Path) -> None:
    backups.take(desk, Shared(str(safe)), quiet)
    there = elsewhere(tmp_path)
    for folder in (there.archive, there.published):
        folder.mkdir(parents=True)
    backups.restore(there, Shared(str(safe)), quiet)
    assert digest(there) == digest(desk)


@pytest.mark.parametrize("which", ["largest", "smallest"])
def test_one_flipped_byte_of_a_backup_is_found_by_check_and_never_restored(
    which: str, desk: Settings, safe: Path, tmp_path: Path
) -> None:
    backups.take(desk, Shared(str(safe)), quiet)
    full = [path for path in objects(safe) if path.stat().st_size]
    damaged = {"largest": max, "smallest": min}[which](full, key=lambda path: path.stat().st_size)
    flipped = bytearray(damaged.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    damaged.write_bytes(flipped)
    assert any("is not as it was stored" in fault for fault in backups.check(Shared(str(safe)), quiet))
    with pytest.raises(RasadError, match="not as it was stored"):
        backups.restore(elsewhere(tmp_path), Shared(str(safe)), quiet)
    with pytest.raises(RasadError, match="half restored"):
        ledger.open_batch(elsewhere(tmp_path))


def test_a_lost_object_and_a_changed_list_are_found(desk: Settings, safe: Path, tmp_path: Path) -> None:
    backup = backups.take(desk, Shared(str(safe)), quiet)
    objects(safe)[0].unlink()
    assert [fault for fault in backups.check(Shared(str(safe)), quiet) if "is missing" in fault]
    with pytest.raises(RasadError, match="the backup lacks"):
        backups.restore(elsewhere(tmp_path), Shared(str(safe)), quiet)
    listed = safe / "backups" / f"{backup.name}.json"
    listed.write_text(
        listed.read_text(encoding="utf-8").replace("warehouse.duckdb", "../../warehouse.duckdb"), encoding="utf-8"
    )
    with pytest.raises(RasadError, match="damaged"):
        backups.read(Shared(str(safe)))
    listed.write_text(listed.read_text(encoding="utf-8").replace("../../", "x"), encoding="utf-8")
    with pytest.raises(RasadError, match="not as it was written"):
        backups.read(Shared(str(safe)))


KILLED = """
import os, signal, sys
from rasad.cli import app
from rasad.edges.shared import Shared
left, put = int(sys.argv.pop(1)), Shared.put
def dying(self, source, name):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    put(self, source, name)
Shared.put = dying
app()
"""


def command(settings: Settings, *words: str, kill_after: int | None = None) -> subprocess.CompletedProcess[str]:
    """`python -m rasad` in a process of its own, which dies of kill -9 after so many files were stored."""
    start = ["-m", "rasad"] if kill_after is None else ["-c", KILLED, str(kill_after)]
    environment = os.environ | {"RASAD_DATA": str(settings.data), "RASAD_SOURCES": "sample"}
    return subprocess.run(
        [sys.executable, *start, *words], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("stored", [0, 2, 4])
def test_a_backup_killed_anywhere_leaves_the_one_before_as_it_was(
    stored: int, desk: Settings, safe: Path, tmp_path: Path
) -> None:
    first = backups.take(desk, Shared(str(safe)), quiet)
    with store.warehouse(desk) as database:
        database.execute("CREATE TABLE later AS SELECT 1 AS one")
    for name in ("one", "other"):
        (desk.archive / f"{name}.warc.gz").write_bytes(name.encode())
    # Three files are new: two of the archive and the warehouse; then the list of the backup and the list of backups.
    killed = command(desk, "backup", str(safe), kill_after=stored)
    assert killed.returncode == -9, killed.stderr
    assert backups.names(Shared(str(safe))) == (first.name,)
    assert list(backups.check(Shared(str(safe)), quiet)) == []
    after = backups.take(desk, Shared(str(safe)), quiet)
    assert not (desk.data / ".backup").exists()
    there = elsewhere(tmp_path)
    backups.restore(there, Shared(str(safe)), quiet)
    assert backups.read(Shared(str(safe))) == after
    assert (there.archive / "other.warc.gz").read_bytes() == b"other"


def test_a_restore_that_broke_off_goes_on_with_the_same_backup_and_no_other(
    desk: Settings, safe: Path, tmp_path: Path
) -> None:
    storage, there = Shared(str(safe)), elsewhere(tmp_path)
    first = backups.take(desk, storage, quiet)
    lost = objects(safe)[-1]
    shutil.move(lost, tmp_path / "aside")
    with pytest.raises(RasadError, match="lacks"):
        backups.restore(there, storage, quiet)
    (desk.archive / "later.warc.gz").write_bytes(b"later")
    backups.take(desk, storage, quiet)
    shutil.move(tmp_path / "aside", lost)
    with pytest.raises(RasadError, match=f"begun from backup {first.name}"):
        backups.restore(there, storage, quiet)
    backups.restore(there, storage, quiet, first.name)
    assert digest(there) == digest(desk)
    assert not (there.data / backups.UNFINISHED).exists()


def test_older_backups_go_when_asked_and_take_only_what_nobody_else_needs(desk: Settings, safe: Path) -> None:
    storage = Shared(str(safe))
    (desk.archive / "early.warc.gz").write_bytes(b"early")
    backups.take(desk, storage, quiet)
    (desk.archive / "early.warc.gz").write_bytes(b"early and more")
    newest = backups.take(desk, storage, quiet, keep=1)
    assert backups.names(storage) == (newest.name,)
    assert list(backups.check(storage, quiet)) == []
    assert {path.name for path in objects(safe)} == {file.sha256 for file in newest.files}


def test_a_backup_waits_for_a_run_and_says_how_far_it_is(desk: Settings, safe: Path) -> None:
    told: list[str] = []
    with store.held(desk), pytest.raises(RasadError, match="warehouse was busy"):
        backups.take(desk.model_copy(update={"lock_timeout_s": 0.1}), Shared(str(safe)), quiet)
    assert backups.names(Shared(str(safe))) == ()
    backups.take(desk, Shared(str(safe)), told.append)
    assert "the pipeline may go on" in told[0]


def test_the_commands_say_what_to_do_next_and_fail_with_a_code(desk: Settings, safe: Path, tmp_path: Path) -> None:
    there = elsewhere(tmp_path)
    assert "there is no backup here" in command(there, "restore", str(safe)).stderr
    assert "files" in command(desk, "backup", str(safe)).stdout
    assert "python -m rasad verify" in command(there, "restore", str(safe)).stdout
    objects(safe)[0].unlink()
    broken = command(desk, "backup", str(safe), "--check")
    assert broken.returncode == 2
    assert "1 faults" in broken.stdout


def test_an_address_of_fsspec_is_a_place_like_any_other(desk: Settings, tmp_path: Path) -> None:
    storage, there = Shared("memory://rasad-backup"), elsewhere(tmp_path)
    backups.take(desk, storage, quiet)
    assert list(backups.check(storage, quiet)) == []
    backups.restore(there, storage, quiet)
    assert digest(there) == digest(desk)
