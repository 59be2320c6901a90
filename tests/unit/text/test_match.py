"""One pass over the key: exact offsets, every Persian spelling, never inside a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.text.match import Form, Matcher, Suffix, as_written, name_key, spellings

SUFFIXES = (Suffix("ی", after="اوه"), Suffix("ها"), Suffix("های"))


def find(text: str, *names: str) -> list[str]:
    matcher = Matcher([Form(name, name) for name in names], SUFFIXES)
    return [hit.span.of(text) for hit in matcher.find(text)]


@pytest.mark.parametrize(
    "written", ["علی خامنه‌ای", "علی خامنهای", "علی خامنه ای", "عليخامنه\u200cاي", "علی‌خامنه‌ای", "علی  خامنه‌ای"]
)
def test_joined_spaced_and_zwnj_forms_match_alike(written: str) -> None:
    assert find(f"دیروز {written} آمد", "علی خامنه‌ای") == [written]


@pytest.mark.parametrize("text", ["مهربانی", "دانش‌مهر", "بامهر", "مهرماه", "xمهر"])
def test_a_persian_name_never_matches_inside_a_word(text: str) -> None:
    assert find(text, "مهر") == []


@pytest.mark.parametrize("text", ["«مهر»", "مهر،", "(مهر)", "۱۵مهر", "مهر\nآمد"])
def test_marks_digits_and_line_ends_bound_a_word(text: str) -> None:
    assert find(text, "مهر") == ["مهر"]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("وزارتخانه‌های ما", "وزارتخانه", ["وزارتخانه"]),
        ("سینمای ما", "سینما", ["سینما"]),
        ("تهرانی‌ها", "تهران", []),
        ("تهرانی", "تهران", []),
        ("ایرانیان", "ایران", []),
    ],
)
def test_only_listed_suffixes_may_follow_and_stay_outside_the_span(text: str, name: str, found: list[str]) -> None:
    assert find(text, name) == found


def test_an_ezafe_after_heh_may_be_written_out() -> None:
    assert find("جبهه‌ی اصلاحات و جبهه ی اصلاحات و جبههٔ اصلاحات", "جبهه اصلاحات") == [
        "جبهه‌ی اصلاحات",
        "جبهه ی اصلاحات",
        "جبههٔ اصلاحات",
    ]


def test_madda_may_be_dropped() -> None:
    assert find("امریکا و آمریکا", "آمریکا") == ["امریکا", "آمریکا"]


@pytest.mark.parametrize("text", ["Iran's", "Iran’s", "Iran.", "(Iran)", "US-Iran", "Iran-backed"])
def test_english_possessives_and_hyphens_bound_a_word(text: str) -> None:
    assert find(text, "Iran") == ["Iran"]


@pytest.mark.parametrize("text", ["Iranian", "Tirana", "Iran2", "iran"])
def test_a_capital_name_never_matches_inside_a_word_or_without_its_capital(text: str) -> None:
    assert find(text, "Iran") == []


def test_hyphens_and_accents_do_not_tell_names_apart() -> None:
    assert find("Mohammad–Baqer and Mohammad Baqer and Azar Manszúri", "Mohammad-Baqer", "Azar Manszuri") == [
        "Mohammad–Baqer",
        "Mohammad Baqer",
        "Azar Manszúri",
    ]


def test_capitals_match_capitals_only_and_small_letters_match_anything() -> None:
    assert find("us US Us", "US") == ["US"]
    assert find("supreme leader Supreme Leader SUPREME LEADER", "supreme leader") == [
        "supreme leader",
        "Supreme Leader",
        "SUPREME LEADER",
    ]


def test_a_name_never_reaches_across_a_line_break() -> None:
    assert find("علی\nخامنه‌ای", "علی خامنه‌ای") == []


def test_hits_come_in_order_the_longer_first() -> None:
    assert find("شورای امنیت ملی", "شورای امنیت", "شورای امنیت ملی") == ["شورای امنیت ملی", "شورای امنیت"]


def test_hidden_marks_inside_a_name_stay_in_the_span() -> None:
    assert find("قالی\u200cباف و قا\u0640لیباف", "قالیباف") == ["قالی\u200cباف", "قا\u0640لیباف"]


def test_a_matcher_without_names_and_an_empty_text_find_nothing() -> None:
    assert find("Iran") == []
    assert find("", "Iran") == []


def test_a_joined_form_is_not_as_written_and_english_always_is() -> None:
    assert as_written("خامنه‌ای", "خامنه‌ای")
    assert as_written("خامنه\u200cاي", "خامنه‌ای")
    assert not as_written("خامنهای", "خامنه‌ای")
    assert as_written("vice-president", "vice president")


def test_long_names_do_not_explode_into_spellings() -> None:
    assert len(spellings("یک دو سه چار پنج شش هفت هشت نه")) < 10


@given(st.text(alphabet="علی خامنهایآ\u200c \t-–’'éABab12۱۲\n", max_size=60))
def test_the_key_maps_back_to_the_text(text: str) -> None:
    key = name_key(text)
    assert len(key.key) == len(key.origins)
    assert list(key.origins) == sorted(key.origins)
    assert "  " not in key.key


@given(st.lists(st.sampled_from(["علی", "خامنه‌ای", "خامنهای", " ", "\u200c", "،", "Iran", "'s"]), max_size=25))
def test_every_hit_is_a_spelling_of_its_name(pieces: list[str]) -> None:
    text = "".join(pieces)
    matcher = Matcher([Form(name, name) for name in ("علی خامنه‌ای", "Iran")], SUFFIXES)
    for hit in matcher.find(text):
        assert name_key(hit.span.of(text)).key in spellings(hit.label)
