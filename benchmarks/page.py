"""Every view of the page on a large snapshot, as the route answers it, beside the same rows in SQLite with its indexes.

    python benchmarks/page.py [--claims 1000000] [--runs 1500] [--repeat 5]

The snapshot is synthetic and as publication writes it: sorted by its keys, opened read-only, locked, 256 MB. SQLite holds the same rows of
the same columns, has an index for every order and look-up that the view needs, a cache of the same size, and has run ANALYZE. The ids
of both answers are compared before they are timed. Times are CPU times, all threads added up; that of a view is the whole page: its
queries, the look-up of names, and the HTML.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import yaml

from rasad import page
from rasad.edges import operations, store
from rasad.settings import SQL, Settings

MADE = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
PLACE = page.Place("/rasad", "", "nonce")


def build_published(path: Path, claims: int) -> None:
    """The published tables that the page reads, in the order of their keys."""
    count = {"claims": claims, "articles": claims // 6, "clusters": claims // 3, "outlets": 90}
    connection = duckdb.connect(str(path), config={"storage_compatibility_version": store.STORAGE_VERSION})
    for statement in store.statements((SQL / "7_publish" / "tables.sql").read_text(encoding="utf-8")):
        connection.execute(statement)
    for table, made in MADE["published"].items():
        rows = made["rows"].format(**count)
        connection.execute(
            f"INSERT INTO {table} BY NAME (WITH n AS (SELECT range AS i FROM range({rows})) {made['sql'].format(**count)} ORDER BY 1)"
        )
    connection.close()


def build_operations(settings: Settings, runs: int) -> None:
    """A warehouse with the ledger of sixty days, copied as after a gate."""
    since = datetime.now(UTC) - timedelta(days=operations.DAYS)
    with store.warehouse(settings) as database:
        for folder in ("0_ledger", "1_land"):
            database.run(SQL / folder / "tables.sql")
        for table, made in MADE["operations"].items():
            sql = made["sql"].format(since=since.isoformat(), runs=runs)
            database.execute(
                f"INSERT INTO {table} BY NAME (WITH n AS (SELECT range AS i FROM range({made['rows'].format(runs=runs)})) {sql})"
            )
    began = time.process_time()
    operations.refresh(settings, print)
    newest = operations.newest(settings)
    assert newest is not None
    print(f"operations: {newest.stat().st_size / 1e6:,.1f} MB, copied in {time.process_time() - began:.2f} CPU s")


def build_sqlite(path: Path, published: Path) -> sqlite3.Connection:
    """The same rows of the columns that the views show."""
    lite = sqlite3.connect(path)
    lite.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
    source = duckdb.connect(str(published), read_only=True)
    for table, columns in MADE["sqlite"]["columns"].items():
        names = [name.strip() for name in columns.split(",")]
        shown = ", ".join(f"CAST({n} AS VARCHAR) AS {n}" if n.endswith("_at") else f'"{n}"' for n in names)
        lite.execute(f"CREATE TABLE {table} ({', '.join(names).replace('end', 'end_')})")
        rows = source.execute(f"SELECT {shown} FROM {table}")
        while chunk := rows.fetchmany(50_000):
            lite.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", chunk)
    for number, index in enumerate(MADE["sqlite"]["indexes"]):
        table, _, listed = index.partition("(")
        lite.execute(f"CREATE INDEX i{number} ON {table} ({listed}")
    lite.executescript("ANALYZE;")
    lite.commit()
    source.close()
    return lite


def timed(ask: Callable[[], Any], repeat: int) -> float:
    """Median CPU seconds of one call, all threads; the first call is not counted."""
    ask()
    taken = []
    for _ in range(repeat):
        began = time.process_time()
        ask()
        taken.append(time.process_time() - began)
    return median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=1_500, help="runs of sixty days: one an hour is 1,440")
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data")
        snapshot = settings.published / "b1" / "rasad.duckdb"
        snapshot.parent.mkdir(parents=True)
        build_published(snapshot, given.claims)
        (settings.published / "current").symlink_to("b1")
        build_operations(settings, given.runs)
        lite = build_sqlite(Path(folder) / "rasad.sqlite", snapshot)
        print(
            f"snapshot: {given.claims:,} claims, {snapshot.stat().st_size / 1e6:,.0f} MB; median of {given.repeat}, CPU milliseconds\n"
        )
        print("| view | page | SQLite, its rows alone | the page takes |\n|---|---|---|---|")
        desk = page.Desk.of(settings)
        for name, case in MADE["views"].items():
            asked = page.asked_from({key: str(value) for key, value in case.get("ask", {}).items()})

            def whole(case: dict[str, Any] = case, asked: page.Asked = asked) -> str:
                return page.whole(page.VIEWS[case["view"]](desk, asked, PLACE), PLACE)

            told = whole()
            mine = timed(whole, given.repeat)
            if "sqlite" not in case:
                print(f"| {name} | {mine * 1e3:,.1f} | | |", flush=True)
                continue
            rows = lite.execute(case["sqlite"]).fetchall()
            assert rows, name
            assert all(str(row[0]) in told for row in rows[:25]), name
            theirs = timed(lambda sql=case["sqlite"]: lite.execute(sql).fetchall(), given.repeat)  # type: ignore[misc]
            print(f"| {name} | {mine * 1e3:,.1f} | {theirs * 1e3:,.3f} | {mine / theirs:,.2f} x |", flush=True)
        desk.close()


if __name__ == "__main__":
    main()
