"""A decision as a value: who, when, why are required; a correction names fields that the stage can take."""

from __future__ import annotations

import pytest
from desk import decision, later
from hypothesis import given
from hypothesis import strategies as st

from rasad.contracts import contract
from rasad.errors import Declined
from rasad.review.decision import Decision, checked, decision_from


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"by": "  "}, "by"),
        ({"why": ""}, "why"),
        ({"why": "  ok "}, "why"),
        ({"why": "x" * 2_001}, "why"),
        ({"at": "2026-11-20T08:00:00"}, "at"),
        ({"rows": ()}, "rows"),
        ({"action": "delete"}, "action"),
        ({"correction": {"byline": "B"}}, "decision"),
    ],
)
def test_a_decision_without_who_when_why_or_what_is_none(values: dict[str, object], field: str) -> None:
    with pytest.raises(Declined, match=rf"cannot be taken: {field}"):
        decision_from(decision("release", "q1").model_dump() | values)


def test_a_fix_needs_a_correction() -> None:
    with pytest.raises(Declined, match="a fix needs a correction"):
        decision("fix", "q1")


def test_the_same_act_has_the_same_id_and_any_other_another() -> None:
    one = decision("release", "q1", "q2")
    assert decision("release", "q2", "q1", "q2").decision_id == one.decision_id
    others = [
        decision("discard", "q1", "q2"),
        decision("release", "q1"),
        decision("release", "q1", "q2", by="R. Amini"),
        decision("release", "q1", "q2", why="an older note"),
        decision("release", "q1", "q2", at=later(1)),
    ]
    assert len({one.decision_id, *(other.decision_id for other in others)}) == 6


@given(
    why=st.text(min_size=3, max_size=80).filter(lambda text: len(text.strip()) >= 3),
    by=st.sampled_from(["نگار صمیمی", "R. Amini"]),
)
def test_a_decision_survives_being_written_and_read(why: str, by: str) -> None:
    try:
        one = decision("fix", "q1", why=why, by=by, correction={"byline": why})
        written = one.model_dump_json()
    except (Declined, ValueError):
        return  # half a surrogate pair cannot be written anywhere
    assert Decision.model_validate_json(written) == one
    assert Decision.model_validate_json(written).decision_id == one.decision_id


def test_an_instant_is_kept_in_utc_and_none_empties_the_field() -> None:
    clean = contract("clean")
    found = checked({"published_at": "2026-11-20T12:00:00+03:30", "byline": None}, clean)
    assert found == {"published_at": "2026-11-20T08:30:00+00:00", "byline": None}


@pytest.mark.parametrize(
    ("stage", "correction", "told"),
    [
        ("clean", {"body": "another text"}, "body cannot be corrected in clean; there is published_at"),
        ("clean", {"published_at": "yesterday"}, "is no instant"),
        ("clean", {"published_at": "2026-11-20T12:00:00"}, "no offset from UTC"),
        ("clean", {"byline": 7}, "give a text"),
        ("claims", {"leave_out": []}, "give a list of ids"),
        ("dedupe", {"kind": "unique"}, "nothing can be corrected by hand in dedupe"),
    ],
)
def test_a_correction_that_the_stage_cannot_take_says_what_it_can(
    stage: str, correction: dict[str, object], told: str
) -> None:
    with pytest.raises(Declined, match=told):
        checked(correction, contract(stage))


def test_claims_to_leave_out_may_be_written_with_commas() -> None:
    assert checked({"leave_out": "c2, c1"}, contract("claims")) == {"leave_out": ["c1", "c2"]}


def test_only_rules_of_judgement_are_left_to_people() -> None:
    """Evidence is never a matter of opinion: no rule on spans, offsets, ids or the archive can be waived."""
    left = {
        name
        for stage in ("land", "clean", "dedupe", "tag", "claims", "corroborate", "publish")
        for name in contract(stage).acceptable
    }
    assert left == {"body_is_long_enough", "mojibake_in_body"}
