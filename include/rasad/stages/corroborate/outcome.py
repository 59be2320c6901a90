"""What corroboration found for one batch, as rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rasad.identity import claim_cluster_id, short_hash
from rasad.stages.corroborate import cycle, drift
from rasad.stages.corroborate.chains import Chains, credited
from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.placing import Placed, Placement
from rasad.stages.corroborate.statement import Statement
from rasad.stages.corroborate.weights import Weights
from rasad.work import Row, Rows


class Outcome:
    """What was found for one batch: related claims and their places, to be told as rows."""

    def __init__(
        self,
        inputs: Mapping[str, Rows],
        claims: Mapping[str, Row],
        past: Mapping[str, Row],
        statements: Mapping[str, Statement],
        related: Sequence[Link],
        placement: Placement,
    ) -> None:
        self._inputs, self._claims, self._past = inputs, claims, past
        self._statements, self._related, self._placement = statements, related, placement
        self._clusters = {one.claim_id: one.cluster_id for one in placement.placed}

    def members(self) -> Rows:
        """One row a claim: its cluster, and the link that took it there."""
        alone = [
            Placed(claim_id, claim_cluster_id(claim_id), None)
            for claim_id, row in self._claims.items()
            if row["attr_voice"] != "speaker"
        ]
        return [self._member(one) for one in (*self._placement.placed, *alone)]

    def _member(self, one: Placed) -> Row:
        row: Row = {
            "claim_id": one.claim_id,
            "version_id": self._claims[one.claim_id]["version_id"],
            "cluster_id": one.cluster_id,
            "relation": "same",
            "via_claim_id": None,
            "score": 1.0,
            "method": "first",
            "reasons": None,
        }
        if one.link is None:
            return row
        ends = (one.link.earlier.claim_id, one.link.later.claim_id)
        return row | {
            "relation": one.link.comparison.relation,
            "via_claim_id": next(end for end in ends if end != one.claim_id),
            **_how(one.link),
        }

    def merges(self) -> Rows:
        """Clusters that turned out to be one."""
        return [
            {
                "cluster_id": merge.cluster_id,
                "into_cluster_id": merge.into,
                "version_id": self._version(merge.via),
                "via_claim_id": merge.via.later.claim_id,
            }
            for merge in self._placement.merges
        ]

    def links(self) -> Rows:
        """Every pair of claims that belongs together, with its reasons."""
        return [
            {
                "link_id": short_hash("link", link.earlier.claim_id, link.later.claim_id),
                "version_id": self._version(link),
                "claim_a": link.earlier.claim_id,
                "claim_b": link.later.claim_id,
                "article_a": link.earlier.article_id,
                "article_b": link.later.article_id,
                "relation": link.comparison.relation,
                **_how(link),
            }
            for link in self._related
        ]

    def conflicts(self) -> Rows:
        """One row a disagreement of two linked claims."""
        return [
            {
                "conflict_id": short_hash("conflict", link.earlier.claim_id, link.later.claim_id, clash.field),
                "version_id": self._version(link),
                "cluster_id": self._cluster(link.later.claim_id),
                "claim_a": link.earlier.claim_id,
                "claim_b": link.later.claim_id,
                "field": clash.field,
                "value_a": clash.earlier,
                "value_b": clash.later,
                "basis": clash.basis,
            }
            for link in self._related
            for clash in link.comparison.clashes
        ]

    def drifts(self, past_hops: Rows) -> Rows:
        """What changed between a claim and what was made of it downstream. `past_hops` are the chains of earlier claims."""
        rows: Rows = []
        publisher = {claim_id: row["source_id"] for claim_id, row in {**self._past, **self._claims}.items()}
        taken = frozenset(
            (row["article_id"], row["to_article_id"])
            for row in self._inputs["links"]
            if row["direction"] in ("certain", "likely")
        )
        chains = Chains(publisher, credited([*past_hops, *self._inputs["hops"]]), taken)
        for link in self._related:
            upstream = chains.upstream(link)
            for one in drift.drifts(link, upstream) if upstream is not None else ():
                rows.append(
                    {
                        "drift_id": short_hash(
                            "drift", one.upstream.claim_id, one.downstream.claim_id, one.kind, one.upstream_says
                        ),
                        "version_id": self._version(link),
                        "upstream_claim_id": one.upstream.claim_id,
                        "downstream_claim_id": one.downstream.claim_id,
                        "kind": one.kind,
                        "upstream_says": one.upstream_says,
                        "downstream_says": one.downstream_says,
                    }
                )
        return rows

    def events(self, weights: Weights) -> Rows:
        """What happened to claims: new ones arrive, others are denied or edited."""
        seen = {
            claim_id: cycle.Seen(row["version_id"], row["known_at"], row["seen_at"])
            for claim_id, row in self._claims.items()
        }
        found = [*cycle.arrivals(self._placement.placed, seen), *cycle.denials(self._related, seen)]
        for changed in grouped(self._inputs["edits"], "version_id").values():
            old = {row["claim_id"] for row in changed if not row["is_new"]}
            new = {row["claim_id"] for row in changed if row["is_new"]}
            found += cycle.edits(
                [self._statements[claim_id] for claim_id in sorted(old - new) if claim_id in self._statements],
                [self._statements[claim_id] for claim_id in sorted(new - old) if claim_id in self._statements],
                cycle.Seen(changed[0]["version_id"], changed[0]["seen_at"], changed[0]["seen_at"]),
                weights,
            )
        return [
            {
                "event_id": short_hash(
                    "event", event.claim_id, event.kind, event.by_claim_id or "", event.seen.version_id
                ),
                "version_id": event.seen.version_id,
                "claim_id": event.claim_id,
                "kind": event.kind,
                "happened_at": event.seen.happened_at,
                "seen_at": event.seen.seen_at,
                "by_claim_id": event.by_claim_id,
                "explanation": event.explanation,
            }
            for event in found
        ]

    def _version(self, link: Link) -> str:
        """The version of the batch that made a link: that of the later claim, unless that one was known before."""
        row = self._claims.get(link.later.claim_id) or self._claims[link.earlier.claim_id]
        return str(row["version_id"])

    def _cluster(self, claim_id: str) -> str:
        return self._clusters.get(claim_id) or str(self._past[claim_id]["cluster_id"])


def grouped(rows: Rows, key: str) -> defaultdict[str, Rows]:
    """Rows by one of their columns, in their order."""
    found: defaultdict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def _how(link: Link) -> Row:
    comparison = link.comparison
    return {
        "score": comparison.score,
        "method": comparison.method,
        "reasons": json.dumps(dict(comparison.reasons), ensure_ascii=False),
    }
