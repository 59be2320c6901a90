"""Who asks for no name in the paper has claimed nothing by it."""

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
