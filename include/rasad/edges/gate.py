"""The quality gate: one contract against one candidate file, judged by Great Expectations. The only module that imports it."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from rasad.contracts import Contract, Table
from rasad.edges import store
from rasad.errors import ConfigError

# How many rows at fault are kept with a result; quarantine takes them all.
SAMPLE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one expectation or check."""

    table: str
    name: str
    expectation: str
    severity: str
    success: bool
    observed: str
    unexpected_count: int
    notes: str
    rows: tuple[dict[str, Any], ...] = ()  # rows at fault; each has unit_id where the table names a unit

    @property
    def stops(self) -> bool:
        """Whether this verdict forbids promotion."""
        return not self.success and self.severity == "critical"


def audit(candidate: Path, contract: Contract) -> tuple[Verdict, ...]:
    """Every expectation and check of a contract, judged on a sealed candidate file that is opened read-only.

    Raises ConfigError when an expectation could not be evaluated or Great Expectations dropped it: a gate that did not
    look must never pass.
    """
    with _source(candidate) as source:
        return tuple(
            verdict
            for name, table in contract.tables.items()
            for verdict in _judge(source, candidate, contract, name, table)
        )


def _judge(source: Any, candidate: Path, contract: Contract, name: str, table: Table) -> Iterator[Verdict]:
    declared = _suite(contract, name, table)
    if not declared:
        return
    gx = _great_expectations()
    batch = source.add_table_asset(name, table_name=name).add_batch_definition_whole_table("all").get_batch()
    index = list(dict.fromkeys([*([table.unit] if table.unit else []), *table.key]))
    outcome = batch.validate(
        gx.ExpectationSuite(name=f"{contract.stage}.{name}", expectations=declared),
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": index},
    )
    if len(outcome.results) != len(declared):
        raise ConfigError(
            f"{contract.stage}.{name}",
            "expectations",
            f"{len(declared)} declared, {len(outcome.results)} loaded; look for a misspelt type",
        )
    for result in outcome.results:
        yield _verdict(candidate, contract, name, table, result)


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
            "type": "unexpected_rows_expectation",
            # Great Expectations formats the query: our braces are doubled, and it wants to see its batch named.
            "kwargs": {"unexpected_rows_query": _escaped(contract.check_sql(check)) + "\n/* {batch} */"},
            "severity": check.severity,
            "notes": check.notes,
            "meta": {"name": check.name, "check": True},
        }
        for check in contract.checks
        if check.table == name
    ]
    return expectations + checks


def _verdict(candidate: Path, contract: Contract, name: str, table: Table, result: Any) -> Verdict:
    config, details = result.expectation_config, result.result or {}
    slug = config.meta["name"]
    if not result.success and not details:
        raise ConfigError(f"{contract.stage}.{name}", slug, f"could not be evaluated: {_reason(result.exception_info)}")
    rows: tuple[dict[str, Any], ...] = ()
    if not result.success:
        if config.meta.get("check"):
            rows = _offenders(candidate, contract, slug)
        else:
            rows = tuple(_with_unit(row, table) for row in details.get("unexpected_index_list") or ())
    return Verdict(
        table=name,
        name=slug,
        expectation="sql_check" if config.meta.get("check") else config.type,
        severity=config.severity.value,
        success=bool(result.success),
        observed=json.dumps(details.get("observed_value"), default=str, ensure_ascii=False),
        unexpected_count=len(rows) or int(details.get("unexpected_count") or 0),
        notes=str(config.notes or ""),
        rows=rows,
    )


def _offenders(candidate: Path, contract: Contract, check_name: str) -> tuple[dict[str, Any], ...]:
    check = next(check for check in contract.checks if check.name == check_name)
    with store.opened(candidate, read_only=True) as database:
        return tuple(database.rows(contract.check_sql(check).rstrip().rstrip(";")))


def _with_unit(row: dict[str, Any], table: Table) -> dict[str, Any]:
    return {"unit_id": row.get(table.unit), **row} if table.unit else dict(row)


def _escaped(sql: str) -> str:
    return sql.rstrip().rstrip(";").replace("{", "{{").replace("}", "}}")


def _reason(exception_info: Any) -> str:
    found = [exception_info, *(exception_info.values() if isinstance(exception_info, dict) else [])]
    messages = [
        str(item["exception_message"]) for item in found if isinstance(item, dict) and item.get("exception_message")
    ]
    return messages[0] if messages else "no reason given"


@contextmanager
def _source(candidate: Path) -> Iterator[Any]:
    """A Great Expectations data source on one file; its engines are disposed at the end, which frees the file."""
    gx = _great_expectations()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    config = urlencode({"access_mode": "READ_ONLY", **store.limits()})
    source = context.data_sources.add_sql("candidate", connection_string=f"duckdb:///{candidate}?{config}")
    try:
        yield source
    finally:
        for engine in {id(e): e for e in (source.get_engine(), source.get_execution_engine().engine)}.values():
            engine.dispose()


@cache
def _great_expectations() -> Any:
    """Import Great Expectations on first use (its import costs seconds) and mend what it does to DuckDB results."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("TQDM_DISABLE", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import great_expectations
    _buffer_results()
    return great_expectations


def _buffer_results() -> None:
    """Great Expectations fetches after closing its connection, when DuckDB has dropped the rows: fetch them at once instead.

    Known upstream (great_expectations issues 10738 and 11579). Class-level, because it makes two engines of its own.
    """
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

    @event.listens_for(Engine, "after_cursor_execute")
    def buffer(conn: Any, cursor: Any, _statement: Any, _parameters: Any, context: Any, executemany: bool) -> None:
        if conn.dialect.name == "duckdb" and not executemany and cursor.description is not None:
            context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, initial_buffer=cursor.fetchall())
