"""What is worth waking somebody for: facts of the ledger and of the machine in, alerts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from rasad.alerts.alert import Alert
from rasad.contracts import contract
from rasad.work import Row

OVERDUE = "schedule:run"
LATE = "schedule:daily"
EVIDENCE = "evidence"
_SCHEDULE = (
    "Open the DAG iran_news in the Airflow UI. A red task's documentation says what to do; a run that was killed or never began"
    " is triggered again and takes up what waits. If nothing runs at all, look whether the DAG is paused and the scheduler is up."
)


def red_gates(rows: Iterable[Row]) -> Iterator[Alert]:
    """Stages whose newest gate stopped the promotion. Rows: stage, batch_id, failures (names of the critical checks that failed)."""
    for row in rows:
        promise = contract(row["stage"])
        yield Alert(
            f"gate:{row['stage']}",
            "critical",
            f"{row['stage']}: the gate of batch {row['batch_id']} is red ({row['failures']}). Nothing was promoted; readers"
            f" keep the last good snapshot. It means: {promise.red_means}",
            promise.remedy.strip(),
        )


def damaged_evidence(rows: Iterable[Row]) -> Iterator[Alert]:
    """Archived records that are not what was recorded. Rows: archive_file, verdict, detail."""
    found = list(rows)
    if found:
        examples = "; ".join(f"{row['archive_file']}: {row['verdict']} {row['detail']}" for row in found[:3])
        yield Alert(
            EVIDENCE,
            "critical",
            f"evidence: {len(found)} archived records do not verify ({examples})",
            _notes("land", "archived_records_verify"),
        )


def silent_outlets(rows: Iterable[Row]) -> Iterator[Alert]:
    """Outlets that bring nothing for longer than is normal for them.

    Rows: source_id, outcome, reason, silent_since, silent_h, missed, bearable (pages), normal_why.
    """
    for row in rows:
        saw = row["outcome"] in ("new", "none_new")
        why = "could be read, and brought nothing new" if saw else f"could not be looked at ({_reason(row)})"
        yield Alert(
            f"outlet:{row['source_id']}",
            "warning",
            f"{row['source_id']} {why} since {row['silent_since']:%Y-%m-%d %H:%M} UTC: {row['silent_h']} hours, in which"
            f" {row['missed']:.3g} pages are usual for it; more than {row['bearable']:.3g} are not missing by chance"
            f" ({row['normal_why']})",
            _notes("land", "outlet_is_quiet" if saw else "most_outlets_could_be_looked_at")
            + f" `python -m rasad probe {row['source_id'].rpartition(':')[2]}` shows what it answers from here.",
        )


def blackouts(rows: Iterable[Row]) -> Iterator[Alert]:
    """Countries whose outlets vanished together. Rows: country (null: all did), from_at, n_outlets."""
    for row in rows:
        where = f"all outlets of {row['country']}" if row["country"] else "all outlets, so it may be our own network"
        yield Alert(
            f"blackout:{row['country'] or 'everywhere'}",
            "critical",
            f"{row['n_outlets']} outlets cannot be reached since {row['from_at']:%Y-%m-%d %H:%M} UTC: {where}",
            _notes("land", "no_country_is_dark"),
        )


def full_disks(rows: Iterable[Row], least_free_percent: float) -> Iterator[Alert]:
    """Disks with less room than the setting asks for. Rows: folder, free, total (bytes)."""
    for row in rows:
        free = 100 * row["free"] / row["total"] if row["total"] else 0.0
        if free < least_free_percent:
            yield Alert(
                f"disk:{row['folder']}",
                "critical",
                f"disk of {row['folder']}: {free:.1f} % free ({row['free'] / 1e9:.1f} of {row['total'] / 1e9:.1f} GB),"
                f" less than {least_free_percent:g} %",
                "Free or add space before the next run: a full disk stops landing, and nothing that is promoted is lost. Old folders"
                " of candidates and snapshots (RASAD_KEEP_SNAPSHOTS) may go; the archive must stay.",
            )


def crowded_quarantine(rows: Iterable[Row]) -> Iterator[Alert]:
    """Stages with more rows set aside than their contract lets wait. Rows: stage, n."""
    for row in rows:
        most = contract(row["stage"]).most_open
        if row["n"] > most:
            yield Alert(
                f"quarantine:{row['stage']}",
                "warning",
                f"quarantine: {row['n']} rows of {row['stage']} wait for a decision, more than {most}",
                "Look at the reasons (`python -m rasad sql quarantined`). Many rows with one reason are one cause: mend it, then"
                " release them; what is beyond mending is discarded.",
            )


def late(last_daily_at: datetime | None, now: datetime, after: timedelta) -> Iterator[Alert]:
    """No daily run was published for too long, whatever kept it. An installation that never published is not late."""
    if last_daily_at is not None and now - last_daily_at > after:
        hours = int((now - last_daily_at).total_seconds() // 3600)
        yield Alert(
            LATE,
            "critical",
            f"schedule: the last daily run was published {hours} hours ago ({last_daily_at:%Y-%m-%d %H:%M} UTC), more than"
            f" {after.total_seconds() / 3600:g}",
            _SCHEDULE,
        )


def overdue(run_id: str, within: timedelta) -> Alert:
    """A run that did not finish in the time it has: what Airflow's deadline tells."""
    return Alert(
        OVERDUE,
        "critical",
        f"schedule: the run {run_id} has not finished within {within.total_seconds() / 3600:g} hours",
        _SCHEDULE,
    )


def _reason(row: Row) -> str:
    return f"{row['outcome']}: {str(row['reason'])[:200]}" if row["reason"] else str(row["outcome"])


def _notes(stage: str, name: str) -> str:
    """What the contract says to do when this expectation or check fails."""
    promise = contract(stage)
    notes = {e.name: e.notes for table in promise.tables.values() for e in table.expectations}
    return (notes | {check.name: check.notes for check in promise.checks})[name]
