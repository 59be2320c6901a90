"""One contract against one candidate file: judged yes or no first, and once more where it is no, for the rows at fault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rasad.contracts import Contract, Table
from rasad.edges import store
from rasad.edges.gate import counts, reports
from rasad.edges.gate.engine import NO_OFFENDERS, configured, gx, opened
from rasad.edges.gate.verdict import Judgement, Measure, Verdict
from rasad.errors import ConfigError


def judge(candidate: Path, contract: Contract) -> Judgement:
    """See `rasad.edges.gate.judge`."""
    verdicts: list[Verdict] = []
    measures: list[Measure] = []
    found = []
    with opened(candidate) as source, store.opened(candidate, read_only=True) as database:
        for name, table in contract.tables.items():
            outcome = _validated(source, contract, name, table)
            if outcome is None:
                continue
            rows = {_slug(r): _at_fault(database, contract, table, r) for r in outcome.results if not r.success}
            counted = counts.count(database, contract, name, rows)
            totals = {measure.name: measure for measure in counted if measure.source_id is None}
            judged = [_verdict(name, result, rows, totals.get(_slug(result))) for result in outcome.results]
            counts.agree(contract, name, judged, totals)
            verdicts += judged
            measures += counted
            found.append(reports.report(contract, name, outcome, totals, rows))
    return Judgement(tuple(verdicts), tuple(measures), tuple(found))


def _validated(source: Any, contract: Contract, name: str, table: Table) -> Any:
    """The validation result of one table; what failed comes with its details. None for a table without rules."""
    declared = _suite(contract, name, table)
    if not declared:
        return None
    batch = source.add_table_asset(name, table_name=name).add_batch_definition_whole_table("all").get_batch()
    outcome = _validate(batch, contract, name, [_cheaper(rule) for rule in declared], {"result_format": "BOOLEAN_ONLY"})
    failed = {_slug(result) for result in outcome.results if not result.success}
    again = [rule for rule in declared if rule["meta"]["name"] in failed]
    whole = {"result_format": "COMPLETE", "unexpected_index_column_names": _index(contract, table)}
    details = {_slug(r): r for r in (_validate(batch, contract, name, again, whole).results if again else ())}
    outcome.results = [details.get(_slug(result), result) for result in outcome.results]
    rules = {rule["meta"]["name"]: rule for rule in declared}
    for result in outcome.results:  # in an order of their own
        result.expectation_config = configured(rules[_slug(result)])
    return outcome


def _cheaper(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule of Great Expectations that holds only where this one does, at a third of its cost; else the rule itself.

    Values are unique where as many are distinct as there are: a count, instead of a join of the table with its own groups. Where it
    does not hold (an empty table has no such share) the rule itself is judged.
    """
    if rule["type"] != "expect_column_values_to_be_unique" or "mostly" in rule["kwargs"]:
        return rule
    share = {"column": rule["kwargs"]["column"], "min_value": 1, "max_value": 1}
    return rule | {"type": "expect_column_proportion_of_unique_values_to_be_between", "kwargs": share}


def _validate(batch: Any, contract: Contract, name: str, declared: list[dict[str, Any]], form: dict[str, Any]) -> Any:
    suite = gx.ExpectationSuite(name=f"{contract.stage}.{name}", expectations=declared)
    outcome = batch.validate(suite, result_format=form)
    if len(outcome.results) != len(declared):
        raise ConfigError(
            f"{contract.stage}.{name}",
            "expectations",
            f"{len(declared)} declared, {len(outcome.results)} loaded; look for a misspelt type",
        )
    for result in outcome.results:
        if reason := _raised(result.exception_info):
            raise ConfigError(f"{contract.stage}.{name}", _slug(result), f"could not be evaluated: {reason}")
    return outcome


def _suite(contract: Contract, name: str, table: Table) -> list[dict[str, Any]]:
    expectations = [
        {
            "type": e.type,
            "kwargs": dict(e.kwargs),
            "severity": e.severity,
            "notes": e.notes,
            "meta": {"name": e.name},
        }
        for e in table.expectations
    ]
    checks = [
        {
            "type": NO_OFFENDERS,
            # Great Expectations formats the query: our braces are doubled, and it wants to see its batch named.
            "kwargs": {"unexpected_rows_query": _escaped(contract.check_sql(check)) + "\n/* {batch} */"},
            "severity": check.severity,
            "notes": check.notes,
            "meta": {"name": check.name},
        }
        for check in contract.checks
        if check.table == name
    ]
    return expectations + checks


def _index(contract: Contract, table: Table) -> list[str]:
    """The columns that come with a row at fault: what is set aside with it, what names it, and whose it is."""
    named = [table.unit, *table.key, contract.outlet_column(table)]
    return list(dict.fromkeys(column for column in named if column))


def _at_fault(database: store.Database, contract: Contract, table: Table, result: Any) -> tuple[dict[str, Any], ...]:
    """The rows at fault as they are told, set aside and sent between processes: plain JSON values."""
    if result.expectation_config.type == NO_OFFENDERS:
        check = next(check for check in contract.checks if check.name == _slug(result))
        rows = database.rows(contract.check_sql(check).rstrip().rstrip(";"))
    else:
        rows = [_with_unit(row, table) for row in (result.result or {}).get("unexpected_index_list") or ()]
    return tuple(json.loads(json.dumps(row, default=str)) for row in rows)


def _verdict(
    table: str, result: Any, at_fault: Mapping[str, tuple[dict[str, Any], ...]], total: Measure | None
) -> Verdict:
    config, details, slug = result.expectation_config, result.result or {}, _slug(result)
    rows = at_fault.get(slug, ())
    observed = details.get("observed_value")
    if observed is None and total is not None:
        observed = {"rows": total.n_rows, "at_fault": total.n_at_fault}
    return Verdict(
        table=table,
        name=slug,
        expectation="sql_check" if config.type == NO_OFFENDERS else config.type,
        severity=config.severity.value,
        success=bool(result.success),
        observed=json.dumps(observed, default=str, ensure_ascii=False),
        unexpected_count=len(rows) or (total.n_at_fault if total else 0),
        notes=str(config.notes or ""),
        rows=rows,
    )


def _with_unit(row: dict[str, Any], table: Table) -> dict[str, Any]:
    return {"unit_id": row.get(table.unit), **row} if table.unit else dict(row)


def _slug(result: Any) -> str:
    return str(result.expectation_config.meta["name"])


def _escaped(sql: str) -> str:
    return sql.rstrip().rstrip(";").replace("{", "{{").replace("}", "}}")


def _raised(exception_info: Any) -> str:
    """Why an expectation could not be evaluated; empty when it was."""
    found: Iterable[Any] = [
        exception_info,
        *(exception_info.values() if isinstance(exception_info, dict) else []),
    ]
    raised = [item for item in found if isinstance(item, dict) and item.get("raised_exception")]
    return str(raised[0].get("exception_message") or "no reason given") if raised else ""
