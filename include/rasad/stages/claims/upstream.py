"""The outlet from which an article demonstrably has its story without saying so, as a hop of the claims that it holds for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rasad.model import Claim, Hop, Span
from rasad.stages.claims.chain import PROV
from rasad.work import Row

ROLE = "uncredited_upstream"
_CREDITED = ("reporting_outlet", "carrier")
WHOLE_ARTICLE = 0.5
"""From this share of an article on that an earlier one has as well, all of its claims come from there."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """An earlier outlet, how much of the article it had, and the stretches of the article that show it."""

    outlet: str
    score: float
    shown_by: tuple[Span, ...]

    def holds_for(self, claim: Claim) -> bool:
        """Whether a claim is part of what came from there."""
        if self.score >= WHOLE_ARTICLE:
            return True
        relation = claim.relation
        parts = (*relation.content, *relation.cue, *relation.source)
        return any(part.overlaps(span) for part in parts for span in self.shown_by)


def upstream_of(rows: Sequence[Row]) -> Upstream | None:
    """The upstream of one version, from the rows that show it; all name one outlet."""
    if not rows:
        return None
    return Upstream(rows[0]["outlet"], rows[0]["score"], tuple(Span(row["start"], row["end"]) for row in rows))


def with_upstream(claims: Iterable[Claim], upstream: Upstream | None) -> tuple[Claim, ...]:
    """The claims with the upstream put behind their publisher, where they name no outlet themselves."""
    return tuple(_hopped(claim, upstream) if upstream else claim for claim in claims)


def _hopped(claim: Claim, upstream: Upstream) -> Claim:
    named = any(hop.role in _CREDITED or hop.entity_id == upstream.outlet for hop in claim.hops)
    if claim.relation.voice != "speaker" or named or not claim.hops or not upstream.holds_for(claim):
        return claim
    hop = Hop(ROLE, PROV[ROLE], upstream.outlet, explicit=False)
    return replace(claim, hops=(claim.hops[0], hop, *claim.hops[1:]))
