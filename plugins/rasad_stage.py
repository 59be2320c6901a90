"""Thin Airflow adapters of the stages: three tasks a stage (write, audit, promote), all logic in `rasad`.

`land` has two more before them: the plan of the batch, and one mapped task for each outlet. Stages that read each document for
itself have two as well: `take` cuts a large batch into parts, and any worker does the `work` on one of them.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from airflow.sdk import chain, get_current_context, task, task_group
from airflow.sdk.exceptions import AirflowFailException

import rasad_alerts
import rasad_assets
import rasad_metrics
from rasad.contracts import contract
from rasad.parts import DOCUMENTS
from rasad.plain import logged, plain

log = logging.getLogger("rasad")

# One slot: DuckDB has one writer, and a stage reads the past through the same file.
WAREHOUSE_POOL = "warehouse"
# Outlets visited at the same time. Pauses between requests to one host hold across tasks whatever the pool allows.
OUTLETS_POOL = "outlets"
# Queues: a worker that only shares the data folder can visit outlets, one that only reaches RASAD_SHARED can do parts. All else
# is on the default queue, for the machine that holds the warehouse.
OUTLETS_QUEUE, PARTS_QUEUE = "outlets", "parts"
# A killed worker or a server that is still booting heals by itself; a red gate never does.
RETRIES = {"retries": 2, "retry_delay": timedelta(seconds=20), "retry_exponential_backoff": True}


_DECIDE = "Rows at fault wait in quarantine: decide on them in the DAG **review** (Required Actions): release, discard, or fix."


@contextmanager
def _consequences() -> Iterator[None]:
    """Errors as Airflow acts on them: what a retry cannot mend fails at once, everything else is tried again."""
    from rasad.errors import ConfigError, Declined, GateFailed

    try:
        yield
    except (ConfigError, Declined, GateFailed) as error:
        raise AirflowFailException(plain(error, lines=True)) from error


def _tell(message: str) -> None:
    """Say how far the work is: in the task's log, and on the terminal of `make run`, where no UI shows the log."""
    log.info(logged(message))
    if os.environ.get("RASAD_PROGRESS"):
        print(logged(message), file=sys.__stderr__, flush=True)


def _step(name: str, batch_id: str, stage: str) -> Any:
    from rasad import runner, settings

    step: Callable[..., Any] = getattr(runner, name)
    with _consequences(), rasad_metrics.timed(stage, name):
        return step(settings.load(), batch_id, stage, _tell)


@task(pool=WAREHOUSE_POOL, **RETRIES)
def open_batch() -> str:
    """Enter the run in the ledger; everything after it carries this batch id. The run's configuration is its order."""
    from rasad import runner, settings
    from rasad.orders import order_from

    run = get_current_context()["dag_run"]
    with _consequences():
        return runner.begin(settings.load(), _tell, order_from(run.conf), run.run_id)


@task(pool=WAREHOUSE_POOL, **RETRIES)
def plan(batch_id: str) -> list[str]:
    """Read what each outlet's task has to know, and name the outlets to visit."""
    from rasad import runner, settings

    with _consequences():
        return runner.plan(settings.load(), batch_id, _tell)


@task(
    pool=OUTLETS_POOL,
    queue=OUTLETS_QUEUE,
    map_index_template="{{ lane }}",
    execution_timeout=timedelta(hours=2),
    retries=2,
    retry_delay=timedelta(seconds=30),
)
def fetch(lane: str, batch_id: str) -> dict[str, Any]:
    """Visit one outlet. Red: it could not be reached; the gap is recorded and the run goes on without it."""
    from rasad import runner, settings
    from rasad.errors import Unreachable

    get_current_context()["lane"] = lane  # type: ignore[typeddict-unknown-key]
    try:
        row = runner.fetch(settings.load(), batch_id, lane, _tell)
    except Unreachable:
        raise
    except Exception as error:
        raise AirflowFailException(logged(f"{type(error).__name__}: {error}")) from error
    return {key: row.get(key) for key in ("outcome", "n_items", "n_new", "n_failed", "reason")}


@task(task_id="take", pool=WAREHOUSE_POOL, execution_timeout=timedelta(hours=1), **RETRIES)
def take(stage: str, batch_id: str) -> list[str]:
    """Copy what the stage works on out of the warehouse, and cut it into parts if it is more than one worker's work."""
    parts: list[str] = _step("take", batch_id, stage)
    return parts


@task(
    task_id="work",
    queue=PARTS_QUEUE,
    map_index_template="{{ part }}",
    execution_timeout=timedelta(minutes=30),
    **(RETRIES | {"retries": 3}),
)
def work(part: str, stage: str, batch_id: str) -> dict[str, int]:
    """Read the documents of one part, on any worker. Skipped where the batch is small: `write` reads it then."""
    from rasad import runner, settings

    get_current_context()["part"] = part  # type: ignore[typeddict-unknown-key]
    with _consequences():
        return runner.work(settings.load(), batch_id, stage, part, _tell)


@task(task_id="write", pool=WAREHOUSE_POOL, execution_timeout=timedelta(hours=3), **RETRIES)
def write(stage: str, batch_id: str) -> dict[str, int]:
    """Build the candidate rows of the stage in a file of their own."""
    return _step("build", batch_id, stage)


@task(task_id="audit", pool=WAREHOUSE_POOL, execution_timeout=timedelta(minutes=30), **RETRIES)
def audit(stage: str, batch_id: str) -> dict[str, int]:
    """Judge the candidate rows against the contract; red when a critical check fails."""
    verdicts = _step("audit", batch_id, stage)
    judged = {"checks": len(verdicts), "failed": sum(not verdict.success for verdict in verdicts)}
    rasad_metrics.judged(stage, **judged)
    return judged


@task(task_id="promote", pool=WAREHOUSE_POOL, execution_timeout=timedelta(minutes=30), **RETRIES)
def promote(stage: str, batch_id: str) -> dict[str, int]:
    """Move the audited rows into the warehouse in one transaction."""
    added: dict[str, int] = _step("promote", batch_id, stage)
    rasad_assets.record(get_current_context(), batch_id, stage, added)
    rasad_metrics.promoted(stage, added)
    return added


@task(pool=WAREHOUSE_POOL, **RETRIES)
def due() -> bool:
    """Whether any article is due for another look."""
    from rasad import settings
    from rasad.edges import landing

    with _consequences():
        count = landing.due(settings.load())
    _tell(f"{count} articles are due for another look")
    return count > 0


@task(**RETRIES)
def backfill_order() -> dict[str, Any]:
    """The order of the backfill, checked before anything is fetched."""
    from rasad.orders import order_from

    with _consequences():
        return order_from({"kind": "backfill", **get_current_context()["params"]}).model_dump(mode="json")


@task(pool=WAREHOUSE_POOL, **RETRIES)
def is_unfinished(order: dict[str, Any]) -> bool:
    """Whether the source of a backfill holds more than its batches have taken."""
    from rasad import settings
    from rasad.edges import landing
    from rasad.orders import order_from

    with _consequences():
        return landing.is_unfinished(settings.load(), order_from(order))


# One outlet that cannot be reached must not keep the others from being read; a batch that was not cut has no parts.
_WRITE_RULES = {"land": "all_done"} | dict.fromkeys(DOCUMENTS, "none_failed")


def stage(name: str, batch_id: Any) -> Any:
    """One stage as a task group: write, audit, promote; before them what can be done apart."""
    promise = contract(name)

    @task_group(group_id=name, tooltip=promise.question)
    def steps() -> None:
        wrote = write.override(
            doc_md=f"**Takes** {promise.takes}.\n\n**Gives** {promise.gives}.",
            trigger_rule=_WRITE_RULES.get(name, "all_success"),
        )(name, batch_id)
        if name == "land":
            fetch.partial(batch_id=batch_id).expand(lane=plan(batch_id)) >> wrote
        if name in DOCUMENTS:
            work.partial(stage=name, batch_id=batch_id).expand(part=take(name, batch_id)) >> wrote
        judged = f"**Red means:** {promise.red_means}\n\n**What to do:** {promise.remedy}\n\n{_DECIDE}"
        chain(
            wrote,
            audit.override(doc_md=judged, on_failure_callback=rasad_alerts.on_red_gate)(name, batch_id),
            promote.override(
                doc_md="Moves the audited rows in one transaction; running it twice changes nothing.",
                inlets=[rasad_assets.inlet(name)],
                outlets=[rasad_assets.asset(name)],
            )(name, batch_id),
        )

    return steps()
