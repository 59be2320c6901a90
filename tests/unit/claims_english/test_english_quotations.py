"""Quoted statements: before, after and around their cue, split over sentences, and quotation marks that quote nothing."""

from __future__ import annotations

import pytest
from english_builders import Said, contents, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The bridge will close,” Jane Roe said. “It is not safe.”",
            Said(
                "Jane Roe", "said", "“The bridge will close,” | “It is not safe.”", "final_quote", quote_type="direct"
            ),
        ),
        (
            "“The bridge is closed,” said Jane Roe, the mayor of Northport.",
            Said(
                "Jane Roe, the mayor of Northport",
                "said",
                "“The bridge is closed,”",
                "inverted_quote",
                quote_type="direct",
            ),
        ),
        (
            "“The bridge,” she said, “is not safe.”",
            Said("she", "said", "“The bridge,” | “is not safe.”", "split_quote", "pronoun", "direct"),
        ),
        (
            "Roe said: “The bridge is not safe. It will close.”",
            Said("Roe", "said", "“The bridge is not safe. It will close.”", "verb_quote", quote_type="direct"),
        ),
        (
            "Roe said the bridge was “not safe for anyone.”",
            Said("Roe", "said", "the bridge was “not safe for anyone.”", "verb_bare_clause", quote_type="mixed"),
        ),
        (
            "“Why is the bridge closed?” she asked.",
            Said("she", "asked", "“Why is the bridge closed?”", "final_quote", "pronoun", "direct"),
        ),
        (
            "“The bridge is closed.” Roe said.",
            Said("Roe", "said", "“The bridge is closed.”", "final_quote", quote_type="direct"),
        ),
        (
            "Roe said in a statement:\n“The bridge is not safe. Nobody may cross it.”",
            Said("Roe", "said", "“The bridge is not safe. Nobody may cross it.”", "colon_block", quote_type="direct"),
        ),
        (
            "Jane Roe: “The bridge is not safe at all.”",
            Said("Jane Roe", "", "“The bridge is not safe at all.”", "colon_speaker", "colon_quote", "direct"),
        ),
    ],
)
def test_a_quotation_goes_to_the_speaker_beside_it(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge will close, Jane Roe said.", "The bridge will close"),
        ("The bridge, Jane Roe said, will close in May.", "The bridge | will close in May"),
        ("The bridge will close, said Jane Roe, the mayor of Northport.", "The bridge will close"),
        ("As Roe put it, the bridge was finished.", "the bridge was finished"),
        ("NORTHPORT (AP) — The bridge was sold last week, Roe said.", "The bridge was sold last week"),
    ],
)
def test_a_statement_without_quotation_marks_may_stand_before_its_cue(text: str, expected: str) -> None:
    assert contents(text) == [expected]


def test_whatever_verb_follows_a_quotation_speaks() -> None:
    text = "“It is a fine bridge,” beamed the mayor."
    assert [(one.source, one.cue) for one in said(text)] == [("the mayor", "beamed")]


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "''{}''", "‘{}’", "«{}»"])
def test_every_kind_of_quotation_mark_quotes(marks: str) -> None:
    quotation = marks.format("The bridge is not safe,")
    assert [(one.content, one.quote_type) for one in said(f"{quotation} Roe said.")] == [(quotation, "direct")]


def test_quotation_marks_around_a_name_quote_nothing() -> None:
    assert said("The “Golden Gate” committee met in Northport.") == []


def test_a_quotation_after_an_indirect_statement_floats_to_the_same_speaker() -> None:
    text = "The commander described a case of theft. “The men are in custody, but we are not sure.”"
    assert said(text)[1:] == [
        Said(
            "The commander",
            "",
            "“The men are in custody, but we are not sure.”",
            "floating_quote",
            "floating_quote",
            "direct",
        )
    ]


def test_a_quoted_paragraph_floats_to_the_speaker_of_the_quotation_before() -> None:
    text = "“The bridge is not safe at all,” Roe said.\n“It should have been closed years ago.”"
    assert [(one.source, one.basis) for one in said(text)] == [("Roe", "explicit"), ("Roe", "floating_quote")]


def test_a_quoted_paragraph_after_plain_prose_belongs_to_nobody() -> None:
    text = "The bridge was closed in May.\n“It should have been closed years ago.”"
    assert said(text) == []
