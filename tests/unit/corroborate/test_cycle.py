"""The life of a claim."""

from __future__ import annotations

from statement_builders import NOW, quantity, said, weights

from rasad.stages.corroborate.comparison import compare
from rasad.stages.corroborate.cycle import Event, Seen, arrivals, denials, edits
from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.placing import Placed
from rasad.stages.corroborate.statement import Statement

SEEN = Seen("v", NOW, NOW)


def link(one: Statement, other: Statement) -> Link:
    return Link(one, other, compare(one, other, weights(one, other), one_story=True))


def changed(gone: list[Statement], come: list[Statement]) -> list[Event]:
    return list(edits(gone, come, SEEN, weights(*gone, *come)))


def test_a_claim_is_asserted_or_it_repeats_one() -> None:
    one, other = said("the reservoir is empty", claim_id="a"), said("the reservoir is empty", claim_id="b")
    placed = [Placed("a", "k", None), Placed("b", "k", link(one, other))]
    found = list(arrivals(placed, {"a": SEEN, "b": SEEN}))
    assert [(event.claim_id, event.kind, event.by_claim_id) for event in found] == [
        ("a", "asserted", None),
        ("b", "repeated", "a"),
    ]


def test_a_denial_happens_to_the_claim_that_is_denied_when_the_denial_came() -> None:
    claim = said("the ministry plans to divert water from the dam", about=("plc:port",), claim_id="a")
    denial = said("a plan to divert water from the dam", about=("plc:port",), modality="denied", claim_id="b")
    found = list(denials([link(claim, denial)], {"b": SEEN}))
    assert [(event.claim_id, event.kind, event.by_claim_id, event.explanation) for event in found] == [
        ("a", "denied", "b", "denied")
    ]


def test_a_conflict_of_numbers_is_no_denial() -> None:
    one = said("police arrested 40 people after the protest", numbers=(quantity(40),), claim_id="a")
    other = said("police arrested 65 people after the protest", numbers=(quantity(65),), claim_id="b")
    assert list(denials([link(one, other)], {"a": SEEN, "b": SEEN})) == []


def test_an_edit_that_changes_a_number_corrects_the_claim() -> None:
    old = said("the toll of the collapse has reached 9 people", numbers=(quantity(9),), claim_id="a")
    new = said("the toll of the collapse has reached 12 people", numbers=(quantity(12),), claim_id="b")
    (event,) = changed([old], [new])
    assert (event.claim_id, event.kind, event.by_claim_id) == ("a", "corrected", "b")
    assert event.explanation == "quantity: 9 people → 12 people"


def test_an_edit_that_only_changes_words_rewords_it() -> None:
    old, new = (
        said("the toll of the collapse has risen", claim_id="a"),
        said("the toll of that collapse has risen", claim_id="b"),
    )
    assert [event.kind for event in changed([old], [new])] == ["reworded"]


def test_a_claim_that_an_edit_removes_is_edited_away() -> None:
    old, new = said("the mine had no permit", claim_id="a"), said("rescue teams search the tunnel", claim_id="b")
    assert [(event.claim_id, event.kind) for event in changed([old], [new])] == [("a", "edited_away")]
    assert [(event.claim_id, event.kind) for event in changed([old], [])] == [("a", "edited_away")]


def test_an_edit_that_only_adds_claims_changes_none() -> None:
    assert changed([], [said("rescue teams search the tunnel")]) == []
