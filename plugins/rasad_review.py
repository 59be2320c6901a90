"""Thin Airflow adapter of the review: what is open, one required action each, what somebody answered. All logic in `rasad.review`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import Param, get_current_context, task, task_group
from airflow.sdk.exceptions import AirflowSkipException

from rasad_stage import RETRIES, WAREHOUSE_POOL, _consequences, _tell

# Actions asked for at once: more than a person looks at in one sitting would only hide the first.
MOST_ACTIONS = 20
# Rows that one answer is about: what fits between two tasks, and what somebody can answer for. The rest is asked for afterwards.
MOST_ROWS = 500
# After this the answer is Leave, and the next run asks anew, with what has come since.
PATIENCE = timedelta(hours=8)
OPTIONS = ["Release", "Discard", "Fix and replay", "Leave"]


@task(pool=WAREHOUSE_POOL, **RETRIES)
def find_open() -> list[dict[str, Any]]:
    """What waits in quarantine for a person: one item a stage and reason."""
    from rasad import settings
    from rasad.review import form
    from rasad.review.waiting import waiting

    with _consequences():
        batches = waiting(settings.load(), MOST_ROWS)
    _tell("; ".join(form.subject(batch) for batch in batches) or "nothing waits in quarantine")
    return [
        {"subject": form.subject(batch), "body": form.body(batch), "row_ids": list(batch.row_ids)}
        for batch in batches[:MOST_ACTIONS]
    ]


@task(pool=WAREHOUSE_POOL, **RETRIES)
def apply(row_ids: list[str], answer: Mapping[str, Any]) -> int:
    """Enter the decision: all of its rows or none, once however often the task runs. Gives how many rows the next run takes up."""
    from rasad import settings
    from rasad.review.answer import decision_of
    from rasad.review.deciding import decide

    with _consequences():
        decision = decision_of(answer, row_ids, f"DAG review, run {get_current_context()['run_id']}")
        if decision is None:
            _tell("left as it is; the review asks again")
            return 0
        decided = decide(settings.load(), decision)
    _tell(f"{decision.action} by {decision.by}: {len(decided)} rows ({decision.why})")
    return 0 if decision.action == "discard" else len(decided)


@task
def is_run_needed(released: int) -> None:
    """Skipped, and with it what follows, unless rows were released that no run which is still queued would take up.

    No short circuit: that skips what follows by name, and of a mapped group what follows may not exist yet.
    """
    if not released or get_current_context()["ti"].get_dr_count("iran_news", states=["queued"]):
        raise AirflowSkipException("no further run is needed")


@task_group
def decision(subject: str, body: str, row_ids: list[str]) -> None:
    """Ask, enter the answer, and have released rows taken up at once."""
    ask = HITLOperator(
        task_id="ask",
        subject=subject,
        body=body,
        options=OPTIONS,
        defaults="Leave",
        response_timeout=PATIENCE,
        map_index_template="{{ task.subject }}",
        params={
            "why": Param(
                "",
                type="string",
                title="Why",
                description="Kept with the decision, your name and the time.",
            ),
            "correction": Param(
                None,
                type=["null", "string"],
                format="multiline",
                title="Correction",
                description="For Fix and replay only: one field = value a line; the value null empties the field.",
            ),
        },
    )
    take_up = TriggerDagRunOperator(task_id="take_up", trigger_dag_id="iran_news", conf={"kind": "daily"})
    is_run_needed(apply(row_ids, ask.output)) >> take_up
