"""Quality may only rise: our gold against floors, language by language, so that Persian cannot hide behind English."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(__file__).parent
FLOORS = yaml.safe_load((GOLD / "floors.yml").read_text(encoding="utf-8"))
FEWEST = 150
SETS = sorted(FLOORS["floors"])


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    command = [sys.executable, "benchmarks/sample_gold.py", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_every_gold_file_is_the_one_that_the_floors_were_set_on() -> None:
    files = ["include/sample/expected.yml", *(f"tests/gold/{path.name}" for path in sorted(GOLD.glob("??.yml")))]
    digests = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in files}
    assert digests == FLOORS["gold"], "gold changed: measure again, and set floors and digests together"


def test_every_set_that_is_measured_has_floors(measured: dict[str, dict[str, float]]) -> None:
    assert {key.removesuffix(" rasad") for key in measured if key.endswith(" rasad")} == set(SETS)


@pytest.mark.parametrize("name", SETS)
def test_quality_is_not_below_its_floor(name: str, measured: dict[str, dict[str, float]]) -> None:
    found, floors = measured[f"{name} rasad"], dict(FLOORS["floors"][name])
    assert found["traps"] <= floors.pop("traps_at_most")
    assert {key: (found[key], floor) for key, floor in floors.items() if found[key] < floor} == {}


@pytest.mark.parametrize("name", SETS)
def test_reading_finds_what_quotation_marks_alone_do_not(name: str, measured: dict[str, dict[str, float]]) -> None:
    assert measured[f"{name} rasad"]["content_recall"] > 2 * measured[f"{name} quotes only"]["content_recall"]


@pytest.mark.parametrize("language", sorted({name.split()[0] for name in SETS}))
def test_a_language_is_measured_on_enough_claims(language: str, measured: dict[str, dict[str, float]]) -> None:
    assert sum(row["gold"] for name, row in measured.items() if name.split()[0::2] == [language, "rasad"]) >= FEWEST
