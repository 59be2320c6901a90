"""The question of a day that grows with the past, asked of up to 100 million rows in three ways: what has not been taken up yet?

    python benchmarks/hundred_million.py [--rows 1000000 10000000 100000000] [--day 5000]

A DuckLake (its catalogue in SQLite: one process asks) holds made rows as stages leave them: what one stage promoted, and what the next has
taken up, which is all but the last day. They span ten years, in files of a million rows, once plain and once partitioned by month.

    all      NOT EXISTS over everything, as `sql/<n>_<stage>/input.sql` ask today (the anchor)
    months   the same, where both tables are partitioned by month and the question is bounded to two months
    queue    a table of what waits, as promotions would fill and empty it

Each way is a process of its own; CPU seconds of all its threads and its peak memory. All must find the same rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from rasad.edges import lake
from rasad.settings import Settings

SLICE = 1_000_000
SPAN = "INTERVAL 3650 DAY"
BEGIN, RECENT = "TIMESTAMP '2016-01-01'", "TIMESTAMP '2025-10-29'"  # two months before the last day
TABLES = ("pages", "outcomes")
QUESTIONS = {
    "all": """
SELECT p.page_id FROM warehouse.pages AS p
WHERE NOT EXISTS (SELECT 1 FROM warehouse.outcomes AS o WHERE o.page_id = p.page_id)
""",
    "months": f"""
SELECT p.page_id FROM warehouse.pages_by_month AS p
WHERE p.first_seen_at >= {RECENT} AND NOT EXISTS (
    SELECT 1 FROM warehouse.outcomes_by_month AS o WHERE o.page_id = p.page_id AND o.first_seen_at >= {RECENT}
)
""",
    "queue": f"""
SELECT p.page_id FROM warehouse.pages_by_month AS p
SEMI JOIN warehouse.waiting AS w ON w.page_id = p.page_id
WHERE p.first_seen_at >= {RECENT}
""",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000, 100_000_000])
    parser.add_argument("--day", type=int, default=5_000)
    parser.add_argument("--ask", choices=QUESTIONS)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.ask:
        print(json.dumps(asked(options.folder, options.ask)))
        return
    for rows in options.rows:
        with tempfile.TemporaryDirectory(prefix="hundred-") as folder:
            laid_down(Path(folder), rows, options.day)
            _show(rows, {way: _child(folder, way) for way in QUESTIONS})


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the lake of a folder, as `edges/store.py` opens one."""
    settings = Settings(data=folder, lake=f"sqlite:{folder}/catalogue.sqlite", lake_data=str(folder / "files"))
    connection = duckdb.connect()
    for statement in lake.opening(settings):
        connection.execute(statement)
    return connection


def laid_down(folder: Path, rows: int, day: int) -> None:
    """All tables, a slice at a time, as promotions would."""
    connection = opened(folder)
    for name in TABLES:
        for kept in (name, f"{name}_by_month"):
            connection.execute(f"CREATE TABLE warehouse.{kept} (page_id VARCHAR, first_seen_at TIMESTAMP)")
        connection.execute(
            f"ALTER TABLE warehouse.{name}_by_month SET PARTITIONED BY (year(first_seen_at), month(first_seen_at))"
        )
    connection.execute("CREATE TABLE warehouse.waiting (page_id VARCHAR)")
    for first in range(0, rows, SLICE):
        stop = min(first + SLICE, rows)
        connection.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE slice AS
            SELECT n, left(sha256(CAST(n AS VARCHAR)), 20) AS page_id, {BEGIN} + {SPAN} * (n / {rows}) AS first_seen_at
            FROM range({first}, {stop}) AS r (n)
            """
        )
        for name, last in zip(TABLES, (rows, rows - day), strict=True):
            for kept in (name, f"{name}_by_month"):
                connection.execute(
                    f"INSERT INTO warehouse.{kept} SELECT page_id, first_seen_at FROM slice WHERE n < {last} ORDER BY n"
                )
    connection.execute(f"INSERT INTO warehouse.waiting SELECT page_id FROM slice WHERE n >= {rows - day}")
    connection.close()


def asked(folder: Path, way: str) -> dict[str, Any]:
    """One question in this process: what it found and what it cost."""
    connection = opened(folder)
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = connection.execute(f"SELECT count(*), bit_xor(hash(page_id)) FROM ({QUESTIONS[way]})").fetchone()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"found": found, "cpu_s": cpu_s, "peak_mb": _peak_kb() // 1024}


def _peak_kb() -> int:
    # Not ru_maxrss: that remembers the process which started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0])


def _child(folder: str, way: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--ask", way, "--folder", folder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _show(rows: int, told: dict[str, dict[str, Any]]) -> None:
    anchor = told["all"]
    assert {tuple(one["found"]) for one in told.values()} == {tuple(anchor["found"])}, told
    print(f"{rows:,} rows, {anchor['found'][0]:,} wait")
    for way, one in told.items():
        share = one["cpu_s"] / anchor["cpu_s"]
        print(f"  {way:<8} {one['cpu_s']:8.2f} s CPU  {share:7.3f} x all  peak {one['peak_mb']:,} MB", flush=True)


if __name__ == "__main__":
    main()
