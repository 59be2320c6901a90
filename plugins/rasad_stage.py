"""Thin Airflow adapters of the stages: three tasks a stage (write, audit, promote), all logic in `rasad`."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from airflow.sdk import chain, task, task_group
from airflow.sdk.exceptions import AirflowFailException

from rasad.contracts import contract

log = logging.getLogger("rasad")

# One slot: DuckDB has one writer, and a stage reads the past through the same file.
WAREHOUSE_POOL = "warehouse"
# A killed worker or a server that is still booting heals by itself; a red gate never does.
RETRIES = {"retries": 2, "retry_delay": timedelta(seconds=20), "retry_exponential_backoff": True}


@contextmanager
def _consequences() -> Iterator[None]:
    """Errors as Airflow acts on them: what a retry cannot mend fails at once, everything else is tried again."""
    from rasad.errors import ConfigError, GateFailed

    try:
        yield
    except (ConfigError, GateFailed) as error:
        raise AirflowFailException(str(error)) from error


def _tell(message: str) -> None:
    """Say how far the work is: in the task's log, and on the terminal of `make run`, where no UI shows the log."""
    log.info(message)
    if os.environ.get("RASAD_PROGRESS"):
        print(message, file=sys.__stderr__, flush=True)


def _step(name: str, batch_id: str, stage: str) -> Any:
    from rasad import runner, settings

    step: Callable[..., Any] = getattr(runner, name)
    with _consequences():
        return step(settings.load(), batch_id, stage, _tell)


@task(pool=WAREHOUSE_POOL, **RETRIES)
def open_batch() -> str:
    """Enter the run in the ledger; everything after it carries this batch id."""
    from rasad import ledger, settings

    with _consequences():
        return ledger.open_batch(settings.load())


@task(task_id="write", pool=WAREHOUSE_POOL, execution_timeout=timedelta(hours=3), **RETRIES)
def write(stage: str, batch_id: str) -> dict[str, int]:
    """Build the candidate rows of the stage in a file of their own."""
    return _step("build", batch_id, stage)


@task(task_id="audit", pool=WAREHOUSE_POOL, execution_timeout=timedelta(minutes=30), **RETRIES)
def audit(stage: str, batch_id: str) -> dict[str, int]:
    """Judge the candidate rows against the contract; red when a critical check fails."""
    verdicts = _step("audit", batch_id, stage)
    return {"checks": len(verdicts), "failed": sum(not verdict.success for verdict in verdicts)}


@task(task_id="promote", pool=WAREHOUSE_POOL, execution_timeout=timedelta(minutes=30), **RETRIES)
def promote(stage: str, batch_id: str) -> dict[str, int]:
    """Move the audited rows into the warehouse in one transaction."""
    return _step("promote", batch_id, stage)


def stage(name: str, batch_id: Any) -> Any:
    """One stage as a task group: write, audit, promote."""
    promise = contract(name)

    @task_group(group_id=name, tooltip=promise.question)
    def steps() -> None:
        judged = f"**Red means:** {promise.red_means}\n\n**What to do:** {promise.remedy}"
        chain(
            write.override(doc_md=f"**Takes** {promise.takes}.\n\n**Gives** {promise.gives}.")(name, batch_id),
            audit.override(doc_md=judged)(name, batch_id),
            promote.override(doc_md="Moves the audited rows in one transaction; running it twice changes nothing.")(
                name, batch_id
            ),
        )

    return steps()
