"""corroborate on rows: claims in; statements, cluster members, links, origins, conflicts, drift, events and flags out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rasad.catalogue import known_outlets
from rasad.stages.corroborate.interest import flags
from rasad.stages.corroborate.linking import links
from rasad.stages.corroborate.origin import UNLISTED, origin
from rasad.stages.corroborate.outcome import Outcome, grouped
from rasad.stages.corroborate.placing import place, resolved
from rasad.stages.corroborate.statement import Statement, statement
from rasad.stages.corroborate.storing import from_row, to_row
from rasad.stages.corroborate.weights import Weights
from rasad.work import Row, Rows, Tables, Work


def build(work: Work) -> Tables:
    """Place every new claim, and say what it repeats, contradicts, changes and ends."""
    claims = {row["claim_id"]: row for row in work.inputs["claims"]}
    spoken = {claim_id: row for claim_id, row in claims.items() if row["attr_voice"] == "speaker"}
    fresh = _fresh(work, spoken)
    found = work.ask(
        "candidates", {"statements": [to_row(each, claims[each.claim_id]["version_id"]) for each in fresh.values()]}
    )
    past = _past(found)
    for row in found["past"]:
        del row["terms"]  # the statements hold them; two hundred thousand lists would only wait for the end
    merged = resolved((row["cluster_id"], row["into_cluster_id"]) for row in found["merged"])
    rows = {row["claim_id"]: row for row in found["past"]}
    weights = _weights(found)
    related = links(_pairs(found["candidates"], fresh, past), weights, _linked(work.inputs["links"]))
    clusters = {claim_id: merged.get(str(row["cluster_id"]), str(row["cluster_id"])) for claim_id, row in rows.items()}
    began = {clusters[claim_id]: row["cluster_began_at"] for claim_id, row in rows.items()}
    placement = place(tuple(fresh.values()), related, clusters, began)
    outcome = Outcome(work.inputs, claims, rows, {**past, **fresh}, related, placement)
    return {
        "readings": _readings(work.inputs),
        "members": outcome.members(),
        "cluster_merges": outcome.merges(),
        "links": outcome.links(),
        "origins": _origins(work),
        "conflicts": outcome.conflicts(),
        "drifts": outcome.drifts(found["past_hops"]),
        "events": outcome.events(weights),
        "flags": _flags(work),
    }


def _fresh(work: Work, spoken: Mapping[str, Row]) -> dict[str, Statement]:
    entities, quantities = grouped(work.inputs["entities"], "claim_id"), grouped(work.inputs["quantities"], "claim_id")
    return {claim_id: statement(row, entities[claim_id], quantities[claim_id]) for claim_id, row in spoken.items()}


def _past(found: Mapping[str, Rows]) -> dict[str, Statement]:
    quantities = grouped(found["past_quantities"], "claim_id")
    return {row["claim_id"]: from_row(row, quantities[row["claim_id"]]) for row in found["past"]}


def _weights(found: Mapping[str, Rows]) -> Weights:
    # A stem stands behind its language where it is stored; a weight asks for the stem alone, so languages must not meet.
    counts = {row["term"].partition(" ")[2] or row["term"]: row["n_statements"] for row in found["frequencies"]}
    return Weights(found["size"][0]["n_statements"], counts)


def _pairs(
    candidates: Rows, fresh: Mapping[str, Statement], past: Mapping[str, Statement]
) -> Iterable[tuple[Statement, Statement]]:
    for row in candidates:
        other = fresh.get(row["other_claim_id"]) or past.get(row["other_claim_id"])
        if other is not None:
            yield fresh[row["claim_id"]], other


def _linked(rows: Rows) -> set[tuple[str, str]]:
    pairs = (sorted((row["article_id"], row["to_article_id"])) for row in rows)
    return {(first, second) for first, second in pairs}


def _origins(work: Work) -> Rows:
    groups = {outlet.id: outlet.publisher_group for outlet in known_outlets(work.settings).values()}
    copied = {row["version_id"]: row["to_source_id"] for row in work.inputs["upstreams"]}
    hops = grouped(work.inputs["hops"], "claim_id")
    rows: Rows = []
    for row in work.inputs["claims"]:
        own = [hop for hop in hops[row["claim_id"]] if hop["version_id"] == row["version_id"]]
        found = origin(own, groups, row["source_type"] or "", copied.get(row["version_id"]))
        rows.append(
            {
                "claim_id": row["claim_id"],
                "version_id": row["version_id"],
                "origin_id": found.origin_id or f"group:{UNLISTED}",
                "origin_kind": found.kind,
                "publisher_group": found.publisher_group,
                "is_anonymous": found.is_anonymous,
                "explanation": found.explanation,
            }
        )
    return rows


def _flags(work: Work) -> Rows:
    outlets = known_outlets(work.settings)
    named = grouped(work.inputs["entities"], "claim_id")
    return [
        {
            "claim_id": row["claim_id"],
            "version_id": row["version_id"],
            "flag": one.flag,
            "source_id": row["source_id"],
            "entity_id": one.entity_id,
            "basis": one.basis,
        }
        for row in work.inputs["claims"]
        for one in flags(outlets.get(row["source_id"]), (e["entity_id"] for e in named[row["claim_id"]]))
    ]


def _readings(inputs: Mapping[str, Rows]) -> Rows:
    placed = grouped(inputs["claims"], "version_id")
    return [{"version_id": row["version_id"], "n_claims": len(placed[row["version_id"]])} for row in inputs["versions"]]
