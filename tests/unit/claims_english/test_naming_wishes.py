"""What is only wished for has not been said: to stay unnamed, or that somebody speak."""

from __future__ import annotations

import pytest
from english_builders import said


@pytest.mark.parametrize(
    "text",
    [
        "An official at the ministry, who asked not to be named, left early.",
        "Two aides asked to remain anonymous.",
        "The clerk requested that her name be withheld.",
    ],
)
def test_a_wish_not_to_be_named_is_no_claim(text: str) -> None:
    assert said(text) == []


def test_what_is_said_beside_that_wish_stays() -> None:
    (found,) = said("An official, who asked not to be named, said the plan might be held up for months.")
    assert (found.cue, found.content) == ("said", "the plan might be held up for months")


def test_another_wish_is_a_claim() -> None:
    (found,) = said("Farmers asked not to be moved from their land.")
    assert found.content == "not to be moved from their land"


@pytest.mark.parametrize(
    "text",
    [
        "Let the ministry explain why the quota changed.",
        "If somebody must pay, let them at least say why the fee went up.",
        "The dam is empty, and let nobody claim that it rained.",
    ],
)
def test_a_call_on_somebody_to_speak_is_no_claim_of_theirs(text: str) -> None:
    assert said(text) == []


def test_who_was_let_speak_has_spoken() -> None:
    (found,) = said("Officials let the driver announce that the road was open.")
    assert (found.source, found.content) == ("the driver", "that the road was open")
