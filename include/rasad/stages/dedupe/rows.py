"""dedupe on rows: article versions in, signatures, cluster members, mergers, traces and links between relays out."""

from __future__ import annotations

import numpy as np

from rasad.stages.dedupe import relay_rows
from rasad.stages.dedupe.candidates import NEIGHBOURS, Pairs, band_pairs
from rasad.stages.dedupe.clusters import Clustering, Known, cluster
from rasad.text.fingerprint import BANDS, Signatures, band_keys, fingerprints, from_bytes, to_bytes
from rasad.work import Rows, Tables, Work


def build(work: Work) -> Tables:
    """The rows of every version that is in no cluster yet, oldest first: clusters, mergers of clusters, links to relays.

    Their `signatures` and `traces` are written on the way, because the past is asked for what is like them.
    """
    versions = work.inputs["versions"]
    read = apart(work) if work.apart is None else work.apart
    stored: Rows = [row | {"position": at} for at, row in enumerate(read["signatures"])]
    signatures = from_bytes([row["signature"] for row in stored])
    clustering, outlets, places = _placed(work, versions, signatures, stored)
    members = _members(versions, clustering, outlets)
    mergers: Rows = [
        {
            "cluster_id": merge.cluster_id,
            "into_cluster_id": merge.into,
            "surviving_id": merge.into,
            "version_id": merge.id,
            "to_version_id": merge.like_id,
            "similarity": merge.similarity,
        }
        for merge in clustering.merges
    ]
    return {"members": members, "mergers": mergers, **relay_rows.build(work, members, stored, places, read["traces"])}


def apart(work: Work) -> Tables:
    """The rows of `signatures` and `traces` of every version, without their positions, which only the whole batch knows."""
    versions = work.inputs["versions"]
    signatures = fingerprints([version["body"] for version in versions])
    return {
        "signatures": [
            {"version_id": version["version_id"], "signature": to_bytes(signature)}
            for version, signature in zip(versions, signatures, strict=True)
        ],
        "traces": relay_rows.traces(work),
    }


def _placed(
    work: Work, versions: Rows, signatures: Signatures, stored: Rows
) -> tuple[Clustering, dict[str, set[str]], dict[str, int]]:
    """The batch among itself and its look-alikes, the outlets of the clusters that those are in, and their positions."""
    bands = band_keys(signatures)
    asked, positions, _ = work.find("bands", bands.ravel(), NEIGHBOURS)
    answers = work.ask("lookalikes", {"signatures": stored}, np.unique(positions).tolist())
    past, clusters = answers["lookalikes"], answers["clusters"]
    place = np.searchsorted([row["position"] for row in past], positions).astype(np.int64)
    inside = band_pairs(bands, 0)
    codes = np.unique(place * len(versions) + asked // BANDS)
    pairs = Pairs(
        np.concatenate([codes // max(len(versions), 1), inside.earlier + len(past)]),
        np.concatenate([codes % max(len(versions), 1), inside.later]) + len(past),
    )
    ages = {row["dup_id"]: row["position"] for row in clusters}
    known = Known(
        ids=tuple(row["version_id"] for row in past),
        cluster_ids=tuple(row["dup_id"] for row in past),
        ages=tuple(ages[row["dup_id"]] for row in past),
        article_ids=tuple(row["article_id"] for row in past),
        signatures=from_bytes([row["signature"] for row in past]),
    )
    ids, article_ids = [row["version_id"] for row in versions], [row["article_id"] for row in versions]
    clustering = cluster(ids, signatures, known, pairs, article_ids)
    outlets = {row["dup_id"]: set(row["source_ids"]) for row in clusters}
    return clustering, outlets, {row["version_id"]: row["position"] for row in past}


def _members(versions: Rows, clustering: Clustering, outlets: dict[str, set[str]]) -> Rows:
    """A copy by an outlet that has the text already (under another address) is told from one by another outlet."""
    for merge in clustering.merges:
        outlets[merge.into] = outlets[merge.into] | outlets[merge.cluster_id]
    members: Rows = []
    for version, verdict in zip(versions, clustering.verdicts, strict=True):
        seen = outlets.setdefault(verdict.cluster_id, set())
        members.append(
            {
                "version_id": version["version_id"],
                "article_id": version["article_id"],
                "dup_id": verdict.cluster_id,
                "kind": verdict.kind,
                "similarity": verdict.similarity,
                "nearest_version_id": verdict.closest_id,
                "same_outlet": verdict.kind in ("exact", "near") and version["source_id"] in seen,
            }
        )
        seen.add(version["source_id"])
    return members
