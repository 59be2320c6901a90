"""Keys made for many texts at once are those made one by one, with the same map back."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_matching import plain_key

from rasad.text.keys import Origins, fold_all, plain_folding
from rasad.text.names import name_folding, name_key
from rasad.text.normalise import fold, fold_character

LETTERS = (
    "علی خامنه‌ایآۀؤ۱۲٫ـ\u064e\u200f\u2067 \t-–’éİßABab12\n\u0651\ufb00\ufefb\ufdfa\U0001d400\U0001f642\U000e0041\ud800²"
)
TEXTS = st.lists(st.text(alphabet=st.sampled_from(LETTERS), max_size=40), max_size=6)


@given(TEXTS)
def test_many_texts_fold_as_one_character_after_the_other(texts: list[str]) -> None:
    for text, folded in zip(texts, fold_all(texts, plain_folding()).folded(), strict=True):
        assert folded.key == "".join(map(fold_character, text))
        assert list(folded.origins) == [at for at, character in enumerate(text) for _ in fold_character(character)]
        assert folded.length == len(text)


@given(TEXTS)
def test_the_first_character_from_a_place_on_is_found_as_by_looking_at_all(texts: list[str]) -> None:
    for text, folded in zip(texts, fold_all(texts, plain_folding()).folded(), strict=True):
        origins = list(folded.origins)
        assert [folded.find_from(at) for at in range(len(text) + 2)] == [
            bisect_left(origins, at) for at in range(len(text) + 2)
        ]


@given(TEXTS)
def test_many_name_keys_are_those_made_one_by_one(texts: list[str]) -> None:
    for text, folded in zip(texts, fold_all(texts, name_folding()).folded(), strict=True):
        assert (folded.key, list(folded.origins)) == plain_key(text)
        assert (name_key(text).key, list(name_key(text).origins)) == plain_key(text)


@given(st.text(alphabet=st.sampled_from(LETTERS), max_size=30), st.integers(min_value=1, max_value=30))
def test_long_texts_fold_like_short_ones(text: str, times: int) -> None:
    folded = fold(text * times)
    assert folded.key == fold(text).key * times
    assert list(folded.origins) == [at for at, letter in enumerate(text * times) for _ in fold_character(letter)]


def test_every_character_of_the_first_plane_folds_by_the_rule_for_one() -> None:
    every = [chr(code) for code in range(0x10000)]
    assert fold_all(["".join(every)], plain_folding()).folded()[0].key == "".join(map(fold_character, every))


def test_a_map_is_read_from_both_ends_and_in_slices() -> None:
    origins = Origins([2, 3], [1, 3], 5)
    assert list(origins) == [0, 1, 3, 6, 7]
    assert (origins[-1], list(origins[1:4])) == (7, [1, 3, 6])
    for outside in (5, -6):
        with pytest.raises(IndexError):
            origins[outside]


def test_no_text_has_no_key() -> None:
    assert fold_all([], plain_folding()).folded() == ()
    assert [folded.key for folded in fold_all(["", "\u200c", ""], plain_folding()).folded()] == ["", "", ""]
