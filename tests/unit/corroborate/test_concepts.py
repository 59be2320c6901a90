"""What a statement speaks of, in words of no language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rasad.errors import ConfigError
from rasad.stages.corroborate.concepts import LEXICON, Concepts, Lexicon, concepts
from rasad.strict import read_model


@pytest.mark.parametrize(
    ("english", "persian", "concept"),
    [
        ("he resigned last week", "او هفته گذشته استعفا داد", "step-down"),
        ("an emergency session", "جلسه‌ای اضطراری", "emergency"),
        ("protesters marched", "معترضان در خیابان بودند", "protest"),
        ("nine miners", "۹ معدنچی", "mine"),
        ("the talks in the port", "گفت‌وگوهای فنی", "talks"),
    ],
)
def test_a_concept_is_found_in_both_languages(english: str, persian: str, concept: str) -> None:
    assert concept in concepts().find(english).concepts
    assert concept in concepts().find(persian).concepts


@pytest.mark.parametrize("text", ["کناره‌گیری کرد", "کناره گیری کرد", "کنارهگیری کرد", "كناره‌گيري كرد"])
def test_a_persian_concept_is_found_however_its_words_are_joined_and_typed(text: str) -> None:
    assert "step-down" in concepts().find(text).concepts


def test_a_word_is_not_found_inside_another_word() -> None:
    assert "meeting" not in concepts().find("the meetinghouse stands").concepts
    assert "dam" not in concepts().find("damage was great").concepts
    assert "water" not in concepts().find("آبان گذشت").concepts


def test_the_longer_phrase_wins_over_the_shorter_one_inside_it() -> None:
    found = concepts().find("the boycott of the election, تحریم انتخابات").concepts
    assert "boycott" in found
    assert "sanction" not in found
    assert "sanction" in concepts().find("تحریم‌ها ادامه دارد").concepts


def test_stages_and_roles_are_told_apart_from_concepts() -> None:
    found = concepts().find("they agreed on the plan, which he drafted")
    assert (found.stages, found.roles) == ({"agreed"}, {"drafting"})


@pytest.mark.parametrize("text", ["", "   ", "؟!", "\u200c", "12 34"])
def test_a_text_without_words_speaks_of_nothing(text: str) -> None:
    assert not concepts().find(text).concepts


def test_every_concept_has_words_in_both_languages() -> None:
    lexicon = read_model(LEXICON, Lexicon)
    assert [name for name, words in lexicon.concepts.items() if not (words.en and words.fa)] == []


def test_every_word_of_the_lexicon_is_found_by_itself() -> None:
    lexicon = read_model(LEXICON, Lexicon)
    missed = [
        (name, word)
        for name, words in lexicon.concepts.items()
        for word in (*words.en, *words.fa)
        if name not in concepts().find(word.removesuffix("*")).concepts
    ]
    assert missed == []


def test_a_common_concept_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    content = yaml.safe_load(LEXICON.read_text(encoding="utf-8")) | {"common": ["no-such-concept"]}
    broken = tmp_path / "concepts.yml"
    broken.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ConfigError, match="no-such-concept"):
        Concepts(read_model(broken, Lexicon))
