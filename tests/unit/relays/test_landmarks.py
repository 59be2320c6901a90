"""Landmarks: what stays of a report in other words or another language."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from relay_desk import who_is_who
from relay_texts import FERRY, FERRY_OTHER, FERRY_PERSIAN

from rasad.model import Span
from rasad.stages.dedupe.facts import Frequencies, agreement
from rasad.stages.dedupe.landmarks import KINDS, MOST, Landmarks, landmarks

DAY = date(2026, 11, 16)


def read(text: str, language: str = "en", *skipped: Span) -> Landmarks:
    return landmarks(text, language, DAY, who_is_who(), skipped)


def words(text: str, language: str = "en") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for each in read(text, language):
        found[KINDS[each["kind"]]].append(text[each["start"] : each["start"] + each["length"]])
    return found


PIECES = [
    "Mirza Kolahduz",
    "said",
    "34",
    "boats",
    "January 9",
    "میرزا کلاه‌دوز",
    "،",
    "۱۲ نفر",
    "“no way at all”",
    ".",
    "\n",
    "Bamdad Roudaki",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.sampled_from(["en", "fa"]))
@settings(max_examples=60, deadline=None)
def test_every_landmark_lies_in_the_text_and_each_is_kept_once(text: str, language: str) -> None:
    found = read(text, language)
    assert (found["start"].astype(int) + found["length"] <= len(text)).all()
    assert (found["length"] > 0).all()
    assert len(set(found["key"].tolist())) == len(found)
    assert np.array_equal(found["start"], np.sort(found["start"]))


def test_names_days_numbers_and_quoted_words_are_landmarks() -> None:
    found = words(FERRY)
    assert {"Ferry Board", "Lanport", "Mirza Kolahduz"} <= set(found["name"])
    assert found["day"] == ["January 9", "May 14", "October 3", "October 27"]
    assert {"34 crossings", "23 pages", "6,450,000 euros", "1,870 passengers", "2.4 kilometres"} <= set(found["number"])
    assert found["quote"] == ["They drew a line on a map and went home,"]


def test_both_languages_have_the_same_keys_for_the_same_details() -> None:
    one, other = read(FERRY), read(FERRY_PERSIAN, "fa")
    assert len(set(one["key"].tolist()) & set(other["key"].tolist())) >= 12


@pytest.mark.parametrize(
    ("english", "persian"),
    [
        ("the lawyer Bamdad Roudaki spoke", "بامداد رودکی، وکیل، سخن گفت"),
        ("the baker Shahrokh Golchin spoke", "شاهرخ گلچین، نانوا، سخن گفت"),
        ("the pilot Ghazal Tizparvaz spoke", "غزل تیزپرواز، خلبان، سخن گفت"),
    ],
)
def test_a_name_that_nobody_listed_is_known_by_its_consonants_in_both_scripts(english: str, persian: str) -> None:
    assert set(read(english)["key"].tolist()) & set(read(persian, "fa")["key"].tolist())


def test_small_numbers_count_with_their_unit_only_and_large_ones_tell_more() -> None:
    found = read("There were 7 of them. There were 7 boats for 8,417 people.")
    bits = dict(zip(found["key"].tolist(), found["bits"].tolist(), strict=True))
    assert len(bits) == 1 or max(bits.values()) > min(bits.values())
    assert not len(read("There were 7 of them."))


def test_what_is_not_the_articles_own_words_leaves_no_landmark() -> None:
    text = f"Mirza Kolahduz on January 9\n{FERRY_OTHER}"
    assert "January 9" in words(text)["day"]
    days = [each for each in read(text, "en", Span(0, 27)) if KINDS[each["kind"]] == "day" and each["start"] < 27]
    assert days == []


def test_a_text_full_of_details_keeps_the_most_telling() -> None:
    text = " ".join(f"There were {number} boats for {number * 1001 + 3} people." for number in range(14, 120))
    found = read(text)
    assert len(found) == MOST
    assert found["bits"].min() > 60


@pytest.mark.parametrize("text", ["", " \n", "…", "Nothing happened."])
def test_a_text_without_details_has_none(text: str) -> None:
    assert len(read(text)) == 0


def test_details_that_many_texts_have_tell_little() -> None:
    common, rare = read("Mirza Kolahduz spoke of 8,417 boats."), read("A clerk spoke of 8,417 boats.")
    few, many = Frequencies([common, rare]), Frequencies([common] * 200)
    assert few.bits(common).min() > many.bits(common).max()


def test_the_order_of_details_is_measured_against_chance() -> None:
    sentences = [f"There were {number} boats for {number * 1001 + 3} people." for number in range(20, 29)]
    straight, shuffled = " ".join(sentences), " ".join(sentences[at] for at in (4, 8, 0, 6, 2, 7, 1, 5, 3))
    one, other = read(straight), read(shuffled)
    frequencies = Frequencies([one, other])
    assert agreement(one, read(straight), frequencies).order_beyond_chance == pytest.approx(1.0)
    assert agreement(one, other, frequencies).order_beyond_chance < 0.3
    assert agreement(one, read("Nothing."), frequencies).order_beyond_chance == 0.0
