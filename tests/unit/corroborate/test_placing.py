"""Clusters that never change their names."""

from __future__ import annotations

from datetime import timedelta

from statement_builders import NOW, said

from rasad.identity import claim_cluster_id
from rasad.stages.corroborate.comparison import Comparison
from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.placing import place, resolved
from rasad.stages.corroborate.statement import Statement

A, B, C = (said(name, claim_id=name, known_at=NOW + timedelta(hours=at)) for at, name in enumerate("abc"))


def link(one: Statement, other: Statement, relation: str = "same", score: float = 0.9) -> Link:
    return Link(one, other, Comparison(relation, score, "same_language"))


def clusters(placement: object) -> dict[str, str]:
    return {one.claim_id: one.cluster_id for one in placement.placed}  # type: ignore[attr-defined]


def test_a_claim_that_nobody_said_before_begins_a_cluster_of_its_own() -> None:
    assert clusters(place([A], [], {}, {})) == {"a": claim_cluster_id("a")}


def test_a_claim_joins_the_cluster_of_the_claim_that_it_repeats() -> None:
    assert clusters(place([B], [link(A, B)], {"a": "old"}, {"old": NOW})) == {"b": "old"}


def test_claims_of_one_batch_join_each_other() -> None:
    found = clusters(place([A, B, C], [link(A, B), link(B, C, "same_with_difference")], {}, {}))
    assert set(found.values()) == {claim_cluster_id("a")}


def test_an_overlap_or_a_conflict_joins_nothing() -> None:
    found = clusters(place([A, B, C], [link(A, B, "overlap"), link(B, C, "conflict")], {}, {}))
    assert len(set(found.values())) == 3


def test_the_better_link_decides() -> None:
    links = [link(A, C, "same_with_difference", 0.99), link(B, C, "same", 0.5)]
    assert clusters(place([C], links, {"a": "one", "b": "two"}, {"one": NOW, "two": NOW}))["c"] == "two"


def test_a_claim_that_says_the_very_same_as_two_clusters_merges_the_younger_into_the_older() -> None:
    began = {"one": NOW, "two": NOW + timedelta(days=1)}
    placement = place([C], [link(A, C), link(B, C, score=0.95)], {"a": "one", "b": "two"}, began)
    assert [(merge.cluster_id, merge.into) for merge in placement.merges] == [("two", "one")]
    assert clusters(placement) == {"c": "two"}


def test_weaker_likeness_never_merges_clusters() -> None:
    links = [link(A, C), link(B, C, "same_with_difference")]
    assert place([C], links, {"a": "one", "b": "two"}, {"one": NOW, "two": NOW}).merges == ()


def test_a_merged_cluster_leads_to_the_last_one_however_long_the_way() -> None:
    assert resolved([("c", "b"), ("b", "a")]) == {"c": "a", "b": "a"}
    assert resolved([]) == {}


def test_merges_that_run_in_a_circle_end() -> None:
    assert set(resolved([("a", "b"), ("b", "a")])) == {"a", "b"}
