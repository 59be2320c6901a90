"""Clusters of the same claim, kept for good: a new claim joins the cluster that it repeats, or begins one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rasad.identity import claim_cluster_id
from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.statement import Statement

SAME = ("same", "same_with_difference")
"""The relations that make two claims members of one cluster."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a new claim went: its cluster, and the link that took it there (None: it begins the cluster)."""

    claim_id: str
    cluster_id: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two clusters turned out to be one: all members of `cluster_id` count for the older `into` from now on."""

    cluster_id: str
    into: str
    via: Link


@dataclass(frozen=True, slots=True)
class Placement:
    """A batch's claims in their clusters, and the clusters that a claim of the batch showed to be one."""

    placed: tuple[Placed, ...]
    merges: tuple[Merge, ...]


def resolved(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each cluster that was merged, the one that its members count for now, however long the way there."""
    step = dict(merges)

    def last(cluster_id: str) -> str:
        seen = {cluster_id}
        while step.get(cluster_id, cluster_id) not in seen:
            cluster_id = step[cluster_id]
            seen.add(cluster_id)
        return cluster_id

    return {cluster_id: last(cluster_id) for cluster_id in step}


def place(
    fresh: Sequence[Statement], links: Sequence[Link], clusters: Mapping[str, str], began: Mapping[str, datetime]
) -> Placement:
    """Place new statements, in the order in which the world could know them.

    `clusters` are those of earlier claims, `began` says when each of them began. A claim joins by its best link to a claim that has a
    place. Where it says the very same ("same") as a claim of another cluster, the younger cluster is merged into the older one; weaker
    likeness never merges, so that chains of small differences do not run together.
    """
    at, age = dict(clusters), dict(began)
    by_claim = _by_claim(links)
    placed: list[Placed] = []
    merges: list[Merge] = []
    for statement in fresh:
        joining = _joining(statement, by_claim, at)
        best = joining[0] if joining else None
        cluster_id = at[_other(best, statement)] if best else claim_cluster_id(statement.claim_id)
        at[statement.claim_id] = cluster_id
        age.setdefault(cluster_id, statement.known_at)
        placed.append(Placed(statement.claim_id, cluster_id, best))
        for link in joining if best and best.comparison.relation == SAME[0] else ():
            one, other = at[statement.claim_id], at[_other(link, statement)]
            if link.comparison.relation == SAME[0] and one != other:
                into, younger = sorted((one, other), key=lambda cluster: (age[cluster], cluster))
                merges.append(Merge(younger, into, link))
                at |= {claim_id: into for claim_id, cluster in at.items() if cluster == younger}
    return Placement(tuple(placed), tuple(merges))


def _by_claim(links: Sequence[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        if link.comparison.relation in SAME:
            found.setdefault(link.later.claim_id, []).append(link)
            found.setdefault(link.earlier.claim_id, []).append(link)
    return found


def _joining(statement: Statement, by_claim: Mapping[str, list[Link]], at: Mapping[str, str]) -> list[Link]:
    """The links of a statement to claims that have a place, the best first."""
    return sorted(
        (link for link in by_claim.get(statement.claim_id, ()) if _other(link, statement) in at),
        key=lambda link: (link.comparison.relation != SAME[0], -link.comparison.score, _other(link, statement)),
    )


def _other(link: Link, statement: Statement) -> str:
    return link.earlier.claim_id if link.later.claim_id == statement.claim_id else link.later.claim_id
