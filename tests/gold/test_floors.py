"""Quality may only rise: the newsroom's gold against floors, language by language, so that Persian cannot hide behind English."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    command = [sys.executable, "benchmarks/sample_gold.py", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_the_gold_is_the_one_that_the_floors_were_set_on() -> None:
    gold = (ROOT / FLOORS["gold"]).read_bytes()
    assert hashlib.sha256(gold).hexdigest() == FLOORS["sha256"], (
        "the gold changed: measure again, and set floors and digest together"
    )


@pytest.mark.parametrize("language", ["en", "fa"])
def test_quality_is_not_below_its_floor(language: str, measured: dict[str, dict[str, float]]) -> None:
    found = measured[f"{language} rasad"]
    below = {name: (found[name], floor) for name, floor in FLOORS["floors"][language].items() if found[name] < floor}
    assert below == {}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_reading_finds_what_quotation_marks_alone_do_not(language: str, measured: dict[str, dict[str, float]]) -> None:
    assert measured[f"{language} rasad"]["content_recall"] > 2 * measured[f"{language} quotes only"]["content_recall"]
