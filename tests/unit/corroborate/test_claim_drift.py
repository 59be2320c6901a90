"""What changed between a claim and what was made of it."""

from __future__ import annotations

from typing import Any

from statement_builders import quantity, said, weights

from rasad.stages.corroborate.chains import Chains, credited
from rasad.stages.corroborate.comparison import compare
from rasad.stages.corroborate.drift import Drift, drifts
from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.statement import Statement


def passed_on(upstream: Statement, downstream: Statement) -> list[Drift]:
    comparison = compare(upstream, downstream, weights(upstream, downstream), one_story=True)
    return list(drifts(Link(upstream, downstream, comparison), upstream))


def kinds(upstream: Statement, downstream: Statement) -> list[str]:
    return [one.kind for one in passed_on(upstream, downstream)]


def plan(words: str = "the plan may be suspended for months", **facts: Any) -> Statement:
    return said(words, speaker_entity_id="per:clerk", **facts)


def test_the_same_telling_has_no_drift() -> None:
    assert kinds(plan(claim_id="a"), plan(claim_id="b")) == []


def test_a_hedge_that_got_lost_is_told() -> None:
    found = passed_on(plan(modality="possible"), plan("the plan will be suspended for months"))
    assert [(one.kind, one.upstream_says, one.downstream_says) for one in found] == [
        ("hedge_lost", "hedged", "asserted")
    ]


def test_what_an_outlet_could_not_verify_is_no_hedge_of_the_speaker() -> None:
    assert kinds(plan(), plan(verification_status="unverified_by_outlet")) == []


def test_a_hedge_on_what_only_one_of_them_says_is_no_drift() -> None:
    dead = quantity(9, measures="dead")
    one = said(
        "9 miners died in the mine and 14 were hurt", numbers=(dead, quantity(14)), speaker_entity_id="per:clerk"
    )
    other = said(
        "14 people were hurt in the mine and gas may be the cause",
        numbers=(quantity(14), quantity(37, measures="miners")),
        speaker_entity_id="per:clerk",
        modality="possible",
    )
    comparison = compare(one, other, weights(one, other), one_story=True)
    assert comparison.relation == "overlap"
    assert kinds(one, other) == []


def test_a_number_that_changed_is_told_with_both_values() -> None:
    one = said("police arrested 40 people after the protest", numbers=(quantity(40),))
    other = said("police arrested 60 people after the protest", numbers=(quantity(60),))
    found = passed_on(one, other)
    assert [(d.kind, d.upstream_says, d.downstream_says) for d in found] == [
        ("number_changed", "40 people", "60 people")
    ]


def test_a_plan_that_came_further_on_the_way_is_told() -> None:
    words = "the council {} the draft of a statement on the transition"
    assert "stage_changed" in kinds(said(words.format("discussed")), said(words.format("agreed on")))


def test_words_that_were_changed_inside_quotation_marks_are_told() -> None:
    one = plan("the clerk said “our way of running the dam is not right and proper” on Monday")
    other = plan("the clerk said “our way of running the dam is wrong and not proper” on Monday")
    assert "quote_changed" in kinds(one, other)


def test_a_shortened_quotation_or_other_marks_are_no_change() -> None:
    one = plan("the clerk said “our way of running the dam is not right and proper” on Monday")
    assert kinds(one, plan("the clerk said “our way of running the dam is not right” on Monday")) == []
    assert kinds(one, plan('the clerk said "our way of running the dam is not right, and proper" on Monday')) == []


def test_one_sentence_with_another_mouth_is_told() -> None:
    words = "the reservoir behind the dam is almost empty"
    one, other = (said(words, claim_id=who, speaker_entity_id=who) for who in ("per:clerk", "per:farmer"))
    assert kinds(one, other) == ["speaker_changed"]


def test_two_people_who_say_different_things_are_no_drift() -> None:
    one = said(
        "police arrested 40 people after the protest", numbers=(quantity(40),), speaker_entity_id="per:prosecutor"
    )
    other = said("police arrested 65 people after the protest", numbers=(quantity(65),), speaker_entity_id="per:lawyer")
    assert kinds(one, other) == []


def test_who_credits_the_other_is_downstream() -> None:
    one, other = plan(claim_id="a", article_id="x"), plan(claim_id="b", article_id="y")
    link = Link(one, other, compare(one, other, weights(one, other)))
    publisher = {"a": "med:a", "b": "med:b"}
    assert Chains(publisher, {"a": frozenset({"med:b"})}).upstream(link) is other
    assert Chains(publisher, {"b": frozenset({"med:a"})}).upstream(link) is one
    assert Chains(publisher, {}, frozenset({("y", "x")})).upstream(link) is one


def test_where_nothing_tells_or_both_credit_each_other_nobody_is_upstream() -> None:
    one, other = plan(claim_id="a", article_id="x"), plan(claim_id="b", article_id="y")
    link = Link(one, other, compare(one, other, weights(one, other)))
    assert Chains({"a": "med:a", "b": "med:b"}, {}).upstream(link) is None
    both = {"a": frozenset({"med:b"}), "b": frozenset({"med:a"})}
    assert Chains({"a": "med:a", "b": "med:b"}, both).upstream(link) is None


def test_the_publisher_of_a_claim_is_no_credit() -> None:
    hops = [
        {"claim_id": "a", "role": "publisher", "entity_id": "med:a"},
        {"claim_id": "a", "role": "reporting_outlet", "entity_id": "med:b"},
        {"claim_id": "a", "role": "speaker", "entity_id": "per:clerk"},
    ]
    assert credited(hops) == {"a": frozenset({"med:b"})}
