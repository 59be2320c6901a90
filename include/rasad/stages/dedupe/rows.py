"""dedupe on rows: article versions in, signatures, cluster members, traces and links between relays out."""

from __future__ import annotations

from rasad.stages.dedupe import relay_rows
from rasad.stages.dedupe.clusters import Known, Verdict, cluster
from rasad.text.fingerprint import fingerprints, from_bytes, to_bytes
from rasad.work import Row, Rows, Tables, Work


def build(work: Work) -> Tables:
    """The rows of every version that is in no cluster yet, oldest first: signature, cluster, trace, and links to relays."""
    versions = work.inputs["versions"]
    signatures = fingerprints([version["body"] for version in versions])
    ids = [version["version_id"] for version in versions]
    clustering = cluster(ids, signatures, _known(work.inputs["past"]))
    firsts = _first_versions(work.inputs["past"])
    members: Rows = []
    for version, verdict in zip(versions, clustering.verdicts, strict=True):
        member = _member(version, verdict, firsts.get(version["article_id"]))
        firsts.setdefault(version["article_id"], member)
        members.append(member)
    stored: Rows = [
        {"version_id": this, "signature": to_bytes(signature)} for this, signature in zip(ids, signatures, strict=True)
    ]
    return {"signatures": stored, "members": members, **relay_rows.build(work, members, stored)}


def _known(past: Rows) -> Known | None:
    if not past:
        return None
    return Known(
        ids=tuple(row["version_id"] for row in past),
        cluster_ids=tuple(row["dup_id"] for row in past),
        signatures=from_bytes([row["signature"] for row in past]),
    )


def _first_versions(past: Rows) -> dict[str, Row]:
    firsts: dict[str, Row] = {}
    for row in past:
        firsts.setdefault(row["article_id"], row)
    return firsts


def _member(version: Row, verdict: Verdict, first: Row | None) -> Row:
    """An edit of a known article stays in that article's cluster, however much or little of the text is left."""
    member: Row = {
        "version_id": version["version_id"],
        "article_id": version["article_id"],
        "dup_id": verdict.cluster_id,
        "kind": verdict.kind,
        "similarity": verdict.similarity,
        "nearest_version_id": verdict.closest_id,
    }
    if first is not None:
        member |= {"dup_id": first["dup_id"], "kind": "version", "nearest_version_id": first["version_id"]}
    return member
