"""The match key: what it unifies, and that every offset leads back to the stored text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.text.normalise import fold, fold_character, fold_key, is_persian_letter, nfc

SCRIPTS = st.sampled_from("ابپتکگیهوآأإؤئءةىيكےھہۂۀە۱۲٣४１ ‌‍ـًٌٍَُِّْٰٕٓٔ‎‏؜‪‫‬‭‮⁦⁧⁨⁩\ufeff\u00ad\u200b\u2060ﷲﷺﻻﺎﯾﮐﹰﱞﬁＡabÉİß👨🏽️🇮\n\t.،؟")
TEXTS = st.lists(SCRIPTS | st.characters(codec="utf-8"), max_size=80).map("".join).map(nfc)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("علي كاظمي", "علی کاظمی"),
        ("موسى", "موسی"),
        ("رئیس", "رییس"),
        ("قضائیه", "قضاییه"),
        ("مسؤول", "مسوول"),
        ("أحمد إبراهيم ٱلله", "احمد ابراهیم الله"),
        ("مدرسة", "مدرسه"),
        ("خانۀ ما، خانهٔ ما", "خانه ما، خانه ما"),
        ("ہمدان ھمدان ەمدان", "همدان همدان همدان"),
        ("علماء", "علما"),
        ("۱۴۰۴ ١٤٠٤ 1404 १४०४ １４０４", "1404 1404 1404 1404 1404"),
        ("۱۲٬۵۰۰٫۷۵٪", "12500.75%"),
        ("سلام‌‍علیکم", "سلامعلیکم"),
        ("سـلـام", "سلام"),
        ("حَذفِ اِعرابٌ", "حذف اعراب"),
        ("\u202bایران\u202c \u2067ایران\u2069 \u200fایران\u200e", "ایران ایران ایران"),
        ("ﺳﻼﻡ ﷲ ﷼", "سلام الله ریال"),
        ("ﮐﺘﺎﺏ", "کتاب"),
        ("اﹰ", "ا"),
        ("so\u00adft co\u2060op", "soft coop"),
        ("İran ﬁve Ｔｅｈｒａｎ 𝐓ehran", "iran five tehran tehran"),
        ("Khamene‘i Khameneʾi Khamene’i", "khamene'i khamene'i khamene'i"),
        ("a\u00a0b\u2003c\u3000d", "a b c d"),
    ],
)
def test_the_key_unifies_what_keyboards_feeds_and_extractors_vary(written: str, plain: str) -> None:
    assert fold_key(nfc(written)) == plain


@pytest.mark.parametrize(("one", "other"), [("آب", "اب"), ("ێ", "ی"), ("سر", "سز"), ("3", "٤"), ("a", "á")])
def test_the_key_keeps_letters_and_figures_apart(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


def test_a_ligature_is_one_stored_character_and_is_taken_whole() -> None:
    folded = fold("به ﷲ پناه")
    at = folded.key.index("لله")
    assert folded.span(at, at + 2).of("به ﷲ پناه") == "ﷲ"
    assert folded.span(at + 4, at + 8).of("به ﷲ پناه") == "پناه"


def test_marks_around_a_span_are_left_out_and_marks_inside_it_kept() -> None:
    text = "\u200fمی\u200cر\u064eوَد\u200f."
    folded = fold(text)
    assert folded.span(0, folded.key.index(".")).of(text) == "می\u200cر\u064eوَد"


def test_an_empty_span_stands_before_its_character_or_at_the_end() -> None:
    folded = fold("‌اب‌")
    assert (folded.span(0, 0).start, folded.span(0, 0).end) == (1, 1)
    assert (folded.span(2, 2).start, folded.span(2, 2).end) == (4, 4)
    assert fold("").span(0, 0).start == 0


@given(TEXTS)
def test_every_key_character_leads_back_to_the_character_that_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.key) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
    named = set(folded.origins)
    assert folded.key == "".join(fold_character(character) for character in text)
    assert all(not fold_character(text[at]) for at in range(len(text)) if at not in named)


@given(TEXTS, st.data())
def test_a_span_of_the_key_folds_back_to_itself(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.key:
        return
    start = data.draw(st.integers(0, len(folded.key) - 1))
    end = data.draw(st.integers(start + 1, len(folded.key)))
    span = folded.span(start, end)
    surface = span.of(text)
    assert folded.key[start:end] in folded.slice(span)
    assert fold(surface).key == folded.slice(span)
    assert fold_character(surface[0])
    assert fold_character(surface[-1])


@given(TEXTS)
def test_folding_a_key_changes_nothing(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)


@given(TEXTS)
def test_the_stored_form_is_nfc_and_keeps_every_zwnj(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert nfc(text).count("\u200c") == text.count("\u200c")


def test_persian_letters_are_letters_of_the_arabic_block() -> None:
    assert is_persian_letter("پ")
    assert not is_persian_letter("a")
    assert not is_persian_letter("۱")
    assert not is_persian_letter("،")
