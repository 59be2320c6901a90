"""The lexicon file and the forms generated from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasad.errors import ConfigError
from rasad.stages.claims.persian import lexicon
from rasad.stages.claims.persian.conjugation import conjugation
from rasad.stages.claims.persian.cues import passive_cues
from rasad.stages.claims.persian.lexicon import attribution_file, compound_cues, simple_cues, spellings


def test_a_cue_whose_verb_has_no_stems_is_an_error_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = lexicon.PATH.read_text(encoding="utf-8").replace("    پرسیدن: پرسید/پرس\n", "")
    copy = tmp_path / "attribution.yml"
    copy.write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(lexicon, "PATH", copy)
    with pytest.raises(ConfigError, match="پرسیدن has no stems"):
        attribution_file.__wrapped__()


def test_an_unknown_field_is_an_error_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "attribution.yml"
    copy.write_text(lexicon.PATH.read_text(encoding="utf-8") + "\nsurprise: 1\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "PATH", copy)
    with pytest.raises(ConfigError, match="surprise"):
        attribution_file.__wrapped__()


def test_a_non_joiner_stands_for_the_joined_and_the_spaced_word() -> None:
    assert spellings("گمانه\u200cزنی") == (("گمانهزنی",), ("گمانه", "زنی"))


@pytest.mark.parametrize(
    ("form", "verb", "negative"),
    [
        ("گفت", "گفتن", False),
        ("میگوید", "گفتن", False),
        ("نمیگوید", "گفتن", True),
        ("نگفتهاند", "گفتن", True),
        ("افزود", "افزودن", False),
        ("میافزاید", "افزودن", False),
        ("نیفزود", "افزودن", True),
        ("کردهاست", "کردن", False),
        ("دارد", "داشتن", False),
        ("نیست", "بودن", True),
    ],
)
def test_forms_come_from_stems(form: str, verb: str, negative: bool) -> None:
    found = conjugation().forms[form]
    assert (found.verb, found.negative) == (verb, negative)


@pytest.mark.parametrize("word", ["مردم", "شدید", "روی", "دوم", "برای", "سازی", "نهادی"])
def test_everyday_words_are_no_verb_forms(word: str) -> None:
    assert word not in conjugation().forms


def test_every_cue_has_a_class_and_takes_something() -> None:
    cues = [*compound_cues().values(), *simple_cues().values()]
    assert all(cue.cue_class and (cue.takes or cue.through) for cue in cues)


def test_a_passive_never_hides_an_active_predicate() -> None:
    assert not set(passive_cues()) & set(compound_cues())
