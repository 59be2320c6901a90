"""Who is a private person: by the words beside the name, in both languages; never who is known or bears a public role."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Span
from rasad.stages.publish.masking import Masker, blocked, hidden, surname
from rasad.stages.publish.persons import private_persons
from rasad.stages.publish.policy import policy
from rasad.text.names import name_key


def found(
    text: str, language: str = "en", *, known: tuple[str, ...] = (), linked: tuple[Span, ...] = ()
) -> set[tuple[str, str]]:
    keys = {name_key(name).key for name in known}
    return {(one.rule, one.name) for one in private_persons(text, language, policy(), keys.__contains__, linked)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Security forces detained Reza Moradi on Monday.", {("detainee", "Reza Moradi")}),
        ("en", "Maryam Nouri was arrested at home.", {("detainee", "Maryam Nouri")}),
        ("en", "They arrested Reza Moradi, Sara Amini and Ali Salehi.",
         {("detainee", "Reza Moradi"), ("detainee", "Sara Amini"), ("detainee", "Ali Salehi")}),
        ("en", "Sara Amini, an eyewitness, saw the smoke.", {("witness", "Sara Amini")}),
        ("en", "The 15-year-old Sara Amini went home.", {("minor", "Sara Amini")}),
        ("en", "Sara Amini, 15, went home.", {("minor", "Sara Amini")}),
        ("en", "Reza Moradi was killed in the crush.", {("victim", "Reza Moradi")}),
        ("fa", "رضا مرادی بازداشت شد.", {("detainee", "رضا مرادی")}),
        ("fa", "مأموران رضا مرادی و سارا امینی را بازداشت کردند.", {("detainee", "رضا مرادی"), ("detainee", "سارا امینی")}),
        ("fa", "شاهد عینی، مریم نوری، دود دیده است.", {("witness", "مریم نوری")}),
        ("fa", "سارا امینی ۱۵ ساله به خانه رفت.", {("minor", "سارا امینی")}),
        ("fa", "رضا مرادی در تجمع کشته شد.", {("victim", "رضا مرادی")}),
        ("fa", "علی حسین‌زاده نژاد به زندان محکوم شد.", {("detainee", "علی حسین‌زاده نژاد")}),
    ],
)  # fmt: skip
def test_a_name_beside_the_words_of_a_rule_is_private(language: str, text: str, expected: set[tuple[str, str]]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The prosecutor, Reza Moradi, spoke of arrested people."),
        ("en", "Minister Reza Moradi was arrested."),
        ("en", "Reza Moradi, a lawyer for detainees, said so."),
        ("en", "Reza Moradi opened a school. Two others were arrested."),
        ("en", "Security forces detained Four People In Tehran."),
        ("en", "Reza Moradi was in Shiraz."),
        ("fa", "دادستان رضا مرادی از بازداشت چند نفر گفت."),
        ("fa", "رضا مرادی، نماینده شیراز، بازداشت شد."),
        ("fa", "رضا مرادی به شیراز رفت. سه نفر بازداشت شدند."),
        ("fa", "سه نفر در شیراز بازداشت شدند."),
        ("en", ""),
        ("fa", ""),
    ],
)
def test_officials_and_people_of_other_sentences_are_kept(language: str, text: str) -> None:
    assert found(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Reza Moradi said three drivers were arrested."),
        ("en", "Three prisoners were moved, according to Reza Moradi."),
        ("en", "“Two were killed,” Reza Moradi wrote."),
        ("fa", "رضا مرادی گفت سه راننده بازداشت شدند."),
        ("fa", "به گفته رضا مرادی سه راننده بازداشت شدند و به گفته مریم نوری دو زندانی آزاد شدند."),
    ],
)
def test_who_tells_of_arrests_was_not_arrested(language: str, text: str) -> None:
    assert found(text, language) == set()


def test_a_name_that_is_introduced_follows_the_rule_of_the_sentence_before() -> None:
    two = "Three men were hanged on Monday. The agency named them as Yaser Bamri, Taj Rigi and Reza Moradi."
    assert found(two) == {("victim", name) for name in ("Yaser Bamri", "Taj Rigi", "Reza Moradi")}
    assert found("Three men came on Monday. The agency named them as Yaser Bamri and Reza Moradi.") == set()


def test_names_in_a_list_with_ages_share_the_rule() -> None:
    assert found("The dead: Reza Moradi, 34, Sara Amini, 29, and Ali Salehi, 27.") == {
        ("victim", name) for name in ("Reza Moradi", "Sara Amini", "Ali Salehi")
    }
    assert found("جان‌باختگان: رضا مرادی ۳۴ ساله، سارا امینی ۲۹ ساله و هدی انصاری ۲۷ ساله.", "fa") == {
        ("victim", name) for name in ("رضا مرادی", "سارا امینی", "هدی انصاری")
    }


def test_capitals_that_are_no_known_name_count_only_right_beside_the_words() -> None:
    assert found("Yaser Bamri was hanged.") == {("victim", "Yaser Bamri")}
    assert found("They were arrested on the road that leads to Bampur Heights.") == set()
    assert found("A resident of Bampur Heights came.") == set()
    assert found("The children SAY NOTHING.") == set()


def test_a_persian_first_name_that_is_a_word_counts_only_beside_what_makes_it_a_name() -> None:
    assert found("پیمان عارف را بازداشت کردند.", "fa") == set()
    assert found("دو نفر به نام‌های پیمان عارف و رضا مرادی بازداشت شدند.", "fa") == {
        ("detainee", "پیمان عارف"),
        ("detainee", "رضا مرادی"),
    }


def test_relatives_are_private_beside_those_whom_a_rule_makes_private() -> None:
    assert found("Sara Amini was arrested. Her father, Reza Moradi, waited.") == {
        ("detainee", "Sara Amini"),
        ("relative", "Reza Moradi"),
    }
    assert found("The minister came. His wife, Sara Amini, waited.") == set()


def test_a_role_before_a_comma_is_that_of_who_follows() -> None:
    assert found("The head of the prisons of the province, Reza Moradi, was arrested.") == set()
    assert found("رئیس سازمان زندان‌های استان، رضا مرادی، بازداشت شد.", "fa") == set()


def test_the_lawyer_of_a_detainee_does_not_make_him_an_official() -> None:
    assert found("A lawyer for detainee Reza Moradi came.") == {("detainee", "Reza Moradi")}
    assert found("Reza Moradi, whose lawyer came, was arrested.") == {("detainee", "Reza Moradi")}


def test_whom_the_gazetteer_knows_is_kept_by_name_and_by_link() -> None:
    text = "Reza Moradi was arrested."
    assert found(text, known=("Reza Moradi",)) == set()
    assert found(text, linked=(Span(0, 11),)) == set()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Reza Moradi said", "████ ██████ said"),
        ("Moradi’s mother", "██████’s mother"),
        ("Rezaian and Moradian", "Rezaian and Moradian"),
        ("the moradi family", "the moradi family"),
    ],
)
def test_a_name_becomes_blocks_of_the_same_length(text: str, shown: str) -> None:
    assert Masker(["Reza Moradi"], "█", alone=["Moradi"]).mask(text) == shown


def test_a_persian_name_is_masked_however_it_is_joined() -> None:
    masker = Masker(["آرین خوش‌نظر"], "█", alone=["خوش‌نظر"])
    assert masker.mask("گفت آرین خوش‌نظر رفت") == "گفت ████ ███‌███ رفت"
    assert masker.mask("گفت آرین خوش نظر رفت") == "گفت ████ ███ ███ رفت"
    assert masker.mask("مادر خوش‌نظر") == "مادر ███‌███"


def test_what_is_kept_is_not_masked() -> None:
    assert Masker(["Reza Moradi"], "█").mask("Reza Moradi", [Span(0, 11)]) == "Reza Moradi"


def test_a_name_of_one_word_has_no_surname() -> None:
    assert surname("Reza") == ""
    assert surname("Reza Moradi Nejad") == "Moradi Nejad"


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_masking_keeps_every_offset_and_can_be_counted(text: str, start: int, length: int) -> None:
    shown = blocked(text, [Span(start, start + length)], "█")
    assert len(shown) == len(text)
    assert hidden(shown, text, "█") == sum(a != b for a, b in zip(shown, text, strict=True))
    assert shown[:start] == text[:start]
    assert shown[start + length :] == text[start + length :]


@pytest.mark.parametrize(("shown", "true"), [("rain", "rains"), ("ruin", "rain"), ("r█in!", "rain!!")])
def test_another_difference_than_blocks_is_no_masking(shown: str, true: str) -> None:
    assert hidden(shown, true, "█") is None


@pytest.mark.parametrize(
    ("language", "unit"), [("en", "minister arrested Reza Moradi and "), ("fa", "وزیر رضا مرادی را بازداشت کرد و ")]
)
def test_what_one_sentence_without_an_end_costs_grows_with_its_length(language: str, unit: str) -> None:
    """Counted in steps, for a clock would measure the machine: every name and word of a rule looks at what is near it alone."""

    def steps(times: int) -> int:
        count = 0

        def step(*_: object) -> None:
            nonlocal count
            count += 1

        found(unit, language)  # what is built once
        sys.setprofile(step)
        try:
            found(unit * times, language)
        finally:
            sys.setprofile(None)
        return count

    assert steps(400) < 2.5 * steps(200)
