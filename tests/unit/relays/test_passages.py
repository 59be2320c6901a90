"""Sentence keys: what they stand for, what hides a copied sentence and what does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.model import Span
from rasad.stages.dedupe.passages import (
    ALIKE,
    EXACT,
    LEAST_LETTERS,
    KeyIndex,
    Passages,
    agreement,
    from_stored,
    keys_of,
    passages,
    spans_of,
    to_bytes,
)
from rasad.text.normalise import fold
from rasad.text.sentences import paragraphs, sentences

SENTENCE = (
    "The harbour office of Lanport said that the new pier would open to small boats before the summer begins again."
)
PERSIAN = "دفتر بندر لنپورت می‌گوید اسکله‌های تازه پیش از آغاز تابستان به روی قایق‌های کوچک باز می‌شود."


def keys(text: str, language: str = "en") -> Passages:
    return passages(text, language)


def alike(one: str, other: str, language: str = "en") -> int:
    return int(agreement(keys(one, language), keys(other, language))[0])


WORDS = st.sampled_from(
    [
        "harbour",
        "pier",
        "boats",
        "Lanport",
        "«می‌شود»",
        "“quay”",
        "summer.",
        "islands,",
        "۱۲",
        "34",
        "office؟",
        "ferry\n",
        "union",
    ]
)


@given(st.lists(WORDS, max_size=120).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_every_key_stands_for_a_whole_sentence_of_the_stored_text(text: str) -> None:
    written = {span for paragraph in paragraphs(text) for span in sentences(text, paragraph)}
    found = spans_of(keys(text))
    assert set(found) <= written
    assert found == sorted(found)
    folded = fold(text)
    assert all(sum(c.isalnum() for c in folded.slice(span)) >= LEAST_LETTERS for span in found)


@given(st.lists(WORDS, max_size=80).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_what_is_stored_comes_back_as_it_was(text: str) -> None:
    found = keys(text)
    again = from_stored(to_bytes(found), keys_of(found))
    assert np.array_equal(again, found)
    assert len(to_bytes(found)) == 16 * len(found)


@pytest.mark.parametrize(
    "damaged",
    [
        PERSIAN.replace("\u200c", ""),
        PERSIAN.replace("\u200c", " "),
        PERSIAN.replace("ی", "ي").replace("ک", "ك"),
        PERSIAN.replace("دفتر", "دفـتـر"),
        PERSIAN.rstrip(".") + "!",
    ],
    ids=["joiners lost", "joiners spaced", "Arabic letters", "kashida", "another mark"],
)
def test_the_same_sentence_in_other_letters_has_the_same_keys(damaged: str) -> None:
    assert alike(PERSIAN, damaged, "fa") == EXACT


@pytest.mark.parametrize(
    "altered",
    [
        SENTENCE.replace("small boats", "small vessels"),
        SENTENCE.replace("said that", "said on Monday that"),
        SENTENCE.replace(" again", ""),
    ],
)
def test_a_slightly_altered_sentence_is_alike_but_not_the_same(altered: str) -> None:
    assert ALIKE <= alike(SENTENCE, altered) < EXACT


def test_another_sentence_on_the_same_matter_is_not_alike() -> None:
    other = "Officials of the harbour of Lanport announced for May the opening of a quay that is meant for the smallest of boats."
    assert alike(SENTENCE, other) < ALIKE


def test_a_sentence_with_other_figures_is_never_alike() -> None:
    told = "The price of one sack of saffron rose by {} coins to {} coins on the exchange of Lanport, dealers said."
    assert alike(told.format(12, 4210), told.format(13, 4223)) == 0


def test_what_is_not_the_articles_own_and_what_is_short_has_no_keys() -> None:
    text = f"{SENTENCE}\nThe council was silent.\n{SENTENCE.upper()}"
    masked = Span(0, len(SENTENCE))
    assert len(keys(text)) == 2
    assert [span.of(text) for span in spans_of(passages(text, "en", [masked]))] == [SENTENCE.upper()]


@pytest.mark.parametrize("text", ["", " \n ", "…", "؟!", "ok."])
def test_a_text_without_sentences_has_no_keys(text: str) -> None:
    assert len(keys(text)) == 0


def test_speech_is_told_from_the_articles_own_words() -> None:
    speech = "“We shall neither raise the fares nor cut a single crossing before the elders are heard,” the board said."
    behind_colon = (
        "وی افزود: کرایه‌ها بالا نمی‌رود و هیچ سفری پیش از شنیدن نظر بزرگان جزیره کم نخواهد شد و همه باید این را بدانند."
    )
    assert keys(speech)["quoted"][0] > 70
    assert keys(behind_colon, "fa")["quoted"][0] > 70
    assert keys(SENTENCE)["quoted"][0] == 0


def test_a_long_text_leaves_keys_of_its_beginning_only() -> None:
    found = keys("\n".join([SENTENCE] * 2_000))
    assert len(found)
    assert max(span.end for span in spans_of(found)) <= 65_535


def test_an_index_gives_the_oldest_places_of_each_key_and_no_more_than_asked() -> None:
    index = KeyIndex(np.array([7, 3, 7, 7], np.uint32), np.arange(4))
    asked, places = index.lookup(np.array([9, 7, 3], np.uint32), 2)
    assert list(zip(asked.tolist(), places.tolist(), strict=True)) == [(1, 0), (1, 2), (2, 1)]
