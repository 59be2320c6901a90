"""What was lost or put in on the way: each measure sees its own damage and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.stages.clean.fidelity import Fidelity, fidelity

PERSIAN = (
    "شهردار می‌گوید رسانه‌ها خبر را دیده‌اند و نمی‌توانند آن را نادیده بگیرند.\n"
    "این بیانیه‌ای است که جامعه‌های محلی نوشته‌اند و در برنامه‌های هفته‌های آینده می‌آید."
)
ENGLISH = "The mayor said the pier was safe.\nIn the evening a band played.\nNobody asked about the cost."


def measure(body: str, language: str = "fa", title: str | None = None, html_text: str | None = None) -> Fidelity:
    return fidelity(body, title, html_text, language)


def test_a_text_as_it_was_published_has_nothing_to_tell() -> None:
    found = measure(PERSIAN)
    assert found.zwnj_count == PERSIAN.count("\u200c")
    assert found.zwnj_kept == found.zwnj_expected == 10
    assert not found.zwnj_suspect_loss
    assert found.zwnj_joined == found.lost_first_letters == found.homoglyphs == found.control_chars == 0
    assert found.arabic_letters == found.mixed_digits == found.mojibake == 0.0


def test_a_deleted_zwnj_is_suspected_where_heh_is_joined_to_its_ending() -> None:
    found = measure(PERSIAN.replace("\u200c", ""))
    assert found.zwnj_suspect_loss
    assert (found.zwnj_count, found.zwnj_kept, found.zwnj_joined) == (0, 0, 10)


def test_a_writer_who_uses_spaces_has_lost_nothing() -> None:
    found = measure(PERSIAN.replace("\u200c", " "))
    assert not found.zwnj_suspect_loss
    assert found.zwnj_expected == 10
    assert found.zwnj_joined == 0


def test_a_writer_who_joins_some_verbs_has_lost_nothing() -> None:
    text = "او میگوید رسانه ها خبر را دیده اند و میداند که جامعه ها آن را میخوانند."
    assert not measure(text).zwnj_suspect_loss


def test_the_keyboard_does_not_hide_a_lost_zwnj() -> None:
    assert measure(PERSIAN.replace("\u200c", "").replace("ی", "ي").replace("ک", "ك")).zwnj_suspect_loss


def test_words_that_the_page_writes_with_a_zwnj_prove_that_extraction_lost_it() -> None:
    page = "کتاب‌خوان‌ها و گل‌فروش‌ها آمدند"
    assert not measure("کتابخوانها و گلفروشها آمدند").zwnj_suspect_loss
    assert measure("کتابخوانها و گلفروشها آمدند", html_text=page).zwnj_suspect_loss
    assert not measure(page, html_text=page).zwnj_suspect_loss


def test_zwnj_is_expected_of_persian_alone() -> None:
    found = measure(PERSIAN.replace("\u200c", ""), language="ar")
    assert not found.zwnj_suspect_loss
    assert found.zwnj_expected == 0


@pytest.mark.parametrize(("text", "share"), [("کی کي", 0.25), ("علي كي", 1.0), ("علی", 0.0), ("abc", 0.0)])
def test_arabic_letters_are_counted_among_yeh_and_kaf(text: str, share: float) -> None:
    assert measure(text).arabic_letters == pytest.approx(share)


@pytest.mark.parametrize(("text", "share"), [("۱۲۳ 4", 0.25), ("۱۲۳", 0.0), ("12 ۳۴ ٥٦", 2 / 3), ("هیچ", 0.0)])
def test_digits_beside_the_commonest_script_are_mixed(text: str, share: float) -> None:
    assert measure(text).mixed_digits == pytest.approx(share)


@pytest.mark.parametrize(
    "damaged",
    [
        PERSIAN.encode().decode("latin-1"),
        PERSIAN.encode().decode("cp1252", errors="replace"),
        PERSIAN.encode().decode("cp1256", errors="replace"),
        PERSIAN.replace("\u200c", "").encode("cp1256", errors="replace").decode("latin-1"),
        "\ufffd" * 20,
        "????? ??? ???? ?????",
    ],
)
def test_a_text_decoded_wrongly_is_mojibake(damaged: str) -> None:
    assert measure(damaged).mojibake > 0.2


@pytest.mark.parametrize(
    "text", ["It’s “fine” – naïve café, façade…", "What??? Really?? Yes.", "موضوع» و نوع… شرط؛ «حفظ»", "é à ü"]
)
def test_honest_accents_and_quotation_marks_are_no_mojibake(text: str) -> None:
    assert measure(text, language="en").mojibake == 0.0


def test_english_apostrophes_decoded_wrongly_are_mojibake() -> None:
    assert measure("It’s “fine”".encode().decode("cp1252", errors="replace"), language="en").mojibake > 0


@pytest.mark.parametrize(
    ("text", "language", "lost"),
    [
        ("شهر آرام بود.\nه گفته شهردار خبری نیست.", "fa", 1),
        ("ین شهر آرام است.", "fa", 1),
        ("در شهر یران خبری نیست", "fa", 1),
        ("شهر آرام بود.\nبه گفته شهردار خبری نیست.", "fa", 0),
        ("ه) بند پنجم\nب) بند دوم", "fa", 0),
        ("خانه ی ما در ده ما بود", "fa", 0),
        ("The pier is safe.\nccording to the mayor nobody fell.", "en", 1),
        ("he mayor said so.", "en", 1),
        ("The mayor said that\nhe was safe.", "en", 0),
        (ENGLISH, "en", 0),
        ("ه گفته", "ar", 0),
    ],
)
def test_a_frequent_first_word_without_its_first_letter_is_counted(text: str, language: str, lost: int) -> None:
    assert measure(text, language=language).lost_first_letters == lost


def test_a_title_that_lost_its_first_letter_is_counted() -> None:
    assert measure(PERSIAN, title="ر بندر چه گذشت").lost_first_letters == 1


@pytest.mark.parametrize(
    ("text", "measured", "count"),
    [
        ("ﺳﻼﻡ", "presentation_forms", 3),
        ("۱۰۰ ﷼ و ﷺ", "presentation_forms", 0),
        ("\u202bسلام\u202c\u200f", "bidi_controls", 3),
        ("a\x00b\x85\ue000c\tde\n", "control_chars", 3),
        ("Tеhran and Tehran", "homoglyphs", 1),
        ("Москва and Tehran", "homoglyphs", 0),
    ],
)
def test_characters_that_do_not_belong_are_counted(text: str, measured: str, count: int) -> None:
    assert getattr(measure(text, language="en"), measured) == count


@pytest.mark.parametrize("body", ["", "\n", "\u200c", "...."])
def test_a_text_without_words_is_measured_too(body: str) -> None:
    assert measure(body).zwnj_expected == 0


@given(
    st.text(max_size=300) | st.text(alphabet="هریکمی ا\u200cØÙظ§?\n.", max_size=300),
    st.sampled_from(["fa", "en", "ar", "und"]),
)
def test_every_measure_stays_in_its_bounds(body: str, language: str) -> None:
    found = measure(body, language, title=body[:20], html_text=body)
    for share in (found.arabic_letters, found.mixed_digits, found.mojibake):
        assert 0.0 <= share <= 1.0
    assert found.zwnj_kept + found.zwnj_joined <= found.zwnj_expected
    assert found.zwnj_count == body.count("\u200c")
