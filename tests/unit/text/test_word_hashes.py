"""Words of whole batches as numbers: the same words as one text read letter by letter, whatever stands beside it."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rasad.text import word_hashes
from rasad.text.normalise import fold_character
from rasad.text.word_hashes import MAX_TEXTS, words

LETTERS = st.sampled_from("aZ 1۲\n.-’é\u200c\u0640\u064e\u0621یيکكة\u00ad😀Ωﻻ\ufb01½Ⅷ")


def plainly(text: str) -> list[str]:
    """The words of one text, letter by letter: the rule that the arrays follow."""
    folded = [fold_character(letter) if ord(letter) < 0x10000 else " " for letter in text]
    kept = [each[0] for each in folded if each]
    return ["".join(run) for counts, run in groupby(kept, str.isalnum) if counts]


def hashes(texts: list[str]) -> list[list[int]]:
    found = []
    for part in words(texts):
        for begin, end in zip(part.first_of_text[:-1], part.first_of_text[1:], strict=True):
            found.append(part.hashes[begin:end].tolist())
    return found


@given(st.lists(st.text(LETTERS, max_size=20), min_size=1, max_size=6))
@settings(max_examples=300)
@example(["\u200cab", "a\u200c \u200cb\u200c", "\u200c", "a\u0640\u064eb", "\u064e"])
def test_the_words_are_those_of_a_reading_letter_by_letter(texts: list[str]) -> None:
    found = hashes(texts)
    assert [len(each) for each in found] == [len(plainly(text)) for text in texts]
    spelling = {
        number: word
        for text, numbers in zip(texts, found, strict=True)
        for number, word in zip(numbers, plainly(text), strict=True)
    }
    for text, numbers in zip(texts, found, strict=True):
        assert [spelling[number] for number in numbers] == plainly(text)
        assert hashes([" ".join(plainly(text))])[0] == numbers


def test_words_with_digits_of_any_script_are_told() -> None:
    (part,) = words(["pier 12 b2b ۱۲ one", "", "7"])
    assert part.has_digit.tolist() == [False, True, True, True, False, True]
    assert part.owner.tolist() == [0, 0, 0, 0, 0, 2]


@pytest.mark.parametrize("count", [1, MAX_TEXTS - 1, MAX_TEXTS, MAX_TEXTS + 1, 3 * MAX_TEXTS])
def test_long_batches_are_read_in_parts_of_whole_texts(count: int) -> None:
    texts = [f"text {number}" for number in range(count)]
    parts = list(words(texts))
    assert sum(part.n_texts for part in parts) == count
    assert max(part.n_texts for part in parts) <= MAX_TEXTS
    assert hashes(texts) == [hashes([text])[0] for text in texts]


def test_a_text_longer_than_a_part_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_hashes, "_CHARACTERS_AT_ONCE", 50)
    long = " ".join(f"word{number}" for number in range(100))
    assert [len(each) for each in hashes(["a b", long, "c", long, ""])] == [2, 100, 1, 100, 0]


def test_half_a_character_separates_words_and_breaks_nothing() -> None:
    assert [len(each) for each in hashes(["a\ud800b", "\udfff"])] == [2, 0]


def test_no_texts_are_no_words() -> None:
    assert list(words([])) == []
