"""Masking may only get better: private persons hidden and public ones kept, language by language, on texts written for it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HIDDEN, KEPT = 0.9, 1.0
FEWEST = 10
SETS = [f"{language} {which}" for language in ("en", "fa") for which in ("develop", "held")]


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, int]]:
    command = [sys.executable, "benchmarks/masking.py", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", SETS)
def test_private_persons_are_hidden_and_public_ones_are_kept(name: str, measured: dict[str, dict[str, int]]) -> None:
    n = measured[f"{name} rasad"]
    assert min(n["private"], n["public"]) >= FEWEST
    assert n["hidden"] / n["private"] >= HIDDEN
    assert n["kept"] / n["public"] >= KEPT


@pytest.mark.parametrize("name", SETS)
def test_the_policy_keeps_more_public_persons_than_masking_every_unknown_name(
    name: str, measured: dict[str, dict[str, int]]
) -> None:
    assert measured[f"{name} rasad"]["kept"] > measured[f"{name} mask unknown"]["kept"]
