"""What trends are made of: rows judged and rows at fault, in all and by outlet, counted as Great Expectations counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_world import candidate, promise, rule

from rasad.contracts import Check, Expectation
from rasad.edges import gate
from rasad.edges.gate import Measure, counts, judging
from rasad.errors import ConfigError

OUTLETS = {"v1": "med:a", "v2": "med:b", "v3": "med:b"}
MENTIONS = [
    {"version_id": "v1", "surface": "the clerk", "link_score": 0.0},
    {"version_id": "v1", "surface": None, "link_score": 1.0},
    {"version_id": "v2", "surface": "", "link_score": None},
    {"version_id": "v2", "surface": "شهردار نیل‌آباد", "link_score": 0.5},
    {"version_id": "v3", "surface": "the clerk", "link_score": 1.5},
    {"version_id": "v9", "surface": "nobody's", "link_score": 0.5},
]
# Each rule allows for nearly everything, so that it holds and the shares are counted here.
VARYING = [
    rule("given", "expect_column_values_to_not_be_null", column="surface", mostly=0.01),
    rule("listed", "expect_column_values_to_be_in_set", column="surface", value_set=["the clerk", "it's"], mostly=0.01),
    rule("numbered", "expect_column_values_to_be_in_set", column="link_score", value_set=[0, 1], mostly=0.01),
    rule(
        "unlisted", "expect_column_values_to_not_be_in_set", column="surface", value_set=["the clerk", ""], mostly=0.01
    ),
    rule("between", "expect_column_values_to_be_between", column="link_score", min_value=0, max_value=1, mostly=0.01),
    rule("above", "expect_column_values_to_be_between", column="link_score", min_value=0, strict_min=True, mostly=0.01),
    rule("below", "expect_column_values_to_be_between", column="link_score", max_value=1, strict_max=True, mostly=0.01),
    rule("long", "expect_column_value_lengths_to_be_between", column="surface", min_value=9, max_value=14, mostly=0.01),
]


def measured(
    path: Path, *rules: Expectation, checks: tuple[Check, ...] = ()
) -> dict[tuple[str, str | None], tuple[int, int]]:
    judgement = gate.judge(path, promise(*rules, checks=checks))
    return {(m.name, m.source_id): (m.n_rows, m.n_at_fault) for m in judgement.measures}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return candidate(tmp_path / "candidate.duckdb", MENTIONS, OUTLETS)


def by_great_expectations(path: Path, kind: Expectation) -> tuple[int, int]:
    with judging.opened(path) as source:
        batch = (
            source.add_table_asset("mentions", table_name="mentions")
            .add_batch_definition_whole_table("all")
            .get_batch()
        )
        suite = judging.gx.ExpectationSuite(name="s", expectations=[{"type": kind.type, "kwargs": dict(kind.kwargs)}])
        result = batch.validate(suite, result_format="SUMMARY").results[0].result
    judged = result["element_count"] - (0 if "not_be_null" in kind.type else result["missing_count"])
    return judged, result["unexpected_count"]


@pytest.mark.parametrize("kind", VARYING, ids=lambda kind: kind.name)
def test_a_rule_is_counted_as_great_expectations_counts_it(path: Path, kind: Expectation) -> None:
    assert measured(path, kind)[(kind.name, None)] == by_great_expectations(path, kind)


def test_a_rule_that_allows_for_some_is_counted_by_outlet_whether_it_holds_or_not(path: Path) -> None:
    rules = [
        rule("holds", "expect_column_values_to_not_be_null", column="surface", mostly=0.5),
        rule("breaks", "expect_column_values_to_not_be_null", column="surface", mostly=0.9),
    ]
    found = measured(path, *rules)
    for name in ("holds", "breaks"):
        assert {outlet: n for (of, outlet), n in found.items() if of == name} == {
            None: (6, 1),
            "med:a": (2, 1),
            "med:b": (3, 0),
        }


def test_a_rule_that_every_row_must_keep_has_a_total_and_outlets_only_when_broken(path: Path) -> None:
    held = measured(path, rule("score", "expect_column_values_to_be_between", column="link_score", max_value=2))
    assert held == {("score", None): (6, 0)}
    broken = measured(path, rule("score", "expect_column_values_to_be_between", column="link_score", max_value=1))
    assert broken == {("score", None): (6, 1), ("score", "med:b"): (3, 1)}


def test_offenders_of_a_check_count_for_the_outlet_of_their_unit(tmp_path: Path) -> None:
    check = Check(name="twice", table="mentions", severity="critical", notes="Nothing is listed twice.")
    contract = promise(checks=(check,))
    object.__setattr__(
        contract, "check_sql", lambda _: "SELECT version_id AS unit_id FROM mentions WHERE surface IS NOT NULL"
    )
    judgement = gate.judge(candidate(tmp_path / "c.duckdb", MENTIONS, OUTLETS), contract)
    found = {m.source_id: (m.n_rows, m.n_at_fault) for m in judgement.measures}
    assert found == {None: (6, 5), "med:a": (2, 1), "med:b": (3, 3)}
    assert judgement.verdicts[0].unexpected_count == 5


def test_an_empty_table_has_a_total_of_nothing(tmp_path: Path) -> None:
    path = candidate(tmp_path / "empty.duckdb", [], {})
    assert measured(path, rule("given", "expect_column_values_to_not_be_null", column="surface", mostly=0.9)) == {
        ("given", None): (0, 0)
    }


def test_a_count_that_contradicts_great_expectations_stops_the_gate(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = counts._Condition("TRUE", "TRUE", {})
    monkeypatch.setattr(counts, "_condition", lambda *_: wrong)
    with pytest.raises(ConfigError, match="say"):
        gate.judge(path, promise(rule("given", "expect_column_values_to_not_be_null", column="surface", mostly=0.5)))


def test_a_share_that_nobody_can_count_is_not_measured(path: Path) -> None:
    kind = "expect_column_values_to_be_unique"
    assert measured(path, rule("once", kind, column="surface", mostly=0.1)) == {}


def test_one_rule_keeps_a_bounded_number_of_outlets_the_worst_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST_OUTLETS", 2)
    kept = counts._kept([Measure("t", "r", f"med:{n}", 10, n) for n in (3, 1, 2)])
    assert [measure.source_id for measure in kept] == ["med:2", "med:3"]


def test_rows_at_fault_are_looked_at_only_where_a_rule_is_broken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms: list[Any] = []
    validate = judging._validate
    monkeypatch.setattr(
        judging, "_validate", lambda *a: forms.append((len(a[3]), a[4]["result_format"])) or validate(*a)
    )
    good = rule("score", "expect_column_values_to_be_between", column="link_score", max_value=2)
    bad = rule("given", "expect_column_values_to_not_be_null", severity="critical", column="surface")
    (held,) = gate.audit(path, promise(good))
    assert (held.success, forms) == (True, [(1, "BOOLEAN_ONLY")])
    forms.clear()
    _, broken = gate.audit(path, promise(good, bad))
    assert forms == [(2, "BOOLEAN_ONLY"), (1, "COMPLETE")]
    assert [row["unit_id"] for row in broken.rows] == ["v1"]
    assert broken.stops
