"""
# backfill: the past, in bounded batches

Trigger it by hand with a **source**: a WARC file (CC-NEWS or any other), a file with one address a line, or the address of a
sitemap (with its **outlet** and the first and last day). Each run takes `most` records through all stages and gates by
triggering `iran_news`, then triggers itself until the source is finished. A run that failed is simply triggered again: it goes
on behind the last batch that was promoted.
"""

from __future__ import annotations

import pendulum
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import Param, dag, task

from rasad_stage import backfill_order, is_unfinished


@dag(
    schedule=None,
    start_date=pendulum.datetime(2026, 11, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "rasad", "retries": 1},
    tags=["rasad"],
    description="WARC files, lists of addresses, sitemaps of the past.",
    doc_md=__doc__,
    params={
        "source": Param("", type="string", description="WARC file, list of addresses, or address of a sitemap"),
        "outlet": Param("", type="string", description="for a sitemap: its outlet, such as med:irna"),
        "since": Param("", type="string", description="for a sitemap: first day, 2026-01-31"),
        "until": Param("", type="string", description="for a sitemap: last day"),
        "most": Param(500, type="integer", minimum=1, maximum=20_000, description="records in one batch"),
    },
)
def backfill() -> None:
    """One batch, then the next."""
    order = backfill_order()
    batch = TriggerDagRunOperator(
        task_id="batch", trigger_dag_id="iran_news", conf=order, wait_for_completion=True, poke_interval=20
    )
    next_batch = TriggerDagRunOperator(task_id="next_batch", trigger_dag_id="backfill", conf="{{ params | tojson }}")
    left = is_unfinished(order)
    batch >> left
    task.short_circuit(task_id="any_left")(lambda found: found)(left) >> next_batch


backfill()
