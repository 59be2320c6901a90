"""
# review: people decide what becomes of rows that a gate set aside

Every hour: does anything wait in quarantine? For each stage and reason somebody is asked, under **Browse > Required Actions**, with
the reason, a sample of the rows and the way to their evidence. One answer is about all rows of the action:

* **Release**: the next run takes the rows up, and the same gate judges them again. Where the form says so, your release lets
  exactly these findings pass; everywhere else what still fails makes the run red and comes back, so mend the cause first.
* **Discard**: the pages or versions stay aside for good. The ledger counts them as discarded.
* **Fix and replay**: set fields that the page got wrong (in `clean` the date and the author line; in `claims` which claims to
  leave out). The archived page is never edited; readers see that a person set the field.
* **Leave**: nothing happens. So it is when nobody answers in eight hours; then the review asks anew.

Who answered comes from the login, *why* from the form; both are kept with the time, and a row is decided on once. When rows were
released, `iran_news` is triggered. A decision that cannot be entered turns `apply` red, says why, and changes nothing: the rows are
asked for again. Row by row, or without Airflow: `python -m rasad quarantine`.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag

from rasad_review import decision, find_open


@dag(
    schedule="40 * * * *",
    start_date=pendulum.datetime(2026, 11, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "rasad", "retries": 1},
    tags=["rasad"],
    description="Quarantine: release, discard, or fix and replay.",
    doc_md=__doc__,
)
def review() -> None:
    """One action for each reason that waits."""
    decision.expand_kwargs(find_open())


quarantine = review()

if __name__ == "__main__":
    run = quarantine.test()
    raise SystemExit(0 if run.state == "success" else 1)
