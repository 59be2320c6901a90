"""Whom an English source names, told by capitals alone: titles, descriptions and determiners are no part of a name."""

from __future__ import annotations

import pytest

from rasad.stages.claims.capitals import full_name, name_in
from rasad.stages.claims.meaning import meaning


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Jane Roe", "Jane Roe"),
        ("Board chairman Jane Roe", "Jane Roe"),
        ("Col. Jane Roe, the police commander of the county", "Jane Roe"),
        ("Its head, Jane Roe", "Jane Roe"),
        ("A spokeswoman for the department, Jane Roe", "Jane Roe"),
        ("the stand’s guide, Lieutenant Jane Roe", "Jane Roe"),
        ("Rashid al-Roe of the Harbour Centre", "Rashid al-Roe"),
        ("The Harbour Ledger", "Harbour Ledger"),
    ],
)
def test_a_name_stands_at_the_end_of_a_source_or_behind_its_description(source: str, name: str) -> None:
    found = name_in(source, meaning("en"))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "source",
    [
        "officials",
        "the head of the agency in Shiraz",
        "a member of the board, an engineer",
        "a draft, dated August 14,",
        "",
    ],
)
def test_a_source_that_only_describes_names_nobody(source: str) -> None:
    assert name_in(source, meaning("en")) is None


def test_a_surname_means_the_full_name_given_before() -> None:
    assert full_name("Roe", "The engineer Jane Roe left. Mary Doe stayed. ") == "Jane Roe"
    assert full_name("Roe", "Mary Doe stayed. ") == "Roe"
    assert full_name("Mary Doe", "Jane Doe left. ") == "Mary Doe"


def test_a_longer_word_is_not_the_surname() -> None:
    assert full_name("Roe", "Jane Roebuck left. ") == "Roe"
