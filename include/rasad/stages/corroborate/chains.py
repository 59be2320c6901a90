"""Who had a claim from whom: which end of a link is upstream, told by credits in the text and by text reuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.statement import Statement
from rasad.work import Rows

_CREDITED = ("reporting_outlet", "carrier", "uncredited_upstream")


@dataclass(frozen=True, slots=True)
class Chains:
    """What is known of the ways of claims: who published each, whom each credits, which article came from which."""

    publisher: Mapping[str, str]  # claim → outlet
    credited: Mapping[str, frozenset[str]]  # claim → outlets that its chain names before the speaker
    taken_from: frozenset[tuple[str, str]] = field(
        default_factory=frozenset
    )  # (article, the article it was taken from)

    def upstream(self, link: Link) -> Statement | None:
        """The end of a link that the other one took the claim from; None where nothing tells, or both."""
        ends = [
            upstream
            for upstream, downstream in ((link.earlier, link.later), (link.later, link.earlier))
            if self._came_from(downstream, upstream)
        ]
        return ends[0] if len(ends) == 1 else None

    def _came_from(self, downstream: Statement, upstream: Statement) -> bool:
        if (downstream.article_id, upstream.article_id) in self.taken_from:
            return True
        return self.publisher.get(upstream.claim_id) in self.credited.get(downstream.claim_id, frozenset())


def credited(hops: Rows) -> dict[str, frozenset[str]]:
    """The outlets that each claim's chain names, its publisher left out."""
    found: dict[str, set[str]] = {}
    for hop in hops:
        if hop["role"] in _CREDITED and hop["entity_id"]:
            found.setdefault(hop["claim_id"], set()).add(hop["entity_id"])
    return {claim_id: frozenset(outlets) for claim_id, outlets in found.items()}
