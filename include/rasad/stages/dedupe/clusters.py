"""Clusters of the same text: a batch in time order against the texts before it. Cluster ids never change; merges are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rasad.identity import duplicate_cluster_id
from rasad.stages.dedupe.candidates import Pairs, band_pairs
from rasad.stages.dedupe.judgement import KINDS, NEAR, UNIQUE, Judged, judged
from rasad.text.fingerprint import Signatures, band_keys
from rasad.text.likeness import compare
from rasad.text.word_hashes import Indices

VERSION = "version"
_YOUNGEST = 1 << 62  # clusters of the batch itself are younger than all of the past


@dataclass(frozen=True, slots=True)
class Known:
    """Earlier texts that may match, oldest first, position by position; `ages` orders their clusters, the oldest lowest."""

    ids: tuple[str, ...]
    cluster_ids: tuple[str, ...]
    ages: tuple[int, ...]
    article_ids: tuple[str, ...]
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one text is to the texts before it. `similarity` is 0 and `closest_id` None for a unique text."""

    id: str
    cluster_id: str
    kind: str  # unique, exact, near, relay; version: an edit of an article that is known, in the cluster of its first version
    similarity: float
    closest_id: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two clusters turned out to be one: all of `cluster_id` belong to the older `into` from now on.

    The text `id` of the batch, which is in `into`, is like the text `like_id` of `cluster_id`.
    """

    cluster_id: str
    into: str
    id: str
    like_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Clustering:
    """A batch's verdicts in input order, and the merges of clusters that existed before it."""

    verdicts: tuple[Verdict, ...]
    merges: tuple[Merge, ...]


def cluster(
    ids: Sequence[str],
    signatures: Signatures,
    past: Known | None = None,
    pairs: Pairs | None = None,
    article_ids: Sequence[str] | None = None,
) -> Clustering:
    """Place a batch, given in time order, among itself and `past`.

    `pairs` are candidates found elsewhere (a sorted index, a band join in SQL), as positions in past followed by batch;
    without them the band keys are joined here. Near and exact copies share a cluster; a relay is linked by `closest_id` and
    keeps a cluster of its own. A later text of a known article joins that article's cluster and no other: rewritten, it
    says nothing about what the article was before. Without `article_ids` every text is an article. A cluster's id comes
    from its first member, so that a second run gives the same ids.
    """
    past = past or Known((), (), (), (), signatures[:0])
    n_past = len(past.ids)
    signatures = np.concatenate([past.signatures, signatures])
    if pairs is None:
        pairs = band_pairs(band_keys(signatures), n_past)
    found = judged(signatures, pairs)
    known = [*past.ids, *ids]
    first_of = _first_versions([*past.article_ids, *article_ids], n_past) if article_ids is not None else {}
    roots = _roots(len(known), found, past, first_of)
    cluster_ids = [*past.cluster_ids, *([""] * len(ids))]
    for root in {root for root in roots if root >= n_past}:
        cluster_ids[root] = duplicate_cluster_id(known[root])
    closest = _closest(found, len(known))
    verdicts = [
        _verdict(known[at], cluster_ids[roots[at]], int(closest[at]), found, known) for at in range(n_past, len(known))
    ]
    for at, first in first_of.items():
        likeness = compare(signatures[at : at + 1], signatures[first : first + 1])
        alike = round(float(likeness.jaccard[0]), 4)
        verdicts[at - n_past] = Verdict(known[at], cluster_ids[roots[at]], VERSION, alike, known[first])
    return Clustering(tuple(verdicts), _merges(roots, cluster_ids, n_past, found, first_of, known))


def _first_versions(article_ids: Sequence[str], n_past: int) -> dict[int, int]:
    """For each text of the batch that is not the first of its article: the position of the first."""
    seen: dict[str, int] = {}
    firsts: dict[int, int] = {}
    for at, article_id in enumerate(article_ids):
        first = seen.setdefault(article_id, at)
        if at >= n_past and first != at:
            firsts[at] = first
    return firsts


def _roots(n_texts: int, found: Judged, past: Known, first_of: dict[int, int]) -> list[int]:
    """For each text the position of one text of its cluster, always the same: of the oldest cluster that was joined."""
    parent = list(range(n_texts))
    rank = [*past.ages, *range(_YOUNGEST, _YOUNGEST + n_texts)]
    first_past: dict[str, int] = {}
    for at, cluster_id in enumerate(past.cluster_ids):
        parent[at] = first_past.setdefault(cluster_id, at)
    for at, first in first_of.items():
        parent[at] = first
    same = found.kind >= NEAR
    for earlier, later in zip(found.pairs.earlier[same].tolist(), found.pairs.later[same].tolist(), strict=True):
        if later in first_of:
            continue
        one, other = _root(parent, earlier), _root(parent, later)
        older, younger = (one, other) if rank[one] <= rank[other] else (other, one)
        parent[younger] = older
    return [_root(parent, at) for at in range(n_texts)]


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _closest(found: Judged, n_texts: int) -> Indices:
    """For each text the index of its best pair (kind first, then similarity, then the earliest text), -1 for none."""
    order = np.lexsort((-found.pairs.earlier, found.similarity, found.kind, found.pairs.later))
    best = np.full(n_texts, -1, np.int64)
    best[found.pairs.later[order]] = order  # the last of each text wins, which is the best
    return best


def _verdict(text_id: str, cluster_id: str, best: int, found: Judged, known: list[str]) -> Verdict:
    if best < 0:
        return Verdict(text_id, cluster_id, KINDS[UNIQUE], 0.0, None)
    kind, alike = KINDS[found.kind[best]], round(float(found.similarity[best]), 4)
    return Verdict(text_id, cluster_id, kind, alike, known[found.pairs.earlier[best]])


def _merges(
    roots: list[int],
    cluster_ids: list[str],
    n_past: int,
    found: Judged,
    first_of: dict[int, int],
    known: list[str],
) -> tuple[Merge, ...]:
    """The past clusters that end in another one, each with the most alike pair that shows it."""
    moved = {
        cluster_ids[at]: cluster_ids[roots[at]] for at in range(n_past) if cluster_ids[at] != cluster_ids[roots[at]]
    }
    if not moved:
        return ()
    shown: dict[str, tuple[float, int, int]] = {}
    same = found.kind >= NEAR
    columns = (found.pairs.earlier[same], found.pairs.later[same], found.similarity[same])
    for earlier, later, alike in zip(*(column.tolist() for column in columns), strict=True):
        if earlier < n_past and cluster_ids[earlier] in moved and later not in first_of:
            best = shown.get(cluster_ids[earlier], (alike, -later, -earlier))
            shown[cluster_ids[earlier]] = max(best, (alike, -later, -earlier))
    return tuple(
        Merge(old, into, known[-shown[old][1]], known[-shown[old][2]], round(shown[old][0], 4))
        for old, into in moved.items()
    )
