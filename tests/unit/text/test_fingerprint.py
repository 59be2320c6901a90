"""Fingerprints: what they are blind to, what they see, and that they never depend on the batch."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.text.fingerprint import BANDS, SIGNATURE, band_keys, fingerprints, from_bytes, to_bytes
from rasad.text.likeness import compare, order

WORDS = [
    f"{first}{second}"
    for first in "bdfgklmnprstvz"
    for second in ("ala", "ero", "ini", "oku", "uda", "ame", "esi", "ilo")
]


def prose(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def likeness(one: str, other: str) -> tuple[float, float]:
    prints = fingerprints([one, other])
    found = compare(prints[:1], prints[1:])
    return float(found.jaccard[0]), float(found.contained[0])


def same_bands(one: str, other: str) -> int:
    bands = band_keys(fingerprints([one, other]))
    return int((bands[0] == bands[1]).sum())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Pier, of LANPORT: is “open”!", "the pier of lanport is open"),
        ("اسکله‌ی تازه می‌شود كه ۱۲ قايق", "اسکلهی تازه میشود که 12 قایق"),
        ("قایق\u0640ها بازِ", "قایقها باز"),
        ("a\n\nb   c", "a b c"),
        ("don’t open", "don't open"),
    ],
)
def test_case_marks_keyboards_digits_and_joiners_make_no_difference(one: str, other: str) -> None:
    prints = fingerprints([one, other])
    assert to_bytes(prints[0]) == to_bytes(prints[1])


def test_the_order_of_words_makes_a_difference() -> None:
    prints = fingerprints(["one two three four five", "five four three two one"])
    assert to_bytes(prints[0]) != to_bytes(prints[1])


@given(st.lists(st.text(max_size=80), min_size=1, max_size=6), st.randoms())
@settings(max_examples=60)
def test_a_fingerprint_never_depends_on_the_texts_beside_it(texts: list[str], order: random.Random) -> None:
    together = fingerprints(texts)
    for position in order.sample(range(len(texts)), len(texts)):
        alone = fingerprints([texts[position]])
        assert to_bytes(alone[0]) == to_bytes(together[position])
        assert (band_keys(alone)[0] == band_keys(together)[position]).all()


def test_a_fingerprint_is_the_same_in_every_version_of_the_program() -> None:
    stored = fingerprints(["The new pier of Lanport opened on Monday with 12 boats."])
    assert int(stored["triples"][0]) == 9
    assert int(stored["whole"][0]) == 7_169_065_063_496_349_763
    assert int(band_keys(stored)[0][0]) == 4_170_616_247


def test_stored_signatures_come_back_as_they_were() -> None:
    prints = fingerprints(["one two three four", "", "اسکله تازه باز شد"])
    stored = [to_bytes(signature) for signature in prints]
    assert {len(each) for each in stored} == {SIGNATURE.itemsize}
    assert (from_bytes(stored) == prints).all()
    with pytest.raises(ValueError, match="buffer"):
        from_bytes([b"short"])


@pytest.mark.parametrize("kept", [0.9, 0.7, 0.5])
def test_the_estimate_is_near_the_true_share_of_triples(kept: float) -> None:
    whole = prose(1, 400)
    jaccard, contained = likeness(" ".join(whole), " ".join(whole[: int(400 * kept)]))
    assert jaccard == pytest.approx(kept, abs=0.1)
    assert contained == pytest.approx(1.0, abs=0.12)


def test_texts_of_different_words_are_not_alike() -> None:
    pairs = [likeness(" ".join(prose(seed)), " ".join(prose(seed + 100))) for seed in range(20)]
    assert max(jaccard for jaccard, _ in pairs) < 0.05


def test_a_bin_that_is_empty_in_one_text_speaks_against_likeness() -> None:
    whole = prose(3, 200)
    jaccard, _ = likeness(" ".join(whole), " ".join(whole[:20]))
    assert jaccard < 0.2


def test_texts_that_share_half_of_their_triples_share_a_band() -> None:
    whole = prose(5, 300)
    assert same_bands(" ".join(whole), " ".join(whole[:190])) >= 1


def test_short_texts_band_as_well() -> None:
    assert same_bands("pier opens today", "Pier opens today!") == BANDS


def test_texts_without_words_have_no_triples_and_are_like_nothing() -> None:
    prints = fingerprints(["", "…", "one"])
    assert prints["triples"].tolist() == [0, 0, 1]
    assert not compare(prints[:1], prints[1:2]).same_words[0]


def test_figures_tell_two_bulletins_apart() -> None:
    one = "Boats 12 came and 15 left at 7 with 230 sacks"
    other = "Boats 31 came and 44 left at 9 with 518 sacks"
    prints = fingerprints([one, other, one + " on Monday"])
    figures = compare(prints[[0, 0]], prints[[1, 2]]).figures
    assert figures.tolist() == [0.0, 1.0]


def test_what_a_cut_and_framed_copy_shares_stands_in_the_same_order_from_the_beginning() -> None:
    whole = prose(7, 400)
    copy = prose(8, 30) + whole[:240] + prose(9, 40)
    prints = fingerprints([" ".join(whole), " ".join(copy)])
    correlation, begins = order(prints[:1], prints[1:])
    assert correlation[0] > 0.85
    assert begins[0] == 0


def test_what_was_put_together_anew_stands_in_another_order() -> None:
    parts = [prose(seed, 40) for seed in range(8)]
    texts = [" ".join(" ".join(parts[at]) for at in placed) for placed in (range(8), (5, 2, 7, 0, 4, 1, 6, 3))]
    prints = fingerprints([*texts, " ".join(prose(99))])
    correlation, begins = order(prints[[0, 0]], prints[[1, 2]])
    assert correlation[0] < 0.5
    assert begins[0] == 0
    assert begins[1] > 0


def test_an_empty_batch_is_an_empty_answer() -> None:
    prints = fingerprints([])
    assert len(prints) == 0
    assert len(compare(prints, prints).jaccard) == 0
    assert band_keys(prints).shape == (0, BANDS)
