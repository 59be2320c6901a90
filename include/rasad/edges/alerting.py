"""Look at the ledger, the disks and a draw of the archive for what people should be told, and remember what they were told."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from rasad.alerts import conditions
from rasad.alerts.alert import Alert, Episode, Notice
from rasad.alerts.episodes import News, due, follow
from rasad.edges import archive, store
from rasad.settings import SQL, Settings
from rasad.work import Row, Rows

_FILES = SQL / "alerts"
_REMEMBERED = timedelta(days=30)
"""How long after its end a channel that could not be reached is still told that an episode is over."""


def look(settings: Settings, now: datetime, also: Iterable[Alert] = ()) -> tuple[Episode, ...]:
    """Look at everything once, and enter what changed. `also` are alerts that somebody else noticed. Returns the open episodes.

    Raises Unreachable when a task keeps the warehouse past the limit: look again later.
    """
    with _opened(settings) as database:
        records = _rows(database, "records", draw=f"{now:%Y%m%dT%H%M}", most=settings.evidence_sample)
    damaged = [row for row in archive.verify_sample(settings.archive, records, now) if row["verdict"] != "verified"]
    with _opened(settings) as database:
        changed = database.atomically(
            "ledger", partial(_enter, settings, database, damaged, now, tuple(also)), note="a look for alerts"
        )
    return tuple(episode for episode in changed if episode.resolved_at is None)


def _enter(
    settings: Settings, database: store.Database, damaged: Rows, now: datetime, also: tuple[Alert, ...]
) -> tuple[Episode, ...]:
    """Decide and write in one transaction: two looks at a time would each begin an episode of the same trouble."""
    running = [episode for episode in _episodes(database, now) if episode.resolved_at is None]
    published = _rows(database, "published")[0]
    seen = [*also, *_seen(settings, database, published, damaged, now)]
    changed = follow(running, seen, now, _lasting(running, published))
    for episode in changed:
        database.run(_FILES / "forget.sql", alert_key=episode.alert.key, first_at=episode.first_at)
    database.insert("ledger.alerts", [_stored(episode) for episode in changed])
    return changed


def gauges(settings: Settings) -> dict[str, float]:
    """Counts for a dashboard, and the room on each disk in percent."""
    with _opened(settings) as database:
        counts: dict[str, float] = {row["name"]: row["n"] for row in _rows(database, "gauges")}
    disks = _disks(settings)
    return counts | {f"disk.{row['folder']}.free_percent": round(100 * row["free"] / row["total"], 1) for row in disks}


def news(settings: Settings, channel: str, now: datetime) -> tuple[News, ...]:
    """What one channel is to be told now."""
    with _opened(settings) as database:
        notices = [
            Notice(row["alert_key"], row["first_at"], row["channel"], row["kind"], row["told_at"])
            for row in _rows(database, "notices", since=now - _REMEMBERED)
        ]
        return due(_episodes(database, now), notices, channel, now, timedelta(hours=settings.alert_again_h))


def told(settings: Settings, channel: str, what: Iterable[News], now: datetime) -> None:
    """Remember that one channel was told."""
    rows = [
        {
            "alert_key": one.episode.alert.key,
            "first_at": one.episode.first_at,
            "channel": channel,
            "kind": one.kind,
            "told_at": now,
        }
        for one in what
    ]
    with _opened(settings) as database:
        database.atomically("ledger", partial(database.insert, "ledger.notices", rows), note="people were told")


@contextmanager
def _opened(settings: Settings) -> Iterator[store.Database]:
    """The warehouse, with the tables and columns that alerts are told from: there may have been no run yet, or only older ones."""
    with store.warehouse(settings) as database:
        if "ledger.notices" not in database.tables() or "missed" not in database.columns("land.coverage"):
            database.found()
            with store.scratch() as pattern:
                for stage in ("0_ledger", "1_land"):
                    database.again("alerts", partial(database.run, SQL / stage / "tables.sql"))
                    pattern.run(SQL / stage / "tables.sql")
                database.again("alerts", partial(database.widen, pattern))
        yield database


def _seen(
    settings: Settings, database: store.Database, published: Row, damaged: Rows, now: datetime
) -> Iterator[Alert]:
    yield from conditions.red_gates(_rows(database, "red_gates"))
    yield from conditions.damaged_evidence([*_rows(database, "damaged_evidence"), *damaged])
    yield from conditions.blackouts(_rows(database, "blackouts"))
    yield from conditions.silent_outlets(_rows(database, "silent_outlets"))
    yield from conditions.crowded_quarantine(_rows(database, "quarantine"))
    yield from conditions.full_disks(_disks(settings), settings.alert_disk_free_percent)
    yield from conditions.late(published["last_daily_at"], now, timedelta(hours=settings.alert_late_h))


def _lasting(running: Iterable[Episode], published: Row) -> frozenset[str]:
    """What ends only with an event: an overdue run with a publication, damaged evidence with a landing that proved its sample."""
    ends = {conditions.OVERDUE: published["last_at"], conditions.EVIDENCE: published["last_landed_at"]}
    return frozenset(
        episode.alert.key
        for episode in running
        if episode.alert.key in ends and (ends[episode.alert.key] is None or ends[episode.alert.key] < episode.first_at)
    )


def _disks(settings: Settings) -> Rows:
    """Free and total bytes of the disks that data, archive and snapshots lie on; a disk that they share once."""
    found: dict[int, Row] = {}
    for name, folder in (("data", settings.data), ("archive", settings.archive), ("published", settings.published)):
        place = _existing(folder)
        usage = shutil.disk_usage(place)
        found.setdefault(place.stat().st_dev, {"folder": name, "free": usage.free, "total": usage.total})
    return list(found.values())


def _existing(folder: Path) -> Path:
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())


def _rows(database: store.Database, name: str, **parameters: object) -> Rows:
    return database.rows((_FILES / f"{name}.sql").read_text(encoding="utf-8").rstrip().rstrip(";"), **parameters)


def _episodes(database: store.Database, now: datetime) -> list[Episode]:
    return [
        Episode(
            Alert(row["alert_key"], row["severity"], row["text"], row["remedy"]),
            row["first_at"],
            row["last_at"],
            row["n_seen"],
            row["resolved_at"],
        )
        for row in _rows(database, "episodes", since=now - _REMEMBERED)
    ]


def _stored(episode: Episode) -> Row:
    return {
        "alert_key": episode.alert.key,
        "severity": episode.alert.severity,
        "text": episode.alert.text,
        "remedy": episode.alert.remedy,
        "first_at": episode.first_at,
        "last_at": episode.last_at,
        "n_seen": episode.n_seen,
        "resolved_at": episode.resolved_at,
    }
