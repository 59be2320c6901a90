"""The upkeep of a warehouse that is a DuckLake: its snapshots, what it held at one of them, and fewer, larger files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from rasad.edges import lake, store
from rasad.errors import ConfigError, RasadError
from rasad.settings import Settings

_SNAPSHOTS = """
SELECT snapshot_id, snapshot_time, coalesce(commit_message, CAST(changes AS VARCHAR)) AS told
FROM warehouse.snapshots()
ORDER BY snapshot_id DESC
LIMIT :most
"""
_SIZE = """
SELECT
    coalesce(sum(file_count + delete_file_count), 0) AS files,
    coalesce(sum(file_size_bytes + delete_file_size_bytes), 0) AS bytes
FROM ducklake_table_info('warehouse')
"""

_STEPS = {
    "new rows written out of the catalogue": "ducklake_flush_inlined_data('warehouse')",
    "small files merged": "ducklake_merge_adjacent_files('warehouse')",
    "files with deleted rows written anew": "ducklake_rewrite_data_files('warehouse', delete_threshold => 0.1)",
    "old snapshots forgotten": "ducklake_expire_snapshots('warehouse', {old})",
    "files deleted that no snapshot needs": "ducklake_cleanup_old_files('warehouse', {old})",
}


def snapshots(settings: Settings, most: int) -> list[store.Row]:
    """The newest states that can be asked: snapshot_id, snapshot_time, and what was told when it was made."""
    _require(settings)
    with store.reading(settings) as database:
        return database.rows(_SNAPSHOTS, most=most)


def ask(settings: Settings, statement: str, version: int | None) -> list[store.Row]:
    """The answer of the warehouse to one SELECT, now or as it was at a snapshot. Raises RasadError for what cannot be answered."""
    _require(settings)
    try:
        with store.reading(settings, version=version) as database:
            return database.rows(statement.rstrip().rstrip(";").replace(":", r"\:"))
    except store.FAILURES as error:
        raise RasadError(str(getattr(error, "orig", error))) from error


def compact(settings: Settings, keep_days: float) -> Iterator[str]:
    """Merge small files, forget snapshots older than `keep_days`, delete files that none of the others needs; told step by step.

    May run beside readers and writers: a file goes only when it was given up `keep_days` ago, and a merge that another
    transaction overtook is tried again.
    """
    _require(settings)
    with store.warehouse(settings) as database:
        yield _told("before", database.rows(_SIZE)[0])
        for what, call in _STEPS.items():
            done = database.again(what, partial(database.rows, f"FROM {call.format(old=_old(keep_days))}"))
            yield f"{what}: {len(done)}"
        yield _told("after", database.rows(_SIZE)[0])


def _old(keep_days: float) -> str:
    """Told anew for each step, so that with no days to keep what one step gives up goes with the next."""
    return f"older_than => TIMESTAMPTZ {store.quoted((datetime.now(UTC) - timedelta(days=keep_days)).isoformat())}"


def _told(when: str, size: store.Row) -> str:
    return f"{when}: {size['files']} files, {size['bytes'] / 1e6:.1f} MB"


def _require(settings: Settings) -> None:
    if not settings.lake:
        raise ConfigError("RASAD_LAKE", "empty", f"the warehouse is a file; `lake` is for {', '.join(lake.CATALOGUES)}")
    if not store.exists(settings):
        raise RasadError("the lake holds no run yet; run the pipeline first")
