"""Where a source and a content begin and end, and what looks like an attribution and is none."""

from __future__ import annotations

import pytest
from english_builders import contents, said


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Roe was glad that he had left, saying the road was shut.", "Roe"),
        ("Roe, who called the road “a trap,” said it was shut.", "Roe, who called the road “a trap"),
        ("Roe, who asked whether it was safe, said the road was shut.", "Roe, who asked whether it was safe"),
        ("The mayor on Thursday said the road was shut.", "The mayor"),
        ("Roe, who built it, last week said the road was shut.", "Roe, who built it"),
        ("The town released a statement on Friday saying the road was shut.", "The town"),
        ("The paper quoted one of them as saying that the road was shut.", "one of them"),
        ("Jane Roe was quoted by the agency as saying that the road was shut.", "Jane Roe"),
        ("Most left, with two of the drivers saying the road was shut.", "two of the drivers"),
        ("Noting that the road was shut, Roe added nothing.", "Roe"),
        ("As Doe, contradicting Roe, said the road was shut, they left.", "Doe"),
        ("The road is shut, according to Jane Roe, an engineer in Shiraz.", "Jane Roe, an engineer in Shiraz"),
    ],
)
def test_a_source_is_who_speaks_however_far_away(text: str, source: str) -> None:
    assert source in [one.source for one in said(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Roe told host Jane Doe she had left the city.", "she had left the city"),
        ("Roe told drivers 14 roads were shut.", "14 roads were shut"),
        ("Roe said, among other things, that the road was shut.", "that the road was shut"),
        ("Roe said at least 40 roads were shut.", "at least 40 roads were shut"),
        ("Roe said more than 40 roads were shut.", "more than 40 roads were shut"),
        ("Roe said this year will be dry.", "this year will be dry"),
        ("Although Roe said that the road was shut, Doe left.", "that the road was shut"),
        ("Roe said the plan was simple - “We will all leave the city,” he added - and left.", "the plan was simple"),
        ("Roe believes the road is shut, but that it will open.", "the road is shut, but that it will open"),
        ("He expects the road to open by June, and he is not alone.", "the road to open by June"),
        ("Twelve people were hurt; three more, Roe said, were missing.", "three more | were missing"),
        ("Roe left the hall and according to Doe he shut the door.", "he shut the door"),
        ("Roe's advice to the mayor was to shut the road.", "to shut the road"),
        ("She was told by telephone that the road was shut.", "that the road was shut"),
        ("The drivers were urged by Roe to leave.", "The drivers | to leave"),
    ],
)
def test_a_content_is_what_is_said_and_no_more(text: str, content: str) -> None:
    assert content in contents(text)


@pytest.mark.parametrize(
    "text",
    [
        "A programme called “Open Line” went off the air.",
        "The aircraft, named “Swift,” carries no markings.",
        "Roe did not say who had shut the road.",
        "Roe declined to say whether the road was shut.",
        "Officials who described the road as shut left the hall.",
        "The losses are twice as large as the report suggests.",
        "They signed that same day.",
        "You think the road is shut.",
        "The ministry did not respond to questions about it.",
        "They left in the hopes that the road would open.",
        "Considering that the road was shut, they left.",
        "Tools: the saw is good for wood.",
        "The papers published in June that examined it are lost.",
        "It usually publishes the travel plans of the mayor before he leaves.",
        "The office publishes the travel plans of the mayor.",
        "When he left the hall “with the last of all his men,” the crowd applauded.",
    ],
)
def test_what_only_looks_like_an_attribution_is_none(text: str) -> None:
    assert contents(text) == []


def test_where_it_was_said_is_no_second_attribution() -> None:
    assert [one.cue for one in said("Roe said in a statement that the road was shut.")] == ["said"]


def test_a_who_clause_between_commas_attributes_on_its_own() -> None:
    found = said("Roe, who says that the road is shut, told reporters that he had left.")
    assert [(one.source, one.content) for one in found] == [
        ("who", "that the road is shut"),
        ("Roe, who says that the road is shut", "that he had left"),
    ]


def test_nobody_is_the_source_of_what_only_appears() -> None:
    (found,) = said("The road appears to have been shut.")
    assert (found.source, found.content, found.basis) == ("", "The road | to have been shut", "impersonal")


def test_an_apposition_before_a_colon_belongs_to_the_speaker() -> None:
    (found,) = said("Jane Roe, a teacher in Shiraz: “They know that we are tired of it.”")
    assert (found.source, found.quote_type) == ("Jane Roe, a teacher in Shiraz", "direct")


def test_a_noun_that_the_content_introduced_points_back_to_its_source() -> None:
    text = "According to two guards, a corridor was locked after the fire. The corridor had no second door."
    assert [one.basis for one in said(text)] == ["explicit", "inherited"]


def test_a_caveat_takes_only_its_own_clause() -> None:
    found = said("Roe said the road was shut, but the report could not be independently verified.")
    assert [(one.voice, one.content) for one in found] == [
        ("speaker", "the road was shut"),
        ("outlet", "the report could not be independently verified"),
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The mayor told him not to “sell the land.”", "not to “sell the land.”"),
        ("The mayor told the clerk to “leave the room at once.”", "to “leave the room at once.”"),
        ("The mayor warned him against “selling the land.”", "“selling the land.”"),
    ],
)
def test_a_quotation_that_opens_inside_an_infinitive_keeps_its_beginning(text: str, content: str) -> None:
    (found,) = said(text)
    assert found.content == content
