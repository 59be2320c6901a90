"""Verb cues: which words are source, cue and content for each complement that a verb licenses."""

from __future__ import annotations

import pytest
from english_builders import Said, contents, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor, Jane Roe, said on Tuesday that the bridge would close.",
            Said("The mayor, Jane Roe", "said", "that the bridge would close", "verb_that_clause"),
        ),
        (
            "Jane Roe said the bridge would close.",
            Said("Jane Roe", "said", "the bridge would close", "verb_bare_clause"),
        ),
        (
            "Roe said in an interview with the Northport Herald that the bridge was unsafe.",
            Said("Roe", "said", "that the bridge was unsafe", "verb_that_clause"),
        ),
        (
            "Roe told reporters the bridge was unsafe.",
            Said("Roe", "told", "the bridge was unsafe", "verb_bare_clause"),
        ),
        (
            "Roe asked the council whether the bridge was safe.",
            Said("Roe", "asked", "whether the bridge was safe", "verb_question_clause"),
        ),
        (
            "Roe urged the council to publish the report.",
            Said("Roe", "urged", "to publish the report", "verb_object_infinitive"),
        ),
        (
            "Roe announced an unusual step: preparing a public letter to the council.",
            Said("Roe", "announced", "an unusual step: preparing a public letter to the council", "verb_object"),
        ),
        (
            "Roe announced an unusual step: the council was outraged.",
            Said("Roe", "announced", "an unusual step", "verb_object"),
        ),
        (
            "Roe called for the resignation of the council.",
            Said("Roe", "called for", "the resignation of the council", "verb_object"),
        ),
        (
            "Roe accused the council of hiding the report.",
            Said("Roe", "accused", "the council of hiding the report", "verb_object"),
        ),
        (
            "The council denied hiding the report.",
            Said("The council", "denied", "hiding the report", "verb_gerund_complement"),
        ),
        (
            "The Northport Herald has learned that the bridge was sold.",
            Said("The Northport Herald", "has learned", "that the bridge was sold", "verb_that_clause"),
        ),
        (
            "Roe is confident that the bridge will open.",
            Said("Roe", "is confident", "that the bridge will open", "verb_that_clause"),
        ),
        (
            "Roe went on to say that the bridge was safe.",
            Said("Roe", "went on to say", "that the bridge was safe", "verb_that_clause"),
        ),
        (
            "Officials claim the bridge is safe.",
            Said("Officials", "claim", "the bridge is safe", "verb_bare_clause"),
        ),
    ],
)
def test_each_complement_is_read_with_its_source(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Sources briefed on the sale said the bridge was gone.", "Sources briefed on the sale"),
        ("The officials who met in May said the bridge was gone.", "The officials who met in May"),
        ("Sen. Jane Roe (I-Vt.) said the bridge was gone.", "Sen. Jane Roe"),
        ("About 9 percent said the bridge was gone.", "About 9 percent"),
        ("On Monday the council said the bridge was gone.", "the council"),
        ("Jane Roe, who built it, said the bridge was gone.", "Jane Roe, who built it"),
        ("Roe and the council said the bridge was gone.", "Roe and the council"),
        ("The “temporary council” said the bridge was gone.", "The “temporary council”"),
        ("In May, Jane Roe, the mayor, said the bridge was gone.", "Jane Roe, the mayor"),
    ],
)
def test_a_source_is_the_whole_noun_phrase_and_nothing_before_it(text: str, source: str) -> None:
    assert [(one.source, one.content) for one in said(text)] == [(source, "the bridge was gone")]


def test_a_second_cue_shares_the_subject_of_the_first() -> None:
    text = "Roe said the bridge was unsafe and warned that it could fall."
    assert said(text) == [
        Said("Roe", "said", "the bridge was unsafe", "verb_bare_clause"),
        Said("Roe", "warned", "that it could fall", "verb_that_clause"),
    ]


def test_a_participle_after_a_content_shares_the_subject_of_its_cue() -> None:
    text = "Roe said the bridge was unsafe, adding that it could fall."
    assert [(one.source, one.cue, one.content) for one in said(text)] == [
        ("Roe", "said", "the bridge was unsafe"),
        ("Roe", "adding", "that it could fall"),
    ]


def test_the_content_of_a_subordinate_attribution_ends_where_the_main_clause_begins() -> None:
    assert contents("While Roe said that the bridge was unsafe, the council kept it open.") == [
        "that the bridge was unsafe"
    ]


def test_a_contact_relative_keeps_both_pieces_of_its_content() -> None:
    assert said("The bridge was a gift she said could never be repaid.") == [
        Said("she", "said", "a gift | could never be repaid", "relative_gap", "pronoun")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was reported that the bridge had been sold.",
            Said("", "was reported", "that the bridge had been sold", "passive_that_clause", "impersonal"),
        ),
        (
            "The bridge is said to be unsafe.",
            Said("", "is said", "The bridge | to be unsafe", "passive_infinitive", "impersonal"),
        ),
        (
            "The council was accused by Roe of hiding the report.",
            Said("Roe", "was accused by", "The council | of hiding the report", "passive_preposition"),
        ),
        (
            "On the site Northport Now it was reported that the bridge had been sold.",
            Said("the site Northport Now", "was reported", "that the bridge had been sold", "passive_that_clause"),
        ),
        (
            "Asked whether the bridge was safe, Roe smiled.",
            Said("", "Asked", "whether the bridge was safe", "asked_whether", "impersonal"),
        ),
    ],
)
def test_a_passive_has_its_agent_or_nobody_as_source(text: str, expected: Said) -> None:
    assert said(text) == [expected]


def test_a_reporting_verb_inside_a_source_is_no_cue() -> None:
    assert said("The officials who described the meeting said the council was divided.") == [
        Said("The officials who described the meeting", "said", "the council was divided", "verb_bare_clause")
    ]


def test_a_relative_pronoun_is_the_source_of_its_own_clause() -> None:
    assert said("The mayor, who called the bridge a disgrace, left.") == [
        Said("who", "called", "the bridge a disgrace", "verb_object", "anaphora")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Monday. It voted.",
        "The claims were filed on Monday.",
        "He said nothing.",
        "The bridge opened without mentioning the cost.",
        "",
        "...",
        "پل بسته شد.",
    ],
)
def test_what_attributes_nothing_gives_no_relation(text: str) -> None:
    assert said(text) == []


def test_a_statement_inside_a_statement_has_the_outer_one_as_parent() -> None:
    text = "Roe said the engineer had told the council that the bridge was unsafe."
    outer, inner = said(text)
    assert (outer.source, outer.parent) == ("Roe", None)
    assert inner == Said("the engineer", "had told", "that the bridge was unsafe", "verb_that_clause", parent=0)


def test_statements_nest_two_levels_deep_at_most() -> None:
    text = "Roe said the engineer said the council said the mayor said that the bridge was unsafe."
    assert [one.parent for one in said(text)] == [None, 0, 1]


def test_a_parent_counts_over_the_whole_article() -> None:
    text = "Doe said the road was shut.\nRoe said the engineer had told the council that the bridge was unsafe."
    assert [one.parent for one in said(text)] == [None, None, 1]
