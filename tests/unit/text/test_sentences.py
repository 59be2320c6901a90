"""Paragraphs and sentences: where a sentence ends, and where a full stop ends none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.edges.confined import Confined
from rasad.model import Rejected, Span
from rasad.text.sentences import paragraphs, sentences


def _split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, Span(0, len(text)))]


def test_paragraphs_are_the_lines_that_have_words() -> None:
    text = "  One. \r\n\n\t\nTwo.\n"
    assert [span.of(text) for span in paragraphs(text)] == ["One.", "Two."]


def test_a_full_stop_before_a_capital_ends_a_sentence() -> None:
    assert _split("The bridge is shut. Nobody crosses.") == ["The bridge is shut.", "Nobody crosses."]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Doe met Gen. Roe on Jan. 3 in Northport.",
        "Sen. Jane Roe (I-Vt.) said so.",
        "“Why?” she asked.",
        "“The bridge is shut. Nobody crosses,” she said.",
        "J. Q. Roe left.",
        "It cost $3.5 million at 9 a.m. on Monday.",
        "She left ... and came back.",
        "به گفته وی «پل بسته است. کسی نمی‌گذرد» و تمام شد.",
    ],
)
def test_what_is_one_sentence_stays_whole(text: str) -> None:
    assert _split(text) == [text]


def test_a_quotation_that_closes_a_sentence_ends_it() -> None:
    assert _split("She said: “It is shut.” Nobody crossed.") == ["She said: “It is shut.”", "Nobody crossed."]


def test_a_persian_full_stop_or_question_mark_ends_a_sentence() -> None:
    assert _split("پل بسته شد. چرا بسته شد؟ کسی نمی‌داند.") == ["پل بسته شد.", "چرا بسته شد؟", "کسی نمی‌داند."]


def test_an_abbreviation_that_may_end_a_sentence_ends_it_before_a_capital() -> None:
    assert _split("It opens at 9 a.m. Nobody crosses.") == ["It opens at 9 a.m.", "Nobody crosses."]


def test_an_open_quotation_does_not_swallow_the_sentences_after_it() -> None:
    assert len(_split("“The bridge is shut. Nobody crosses.")) == 2


def test_nothing_has_no_sentences() -> None:
    assert _split("") == []
    assert paragraphs(" \n\n") == ()


@given(st.text(alphabet="aB .!?؟…\"“”»')", max_size=80))
def test_sentences_cover_every_word_in_order(text: str) -> None:
    found = sentences(text, Span(0, len(text)))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())


@pytest.mark.parametrize("unit", [".", "a. ", "? ", "“a. b” ", "A.", "“a.” B. "])
def test_a_text_of_nothing_but_ends_is_split_within_the_budget(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    with Confined(cpu_s=15) as cell:
        assert not isinstance(cell.run("rasad.text.sentences:sentences", text, Span(0, len(text))), Rejected)
