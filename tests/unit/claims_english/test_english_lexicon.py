"""The cue lexicon: derived forms, and the file's promises to the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasad.errors import ConfigError
from rasad.stages.claims.english import lexicon as lexicons
from rasad.strict import read_model


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("admitted", "admit"),
        ("urging", "urge"),
        ("told", "tell"),
        ("wrote", "write"),
        ("written", "write"),
        ("stressed", "stress"),
        ("lying", "lie"),
    ],
)
def test_a_form_leads_to_its_lemma(form: str, lemma: str) -> None:
    assert lexicons.load().forms[form].lemma == lemma


def test_a_form_that_is_past_and_participle_is_both() -> None:
    form = lexicons.load().forms["denied"]
    assert (form.past, form.participle, form.base) == (True, True, False)


@pytest.mark.parametrize("lemma", ["say", "deny", "accuse", "urge", "learn", "call for", "condemn", "be confident"])
def test_the_verbs_that_news_attributes_with_are_listed(lemma: str) -> None:
    assert lexicons.load().cues[lemma].frames


def test_every_phrasal_cue_has_its_particle_listed() -> None:
    lexicon = lexicons.load()
    for lemma in lexicon.cues:
        head, _, particle = lemma.partition(" ")
        if particle and head != "be":
            assert particle in lexicon.file.particles[head], lemma


def test_every_stative_cue_has_its_adjective_listed() -> None:
    lexicon = lexicons.load()
    listed = {f"be {word}" for word in lexicon.file.statives}
    assert {lemma for lemma in lexicon.cues if lemma.startswith("be ")} <= listed


def test_no_word_is_listed_in_two_closed_classes() -> None:
    words = [word for listed in lexicons.load().file.words.values() for word in listed]
    assert len(words) == len(set(words))


def test_a_wrong_file_names_its_field(tmp_path: Path) -> None:
    path = tmp_path / "attribution.yml"
    path.write_text("verbs: [{lemma: say}]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="verbs"):
        read_model(path, lexicons.AttributionFile)
