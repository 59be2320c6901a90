"""
# watch: what no task's failure tells

Every quarter of an hour: gates that are red, a daily run that was not published, outlets silent for longer than is normal for them,
archived records that no longer verify, disks that fill up, quarantine that nobody looks through. What is found goes into
`ledger.alerts` and this task's log; with `RASAD_ALERT_MAIL` or `RASAD_ALERT_WEBHOOK` set, people are told: once, again when it lasts
(`RASAD_ALERT_AGAIN_H`), and when it is over.

A red **look**: the warehouse was busy for long, see which task of `iran_news` keeps it. A red **tell** is a receiver that could not
be reached; the pipeline does not notice, and the next look tells it.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag

from rasad_alerts import look, tell_channel


@dag(
    schedule="*/15 * * * *",
    start_date=pendulum.datetime(2026, 11, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "rasad"},
    tags=["rasad"],
    description="Silence, disks, evidence, schedule: told once, with the remedy.",
    doc_md=__doc__,
)
def watch() -> None:
    """Look, then tell."""
    tell_channel.expand(channel=look())


watch()
