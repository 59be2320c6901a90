"""Permalinks: the part of an address that names the article stays, whatever the outlet does to the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rasad.catalogue import read_outlets
from rasad.permalink import Permalink
from rasad.settings import INCLUDE

NUMBERED = Permalink(path=r"/[a-z]{2}/news/\d+")


@pytest.mark.parametrize(
    "address",
    [
        "https://nile.example/fa/news/123",
        "https://nile.example/fa/news/123/first-headline",
        "https://nile.example/fa/news/123/تیتر-دوم",
        "https://nile.example/fa/news/123/first-headline?page=2",
    ],
)
def test_an_edited_headline_in_the_path_is_the_same_article(address: str) -> None:
    assert NUMBERED.of(address) == "https://nile.example/fa/news/123"


def test_another_number_is_another_article() -> None:
    assert NUMBERED.of("https://nile.example/fa/news/124/x") != NUMBERED.of("https://nile.example/fa/news/123/x")


@pytest.mark.parametrize("address", ["https://nile.example/", "https://nile.example/opinion/fa/news/1?a=1"])
def test_where_the_rule_does_not_fit_the_whole_address_names_the_article(address: str) -> None:
    assert NUMBERED.of(address) == address


def test_only_the_named_parameters_count_where_a_rule_names_them() -> None:
    rule = Permalink(query=("id",))
    assert rule.of("https://nile.example/show?id=7&section=world") == "https://nile.example/show?id=7"


def test_no_rule_changes_nothing() -> None:
    assert Permalink().of("https://nile.example/a/b?c=1") == "https://nile.example/a/b?c=1"


@pytest.mark.parametrize("pattern", ["(a+)+", "["])
def test_a_pattern_that_is_none_or_could_run_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        Permalink(path=pattern)


@given(st.from_regex(r"\A/fa/news/[0-9]{1,9}(/[a-z0-9-]{0,30})?\Z"))
def test_the_name_of_an_article_names_itself(path: str) -> None:
    once = NUMBERED.of(f"https://nile.example{path}")
    assert NUMBERED.of(once) == once


def test_every_rule_that_ships_says_how_it_is_known_and_lies_in_the_outlets_scope() -> None:
    outlets = read_outlets(Path(INCLUDE) / "sources").values()
    ruled = [outlet for outlet in outlets if outlet.permalink.path or outlet.permalink.query]
    assert len(ruled) >= 10
    assert all(outlet.permalink.evidence != "unchecked" for outlet in ruled)
