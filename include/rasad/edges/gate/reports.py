"""What Great Expectations reports of one table: its own result as JSON, and its own Data Docs page made safe and fit for offline.

Great Expectations 1.24 renders values that broke a rule without escaping them (its templates end in .j2, and only .html and .xml
are escaped), and its pages load styles and scripts from six hosts. What it did not write is therefore escaped before it renders,
and `offline` keeps of its page only what draws text.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from rasad.contracts import Contract
from rasad.edges.gate import offline
from rasad.edges.gate.engine import NO_OFFENDERS, rendered
from rasad.edges.gate.verdict import SAMPLE_ROWS, Measure, Report
from rasad.plain import plain

# Whole lists of rows at fault: quarantine has them, a report shows the first.
_UNBOUNDED = ("unexpected_list", "unexpected_index_list", "unexpected_index_query", "partial_unexpected_index_list")


def report(
    contract: Contract, table: str, outcome: Any, totals: Mapping[str, Measure], rows: Mapping[str, Any]
) -> Report:
    """The report of one table: `outcome` as Great Expectations gave it, with the counts of `totals` where it kept none."""
    result = outcome.to_json_dict()
    result["meta"] |= {"stage": contract.stage, "table": table}
    result["meta"].pop("batch_markers", None)
    for judged in result["results"]:
        name = judged["expectation_config"]["meta"]["name"]
        details = {key: value for key, value in (judged["result"] or {}).items() if key not in _UNBOUNDED}
        judged["result"] = _counts(totals.get(name)) | details
        judged["meta"] |= {"rows_at_fault": list(rows.get(name, ()))[:SAMPLE_ROWS]}
    return Report(table, result, page(result))


def page(result: Mapping[str, Any]) -> str:
    """The Data Docs page of one kept result."""
    meta = result["meta"]
    return offline.page(rendered(_shown(result)), f"{meta['stage']}.{meta['table']}", result["results"])


def _counts(total: Measure | None) -> dict[str, Any]:
    if total is None:
        return {}
    percent = 100 * total.n_at_fault / total.n_rows if total.n_rows else None
    return {"element_count": total.n_rows, "unexpected_count": total.n_at_fault, "unexpected_percent": percent}


def _shown(result: Mapping[str, Any]) -> dict[str, Any]:
    """A copy for rendering. What Great Expectations lists of the data is escaped (it escapes its own sentences itself), and a
    check is called by its name: its query is in the project."""
    rules = []
    for judged in result["results"]:
        config = dict(judged["expectation_config"])
        if config["type"] == NO_OFFENDERS:
            config["description"] = f"no row is found by the check {config['meta']['name']}"
        rules.append({**judged, "expectation_config": config, "result": _escaped(judged["result"]), "meta": {}})
    return {**result, "results": rules}


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(plain(value, lines=True))
    if isinstance(value, dict):
        return {_escaped(key): _escaped(inner) for key, inner in value.items()}
    return [_escaped(inner) for inner in value] if isinstance(value, list) else value
