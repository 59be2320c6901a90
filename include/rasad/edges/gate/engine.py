"""Great Expectations on a DuckDB file: imported quietly, mended, and given an expectation that counts each check once."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode

from sqlalchemy import event
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Engine
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from rasad.edges import store

os.environ["GX_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("TQDM_DISABLE", "1")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import great_expectations as gx
    from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema
    from great_expectations.expectations import UnexpectedRowsExpectation
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.render.renderer import ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

__all__ = ["NO_OFFENDERS", "configured", "gx", "opened", "rendered", "warm"]

NO_OFFENDERS = "no_offenders"
"""The type under which Great Expectations knows the class below."""


class NoOffenders(UnexpectedRowsExpectation):  # type: ignore[misc]
    """A query that must return no rows, asked once: the class it comes from runs each query twice, to show what it found."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)

    def _validate(self, metrics: dict[str, Any], *_args: Any, **_kwargs: Any) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"observed_value": count}}


@contextmanager
def opened(candidate: Path) -> Iterator[Any]:
    """A Great Expectations data source on one file; its engines are disposed at the end, which frees the file."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    # As `store.opened` opens it: one process opens a file one way only.
    config = urlencode({"access_mode": "READ_ONLY", **store.limits()})
    source = context.data_sources.add_sql("candidate", connection_string=f"duckdb:///{candidate}?{config}")
    try:
        yield source
    finally:
        for engine in {id(e): e for e in (source.get_engine(), source.get_execution_engine().engine)}.values():
            engine.dispose()


@event.listens_for(Engine, "after_cursor_execute")
def _buffer(conn: Any, cursor: Any, _statement: Any, _parameters: Any, context: Any, executemany: bool) -> None:
    """Great Expectations fetches after closing its connection, when DuckDB has dropped the rows: fetch them at once instead.

    Known upstream (great_expectations issues 10738 and 11579). Class-level, because it makes two engines of its own.
    """
    if conn.dialect.name == "duckdb" and not executemany and cursor.description is not None:
        context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, initial_buffer=cursor.fetchall())


def configured(rule: dict[str, Any]) -> Any:
    """One declared rule as Great Expectations keeps it with a result."""
    return ExpectationConfiguration(**rule)


@cache
def _view() -> Any:
    """Compiles its templates once, which costs as much as a gate."""
    return DefaultJinjaPageView()


def rendered(result: dict[str, Any]) -> str:
    """The Data Docs page of one validation result, as Great Expectations makes it."""
    shown = expectationSuiteValidationResultSchema.load(result)
    return str(_view().render(ValidationResultsPageRenderer(run_info_at_end=True).render(shown)))


def warm() -> None:
    """Load what every judgement needs, without opening a database: a process that forks must hold none open."""
    registry.load("duckdb")
    _view().env.get_template("page.j2")
    gx.get_context(mode="ephemeral")
