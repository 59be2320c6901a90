"""Decisions in the warehouse: append-only, once a row, all or nothing, and what a killed process left is taken up."""

from __future__ import annotations

import json
from multiprocessing import get_context
from typing import Any

import pytest
from desk import NOW, ask, decision, filled, later, row, states

from rasad import ledger
from rasad.edges import store
from rasad.errors import AlreadyDecided, RasadError, Unreachable
from rasad.review import deciding, journal
from rasad.settings import Settings

DECISIONS = "SELECT * FROM quarantine.decisions ORDER BY decided_at, row_id"


def test_a_decision_says_who_when_why_and_changes_its_rows_only(settings: Settings) -> None:
    filled(settings, row("q1"), row("q2"), row("q3"))
    deciding.decide(settings, decision("release", "q1", "q2"))
    assert states(settings) == {"q1": "released", "q2": "released", "q3": "open"}
    entered = ask(settings, DECISIONS)
    assert [(d["row_id"], d["action"], d["decided_by"], d["reason"], d["decided_at"]) for d in entered] == [
        (row_id, "release", "N. Samimi", "looked at the page", NOW) for row_id in ("q1", "q2")
    ]
    assert len({d["decision_id"] for d in entered}) == 1


def test_the_same_decision_handed_in_again_changes_nothing(settings: Settings) -> None:
    filled(settings, row("q1"))
    for _ in range(3):
        assert [r["row_id"] for r in deciding.decide(settings, decision("discard", "q1"))] == ["q1"]
    assert len(ask(settings, DECISIONS)) == 1
    assert len(list(journal.read(settings))) == 1


def test_a_decision_on_a_decided_row_is_an_error_that_names_the_first(settings: Settings) -> None:
    filled(settings, row("q1"), row("q2"))
    deciding.decide(settings, decision("release", "q1"))
    with pytest.raises(
        AlreadyDecided, match=r"row q1 is already decided: release by N\. Samimi at 2026-11-20T08:00:00"
    ):
        deciding.decide(settings, decision("discard", "q1", "q2", by="R. Amini", at=later(1)))
    assert states(settings) == {"q1": "released", "q2": "open"}, "all of its rows, or none"
    assert len(ask(settings, DECISIONS)) == 1
    assert len(list(journal.read(settings))) == 1


def test_a_discarded_unit_takes_its_other_open_rows_of_the_stage_with_it(settings: Settings) -> None:
    filled(
        settings,
        row("q1", "p1"),
        row("q2", "p1", reason="mojibake_in_body"),
        row("q3", "p1", stage="land"),
        row("q4", "p2"),
    )
    deciding.decide(settings, decision("discard", "q1"))
    assert states(settings) == {"q1": "discarded", "q2": "discarded", "q3": "open", "q4": "open"}
    with pytest.raises(AlreadyDecided, match="row q2 is already decided: discard"):
        deciding.decide(settings, decision("release", "q2", at=later(1)))


def test_a_correction_is_kept_as_it_is_applied(settings: Settings) -> None:
    filled(settings, row("q1"))
    deciding.decide(settings, decision("fix", "q1", correction={"published_at": "2026-11-20T12:00:00+03:30"}))
    (entered,) = ask(settings, "SELECT action, correction FROM quarantine.decisions")
    assert entered == {"action": "fix", "correction": {"published_at": "2026-11-20T08:30:00+00:00"}}
    assert states(settings) == {"q1": "released"}


@pytest.mark.parametrize(
    ("rows", "given", "told"),
    [
        ([row("q1")], decision("release", "q1", "q9"), "quarantine has no row q9"),
        ([row("q1"), row("q2", stage="tag")], decision("release", "q1", "q2"), "one stage at a time"),
        ([row("q1")], decision("fix", "q1", correction={"body": "x"}), "cannot be corrected"),
        ([row("q1", status="released")], decision("release", "q1"), "not open but released"),
    ],
)
def test_what_cannot_be_decided_leaves_nothing_behind(
    settings: Settings, rows: list[dict[str, Any]], given: Any, told: str
) -> None:
    filled(settings, *rows)
    before = states(settings)
    with pytest.raises(RasadError, match=told):
        deciding.decide(settings, given)
    assert states(settings) == before
    assert ask(settings, DECISIONS) == []
    assert list(journal.read(settings)) == []


def test_killed_between_the_file_and_the_commit_the_next_run_takes_the_decision_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(settings, row("q1"), row("q2"))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "_enter", killed)
        with pytest.raises(KeyboardInterrupt):
            deciding.decide(settings, decision("release", "q1"))
    assert states(settings)["q1"] == "open"
    for _ in range(2):
        ledger.open_batch(settings)
    assert states(settings) == {"q1": "released", "q2": "open"}
    assert len(ask(settings, DECISIONS)) == 1


def test_what_was_decided_otherwise_meanwhile_stays_on_file_without_effect(settings: Settings) -> None:
    filled(settings, row("q1"))
    journal.keep(settings, decision("release", "q1"))
    deciding.decide(settings, decision("discard", "q1", by="R. Amini", at=later(1)))
    ledger.open_batch(settings)
    assert states(settings) == {"q1": "discarded"}
    assert [d["action"] for d in ask(settings, DECISIONS)] == ["discard"]


def test_a_half_written_file_is_no_decision(settings: Settings) -> None:
    filled(settings, row("q1"))
    journal.keep(settings, decision("release", "q1"))
    (path,) = settings.decisions.iterdir()
    path.rename(path.with_suffix(".writing"))
    ledger.open_batch(settings)
    assert states(settings) == {"q1": "open"}


def test_while_a_run_holds_the_warehouse_a_decision_waits_and_is_not_recorded_by_half(settings: Settings) -> None:
    filled(settings, row("q1"))
    hurried = settings.model_copy(update={"lock_timeout_s": 0.2})
    context = get_context("fork")
    held, free = context.Event(), context.Event()
    run = context.Process(target=_hold, args=(settings, held, free))
    run.start()
    try:
        assert held.wait(10)
        with pytest.raises(Unreachable, match="the warehouse was busy"):
            deciding.decide(hurried, decision("release", "q1"))
        assert list(journal.read(settings)) == []
    finally:
        free.set()
        run.join()
    deciding.decide(hurried, decision("release", "q1"))
    assert states(settings) == {"q1": "released"}


def _hold(settings: Settings, held: Any, free: Any) -> None:
    with store.held(settings):
        held.set()
        free.wait(10)


def test_of_two_people_who_decide_at_once_one_is_told_that_the_other_was_first(settings: Settings) -> None:
    filled(settings, row("q1"))
    context = get_context("fork")
    answers = context.Queue()
    people = [context.Process(target=_decide, args=(settings, by, answers)) for by in ("N. Samimi", "R. Amini")]
    for person in people:
        person.start()
    told = sorted(answers.get(timeout=30) for _ in people)
    for person in people:
        person.join()
    assert [answer.split(" ")[0] for answer in told] == ["AlreadyDecided", "decided"]
    assert len(ask(settings, DECISIONS)) == 1


def _decide(settings: Settings, by: str, answers: Any) -> None:
    try:
        deciding.decide(settings, decision("release", "q1", by=by))
        answers.put("decided")
    except RasadError as error:
        answers.put(f"{type(error).__name__} {error}")


def test_a_warehouse_of_before_gets_the_table_of_decisions(settings: Settings) -> None:
    filled(settings, row("q1"))
    with store.warehouse(settings) as database, database.transaction():
        database.execute("DROP TABLE quarantine.decisions")
    deciding.decide(settings, decision("release", "q1"))
    assert states(settings) == {"q1": "released"}


def test_a_decision_on_file_can_be_read_by_people(settings: Settings) -> None:
    filled(settings, row("q1"))
    deciding.decide(settings, decision("fix", "q1", why="ساعت اشتباه بود", correction={"byline": "ن. صمیمی"}))
    (path,) = settings.decisions.iterdir()
    assert path.name.startswith("20261120T080000Z-")
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["why"], told["correction"]) == ("ساعت اشتباه بود", {"byline": "ن. صمیمی"})
