"""Clusters: exact, near, relay, unique; stable ids; increments; merges."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.identity import duplicate_cluster_id
from rasad.stages.dedupe import Clustering, Known, Merge, Pairs, band_pairs, cluster
from rasad.text.fingerprint import band_keys, fingerprints

WORDS = [
    f"{first}{second}"
    for first in "bdfgklmnprstvz"
    for second in ("ala", "ero", "ini", "oku", "uda", "ame", "esi", "ilo")
]


def prose(seed: int, words: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def place(texts: dict[str, str], past: Known | None = None) -> Clustering:
    return cluster(list(texts), fingerprints(list(texts.values())), past)


def remember(texts: dict[str, str], clustering: Clustering, before: Known | None = None) -> Known:
    before = before or Known((), (), (), (), fingerprints([]))
    moved = {merge.cluster_id: merge.into for merge in clustering.merges}
    ids = before.ids + tuple(texts)
    cluster_ids = (
        *(moved.get(each, each) for each in before.cluster_ids),
        *(each.cluster_id for each in clustering.verdicts),
    )
    return Known(
        ids,
        cluster_ids,
        tuple(cluster_ids.index(each) for each in cluster_ids),
        ids,
        np.concatenate([before.signatures, fingerprints(list(texts.values()))]),
    )


def groups(ids: Sequence[str], cluster_ids: Sequence[str]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for text_id, cluster_id in zip(ids, cluster_ids, strict=True):
        found.setdefault(cluster_id, set()).add(text_id)
    return {frozenset(members) for members in found.values()}


def test_the_same_words_are_exact_whatever_their_marks() -> None:
    first, second = place({"a": prose(1), "b": prose(1).upper() + "."}).verdicts
    assert (first.kind, second.kind, second.similarity, second.closest_id) == ("unique", "exact", 1.0, "a")
    assert first.cluster_id == second.cluster_id == duplicate_cluster_id("a")


def test_a_copy_with_its_own_lines_around_it_is_near() -> None:
    _, copy = place({"a": prose(1), "b": f"{prose(8, 12)} {prose(1)} {prose(9, 12)}"}).verdicts
    assert (copy.kind, copy.closest_id, copy.cluster_id) == ("near", "a", duplicate_cluster_id("a"))
    assert 0.7 < copy.similarity < 1.0


def test_a_copy_cut_to_half_is_near() -> None:
    words = prose(1, 300).split()
    _, half = place({"a": " ".join(words), "b": " ".join(words[:170])}).verdicts
    assert half.kind == "near"


def test_a_text_that_takes_long_passages_is_a_relay_in_a_cluster_of_its_own() -> None:
    quoted = " ".join(prose(1, 240).split()[:110])
    _, relay = place({"a": prose(1, 240), "b": f"{quoted} {prose(2, 110)}"}).verdicts
    assert (relay.kind, relay.closest_id, relay.cluster_id) == ("relay", "a", duplicate_cluster_id("b"))
    assert 0.4 <= relay.similarity < 0.62


def test_two_reports_that_quote_one_long_statement_are_linked_and_stay_apart() -> None:
    statement = prose(1, 200)
    first, second = place(
        {
            "a": f"{prose(2, 70)} {statement} {prose(3, 40)}",
            "b": f"{prose(4, 80)} {statement} {prose(5, 30)}",
        }
    ).verdicts
    assert (second.kind, second.closest_id) == ("relay", "a")
    assert first.cluster_id != second.cluster_id


def test_texts_put_together_from_the_same_parts_are_no_copies() -> None:
    parts = [prose(seed, 40) for seed in range(6)]
    anew = " ".join(parts[at] for at in (3, 0, 5, 2, 4, 1))
    first, second = place({"a": " ".join(parts) + prose(8, 90), "b": anew + prose(9, 90)}).verdicts
    assert (second.kind, second.closest_id) == ("relay", "a")
    assert first.cluster_id != second.cluster_id


def test_a_copy_with_a_new_lead_and_half_of_the_rest_is_near() -> None:
    words = prose(1, 400).split()
    copy = f"{prose(8, 25)} {' '.join(words[25:240])} {prose(9, 30)}"
    assert place({"a": " ".join(words), "b": copy}).verdicts[1].kind == "near"


def test_bulletins_that_differ_in_their_figures_stay_apart() -> None:
    def bulletin(*figures: int) -> str:
        told = "the market of the harbour opened with {} sacks at {} coins and closed with {} sacks at {} coins while {} boats waited "
        return (told * 1).format(*figures) + prose(4, 60)

    first, second = place({"a": bulletin(11, 12, 13, 14, 15), "b": bulletin(21, 22, 23, 24, 25)}).verdicts
    assert first.cluster_id != second.cluster_id
    assert second.kind != "near"


def test_a_longer_report_that_updates_one_figure_is_near() -> None:
    told = "{} boats of 40 came at 7 and 12 of 15 left at 9 " + prose(4, 120)
    assert place({"a": told.format(3), "b": told.format(5)}).verdicts[1].kind == "near"


def test_two_sentences_with_common_words_are_not_near() -> None:
    first = "The office said on Monday that the pier would open soon for boats"
    second = "The office said on Monday that the gate would close soon for cars"
    assert place({"a": first, "b": second}).verdicts[1].kind == "unique"


def test_different_texts_are_unique_and_alone() -> None:
    verdicts = place({f"t{seed}": prose(seed) for seed in range(50)}).verdicts
    assert {each.kind for each in verdicts} == {"unique"}
    assert len({each.cluster_id for each in verdicts}) == 50
    assert {(each.similarity, each.closest_id) for each in verdicts} == {(0.0, None)}


def test_texts_without_words_are_unique() -> None:
    assert {each.kind for each in place({"a": "", "b": "", "c": "…"}).verdicts} == {"unique"}


def test_the_closest_of_several_is_the_most_alike_and_then_the_earliest() -> None:
    verdicts = place({"a": f"{prose(1)} {prose(2, 40)}", "b": prose(1), "c": prose(1), "d": prose(1)}).verdicts
    assert (verdicts[3].kind, verdicts[3].closest_id) == ("exact", "b")


def test_a_batch_is_placed_among_the_past_and_keeps_its_cluster_ids() -> None:
    monday = {"a": prose(1), "b": prose(2)}
    past = remember(monday, place(monday))
    copy, new = place({"c": prose(1) + " again", "d": prose(3)}, past).verdicts
    assert (copy.kind, copy.cluster_id) == ("near", duplicate_cluster_id("a"))
    assert (new.kind, new.cluster_id) == ("unique", duplicate_cluster_id("d"))


def test_a_text_that_joins_two_clusters_merges_the_younger_into_the_older() -> None:
    left, right = prose(1, 150), prose(2, 150)
    monday = {"a": f"{left} {prose(5, 60)}", "b": f"{right} {prose(6, 60)}"}
    past = remember(monday, place(monday))
    bridge = place({"c": f"{left} {right}"}, past)
    joined = bridge.verdicts[0]
    assert joined.kind == "near"
    assert joined.cluster_id == duplicate_cluster_id("a")
    (merge,) = bridge.merges
    assert merge == Merge(duplicate_cluster_id("b"), duplicate_cluster_id("a"), "c", "b", merge.similarity)
    assert 0.28 < merge.similarity < 0.6


def test_the_older_cluster_survives_whichever_of_its_texts_is_the_look_alike() -> None:
    left, right = prose(1, 150), prose(2, 150)
    signatures = fingerprints([f"{right} {prose(6, 60)}", f"{left} {prose(5, 60)}"])
    past = Known(("young", "late-copy"), ("dup-young", "dup-old"), (7, 3), ("young", "late-copy"), signatures)
    bridge = place({"c": f"{left} {right}"}, past)
    assert bridge.verdicts[0].cluster_id == "dup-old"
    assert [(merge.cluster_id, merge.into, merge.like_id) for merge in bridge.merges] == [
        ("dup-young", "dup-old", "young")
    ]


def edits(texts: dict[str, str], articles: dict[str, str], past: Known | None = None) -> Clustering:
    found = [articles[text_id] for text_id in texts]
    return cluster(list(texts), fingerprints(list(texts.values())), past, article_ids=found)


def test_an_edit_stays_with_its_article_however_little_of_the_text_is_left() -> None:
    verdicts = edits({"v1": prose(1), "w1": prose(2), "v2": prose(3)}, {"v1": "a", "w1": "b", "v2": "a"}).verdicts
    assert (verdicts[2].kind, verdicts[2].closest_id) == ("version", "v1")
    assert verdicts[2].cluster_id == verdicts[0].cluster_id
    assert verdicts[2].similarity < 0.1


def test_an_edit_that_becomes_like_another_article_merges_nothing() -> None:
    clustering = edits({"v1": prose(1), "w1": prose(2), "v2": prose(2)}, {"v1": "a", "w1": "b", "v2": "a"})
    assert clustering.verdicts[1].cluster_id != clustering.verdicts[0].cluster_id
    assert clustering.verdicts[2].cluster_id == clustering.verdicts[0].cluster_id
    assert clustering.merges == ()


def test_a_copy_of_an_edit_joins_the_cluster_of_the_article() -> None:
    found = edits({"v1": prose(1), "v2": prose(2), "w1": prose(2)}, {"v1": "a", "v2": "a", "w1": "b"}).verdicts[2]
    assert (found.kind, found.cluster_id) == ("exact", duplicate_cluster_id("v1"))


def test_an_edit_of_a_known_article_is_told_from_a_copy() -> None:
    past = Known(("v1",), ("dup",), (0,), ("a",), fingerprints([prose(1)]))
    found = edits({"v2": prose(1) + " again"}, {"v2": "a"}, past).verdicts[0]
    assert (found.kind, found.closest_id, found.cluster_id) == ("version", "v1", "dup")


def test_candidates_from_a_join_elsewhere_give_the_same_answer() -> None:
    texts = {"a": prose(1), "b": prose(2), "c": prose(1) + " again"}
    signatures = fingerprints(list(texts.values()))
    pairs = band_pairs(band_keys(signatures), 0)
    assert cluster(list(texts), signatures, pairs=pairs) == cluster(list(texts), signatures)
    nothing = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert {each.kind for each in cluster(list(texts), signatures, pairs=nothing).verdicts} == {"unique"}


def test_pairs_inside_the_past_are_left_out() -> None:
    pairs = band_pairs(band_keys(fingerprints([prose(1), prose(1), prose(1)])), 2)
    assert list(zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)) == [(0, 2), (1, 2)]


@pytest.mark.parametrize("copies", [3, 60, 300])
def test_a_formula_that_many_texts_share_still_ends_in_one_cluster(copies: int) -> None:
    verdicts = place({f"t{number:03d}": prose(1) for number in range(copies)}).verdicts
    assert {each.cluster_id for each in verdicts} == {duplicate_cluster_id("t000")}


@given(st.integers(0, 10_000), st.integers(1, 11))
@settings(max_examples=25, deadline=None)
def test_however_a_stream_is_cut_into_batches_the_clusters_are_the_same(seed: int, cut: int) -> None:
    rng = random.Random(seed)
    bases = [prose(rng.randrange(1000), 120) for _ in range(4)]
    texts = {f"t{number:02d}": f"{rng.choice(bases)} {prose(rng.randrange(1000), 15)}" for number in range(12)}
    whole = groups(list(texts), [each.cluster_id for each in place(texts).verdicts])
    past: Known | None = None
    for start in range(0, 12, cut):
        batch = dict(list(texts.items())[start : start + cut])
        past = remember(batch, place(batch, past), past)
    assert past is not None
    assert groups(past.ids, past.cluster_ids) == whole
