"""Dashboard queries on a large snapshot, as `python -m rasad sql` runs them, beside the same rows in SQLite with its indexes.

    python benchmarks/dashboard.py [--articles 1000000] [--claims 10000000] [--repeat 5]

Both databases hold the same synthetic rows, made by the same arithmetic in SQL: five years, 90 outlets, 5,000 speakers, a cluster for
every three claims, a number in every fifth. DuckDB is opened as people open it: read-only, locked, 1,000 MB. SQLite has an index for
every join and filter, a cache of the same size, and has run ANALYZE. Every answer is compared before it is timed.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import yaml

from rasad.edges import asking

SQL = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
START, DAYS = 1_640_995_200, 1_800  # 2022-01-01
SOURCES, SPEAKERS = 90, 5_000


def sizes(articles: int, claims: int) -> dict[str, int]:
    return {
        "sources": SOURCES, "articles": articles, "claims": claims, "claim_clusters": claims // 3, "claim_quantities": claims // 5,
        "claim_conflicts": claims // 100,
    }  # fmt: skip


def made(count: dict[str, int]) -> dict[str, str]:
    facts = {
        "sources": SOURCES, "articles": count["articles"], "speakers": SPEAKERS, "clusters": count["claim_clusters"], "start": START,
        "seconds": DAYS * 86_400,
    }  # fmt: skip
    return {name: sql.format(**facts) for name, sql in SQL["tables"].items()}


def build_duckdb(path: Path, count: dict[str, int]) -> None:
    connection = duckdb.connect(str(path), config={"storage_compatibility_version": "v1.4.0"})
    for name, sql in made(count).items():
        # As publication writes them: in the order of their key.
        connection.execute(
            f"CREATE TABLE {name} AS WITH n AS (SELECT range AS i FROM range({count[name]})) {sql} ORDER BY 1"
        )
    connection.close()


def build_sqlite(path: Path, count: dict[str, int]) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")
    for name, sql in made(count).items():
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count[name] - 1})"
        connection.execute(f"CREATE TABLE {name} AS {numbers} {sql}")
    for number, columns in enumerate(SQL["indexes"]):
        table, _, listed = columns.partition("(")
        connection.execute(f"CREATE INDEX i{number} ON {table} ({listed}")
    connection.executescript("ANALYZE;")
    connection.close()


def timed(ask: Callable[[], list[tuple[Any, ...]]], repeat: int) -> tuple[float, list[tuple[Any, ...]]]:
    taken = []
    for _ in range(repeat):
        began = time.perf_counter()
        rows = ask()
        taken.append(time.perf_counter() - began)
    return median(taken), rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=10_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    count = sizes(given.articles, given.claims)
    with tempfile.TemporaryDirectory() as folder:
        ours, anchor = Path(folder) / "rasad.duckdb", Path(folder) / "rasad.sqlite"
        for build, path in ((build_duckdb, ours), (build_sqlite, anchor)):
            began = time.perf_counter()
            build(path, count)
            print(
                f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB, built in {time.perf_counter() - began:.0f} s",
                flush=True,
            )
        lite = sqlite3.connect(f"file:{anchor}?mode=ro", uri=True)
        lite.execute("PRAGMA cache_size = -1000000")
        print(f"{given.articles:,} articles, {given.claims:,} claims; median of {given.repeat}, milliseconds\n")
        print("| query | DuckDB | SQLite | SQLite takes |\n|---|---|---|---|")
        with asking.opened(ours, asking.Limits(600, 1_000)) as room:
            mine, theirs = [], []
            for name, sql in SQL["queries"].items():

                def ask(sql: str = sql) -> list[tuple[Any, ...]]:
                    with room.ask(sql) as answer:
                        return list(answer.rows)

                fast, rows = timed(ask, given.repeat)
                slow, same = timed(lambda sql=sql: lite.execute(sql).fetchall(), given.repeat)  # type: ignore[misc]
                assert [tuple(row) for row in rows] == [tuple(row) for row in same], name
                mine.append(fast)
                theirs.append(slow)
                print(f"| {name} | {fast * 1e3:,.1f} | {slow * 1e3:,.1f} | {slow / fast:,.1f} x |", flush=True)
        print(f"\nmedian latency: DuckDB {median(mine) * 1e3:,.0f} ms, SQLite {median(theirs) * 1e3:,.0f} ms")


if __name__ == "__main__":
    main()
