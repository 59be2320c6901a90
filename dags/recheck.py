"""
# recheck: known articles, looked at again

Every hour: are articles due for another look? They are at 1 hour, 24 hours, 7 days and 30 days of age (`RASAD_RECHECK_AFTER`).
If so, a run of `iran_news` is triggered with `{"kind": "recheck"}`: edits become new versions, 404 and 410 become tombstones,
redirects to another page are recorded as moves. Same stages, same gates.
"""

from __future__ import annotations

import pendulum
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import dag, task

from rasad_stage import due


@dag(
    schedule="20 * * * *",
    start_date=pendulum.datetime(2026, 11, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "rasad"},
    tags=["rasad"],
    description="Edits, retractions and moves of known articles.",
    doc_md=__doc__,
)
def recheck() -> None:
    """Ask, then trigger."""
    look_again = TriggerDagRunOperator(
        task_id="look_again",
        trigger_dag_id="iran_news",
        conf={"kind": "recheck"},
        wait_for_completion=True,
        poke_interval=20,
        retries=1,
    )
    task.short_circuit(task_id="any_due")(lambda found: found)(due()) >> look_again


recheck()
