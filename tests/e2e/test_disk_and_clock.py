"""A full disk and a clock that jumps: readers keep their snapshot, and the next good run has every row."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import VOLATILE, content, digest, rows
from rasad import runner
from rasad.edges import store
from rasad.settings import Settings

DISK_MB = 128
# Room that is left on the disk, in KB: a run ends while it opens the batch, plans, in the middle of the stages, and when it publishes.
ROOM_KB = (64, 3_000, 9_000, 15_000, 24_000)


@pytest.fixture(scope="module")
def evening(morning: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The evening edition after the morning's, on a good day. Read it, never write to it."""
    data = tmp_path_factory.mktemp("evening") / "data"
    shutil.copytree(morning.data, data, symlinks=True)
    settings = Settings(data=data, sources="sample", edition="evening")
    runner.run(settings, print)
    return settings


def run(settings: Settings, *before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The evening edition in a process of its own, as `python -m rasad run`."""
    told = {"RASAD_DATA": str(settings.data), "RASAD_SOURCES": "sample", "RASAD_EDITION": "evening", **environment}
    command = [*before, sys.executable, "-m", "rasad", "run"]
    return subprocess.run(command, env=os.environ | told, capture_output=True, text=True, timeout=300, check=False)


def timeless(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """The readers' tables without moments that differ by nature: an edit without a date happened when it was seen."""
    moments = VOLATILE | {"happened_at"}
    events = [
        tuple(str(value) for name, value in row.items() if name not in moments)
        for row in rows(settings, "SELECT * FROM claim_events")
    ]
    return content(settings) | {"claim_events": sorted(events)}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that can be filled."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip() or 'not root'}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, left_kb: int) -> Path:
    """A file that leaves so much room."""
    ballast = disk / "ballast"
    room = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - left_kb * 1024)
    return ballast


def test_a_full_disk_fails_the_run_says_so_and_loses_nothing(
    morning: Settings, evening: Settings, small_disk: Path
) -> None:
    shutil.copytree(
        morning.data, small_disk / "data", symlinks=True, ignore=shutil.ignore_patterns("candidates", "operations")
    )
    settings = Settings(data=small_disk / "data", sources="sample")
    seen = digest(settings)
    for room in ROOM_KB:
        ballast = fill(small_disk, room)
        done = run(settings)
        assert done.returncode != 0, f"{room} KB were enough"
        assert "space" in done.stderr.lower() + done.stdout.lower(), done.stderr[-2000:]
        assert digest(settings) == seen
        ballast.unlink()
    done = run(settings)
    assert done.returncode == 0, done.stderr[-2000:]
    assert timeless(settings) == timeless(evening)


def test_a_clock_that_jumps_back_stops_the_run_and_one_that_jumps_ahead_loses_nothing(
    desk: Settings, evening: Settings
) -> None:
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed: .ci/run installs it where it is root")
    seen = digest(desk)
    behind = run(desk, "faketime", "-f", "-3d", FAKETIME_DONT_FAKE_MONOTONIC="1")
    assert behind.returncode != 0
    assert "the clock of this machine" in behind.stderr + behind.stdout
    assert digest(desk) == seen
    ahead = run(desk, "faketime", "-f", "+2d", FAKETIME_DONT_FAKE_MONOTONIC="1")
    assert ahead.returncode == 0, ahead.stderr[-2000:]
    assert "RASAD_CLOCK_MAY_GO_BACK" in (run(desk).stderr)
    # Rests and pauses that were written two days ahead bind nobody: every outlet is visited.
    after = run(desk, RASAD_CLOCK_MAY_GO_BACK="true")
    assert after.returncode == 0, after.stderr[-2000:]
    with store.warehouse(desk) as database:
        batches = database.rows("SELECT batch_id, state FROM ledger.batches")
        looks = database.rows("SELECT outcome, count(*) AS n FROM land.coverage GROUP BY ALL")
    assert len({batch["batch_id"] for batch in batches}) == 3
    assert {batch["state"] for batch in batches} == {"published"}
    assert not [look for look in looks if look["outcome"] in ("failed", "unreachable")]
    assert timeless(desk) == timeless(evening)
