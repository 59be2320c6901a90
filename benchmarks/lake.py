"""Days of promotions into a DuckLake and into the single file, and the inputs that each stage then reads: tables equal, costs compared.

    python benchmarks/lake.py [--articles 2000] [--days 3] [--catalogue sqlite:FILE]

Without --catalogue a PostgreSQL of its own is started on loopback, where one is installed. Every day has candidates of six stages with
made rows (filled_warehouse.py). The anchor is the file, in the same run; the order alternates from day to day. CPU seconds are those of
this process; what the PostgreSQL server adds is printed apart.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from filled_warehouse import STAGES_FILLED, engine, fill, sizes

from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import lake_upkeep, manifest, store
from rasad.settings import ROOT, Settings

sys.path.append(str(ROOT / "tests" / "e2e"))
import postgres

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000, help="of one day")
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--catalogue", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lake-") as folder, catalogue(options.catalogue) as (address, server_cpu):
        both = {
            "file": Settings(data=Path(folder) / "file"),
            "lake": Settings(data=Path(folder) / "lake", lake=address),
        }
        costs = compare(both, Path(folder), options.articles, options.days)
        report(costs, both, options.articles * options.days, server_cpu())


@contextlib.contextmanager
def catalogue(given: str) -> Iterator[tuple[str, Callable[[], float]]]:
    """The address of an empty catalogue, and the CPU seconds that its server has used."""
    if given or postgres.programs() is None:
        with tempfile.TemporaryDirectory() as folder:
            yield given or f"sqlite:{folder}/catalogue.sqlite", lambda: 0.0
        return
    with postgres.serving() as server:
        yield f"postgres:{server.database('lake')}", partial(_server_cpu, server.port)


def _server_cpu(port: int) -> float:
    """CPU of the server and its sessions, those that have ended included."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"rasad-postgres" in (entry / "cmdline").read_bytes() or f" {port}" in (entry / "cmdline").read_text():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                total += sum(map(int, fields[11:15]))
            elif b"postgres: rasad" in (entry / "cmdline").read_bytes():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                total += sum(map(int, fields[11:13]))
    return total / TICKS


def compare(both: dict[str, Settings], folder: Path, articles: int, days: int) -> dict[tuple[str, str], float]:
    """CPU seconds by step and warehouse."""
    costs: dict[tuple[str, str], float] = defaultdict(float)
    for kind, settings in both.items():
        with metered(costs, "open a run", kind):
            ledger.open_batch(settings)
    for day in range(days):
        order = list(both) if day % 2 == 0 else list(both)[::-1]
        for stage in STAGES_FILLED:
            candidate = folder / f"{stage}-{day}.duckdb"
            fill(candidate, stage, f"day-{day}", day * articles, (day + 1) * articles)
            for kind in order:
                with metered(costs, "read inputs", kind):
                    read(both[kind], stage, folder / "taken.duckdb")
                with metered(costs, "promote", kind):
                    promote(both[kind], stage, candidate, f"day-{day}")
            candidate.unlink()
        print(f"  day {day + 1} of {days} done", file=sys.stderr, flush=True)
    return costs


def promote(settings: Settings, stage: str, candidate: Path, batch_id: str) -> None:
    """As the runner does it, without the gate's say."""
    with store.warehouse(settings) as database, database.attached(candidate, "candidate"):
        database.atomically(
            stage, partial(runner._move, database, contract(stage), batch_id), note=f"{stage} of {batch_id}"
        )


def read(settings: Settings, stage: str, path: Path) -> None:
    """What the stage takes from the warehouse when it begins."""
    with store.opened(path) as database:
        database.run(contract(stage).folder / "tables.sql")
        database.execute("CREATE SCHEMA input")
        with store.beside(settings, database):
            database.run(
                contract(stage).folder / "input.sql", batch_id="none", now=datetime.now(UTC), evidence_sample=50
            )
    path.unlink()


def report(costs: dict[tuple[str, str], float], both: dict[str, Settings], articles: int, server: float) -> None:
    """The table of costs, and whether all tables are equal."""
    facts = {}
    for kind, settings in both.items():
        with store.reading(settings) as database:
            names = [name for name in database.base_tables() if name.partition(".")[0] in STAGES_FILLED]
            with metered(costs, "read every row", kind):
                facts[kind] = {name: manifest.table_facts(database, name) for name in names}
    rows = sum(fact["rows"] for fact in facts["file"].values())
    equal = facts["file"] == facts["lake"]
    print(
        f"{articles:,} articles, {rows:,} rows in {len(facts['file'])} tables; DuckDB {engine()}; {both['lake'].lake.partition(':')[0]}"
    )
    print(f"tables equal: {equal}")
    print(f"{'step':16} {'file CPU s':>11} {'lake CPU s':>11} {'lake / file':>12}")
    for step in dict.fromkeys(step for step, _ in costs):
        one, other = costs[step, "file"], costs[step, "lake"]
        print(f"{step:16} {one:11.2f} {other:11.2f} {other / one if one else 0:12.2f}")
    one, other = (sum(cost for (_, kind), cost in costs.items() if kind == which) for which in both)
    print(
        f"{'all':16} {one:11.2f} {other:11.2f} {other / one:12.2f}   (the catalogue's server used {server:.2f} s more)"
    )
    print(
        f"on disk: file {sizes(both['file'].data) / articles:,.0f}, lake {sizes(both['lake'].data) / articles:,.0f} bytes an article"
    )
    print("compacted: " + "; ".join(lake_upkeep.compact(both["lake"], 0)))
    sys.exit(0 if equal else 1)


@contextlib.contextmanager
def metered(costs: dict[tuple[str, str], float], step: str, kind: str) -> Iterator[None]:
    """Adds what the block costs this process."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    yield
    after = resource.getrusage(resource.RUSAGE_SELF)
    costs[step, kind] += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
