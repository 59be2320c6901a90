"""kill -9 in the middle of every stage, then run again: the same tables as an undisturbed run."""

from __future__ import annotations

import time
from pathlib import Path

from conftest import content, start
from rasad import runner
from rasad.model import STAGES
from rasad.settings import Settings

PATIENCE_S = 120


def kill_in(settings: Settings, stage: str) -> bool:
    """Run the pipeline and kill it the moment it writes the candidate rows of a stage. False if it ended before."""
    process = start(settings)
    number = STAGES.index(stage) + 1
    deadline = time.monotonic() + PATIENCE_S
    try:
        while time.monotonic() < deadline:
            if list(settings.candidates.glob(f"*/{number}_{stage}.building")):
                process.kill()
                return True
            if process.poll() is not None:
                return False
            time.sleep(0.002)
        raise AssertionError(f"{stage} was not reached within {PATIENCE_S} s")
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()
        for path in settings.candidates.glob(f"*/{number}_{stage}.building"):
            path.unlink()


def test_a_run_killed_in_every_stage_ends_like_an_undisturbed_one(morning: Settings, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", sources="sample")
    killed = {stage: kill_in(settings, stage) for stage in STAGES}
    assert all(killed.values())
    assert not (settings.published / "current").exists()
    runner.run(settings, print)
    assert content(settings) == content(morning)
