"""Language and script, of articles and of headlines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.text.language import detect


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("The harbour office said that the pier would open", "en", "Latn"),
        ("اداره بندر اعلام کرد که اسکله باز می‌شود", "fa", "Arab"),
        ("اداره بندر اعلام كرد كه اسكله باز ميشود", "fa", "Arab"),
        ("أعلن مكتب الميناء أن الرصيف الجديد سوف يفتح قبل الصيف", "ar", "Arab"),
        ("نووسینگەی بەندەر ڕایگەیاند کە بەندەرەکە دەکرێتەوە", "ckb", "Arab"),
        ("بندرگاہ کے دفتر نے کہا ہے کہ نیا گھاٹ کھل جائے گا", "ur", "Arab"),
        ("Liman idarəsi bildirib ki, yeni körpü yaydan əvvəl açılacaq", "az", "Latn"),
        ("Liman müdürlüğü yeni iskelenin yaz için açılacağını ve bu yıl hizmet vereceğini söyledi", "tr", "Latn"),
        ("Le bureau du port a annoncé que le nouveau quai sera ouvert avant l'été", "fr", "Latn"),
        ("משרד הנמל הודיע כי הרציף החדש ייפתח לפני הקיץ", "he", "Hebr"),
        ("Портовая служба сообщила, что новый причал откроется до лета", "ru", "Cyrl"),
        ("", "und", "Zyyy"),
        ("1404/10/21 - 12:30", "und", "Zyyy"),
    ],
)
def test_a_sentence_is_enough_to_name_language_and_script(text: str, language: str, script: str) -> None:
    found = detect(text)
    assert (found.language, found.script) == (language, script)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Bridge closes again", "en"),
        ("Ministers to meet", "en"),
        ("افزایش قیمت نان", "fa"),
        ("بازداشت سه معلم", "fa"),
        ("افزايش قيمت نان", "fa"),
        ("چراغ‌ها خاموش ماند!", "fa"),
        ("الحكومة تعلن الميزانية", "ar"),
        ("کۆبوونەوەی مامۆستایان لە هەولێر", "ckb"),
        ("Körpü yenidən bağlandı və açılmayacaq", "az"),
        ("یئنی کؤرپو اوچون پول یوخدور", "az-Arab"),
        ("emrooz pol basteh shod va mardom eteraz kardand", "fa-Latn"),
        ("salam mardom", "fa-Latn"),
    ],
)
def test_a_headline_of_a_few_words_is_enough(text: str, tag: str) -> None:
    assert detect(text).tag == tag


@pytest.mark.parametrize("text", ["Lanport Quell", "Zorvath", "@lanport #quell", "۱۲ - ۱۵", "!!!", "👍🏽"])
def test_names_and_signs_alone_are_of_no_language(text: str) -> None:
    assert detect(text).tag == "und"


def test_a_tag_names_the_script_only_where_it_is_not_the_usual_one() -> None:
    finglish = detect("emrooz pol basteh shod va mardom eteraz kardand")
    assert (finglish.language, finglish.script, finglish.tag) == ("fa", "Latn", "fa-Latn")
    assert detect("پل امروز بسته شد").tag == "fa"


def test_the_keyboard_of_a_persian_text_does_not_make_it_arabic() -> None:
    text = "وزير نيرو گفت كه كار اين پل تا پايان سال تمام مي شود"
    assert detect(text).tag == detect(text.replace("ي", "ی").replace("ك", "ک")).tag == "fa"


def test_a_declared_language_of_another_script_is_not_believed() -> None:
    assert detect("Lanport", "fa").tag == "und"
    assert detect("بتلور", "en").tag == "und"


def test_a_persian_text_that_quotes_english_is_persian() -> None:
    text = "اداره بندر شهر اعلام کرد که اسکله تازه باز می‌شود و این خبر را در این هفته تایید کرد. (Lanport Daily)"
    assert detect(text).language == "fa"


def test_what_the_page_declares_decides_only_where_the_words_do_not() -> None:
    assert detect("The pier of the town is open", "fa").language == "en"
    assert detect("Lanport", "en").language == "en"
    assert detect("Lanport").language == detect("Lanport", "fa").language == "und"


@given(st.text(max_size=300))
def test_every_text_has_an_answer_with_a_confidence_between_0_and_1(text: str) -> None:
    found = detect(text)
    assert 0.0 <= found.confidence <= 1.0
    assert found.language
    assert len(found.script) == 4
