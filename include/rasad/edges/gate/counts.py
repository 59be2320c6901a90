"""How many rows each rule judged and how many broke it, in all and by outlet: what trends are made of.

Rules that must hold for every row and do are known to be broken by none. Rules that allow for some (`mostly`), and rules that were
broken, are counted by outlet. Where a rule's condition can be written in SQL it is counted here a second time, and the two counts
must lead to the same verdict.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasad.contracts import Contract, Expectation, Table
from rasad.edges.gate.verdict import Measure, Verdict
from rasad.edges.store import Database
from rasad.errors import ConfigError

MOST_OUTLETS = 1000
"""Outlets for which one rule's count is kept in a batch, those with most rows at fault first: no catalogue comes near it."""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Condition:
    """When a row is judged, when it breaks the rule, and the values that both name."""

    judged: str
    broken: str
    values: dict[str, Any]


def count(database: Database, contract: Contract, name: str, at_fault: Mapping[str, Rows]) -> tuple[Measure, ...]:
    """The measures of one table: of every rule its total, of rules with rows that may be or are at fault also each outlet's.

    `at_fault` has the rows at fault of each broken rule. A rule whose share nobody can count has no measure.
    """
    table = contract.tables[name]
    conditions = {
        rule.name: _condition(number, rule) for number, rule in enumerate(table.expectations) if _varies(rule)
    }
    known = {rule: condition for rule, condition in conditions.items() if condition is not None}
    rows = _by_outlet(database, contract, name, known) if known or at_fault else []
    n_rows = sum(row["n_rows"] for row in rows) if rows else _n_rows(database, name)
    found: list[Measure] = []
    for rule in [*(e.name for e in table.expectations), *(c.name for c in contract.checks if c.table == name)]:
        if rule in known:
            found += _counted(name, rule, rows)
        elif rule in at_fault:
            found += _told(name, rule, rows, n_rows, _outlets(database, contract, table, at_fault[rule]))
        elif rule not in conditions:
            found.append(Measure(name, rule, None, n_rows, 0))
    return tuple(found)


def agree(contract: Contract, table: str, verdicts: Sequence[Verdict], totals: Mapping[str, Measure]) -> None:
    """Raises ConfigError where the count of a rule that allows for some leads to another verdict than Great Expectations'."""
    mostly = {e.name: float(e.kwargs.get("mostly", 1)) for e in contract.tables[table].expectations if _varies(e)}
    for verdict in verdicts:
        total = totals.get(verdict.name)
        if verdict.name not in mostly or total is None:
            continue
        holds = not total.n_rows or (total.n_rows - total.n_at_fault) / total.n_rows >= mostly[verdict.name]
        if holds != verdict.success:
            raise ConfigError(
                f"{contract.stage}.{table}",
                verdict.name,
                f"Great Expectations says {verdict.success}, {total.n_at_fault} of {total.n_rows} rows at fault say {holds}",
            )


def _varies(rule: Expectation) -> bool:
    return "mostly" in rule.kwargs


def _condition(number: int, rule: Expectation) -> _Condition | None:
    """The rule in SQL, as Great Expectations means it: nulls are not judged, but by the rule that forbids them."""
    column = f't."{rule.kwargs.get("column")}"'
    if rule.type == "expect_column_values_to_not_be_null":
        return _Condition("TRUE", f"{column} IS NULL", {})
    if rule.type in ("expect_column_values_to_be_in_set", "expect_column_values_to_not_be_in_set"):
        values = {f"rule{number}_{at}": value for at, value in enumerate(rule.kwargs["value_set"])}
        listed = f"{column} IN ({', '.join(f':{value}' for value in values)})"
        return _Condition(f"{column} IS NOT NULL", listed if "not_be" in rule.type else f"NOT {listed}", values)
    if rule.type == "expect_column_values_to_be_between":
        return _Condition(f"{column} IS NOT NULL", *_outside(number, column, rule.kwargs))
    if rule.type == "expect_column_value_lengths_to_be_between":
        return _Condition(f"{column} IS NOT NULL", *_outside(number, f"length({column})", rule.kwargs))
    return None


def _outside(number: int, value: str, kwargs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    low, high = f"rule{number}_low", f"rule{number}_high"
    bounds = {
        low: (kwargs.get("min_value"), f"{value} {'<=' if kwargs.get('strict_min') else '<'} :{low}"),
        high: (kwargs.get("max_value"), f"{value} {'>=' if kwargs.get('strict_max') else '>'} :{high}"),
    }
    given = {bound: pair for bound, pair in bounds.items() if pair[0] is not None}
    return " OR ".join(test for _, test in given.values()), {bound: limit for bound, (limit, _) in given.items()}


def _n_rows(database: Database, name: str) -> int:
    return int(database.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"])


def _by_outlet(
    database: Database, contract: Contract, name: str, known: Mapping[str, _Condition]
) -> list[dict[str, Any]]:
    """One pass over the table: rows, and for each rule rows judged and broken, by outlet."""
    table = contract.tables[name]
    numbers = "".join(
        f', count(*) FILTER (WHERE {c.judged}) AS "{rule} judged", count(*) FILTER (WHERE {c.broken}) AS "{rule} broken"'
        for rule, c in known.items()
    )
    outlet, join = "CAST(NULL AS VARCHAR)", ""
    column = contract.outlet_column(table)
    if column == "source_id":
        outlet = "t.source_id"
    elif column is not None:
        outlet = "o.source_id"
        join = f" LEFT JOIN ({_whose(contract, column)}) AS o ON o.named = t.{column}"
    values = {key: value for condition in known.values() for key, value in condition.values.items()}
    return database.rows(
        f"SELECT {outlet} AS source_id, count(*) AS n_rows{numbers} FROM {name} AS t{join} GROUP BY 1 ORDER BY 1",
        **values,
    )


def _whose(contract: Contract, column: str) -> str:
    return f"SELECT {column} AS named, min(source_id) AS source_id FROM {contract.outlets[column]} GROUP BY 1"


def _counted(name: str, rule: str, rows: Rows) -> list[Measure]:
    parts = [(row["source_id"], int(row[f"{rule} judged"]), int(row[f"{rule} broken"])) for row in rows]
    total = Measure(name, rule, None, sum(judged for _, judged, _ in parts), sum(broken for *_, broken in parts))
    return [total, *_kept([Measure(name, rule, *part) for part in parts if part[0] is not None and part[1]])]


def _told(name: str, rule: str, rows: Rows, n_rows: int, outlets: Counter[str | None]) -> list[Measure]:
    """Measures of a broken rule whose rows at fault are at hand. A check may find more offenders than the table has rows."""
    of = {row["source_id"]: int(row["n_rows"]) for row in rows}
    total = Measure(name, rule, None, max(n_rows, outlets.total()), outlets.total())
    parts = [Measure(name, rule, outlet, max(of.get(outlet, 0), n), n) for outlet, n in outlets.items() if outlet]
    return [total, *_kept(parts)]


def _kept(measures: list[Measure]) -> list[Measure]:
    worst = sorted(measures, key=lambda measure: (-measure.n_at_fault, measure.source_id))
    return sorted(worst[:MOST_OUTLETS], key=lambda measure: str(measure.source_id))


def _outlets(database: Database, contract: Contract, table: Table, rows: Rows) -> Counter[str | None]:
    """Of which outlets the rows at fault are: they say so, or the input row that they name does."""
    column = contract.outlet_column(table)
    lost = sorted({str(_named(row, table, column)) for row in rows if "source_id" not in row})
    whose: dict[str, str | None] = {}
    if lost and column not in (None, "source_id"):
        found = database.rows(
            f"SELECT o.named, o.source_id FROM ({_whose(contract, str(column))}) AS o"
            " WHERE o.named IN (SELECT unnest(from_json(:named, '[\"VARCHAR\"]')))",
            named=json.dumps(lost),
        )
        whose = {row["named"]: row["source_id"] for row in found}
    return Counter(
        row["source_id"] if "source_id" in row else whose.get(str(_named(row, table, column))) for row in rows
    )


def _named(row: Mapping[str, Any], table: Table, column: str | None) -> Any:
    return row.get(str(column)) or (row.get("unit_id") if table.unit == column else None)
