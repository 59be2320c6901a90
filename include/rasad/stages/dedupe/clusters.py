"""Clusters of the same text: a batch in time order against the texts before it. Cluster ids never change; merges are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rasad.identity import duplicate_cluster_id
from rasad.stages.dedupe.candidates import Pairs, band_pairs
from rasad.stages.dedupe.judgement import KINDS, NEAR, UNIQUE, kinds, similarity
from rasad.text.fingerprint import Signatures, band_keys
from rasad.text.likeness import compare, jaccard

_PAIRS_AT_ONCE = 50_000
_IMPLAUSIBLE = 0.06  # share of triples below which not even a passage is shared; most band pairs are


@dataclass(frozen=True, slots=True)
class Known:
    """Earlier texts that may match, oldest first: their ids, cluster ids and signatures, position by position."""

    ids: tuple[str, ...]
    cluster_ids: tuple[str, ...]
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one text is to the texts before it. `similarity` is 0 and `closest_id` None for a unique text."""

    id: str
    cluster_id: str
    kind: str  # unique, exact, near, relay
    similarity: float
    closest_id: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two clusters turned out to be one: all members of `cluster_id` belong to the older `into` from now on."""

    cluster_id: str
    into: str


@dataclass(frozen=True, slots=True)
class Clustering:
    """A batch's verdicts in input order, and the merges of clusters that existed before it."""

    verdicts: tuple[Verdict, ...]
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    pairs: Pairs
    kind: npt.NDArray[np.int8]
    similarity: npt.NDArray[np.float64]


def cluster(
    ids: Sequence[str], signatures: Signatures, past: Known | None = None, pairs: Pairs | None = None
) -> Clustering:
    """Place a batch, given in time order, among itself and `past`.

    `pairs` are candidates found elsewhere (a band join in SQL), as positions in past followed by batch; without them the
    band keys are joined here. Near and exact copies share a cluster; a relay is linked by `closest_id` and keeps a cluster
    of its own. A cluster's id comes from its first member, so that a second run gives the same ids.
    """
    n_past = len(past.ids) if past else 0
    if past:
        signatures = np.concatenate([past.signatures, signatures])
    if pairs is None:
        pairs = band_pairs(band_keys(signatures), n_past)
    judged = _judged(signatures, pairs)
    known = [*(past.ids if past else ()), *ids]
    roots = _roots(len(known), judged, past.cluster_ids if past else ())
    cluster_ids = [*(past.cluster_ids if past else ()), *([""] * len(ids))]
    for root in {root for root in roots if root >= n_past}:
        cluster_ids[root] = duplicate_cluster_id(known[root])
    closest = _closest(judged, len(known))
    verdicts = tuple(
        _verdict(known[at], cluster_ids[roots[at]], closest[at], judged, known) for at in range(n_past, len(known))
    )
    return Clustering(verdicts, _merges(roots, cluster_ids, n_past))


def _judged(signatures: Signatures, pairs: Pairs) -> _Judged:
    """What is left of the candidates, a part at a time: there are many more of them than pairs that are alike."""
    starts = range(0, max(len(pairs), 1), _PAIRS_AT_ONCE)
    parts = [_judged_part(signatures, pairs.part(start, start + _PAIRS_AT_ONCE)) for start in starts]
    return _Judged(
        Pairs(
            np.concatenate([part.pairs.earlier for part in parts]), np.concatenate([part.pairs.later for part in parts])
        ),
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.similarity for part in parts]),
    )


def _judged_part(signatures: Signatures, pairs: Pairs) -> _Judged:
    plausible = jaccard(signatures["minima"], pairs.earlier, pairs.later) >= _IMPLAUSIBLE
    pairs = Pairs(pairs.earlier[plausible], pairs.later[plausible])
    one, other = signatures[pairs.earlier], signatures[pairs.later]
    likeness = compare(one, other)
    kind = kinds(one, other, likeness)
    kept = kind != UNIQUE
    return _Judged(Pairs(pairs.earlier[kept], pairs.later[kept]), kind[kept], similarity(likeness, kind)[kept])


def _roots(n_texts: int, judged: _Judged, past_clusters: Sequence[str]) -> list[int]:
    """For each text the position of its cluster's oldest member."""
    parent = list(range(n_texts))
    first_of: dict[str, int] = {}
    for at, cluster_id in enumerate(past_clusters):
        parent[at] = first_of.setdefault(cluster_id, at)
    same = judged.kind >= NEAR
    for earlier, later in zip(judged.pairs.earlier[same].tolist(), judged.pairs.later[same].tolist(), strict=True):
        one, other = _root(parent, earlier), _root(parent, later)
        parent[max(one, other)] = min(one, other)
    return [_root(parent, at) for at in range(n_texts)]


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _closest(judged: _Judged, n_texts: int) -> npt.NDArray[np.int64]:
    """For each text the index of its best pair (kind first, then similarity, then the earliest text), -1 for none."""
    order = np.lexsort((-judged.pairs.earlier, judged.similarity, judged.kind, judged.pairs.later))
    best = np.full(n_texts, -1, np.int64)
    best[judged.pairs.later[order]] = order  # the last of each text wins, which is the best
    return best


def _verdict(text_id: str, cluster_id: str, best: np.int64, judged: _Judged, known: list[str]) -> Verdict:
    if best < 0:
        return Verdict(text_id, cluster_id, KINDS[UNIQUE], 0.0, None)
    kind, alike = KINDS[judged.kind[best]], round(float(judged.similarity[best]), 4)
    return Verdict(text_id, cluster_id, kind, alike, known[judged.pairs.earlier[best]])


def _merges(roots: list[int], cluster_ids: list[str], n_past: int) -> tuple[Merge, ...]:
    moved = {
        cluster_ids[at]: cluster_ids[roots[at]] for at in range(n_past) if cluster_ids[at] != cluster_ids[roots[at]]
    }
    return tuple(Merge(old, into) for old, into in moved.items())
