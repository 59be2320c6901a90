"""A released row passes the gate again: judged anew, or let through where the contract leaves the finding to a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import NOW, ask, decision, filled, later, states

from rasad import ledger
from rasad.contracts import Expectation, contract
from rasad.edges.gate import Verdict
from rasad.review.acceptance import excused
from rasad.review.deciding import decide
from rasad.settings import Settings

SHORT = {"unit_id": "p1", "body": "A short flash.", "version_id": "v1"}
ROWS = "SELECT row_id, status FROM quarantine.rows ORDER BY quarantined_at, row_id"


def verdict(name: str = "body_is_long_enough", *rows: dict[str, Any], severity: str = "critical") -> Verdict:
    found = rows or (SHORT,)
    return Verdict(
        "article_versions", name, "sql_check", severity, False, "null", len(found), "notes of the rule", found
    )


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    path = tmp_path / "candidate"
    path.write_bytes(b"candidate rows")
    return path


@pytest.fixture
def desk(settings: Settings) -> Settings:
    return filled(settings)


def judge(desk: Settings, candidate: Path, *verdicts: Verdict, batch_id: str = "b1") -> tuple[Verdict, ...]:
    """The gate of clean on these findings, as the runner does it."""
    found = excused(desk, contract("clean"), verdicts)
    ledger.record_gate(desk, batch_id, "clean", candidate, found)
    return found


def release_all(desk: Settings, hours: int = 0) -> None:
    open_rows = [row_id for row_id, status in states(desk).items() if status == "open"]
    decide(desk, decision("release", *open_rows, at=later(hours)))


def test_a_rule_of_judgement_lets_pass_what_a_person_released(desk: Settings, candidate: Path) -> None:
    judge(desk, candidate, verdict())
    release_all(desk)
    (again,) = judge(desk, candidate, verdict(), batch_id="b2")
    assert again.success
    assert not again.stops
    assert '"accepted_by_people": 1' in again.observed
    assert set(states(desk).values()) == {"released"}


def test_any_other_rule_judges_again_and_the_row_comes_back_as_a_new_one(desk: Settings, candidate: Path) -> None:
    for time in range(3):
        (found,) = judge(desk, candidate, verdict("published_after_first_sight"), batch_id=f"b{time}")
        assert found.stops
        assert sorted(states(desk).values()) == ["open"] + ["released"] * time
        release_all(desk, time)
    assert len(states(desk)) == 3
    assert len(ask(desk, "SELECT DISTINCT decision_id FROM quarantine.decisions")) == 3


def test_a_gate_that_is_run_again_sets_nothing_aside_twice(desk: Settings, candidate: Path) -> None:
    for _ in range(3):
        judge(desk, candidate, verdict("published_after_first_sight"))
    assert list(states(desk).values()) == ["open"]


def test_a_discarded_row_is_not_set_aside_again(desk: Settings, candidate: Path) -> None:
    judge(desk, candidate, verdict("published_after_first_sight"))
    decide(desk, decision("discard", *states(desk)))
    judge(desk, candidate, verdict("published_after_first_sight"), batch_id="b2")
    assert list(states(desk).values()) == ["discarded"]


@pytest.mark.parametrize(
    "other",
    [
        {**SHORT, "body": "Another short flash."},
        {**SHORT, "version_id": "v2"},
        {**SHORT, "unit_id": "p2"},
    ],
)
def test_another_text_at_the_same_place_was_not_released(
    desk: Settings, candidate: Path, other: dict[str, Any]
) -> None:
    judge(desk, candidate, verdict())
    release_all(desk)
    (again,) = judge(desk, candidate, verdict("body_is_long_enough", SHORT, other), batch_id="b2")
    assert again.stops
    assert again.rows == (other,)
    assert again.unexpected_count == 1


def test_another_rule_on_the_same_row_was_not_released(desk: Settings, candidate: Path) -> None:
    judge(desk, candidate, verdict())
    release_all(desk)
    assert judge(desk, candidate, verdict("mojibake_in_body"), batch_id="b2")[0].stops


def test_a_status_without_a_decision_of_a_person_lets_nothing_pass(desk: Settings, candidate: Path) -> None:
    judge(desk, candidate, verdict())
    from rasad.edges import store

    with store.warehouse(desk) as database, database.transaction():
        database.execute("UPDATE quarantine.rows SET status = 'released'")
    assert judge(desk, candidate, verdict(), batch_id="b2")[0].stops


def test_a_correction_is_no_acceptance(desk: Settings, candidate: Path) -> None:
    judge(desk, candidate, verdict())
    decide(desk, decision("fix", *states(desk), correction={"byline": "N. Samimi"}))
    assert judge(desk, candidate, verdict(), batch_id="b2")[0].stops


def test_a_failure_without_rows_cannot_be_accepted(desk: Settings) -> None:
    rowless = Verdict(
        "article_versions", "body_is_long_enough", "sql_check", "critical", False, "null", 0, "notes of the rule"
    )
    assert excused(desk, contract("clean"), (rowless,)) == (rowless,)


def test_only_a_critical_rule_on_every_row_can_be_left_to_people() -> None:
    given = {
        "name": "short",
        "type": "expect_column_values_to_not_be_null",
        "notes": "why it matters",
        "acceptable": True,
    }
    Expectation.model_validate(given | {"severity": "critical"})
    for wrong in ({"severity": "warning"}, {"severity": "critical", "kwargs": {"mostly": 0.9}}):
        with pytest.raises(ValueError, match="drop acceptable"):
            Expectation.model_validate(given | wrong)


def test_the_list_says_what_came_back(desk: Settings, candidate: Path) -> None:
    from rasad.review.waiting import waiting

    judge(desk, candidate, verdict("published_after_first_sight"))
    release_all(desk)
    judge(desk, candidate, verdict("published_after_first_sight"), batch_id="b2")
    (batch,) = waiting(desk)
    assert (batch.name, batch.is_accepted, batch.correctable) == (
        "clean.published_after_first_sight",
        False,
        ("published_at", "byline"),
    )
    assert [(row.times, row.batch_id, row.fault["body"]) for row in batch.rows] == [(1, "b2", "A short flash.")]
    assert batch.rows[0].quarantined_at > NOW
