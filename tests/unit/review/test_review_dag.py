"""The review by Airflow itself: what is open is asked for, the answer is entered with the name of the login, and the rows move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from desk import ask, filled, row, states

from rasad.settings import Settings

pytestmark = [pytest.mark.airflow, pytest.mark.filterwarnings("ignore")]
SECRET = {"unit_id": "p1", "title": "{{ 7 * 191 }} {{ var.value.get('x', 'leaked') }} {% if %}"}


@pytest.fixture
def desk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("RASAD_DATA", str(settings.data))
    return filled(
        settings,
        row("q1", fault=SECRET),
        row("q2", stage="claims", reason="span_is_not_its_text"),
        row("q3", status="released"),
    )


def answered(monkeypatch: pytest.MonkeyPatch, answers: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Whoever is asked answers so, by stage. Returns what they are shown."""
    from airflow.providers.standard.operators.hitl import HITLOperator

    shown: list[tuple[str, str]] = []

    def execute(self: Any, _context: Any = None, **_: Any) -> dict[str, Any]:
        shown.append((self.subject, self.body))
        user = {"id": "7", "name": "n.samimi"}
        given = {
            "chosen_options": ["Leave"],
            "params_input": {},
            "responded_by_user": user,
            "responded_at": datetime(2026, 11, 20, tzinfo=UTC),
        }
        return given | answers.get(self.subject.partition(":")[0], {})

    monkeypatch.setattr(HITLOperator, "execute", execute)
    return shown


@pytest.fixture
def triggered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs of other DAGs that are triggered; nothing runs."""
    from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator

    found: list[str] = []
    monkeypatch.setattr(
        TriggerDagRunOperator, "execute", lambda self, *_, **__: found.append(f"{self.trigger_dag_id} {self.conf}")
    )
    return found


def run(bag: Any) -> dict[tuple[str, int], str]:
    """One run of the review. The state of each task."""
    done = bag.dags["review"].test()
    return {(task.task_id, task.map_index): str(task.state) for task in done.get_task_instances()}


@pytest.fixture
def review(bag: Any, desk: Settings, triggered: list[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    def reviewed(**answers: dict[str, Any]) -> Any:
        shown = answered(monkeypatch, answers)
        return run(bag), shown

    assert desk.data
    assert triggered == []
    return reviewed


def test_each_reason_is_asked_for_and_the_answer_is_entered(
    desk: Settings, review: Callable[..., Any], triggered: list[str]
) -> None:
    chosen = {"chosen_options": ["Release"], "params_input": {"why": "read the page", "correction": None}}
    tasks, shown = review(clean=chosen)
    assert {subject for subject, _ in shown} == {  # Airflow promises no order among the tasks of one mapping
        "clean: 1 row set aside by body_is_long_enough",
        "claims: 1 row set aside by span_is_not_its_text",
    }
    body = dict(shown)["clean: 1 row set aside by body_is_long_enough"]
    assert "1337" not in body
    assert "leaked" in body, "a template in fetched text stays text"
    assert states(desk) == {"q1": "released", "q2": "open", "q3": "released"}
    (entered,) = ask(desk, "SELECT decided_by, reason, via FROM quarantine.decisions")
    assert (entered["decided_by"], entered["reason"]) == ("n.samimi (7)", "read the page")
    assert entered["via"].startswith("DAG review, run ")
    assert [tasks["decision.take_up", index] for index in (0, 1)] == ["success", "skipped"]
    assert triggered == ["iran_news {'kind': 'daily'}"]


def test_an_answer_without_a_reason_turns_its_task_red_and_changes_nothing(
    desk: Settings, review: Callable[..., Any]
) -> None:
    tasks, _ = review(clean={"chosen_options": ["Discard"], "params_input": {"why": "", "correction": None}})
    assert tasks["decision.apply", 0] == "failed"
    assert tasks["decision.apply", 1] == "success"
    assert states(desk)["q1"] == "open"


def test_nothing_open_asks_nobody(settings: Settings, bag: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASAD_DATA", str(settings.data))
    shown = answered(monkeypatch, {})
    assert run(bag)["find_open", -1] == "success"
    assert shown == []
