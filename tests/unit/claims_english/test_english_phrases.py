"""Attribution without a verb, attribution that runs on, and what the outlet says in its own name."""

from __future__ import annotations

import pytest
from english_builders import Said, contents, said


@pytest.mark.parametrize(
    ("text", "source", "content", "place"),
    [
        ("According to the mayor, the bridge was sold.", "the mayor", "the bridge was sold", "initial"),
        ("The bridge, according to the mayor, is not safe.", "the mayor", "The bridge | is not safe", "medial"),
        (
            "The bridge was sold, according to a report by the council.",
            "a report by the council",
            "The bridge was sold",
            "final",
        ),
        ("The council closed it and, according to residents, sold it.", "residents", "sold it", "medial"),
    ],
)
def test_according_to_attributes_wherever_it_stands(text: str, source: str, content: str, place: str) -> None:
    assert [(one.source, one.content, one.rule) for one in said(text)] == [(source, content, f"according_to_{place}")]


def test_the_view_of_someone_attributes() -> None:
    assert said("In Roe’s view, the bridge should be closed.") == [
        Said("Roe", "In | view", "the bridge should be closed", "in_the_view_of")
    ]


def test_a_hearsay_adverb_attributes_to_nobody() -> None:
    assert said("The council has reportedly sold the bridge.") == [
        Said("", "reportedly", "The council has | sold the bridge", "hearsay_adverb", "impersonal")
    ]


def test_a_hearsay_adverb_before_a_cue_leaves_the_attribution_to_the_verb() -> None:
    assert said("The council has reportedly demanded that the bridge be closed.") == [
        Said("The council", "has reportedly demanded", "that the bridge be closed", "verb_that_clause")
    ]


def test_growing_fears_attribute_to_nobody() -> None:
    content = "Fears have grown that the bridge could fall"
    assert said(f"{content}.") == [Said("", "Fears have grown", content, "mounting_noun", "impersonal")]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Roe’s claim that the bridge was unsafe was disputed.", "Roe", "claim"),
        ("Roe made the claim that the bridge was unsafe.", "Roe", "made the claim"),
        ("There were allegations that the bridge was unsafe.", "", "allegations"),
    ],
)
def test_a_noun_attributes_its_clause_to_its_owner(text: str, source: str, cue: str) -> None:
    assert [(one.source, one.cue, one.content) for one in said(text)] == [(source, cue, "that the bridge was unsafe")]


_REPORTED = "According to people at the talks, the bridge was sold."


@pytest.mark.parametrize("joint", [" ", "\n"])
def test_a_sentence_that_points_back_inherits_an_anonymous_attribution(joint: str) -> None:
    assert said(f"{_REPORTED}{joint}The meeting ended at noon.")[1:] == [
        Said("people at the talks", "", "The meeting ended at noon", "anaphoric_subject", "inherited")
    ]


def test_a_chain_of_sentences_that_point_back_inherits() -> None:
    text = f"{_REPORTED} The meeting ended at noon. The plan was drafted in May."
    assert [one.basis for one in said(text)] == ["explicit", "inherited", "inherited"]


@pytest.mark.parametrize(
    "following",
    ["However, the plan was never carried out.", "Residents crossed it.", "In practice, the plan was dead."],
)
def test_inheriting_stops_at_a_new_subject_and_at_an_editorial_opening(following: str) -> None:
    assert contents(f"{_REPORTED} {following}") == ["the bridge was sold"]


def test_nobody_inherits_from_a_named_speaker() -> None:
    assert contents("Roe said the bridge was sold. The plan was drafted in May.") == ["the bridge was sold"]


def test_a_sentence_in_between_ends_inheriting() -> None:
    assert contents(f"{_REPORTED} Residents crossed it. The plan was drafted in May.") == ["the bridge was sold"]


@pytest.mark.parametrize(
    ("text", "content", "rule"),
    [
        (
            "It is important to note that no additional verification was received.",
            "no additional verification was received",
            "outlet_remark",
        ),
        ("If confirmed, the sale would break the law.", "the sale would break the law", "outlet_condition"),
        (
            "The report could not be independently verified.",
            "The report could not be independently verified",
            "outlet_caveat",
        ),
    ],
)
def test_the_outlets_own_caveats_are_kept_apart(text: str, content: str, rule: str) -> None:
    assert [(one.voice, one.source, one.basis, one.content, one.rule) for one in said(text)] == [
        ("outlet", "", "outlet_voice", content, rule)
    ]


def test_a_label_before_a_colon_is_no_speaker() -> None:
    assert said("Photo: The bridge was sold in May.") == []
