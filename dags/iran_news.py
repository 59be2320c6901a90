"""
# iran_news: from what outlets publish to claim tables

Runs daily. Each stage **writes** candidate rows into a file of their own, **audits** exactly those rows with Great
Expectations, and **promotes** them in one transaction. A red audit promotes nothing: readers keep the last good snapshot.
A large batch is first cut (`take`) and read in parts by any worker (`work`).

| stage | the question it answers |
|---|---|
| `land` | What exactly did the outlet publish, and when did we see it? |
| `clean` | What is the text, the title, the author, the language, the date? |
| `dedupe` | Is this new, or the same words again, and who had them first? |
| `tag` | Who and what is it about, and is it Iranian politics? |
| `claims` | Who says what, on whose word? |
| `corroborate` | How many independent origins? What contradicts? |
| `publish` | What may analysts rely on today? |

`land` visits each outlet in a task of its own: the grid shows who answered. The run's configuration may ask for something else
than the day's news: `{"kind": "recheck"}` looks at known articles again, `{"kind": "backfill", ...}` loads the past. The DAGs
*recheck* and *backfill* trigger it that way, so that one run at a time works on the warehouse.

## If you are on call

1. **A red `audit`** is the pipeline doing its work. Open its log: it names the check, why it matters and the rows at fault.
   Those rows are in quarantine; everything else waits. The task's *Documentation* tab says what to do for this stage.
   When the cause is mended (or the rows should stay aside), trigger the DAG again: it takes up what waits. What becomes of the
   rows is decided in the DAG *review*: release, discard, or fix and replay.
2. **A red `fetch`** is an outlet that could not be reached, after its retries. The run goes on; the gap is a row in `gaps`, and
   the next run tries again. All outlets of a country red at once are one row in `blackouts`.
3. **A red `write`** after its retries: the outside world or the disk. The log names the file or the host. Clear the task.
   **A red `work`** is one part of a large batch; the others wait for it. Clear it. To cut the batch anew, clear the stage's `take`.
4. **A red `promote`**: the candidate file is not the one that was audited, or the warehouse was busy. Clear the stage's `write`.
5. **A run that was killed** needs nothing: trigger the DAG again, it continues from what was promoted.
6. **No new articles** is a normal green run.
"""

from __future__ import annotations

import logging

import pendulum
from airflow.sdk import chain, dag

from rasad_alerts import deadline
from rasad_stage import open_batch, stage


@dag(
    schedule="0 3 * * *",
    start_date=pendulum.datetime(2026, 11, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    deadline=deadline(),
    default_args={"owner": "rasad"},
    tags=["rasad", "daily"],
    description="Outlets in, gated claim tables out.",
    doc_md=__doc__,
)
def iran_news() -> None:
    """One line a stage."""
    batch = open_batch()
    chain(
        batch,
        stage("land", batch),
        stage("clean", batch),
        stage("dedupe", batch),
        stage("tag", batch),
        stage("claims", batch),
        stage("corroborate", batch),
        stage("publish", batch),
    )


daily = iran_news()

if __name__ == "__main__":
    daily.deadline = None  # dag.test() of Airflow 3.3.2 crashes on one (apache/airflow#73428)
    # It warns, with the names of all tasks, each time that a batch is not cut and so has no part to do.
    logging.getLogger(type(daily).__module__).setLevel(logging.ERROR)
    run = daily.test()
    raise SystemExit(0 if run.state == "success" else 1)
