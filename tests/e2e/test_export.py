"""The published claims as linked data."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import Any

import pytest

from conftest import rows
from rasad import jsonld
from rasad.settings import Settings


@pytest.fixture(scope="module")
def graph(morning: Settings) -> list[dict[str, Any]]:
    out = io.StringIO()
    count = jsonld.export(morning, out)
    told = json.loads(out.getvalue())
    assert told["@context"] == "https://schema.org"
    assert len(told["@graph"]) == count
    return told["@graph"]


def test_nothing_is_rated(graph: list[dict[str, Any]]) -> None:
    kinds = Counter(thing["@type"] for thing in graph)
    assert set(kinds) == {"NewsArticle", "Claim", "Quotation"}
    assert not any(word in json.dumps(graph) for word in ("ClaimReview", "reviewRating", "ratingValue"))


def test_every_claim_cluster_and_article_is_told_once(morning: Settings, graph: list[dict[str, Any]]) -> None:
    ids = [thing["@id"] for thing in graph]
    assert len(ids) == len(set(ids))
    for kind, table in (("claim", "claims"), ("cluster", "claim_clusters")):
        assert (
            sum(one.startswith(f"urn:rasad:{kind}:") for one in ids)
            == rows(morning, f"SELECT count(*) AS n FROM {table}")[0]["n"]
        )


def test_every_link_leads_to_something_told(graph: list[dict[str, Any]]) -> None:
    ids = {thing["@id"] for thing in graph}
    led = [
        thing[key]["@id"] for thing in graph for key in ("isPartOf", "exampleOfWork", "firstAppearance") if key in thing
    ]
    led += [one["@id"] for thing in graph if isinstance(thing.get("appearance"), list) for one in thing["appearance"]]
    assert led
    assert set(led) <= ids


def test_only_word_for_word_speech_is_a_quotation(morning: Settings, graph: list[dict[str, Any]]) -> None:
    quoted = {thing["identifier"] for thing in graph if thing["@type"] == "Quotation"}
    direct = rows(morning, "SELECT claim_id FROM claims WHERE quote_type = 'direct' AND attr_voice = 'speaker'")
    assert quoted == {row["claim_id"] for row in direct} != set()


def test_what_is_not_known_is_not_told(graph: list[dict[str, Any]]) -> None:
    def empty(value: Any) -> bool:
        return value in (None, {}, []) or (isinstance(value, dict) and any(map(empty, value.values())))

    assert not any(map(empty, graph))


def test_the_claims_of_one_run_can_be_taken_alone(morning: Settings, graph: list[dict[str, Any]]) -> None:
    out = io.StringIO()
    assert jsonld.export(morning, out, run="no such run") == 0
    run = rows(morning, "SELECT max(run_id) AS r FROM claims")[0]["r"]
    out = io.StringIO()
    assert 0 < jsonld.export(morning, out, run=run) <= len(graph)
