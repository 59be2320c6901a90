"""Relays on rows: versions with their clusters in, traces, links and evidence out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rasad.catalogue import known_outlets
from rasad.gazetteer import load
from rasad.stages.dedupe.recall import recalled
from rasad.stages.dedupe.relation import Evidence, Link
from rasad.stages.dedupe.relays import Copies, find
from rasad.stages.dedupe.traces import Trace, at_hand, from_row, publishers, to_row, tracer
from rasad.text.fingerprint import from_bytes
from rasad.text.likeness import compare
from rasad.work import Row, Rows, Tables, Work


def traces(work: Work) -> Rows:
    """The rows of `traces` of every version, without their positions."""
    trace = tracer(publishers(known_outlets(work.settings)), load(work.settings))
    return [to_row(trace(version)) for version in work.inputs["versions"]]


def build(work: Work, members: Rows, signatures: Rows, places: Mapping[str, int], traces: Rows) -> Tables:
    """The rows of `links` and `evidence` of a batch, given its rows of `members`, `signatures` and `traces`; these are written.

    `places` are the positions of earlier versions that are like the batch.
    """
    versions = work.inputs["versions"]
    known = publishers(known_outlets(work.settings))
    batch = [at_hand(version, row, known) for version, row in zip(versions, traces, strict=True)]
    memory = recalled(work, batch)
    nearest = {places[row["nearest_version_id"]] for row in members if row["nearest_version_id"] in places}
    stored_traces = [row | {"position": at} for at, row in enumerate(traces)]
    found = work.ask("relays", {"traces": stored_traces}, sorted(nearest | set(memory.positions.tolist())))
    rows = found["traces"]
    past = [from_row(row) for row in rows]
    sources: dict[str, set[str]] = {}
    for row in found["sources"]:
        sources.setdefault(row["version_id"], set()).add(row["to_version_id"])
    stored = {row["version_id"]: row["signature"] for row in (*rows, *signatures)}

    def wording(one: Trace, other: Trace) -> float:
        prints = from_bytes([stored[one.version_id], stored[other.version_id]])
        return float(compare(prints[:1], prints[1:]).contained[0])

    copies, frequencies = _copies([*rows, *members]), memory.frequencies(work, past)
    links = find(past, batch, copies, known, wording, sources, frequencies, memory.worn)
    return {
        "links": [_link(link) for link in links],
        "evidence": [row for link in links for row in _evidence(link)],
    }


def _copies(members: Iterable[Row]) -> Copies:
    rows = list(members)
    edits = frozenset(row["version_id"] for row in rows if row["kind"] == "version")
    return Copies(
        clusters={row["version_id"]: row["dup_id"] for row in rows},
        nearest={
            row["version_id"]: (row["nearest_version_id"], row["kind"], row["similarity"])
            for row in rows
            if row["nearest_version_id"] and row["version_id"] not in edits
        },
        edits=edits,
    )


def _link(link: Link) -> Row:
    return {
        "version_id": link.later.version_id,
        "to_version_id": link.earlier.version_id,
        "kind": link.kind,
        "score": link.score,
        "direction": link.direction.certainty,
        "reasons": list(link.direction.reasons),
    }


def _evidence(link: Link) -> Rows:
    return [_shown(link, ordinal, each) for ordinal, each in enumerate(link.evidence)]


def _shown(link: Link, ordinal: int, each: Evidence) -> Row:
    return {
        "version_id": link.later.version_id,
        "to_version_id": link.earlier.version_id,
        "ordinal": ordinal,
        "kind": each.kind,
        "start": each.later.start,
        "end": each.later.end,
        "to_start": each.earlier.start if each.earlier else None,
        "to_end": each.earlier.end if each.earlier else None,
        "bits": each.bits,
    }
