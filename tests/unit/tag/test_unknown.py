"""Names outside the gazetteer: found with something that says whose they are, never linked, with an id of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.gazetteer import Gazetteer, load
from rasad.identity import local_id
from rasad.model import Language, Mention
from rasad.settings import Settings
from rasad.stages.tag import tag

Inferred = Callable[..., tuple[Mention, ...]]


@pytest.fixture
def inferred(gazetteer: Gazetteer) -> Inferred:
    def find(text: str, language: Language = "en") -> tuple[Mention, ...]:
        published = datetime(2024, 5, 1, tzinfo=UTC)
        found = tag(text, title=None, language=language, published=published, gazetteer=gazetteer).inferred
        assert all(m.span.of(text) == m.surface for m in found)
        return found

    return find


def names(found: tuple[Mention, ...]) -> list[tuple[str, str | None]]:
    return [(m.surface, m.local_id) for m in found if m.mention_type == "name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met Mr. Langari in Iran.", "Langari"),
        ("The lawyer Mehri Sabet came to Iran.", "Mehri Sabet"),
        ("Yesterday Salman Langari came to Iran.", "Salman Langari"),
        ("Then Corvin Velden, a farmer of Iran, left.", "Corvin Velden"),
        ("The Nilabad Farmers Guild met in Iran.", "Nilabad Farmers Guild"),
        ("Members of the Union of Coastal Fishers met.", "Union of Coastal Fishers"),
    ],
)
def test_a_title_a_role_a_first_name_or_the_noun_of_a_body_makes_a_name(
    text: str, name: str, inferred: Inferred
) -> None:
    assert names(inferred(text)) == [(name, local_id(name))]


@pytest.mark.parametrize(
    "text",
    [
        "However Sunday was calm in Iran.",
        "In March the Tehran snow melted.",
        "Water Crisis Deepens Across Southern Provinces As Reservoirs Fall",
        "The Persian New Year began. Nowruz was quiet.",
        "They saw a Downy Woodpecker in Iran.",
        "A Council was held.",
        "See the Editor’s Pick below.",
        "",
    ],
)
def test_months_headlines_things_and_bare_capitals_are_no_names(text: str, inferred: Inferred) -> None:
    assert names(inferred(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("آقای لنگری گفت آب نیست.", "لنگری"),
        ("به گفته حجت‌الاسلام سلمان لنگری، کار تمام است.", "سلمان لنگری"),
        ("مریم ورقی، وکیل دادگستری، آمد.", "مریم ورقی"),
        ("نماینده سلمان لنگری در نشست بود.", "سلمان لنگری"),
        ("سلمان لنگری گفت آب نیست.", "سلمان لنگری"),
        ("حزب «آب و آفتاب» بیانیه داد.", "حزب «آب و آفتاب»"),
    ],
)
def test_in_persian_a_title_a_role_or_a_first_name_with_a_verb_makes_a_name(
    text: str, name: str, inferred: Inferred
) -> None:
    assert names(inferred(text, "fa")) == [(name, local_id(name))]


@pytest.mark.parametrize(
    "text",
    [
        "آقای رئیس جلسه را باز کرد.",
        "۱۵ مهر سرد بود.",
        "امیر بیکار بودم و رفتم.",
        "مولوی محتاج هستیم.",
        "حزب بیانیه داد.",
        "مریم آمد.",
        "کتاب مریم ورقی سال‌ها پیش منتشر شده بود و خوانده شد",
        "",
    ],
)
def test_in_persian_words_without_such_company_are_no_names(text: str, inferred: Inferred) -> None:
    assert names(inferred(text, "fa")) == []


def test_a_later_surname_takes_the_id_of_the_full_name(inferred: Inferred) -> None:
    assert names(inferred("Salman Langari came. Langari left.")) == [
        ("Salman Langari", "unk:salman-langari"),
        ("Langari", "unk:salman-langari"),
    ]
    assert names(inferred("سلمان لنگری گفت نه. لنگری رفت.", "fa"))[1] == ("لنگری", local_id("سلمان لنگری"))


def test_a_title_before_a_surname_makes_a_name_of_the_capitals_that_end_in_it(inferred: Inferred) -> None:
    found = inferred("The photographer Tandis Giloo was held. Ms. Giloo left. Giloo wrote.")
    assert names(found) == [(surface, "unk:tandis-giloo") for surface in ("Tandis Giloo", "Giloo", "Giloo")]
    assert names(inferred("The photographer Tandis Giloo was held.")) == []


def test_a_surname_that_two_have_or_that_follows_another_name_takes_none(inferred: Inferred) -> None:
    assert len(names(inferred("Salman Langari met Mina Langari. Langari left."))) == 2
    assert "Red Langari" not in [name for name, _ in names(inferred("Salman Langari came. The Red Langari left."))]
    assert len(names(inferred("Salman Langari came. The Red Langari left."))) == 1


def test_the_same_name_has_one_id_in_every_article_and_spelling() -> None:
    assert local_id("Salman  LANGARI") == local_id("Salman Langari") == "unk:salman-langari"
    assert local_id("نیک‌سیرت") == local_id("نیکسیرت")


def test_names_of_the_gazetteer_are_never_unknown(inferred: Inferred) -> None:
    text = "Foreign Minister Abbas Araghchi met Mr. Zarif in Iran."
    assert names(inferred(text)) == []


_ENGLISH = ("Mr.", "Salman", "Langari", "said", "Guild", "The", "of", "he")
_PERSIAN = ("آقای", "سلمان", "لنگری", "گفت", "،", "حزب", "«", "»", "وی")
_WORDS = st.sampled_from([*_ENGLISH, *_PERSIAN, "\n", "\u200c", "🙂"])


@settings(max_examples=80, deadline=None)
@given(st.lists(_WORDS, max_size=25), st.sampled_from([" ", ""]))
def test_spans_are_exact_and_names_do_not_overlap(words: list[str], glue: str) -> None:
    text = glue.join(words)
    tagged = tag(text, title=None, language="en", published=None, gazetteer=load(Settings(sources="live")))
    assert all(m.span.of(text) == m.surface != "" for m in tagged.inferred)
    spans = sorted(m.span for m in tagged.inferred if m.mention_type == "name")
    assert all(left.end <= right.start for left, right in pairwise(spans))


class TestPronouns:
    """A subject pronoun means the one person who is the subject before it."""

    @staticmethod
    def pronouns(found: tuple[Mention, ...]) -> list[tuple[str, str | None, str]]:
        return [(m.surface, m.entity_id or m.local_id, m.link_method) for m in found if m.mention_type == "pronoun"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Abbas Araghchi came to Iran. He left.", [("He", "per:abbas-araghchi", "coref")]),
            ("Azar Mansouri said in Iran that she would stay.", [("she", "per:azar-mansouri", "coref")]),
            ("Salman Langari came to Iran. He left.", [("He", "unk:salman-langari", "none")]),
            ("Abbas Araghchi came to Iran. She left.", []),
            ("Abbas Araghchi met Javad Zarif in Iran. Later he left.", [("he", "per:abbas-araghchi", "coref")]),
            ("Friends of Abbas Araghchi came to Iran. He left.", []),
            ("Abbas Araghchi came to Iran. The door was shut. He left.", []),
            ("Abbas Araghchi came to Iran.\nHe left.", []),
        ],
    )
    def test_english(self, text: str, expected: list[tuple[str, str, str]], inferred: Inferred) -> None:
        assert self.pronouns(inferred(text)) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("عباس عراقچی به قم رفت. وی بازگشت.", [("وی", "per:abbas-araghchi", "coref")]),
            ("آقای سلمان لنگری گفت نه. وی افزود آری.", [("وی", local_id("سلمان لنگری"), "none")]),
            ("پدر عباس عراقچی به قم رفت. وی بازگشت.", []),
            ("عباس عراقچی از کتاب او گفت.", []),
            ("وی بازگشت.", []),
        ],
    )
    def test_persian(self, text: str, expected: list[tuple[str, str, str]], inferred: Inferred) -> None:
        assert self.pronouns(inferred(text, "fa")) == expected
