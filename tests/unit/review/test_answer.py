"""An answer to a required action becomes a decision with the name of the login; Leave, also by default, is none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from rasad.errors import Declined
from rasad.review.answer import correction_of, decision_of

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def answer(option: str, **fields: Any) -> dict[str, Any]:
    user = fields.pop("user", {"id": "7", "name": "n.samimi"})
    return {"chosen_options": [option], "params_input": fields, "responded_at": AT, "responded_by_user": user}


def test_a_release_carries_who_when_and_why() -> None:
    found = decision_of(answer("Release", why="read the page", correction=None), ["q2", "q1"], "DAG review, run r1")
    assert found is not None
    assert (found.action, found.rows, found.by, found.why, found.at) == (
        "release",
        ("q1", "q2"),
        "n.samimi (7)",
        "read the page",
        AT,
    )
    assert found.via == "DAG review, run r1"


def test_the_same_answer_is_the_same_decision_in_every_attempt() -> None:
    given = answer("Discard", why="no article")
    first, second = (decision_of(given | {"responded_at": at}, ["q1"], "r") for at in (AT, AT.isoformat()))
    assert first is not None
    assert second is not None
    assert first.decision_id == second.decision_id


@pytest.mark.parametrize("user", [None, {"id": "7", "name": "n.samimi"}])
def test_leave_is_no_decision_whether_somebody_said_so_or_nobody_came(user: Any) -> None:
    assert decision_of(answer("Leave", user=user), ["q1"], "r") is None


def test_a_correction_is_only_read_for_a_fix() -> None:
    fixed = decision_of(
        answer("Fix and replay", why="wrong year", correction="byline = N. Samimi\n\npublished_at=null"), ["q1"], "r"
    )
    assert fixed is not None
    assert (fixed.action, fixed.correction) == ("fix", {"byline": "N. Samimi", "published_at": None})
    released = decision_of(answer("Release", why="fine as it is", correction="byline = X"), ["q1"], "r")
    assert released is not None
    assert released.correction == {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (answer("Release", why=""), "why"),
        (answer("Release"), "why"),
        (answer("Release", why="fine", user=None), "by"),
        (answer("Release", why="fine", user={"id": "", "name": ""}), "by"),
        (answer("Fix and replay", why="wrong year", correction=""), "a fix needs a correction"),
        (answer("Fix and replay", why="wrong year", correction="the date is wrong"), "write field = value"),
    ],
)
def test_an_answer_that_lacks_something_is_told_and_changes_nothing(given: dict[str, Any], told: str) -> None:
    with pytest.raises(Declined, match=told) as refused:
        decision_of(given, ["q1"], "r")
    assert "nothing was changed" in str(refused.value)


def test_a_value_may_hold_an_equals_sign() -> None:
    assert correction_of("byline = a=b") == {"byline": "a=b"}
