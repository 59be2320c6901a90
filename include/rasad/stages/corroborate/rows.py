"""corroborate on rows: claims in, cluster members, origins and conflicts out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rasad.catalogue import known_outlets
from rasad.identity import claim_cluster_id, short_hash
from rasad.stages.corroborate.comparison import Comparison, Weights, compare
from rasad.stages.corroborate.origin import UNLISTED, origin
from rasad.stages.corroborate.statement import Statement, count, stems
from rasad.work import Row, Rows, Tables, Work

# A statement is compared with this many earlier ones at the most: those that share its most telling words and entities.
MOST_CANDIDATES = 60


def build(work: Work) -> Tables:
    """Place every new claim: in the cluster of the earlier claim that says the same, or in one of its own."""
    details = _Details(work.inputs)
    past = {row["claim_id"]: row for row in work.inputs["past"]}
    earlier = [details.statement(row) for row in past.values()]
    fresh = [(row, details.statement(row)) for row in work.inputs["claims"] if row["attr_voice"] == "speaker"]
    clusters = {row["claim_id"]: row["cluster_id"] for row in past.values()}
    index = _Index(earlier, Weights([*earlier, *(statement for _, statement in fresh)]))
    tables: Tables = {"readings": _readings(work.inputs), "members": [], "conflicts": []}
    for row, statement in fresh:
        compared = [(other, compare(other, statement, index.weights)) for other in index.candidates(statement)]
        member = _member(row, _best(compared), clusters)
        clusters[statement.claim_id] = member["cluster_id"]
        tables["members"].append(member)
        tables["conflicts"] += _conflicts(row, member["cluster_id"], compared)
        index.add(statement)
    tables["members"] += [
        _member(row, None, clusters) for row in work.inputs["claims"] if row["attr_voice"] != "speaker"
    ]
    tables["origins"] = _origins(work, details)
    return tables


class _Details:
    """What hangs on each claim: entities, quantities, hops."""

    def __init__(self, inputs: Mapping[str, Rows]) -> None:
        self.entities = _grouped(inputs["entities"], "claim_id")
        self.quantities = _grouped(inputs["quantities"], "claim_id")
        self.hops = _grouped(inputs["hops"], "claim_id")

    def statement(self, row: Row) -> Statement:
        entities = self.entities[row["claim_id"]]
        return Statement(
            claim_id=row["claim_id"],
            article_id=row["article_id"],
            language=row["lang"],
            known_at=row["known_at"],
            stems=stems(row["content_text"]),
            anchors=frozenset(e["entity_id"] for e in entities if e["role"] != "speaker"),
            speaker=row["speaker_entity_id"],
            event_date=row["event_date"]
            if row["event_date_precision"] == "day" and not row["event_date_ambiguous"]
            else None,
            # A denial has the denied matter as its content, and is negative once, however it is marked.
            negative=row["polarity"] == "negative" or row["modality"] == "denied",
            denied=row["modality"] == "denied",
            counts=tuple(
                count(q["value"], q["value_high"], q["qualifier"], q["unit_ucum"], q["measures"], q["surface"])
                for q in self.quantities[row["claim_id"]]
            ),
        )


class _Index:
    """Finds the earlier statements that a new one may repeat, by shared words and entities."""

    def __init__(self, statements: Iterable[Statement], weights: Weights) -> None:
        self.weights = weights
        self._by_key: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            self.add(statement)

    def add(self, statement: Statement) -> None:
        for key in _keys(statement):
            self._by_key[key].append(statement)

    def candidates(self, statement: Statement) -> list[Statement]:
        """Earlier statements of other articles, the most promising first."""
        promise: defaultdict[str, float] = defaultdict(float)
        found: dict[str, Statement] = {}
        for key in _keys(statement):
            weight = self.weights.of(key.partition(" ")[2])
            for other in self._by_key.get(key, ()):
                if other.article_id != statement.article_id:
                    promise[other.claim_id] += weight
                    found[other.claim_id] = other
        ranked = sorted(promise, key=lambda claim_id: (-promise[claim_id], claim_id))
        return [found[claim_id] for claim_id in ranked[:MOST_CANDIDATES]]


def _keys(statement: Statement) -> list[str]:
    # In a fixed order: what is summed over them must not differ from process to process.
    return [f"{statement.language} {stem}" for stem in sorted(statement.stems)] + [
        f"entity {anchor}" for anchor in sorted(statement.anchors)
    ]


def _best(compared: list[tuple[Statement, Comparison]]) -> tuple[Statement, Comparison] | None:
    same = [pair for pair in compared if pair[1].relation in ("same", "same_with_difference")]
    return max(same, key=lambda pair: (pair[1].score, pair[0].claim_id), default=None)


def _member(row: Row, link: tuple[Statement, Comparison] | None, clusters: dict[str, str]) -> Row:
    member: Row = {
        "claim_id": row["claim_id"],
        "version_id": row["version_id"],
        "cluster_id": claim_cluster_id(row["claim_id"]),
        "relation": "same",
        "via_claim_id": None,
        "score": 1.0,
        "method": "first",
        "reasons": None,
    }
    if link is not None:
        other, comparison = link
        member |= {
            "cluster_id": clusters[other.claim_id],
            "relation": comparison.relation,
            "via_claim_id": other.claim_id,
            "score": comparison.score,
            "method": comparison.method,
            "reasons": json.dumps(comparison.reasons, ensure_ascii=False),
        }
    return member


def _conflicts(row: Row, cluster_id: str, compared: list[tuple[Statement, Comparison]]) -> Rows:
    rows: Rows = []
    for other, comparison in compared:
        if comparison.conflict is not None:
            about, value_a, value_b = comparison.conflict
            rows.append(
                {
                    "conflict_id": short_hash("conflict", other.claim_id, row["claim_id"], about),
                    "version_id": row["version_id"],
                    "cluster_id": cluster_id,
                    "claim_a": other.claim_id,
                    "claim_b": row["claim_id"],
                    "field": about,
                    "value_a": value_a,
                    "value_b": value_b,
                }
            )
    return rows


def _origins(work: Work, details: _Details) -> Rows:
    groups = {outlet.id: outlet.publisher_group for outlet in known_outlets(work.settings).values()}
    copied = {link["version_id"]: link["to_source_id"] for link in work.inputs["links"]}
    rows: Rows = []
    for row in work.inputs["claims"]:
        hops = [hop for hop in details.hops[row["claim_id"]] if hop["version_id"] == row["version_id"]]
        found = origin(hops, groups, row["source_type"] or "", copied.get(row["version_id"]))
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


def _readings(inputs: Mapping[str, Rows]) -> Rows:
    placed = _grouped(inputs["claims"], "version_id")
    return [{"version_id": row["version_id"], "n_claims": len(placed[row["version_id"]])} for row in inputs["versions"]]


def _grouped(rows: Rows, key: str) -> defaultdict[str, Rows]:
    grouped: defaultdict[str, Rows] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped
