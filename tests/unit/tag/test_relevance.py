"""What counts as Iranian politics, in both languages."""

from __future__ import annotations

import pytest

from rasad.gazetteer import Gazetteer
from rasad.model import Language, Tagged
from rasad.stages.tag import tag
from rasad.stages.tag.topics import topic_file


def judge(text: str, language: Language, gazetteer: Gazetteer, title: str | None = None) -> Tagged:
    return tag(text, title=title, language=language, published=None, gazetteer=gazetteer)


RELEVANT: list[tuple[Language, str]] = [
    ("en", "Iran's parliament debated a no-confidence vote against the oil minister on Tuesday. Lawmakers from the hardline "
           "faction had gathered signatures, and reformist members of the Iranian parliament boycotted the session."),
    ("en", "Indirect talks between Iran and the United States on Tehran's nuclear programme resumed in Muscat. The Iranian "
           "foreign ministry published a schedule for sanctions relief and uranium enrichment limits."),
    ("en", "Security forces in Iran dispersed protesters in three cities after unrest over prices. The judiciary announced "
           "arrests, and human rights groups in Iran listed detained activists."),
    ("fa", "نمایندگان مجلس امروز طرح استیضاح وزیر کشور را در صحن علنی بررسی کردند. فراکسیون اصولگرا موافق طرح بود و اصلاح‌طلبان "
           "با آن مخالفت کردند. رئیس مجلس اعلام کرد رأی‌گیری هفته آینده است."),
    ("fa", "دور تازه مذاکرات هسته‌ای ایران و آژانس بین‌المللی انرژی اتمی در وین برگزار شد. وزارت خارجه ایران از گفت‌وگو درباره "
           "غنی‌سازی و لغو تحریم‌ها خبر داد."),
    ("fa", "دادگاه انقلاب تهران برای چند فعال مدنی که در اعتراضات بازداشت شده بودند حکم زندان صادر کرد. سازمان‌های حقوق بشری از "
           "سرکوب معترضان در ایران انتقاد کردند."),
]  # fmt: skip

IRRELEVANT: list[tuple[Language, str]] = [
    ("en", "Iran beat Qatar 2-1 in the Asian Cup semi-final in Tehran. The Iranian striker scored in stoppage time, and the head "
           "coach praised his goalkeeper. Iran's midfielder will miss the next match of the tournament."),
    ("en", "Heavy rainfall is expected across northern Iran this week. The Iranian meteorological organisation said temperatures "
           "in Tehran would fall to four degrees Celsius, with snowfall on the mountain roads."),
    ("en", "Germany's parliament passed the budget bill after a long debate in Berlin. The German finance minister thanked the "
           "coalition. Opposition lawmakers in Berlin criticised sanctions policy on Russia and Iran."),
    ("en", "A recipe for lentil soup with saffron. Serve with bread."),
    ("fa", "تیم ملی فوتبال ایران در ورزشگاه آزادی دو بر یک برنده شد. سرمربی ایران از بازیکنان تشکر کرد. مهاجم تیم ملی در نیمه "
           "دوم گل زد و داور بازی پنج کارت نشان داد."),
    ("fa", "سازمان هواشناسی از بارش باران و وزش باد در استان‌های شمالی ایران خبر داد. دمای هوا در تهران به چهار درجه سانتی‌گراد "
           "می‌رسد."),
    ("fa", "پارلمان آلمان لایحه بودجه را تصویب کرد. وزیر دارایی آلمان در برلین از ائتلاف تشکر کرد. مخالفان در آلمان از سیاست "
           "این کشور در برابر روسیه و ایران انتقاد کردند."),
    ("fa", "رمان تازه این نویسنده در نمایشگاه کتاب تهران رونمایی شد. شاعر و کارگردان هم آمدند."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), RELEVANT)
def test_iranian_politics_is_relevant(language: Language, text: str, gazetteer: Gazetteer) -> None:
    judged = judge(text, language, gazetteer)
    assert judged.relevant, judged.reason


@pytest.mark.parametrize(("language", "text"), IRRELEVANT)
def test_sport_weather_and_foreign_politics_are_not(language: Language, text: str, gazetteer: Gazetteer) -> None:
    judged = judge(text, language, gazetteer)
    assert not judged.relevant, judged.reason


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_empty_text_is_irrelevant(language: Language, gazetteer: Gazetteer) -> None:
    judged = judge("", language, gazetteer)
    assert (judged.relevant, judged.score, judged.topics, judged.mentions) == (False, 0.0, (), ())


def test_the_score_lies_between_0_and_1_and_the_reason_names_the_evidence(gazetteer: Gazetteer) -> None:
    judged = judge(RELEVANT[1][1], "en", gazetteer)
    assert 0.5 <= judged.score <= 1
    assert "nuclear" in judged.reason
    assert "Iran" in judged.reason


def test_a_title_lends_evidence_but_no_mentions(gazetteer: Gazetteer) -> None:
    text = "The session lasted two hours."
    without = judge(text, "en", gazetteer)
    judged = judge(text, "en", gazetteer, "Iran's parliament votes on nuclear talks and sanctions")
    assert judged.score > without.score
    assert judged.mentions == ()


def test_iran_in_passing_counts_less_than_iran_in_the_lead(gazetteer: Gazetteer) -> None:
    filler = "The committee met again. " * 30
    news = "Iran's parliament discussed nuclear talks and the elections."
    assert judge(filler + news, "en", gazetteer).score < judge(news + filler, "en", gazetteer).score


def test_topics_come_with_the_spans_that_decided(gazetteer: Gazetteer) -> None:
    text = RELEVANT[1][1]
    topics = {topic.topic_id: topic for topic in judge(text, "en", gazetteer).topics}
    assert "nuclear" in topics
    words = [span.of(text) for span in topics["nuclear"].evidence]
    assert "nuclear programme" in words
    assert "uranium enrichment" in words


def test_topics_are_known_and_strongest_first(gazetteer: Gazetteer) -> None:
    topics = judge(" ".join(text for _, text in RELEVANT[:3]), "en", gazetteer).topics
    assert [topic.score for topic in topics] == sorted((topic.score for topic in topics), reverse=True)
    assert {topic.topic_id for topic in topics} <= set(topic_file().rules())
    assert all(0.5 <= topic.score < 1 for topic in topics)


def test_one_word_is_no_topic(gazetteer: Gazetteer) -> None:
    assert judge("The court rose.", "en", gazetteer).topics == ()


def test_every_topic_has_words_in_both_languages() -> None:
    for rule in topic_file().topics:
        assert any(words.en for words in rule.words), rule.id
        assert any(words.fa for words in rule.words), rule.id


def test_every_entity_under_a_topic_exists(gazetteer: Gazetteer) -> None:
    assert {entity for rule in topic_file().topics for entity in rule.entities} <= set(gazetteer.entities)
