"""Rasad's own gauges, through whatever Airflow sends its metrics to (StatsD, OpenTelemetry); without one they go nowhere."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from airflow.sdk.observability import stats

log = logging.getLogger("rasad")


@contextmanager
def timed(stage: str, step: str) -> Iterator[None]:
    """How long a step took, also when it failed; and that its gate was red."""
    from rasad.errors import GateFailed

    began = time.monotonic()
    try:
        yield
    except GateFailed:
        _gauge(f"{stage}.gate.red", 1)
        raise
    finally:
        _gauge(f"{stage}.{step}.seconds", round(time.monotonic() - began, 3))


def judged(stage: str, checks: int, failed: int) -> None:
    """How a gate that let its rows pass judged them; what failed are warnings."""
    told = {"gate.red": 0, "gate.checks": checks, "gate.failed": failed}
    for name, value in told.items():
        _gauge(f"{stage}.{name}", value)


def promoted(stage: str, rows: Mapping[str, int]) -> None:
    """Rows that a promotion added, by table."""
    for table, count in rows.items():
        _gauge(f"{stage}.rows.{table}", count)


def watched(gauges: Mapping[str, float]) -> None:
    """What the DAG `watch` counted."""
    for name, value in gauges.items():
        _gauge(name, value)


def _gauge(name: str, value: float) -> None:
    try:
        stats.gauge(f"rasad.{name}", value)
    except Exception as error:  # a metric is never worth a run
        log.debug("metric rasad.%s not sent: %s", name, error)
