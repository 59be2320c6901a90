"""The history of gates: every verdict and measure stays, but those of a gate that is run again; and how it is shown."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from rasad import ledger, quality_report
from rasad.edges import operations, store
from rasad.edges.gate import Measure, Verdict
from rasad.errors import RasadError
from rasad.settings import Settings


def verdict(*, success: bool = True, severity: str = "warning") -> Verdict:
    return Verdict("versions", "title_is_given", "expect", severity, success, "null", 0 if success else 3, "Titles.")


def shares(at_fault: int) -> tuple[Measure, ...]:
    of_outlet = Measure("versions", "title_is_given", "med:a", 5, at_fault)
    return (Measure("versions", "title_is_given", None, 10, at_fault), of_outlet)


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    path = tmp_path / "candidate"
    path.write_bytes(b"rows")
    return path


def rows(settings: Settings, sql: str) -> list[dict[str, Any]]:
    with store.warehouse(settings) as database:
        return database.rows(sql)


def test_a_later_gate_leaves_the_verdicts_and_measures_of_all_earlier_ones(settings: Settings, candidate: Path) -> None:
    batches = []
    for at_fault in (0, 3, 1):
        batches.append(ledger.open_batch(settings))
        ledger.record_gate(settings, batches[-1], "clean", candidate, (verdict(),), shares(at_fault))
        ledger.record_gate(settings, batches[-1], "tag", candidate, (verdict(),), ())
    found = rows(
        settings, "SELECT batch_id, n_at_fault, share FROM ledger.measures WHERE source_id IS NULL ORDER BY batch_id"
    )
    assert [tuple(row.values()) for row in found] == list(zip(batches, (0, 3, 1), (0.0, 0.3, 0.1), strict=True))
    assert rows(settings, "SELECT count(*) AS n FROM ledger.verdicts") == [{"n": 6}]


def test_a_gate_that_is_run_again_replaces_its_own_rows_alone(settings: Settings, candidate: Path) -> None:
    first, second = ledger.open_batch(settings), ledger.open_batch(settings)
    for batch_id in (first, second, second):
        ledger.record_gate(settings, batch_id, "clean", candidate, (verdict(),), shares(1))
    assert rows(settings, "SELECT batch_id, count(*) AS n FROM ledger.measures GROUP BY 1 ORDER BY 1") == [
        {"batch_id": first, "n": 2},
        {"batch_id": second, "n": 2},
    ]


def test_a_rule_without_rows_has_no_share(settings: Settings, candidate: Path) -> None:
    batch_id = ledger.open_batch(settings)
    ledger.record_gate(settings, batch_id, "clean", candidate, (verdict(),), (Measure("t", "r", None, 0, 0),))
    assert rows(settings, "SELECT share FROM ledger.measures") == [{"share": None}]


@pytest.fixture
def shown(settings: Settings, candidate: Path) -> Any:
    """Three runs, of which the last broke a rule at one outlet; and what the command prints about them."""
    for at_fault in (0, 1, 5):
        batch_id = ledger.open_batch(settings)
        judged = verdict(success=at_fault < 5, severity="critical")
        ledger.record_gate(settings, batch_id, "clean", candidate, (judged,), shares(at_fault))
    operations.refresh(settings, lambda _: None)

    def show(stage: str = "", rule: str = "", outlet: str = "", runs: int = 14) -> str:
        console = Console(width=180, file=StringIO(), record=True)
        quality_report.show(settings, console, stage, rule, outlet, runs)
        return console.export_text()

    return show


def test_the_trend_of_a_rule_reads_from_the_oldest_run_to_the_last(shown: Any) -> None:
    printed = shown()
    assert "·▁▅" in printed
    assert "50.0%" in printed
    assert "broken" in printed
    assert "0 of 1" in printed


def test_one_rule_is_shown_by_outlet(shown: Any) -> None:
    printed = shown(rule="title_is_given")
    assert "·▂█" in printed
    assert "med:a" in printed
    assert "med:a" not in shown()


def test_one_outlet_has_its_own_shares(shown: Any) -> None:
    assert "·▂█" in shown(outlet="med:a")
    assert "title_is_given" not in shown(outlet="med:nobody")


def test_only_the_last_runs_are_shown(shown: Any) -> None:
    printed = shown(rule="title_is_given", runs=2)
    assert "▁▅" in printed
    assert "·" not in printed


def test_a_stage_that_there_is_not_and_a_ledger_without_gates_are_told(shown: Any, tmp_path: Path) -> None:
    with pytest.raises(RasadError, match="is no stage"):
        shown(stage="cleaning")
    with pytest.raises(RasadError, match="no gate has judged"):
        quality_report.show(Settings(data=tmp_path / "empty"), Console(quiet=True), "", "", "", 5)


def test_a_bar_tells_no_rows_none_at_fault_and_all_at_fault_apart() -> None:
    assert quality_report.bar([None, 0.0, 0.01, 0.5, 1.0]) == " ·▁▅█"
