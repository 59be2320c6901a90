"""Ids of private persons: the name goes, what else the id says stays, and no other id changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.identity import local_id, slug
from rasad.stages.publish.pseudonyms import Pseudonyms, pseudonym

HIDDEN = Pseudonyms({"Kaveh Sabzevari": "private-1", "Sabzevari": "private-1-surname", "رضا خوش‌نظر": "private-2"})


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("unk:kaveh-sabzevari", "unk:private-1"),
        ("unk:sabzevari", "unk:private-1-surname"),
        ("grp:family-of-kaveh-sabzevari", "grp:family-of-private-1"),
        ("unk:kaveh-sabzevari-s-lawyer", "unk:private-1-s-lawyer"),
        (local_id("رضا خوش‌نظر"), "unk:private-2"),
        ('["unk:kaveh-sabzevari", "unk:mina-rad"]', '["unk:private-1", "unk:mina-rad"]'),
        ("unk:sabzevarian", "unk:sabzevarian"),
        ("per:karim-sabzevari", "per:karim-sabzevari"),
        ("anon:8b1059584c85871d5c2b:1", "anon:8b1059584c85871d5c2b:1"),
        ("the trunk:sabzevari", "the trunk:sabzevari"),
        ("", ""),
    ],
)
def test_the_name_in_a_local_id_gives_way_and_nothing_else(text: str, put: str) -> None:
    assert HIDDEN.put(text) == put


def test_without_private_persons_every_id_stays() -> None:
    assert Pseudonyms({}).put("unk:kaveh-sabzevari") == "unk:kaveh-sabzevari"


def test_a_pseudonym_is_of_the_place_and_not_of_the_name() -> None:
    assert pseudonym("a1", 1) == pseudonym("a1", 1)
    assert len({pseudonym("a1", 1), pseudonym("a1", 2), pseudonym("a2", 1)}) == 3


@given(st.text(min_size=1, max_size=40))
def test_no_name_is_left_in_its_own_id(name: str) -> None:
    stand_in = pseudonym("a1", 1)
    put = Pseudonyms({name: stand_in}).put(local_id(name))
    assert put == (f"unk:{stand_in}" if slug(name) else local_id(name))
