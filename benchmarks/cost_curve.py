"""What a warehouse of 10,000, 100,000 and 1,000,000 articles costs: its disk by stage, and a day on top of it in CPU and memory.

    python benchmarks/cost_curve.py [--articles 10000 100000 1000000] [--day 5000] [--lake 10000 100000] [--stages]

Each size is a process of its own. Made rows (filled_warehouse.py) are promoted stage by stage, so that the growth of the files is the
stage's; then a day is read and promoted. `--lake` does the same with a DuckLake (PostgreSQL where it is installed). The anchor is the
smallest size in the same run. `--stages` adds the two stages that search the past for each text, by their own benchmarks
(dedupe_increment.py, corroborate_scale.py) at the same sizes. RASAD_DUCKDB_MEMORY_MB bounds every connection, as in operation.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from filled_warehouse import STAGES_FILLED, engine, fill, sizes
from lake import catalogue, metered, promote, read

from rasad import ledger
from rasad.settings import Settings

BATCH = 20_000
HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--day", type=int, default=5_000)
    parser.add_argument("--lake", type=int, nargs="*", default=[])
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--child", choices=("file", "lake"))
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measured(options.child, options.articles[0], options.day)))
        return
    print(
        f"DuckDB {engine()}; a day of {options.day:,} articles on top of n; CPU seconds of this process, bytes an article"
    )
    for kind, counts in (("file", options.articles), ("lake", options.lake)):
        found = [_child(kind, count, options.day) for count in counts]
        for one in found:
            _show(kind, one, found[0])
    if options.stages:
        _stages(options.articles, options.day)


def _child(kind: str, articles: int, day: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", kind, "--articles", str(articles), "--day", str(day)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _show(kind: str, one: dict[str, Any], anchor: dict[str, Any]) -> None:
    day, first = one["day_cpu"], anchor["day_cpu"]
    print(f"\n{kind}, {one['articles']:,} articles")
    print(
        f"  bytes an article: {one['bytes']:,}  ("
        + ", ".join(f"{name} {size:,}" for name, size in one["by_stage"].items())
        + ")"
    )
    print(f"  filled with {one['fill_cpu'] * 1_000:.2f} ms CPU an article")
    parts = f"reading {one['read_cpu']:.1f}, promoting {one['promote_cpu']:.1f}"
    print(f"  a day: {day:.1f} s CPU ({parts}), {day / first:.2f} times that of the smallest")
    print("  reading: " + ", ".join(f"{stage} {cpu:.1f}" for stage, cpu in one["read_by_stage"].items()))
    print(f"  peak memory: {one['peak_mb']:,} MB", flush=True)


def measured(kind: str, articles: int, day: int) -> dict[str, Any]:
    """Figures of one warehouse, in this process."""
    with tempfile.TemporaryDirectory(prefix="curve-") as folder, catalogue("") as (address, _):
        settings = Settings(data=Path(folder) / "data", lake=address if kind == "lake" else "")
        ledger.open_batch(settings)
        costs: dict[tuple[str, str], float] = defaultdict(float)
        by_stage = {}
        for stage in STAGES_FILLED:
            before = sizes(settings.data)
            for first in range(0, articles, BATCH):
                _promoted(settings, stage, first, min(first + BATCH, articles), costs, "fill")
            by_stage[stage] = round((sizes(settings.data) - before) / articles)
        for stage in STAGES_FILLED:
            with metered(costs, "read", stage):
                read(settings, stage, Path(folder) / "taken.duckdb")
            _promoted(settings, stage, articles, articles + day, costs, "promote")
        steps = {
            step: sum(cost for (name, _), cost in costs.items() if name == step) for step in ("fill", "read", "promote")
        }
        return {
            "articles": articles,
            "bytes": sum(by_stage.values()),
            "by_stage": by_stage,
            "fill_cpu": steps["fill"] / articles,
            "read_cpu": steps["read"],
            "read_by_stage": {stage: costs["read", stage] for stage in STAGES_FILLED},
            "promote_cpu": steps["promote"],
            "day_cpu": steps["read"] + steps["promote"],
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }


def _promoted(
    settings: Settings, stage: str, first: int, stop: int, costs: dict[tuple[str, str], float], step: str
) -> None:
    candidate = settings.data.parent / f"{stage}-made.duckdb"
    fill(candidate, stage, f"batch-{first}", first, stop)
    with metered(costs, step, "warehouse"):
        promote(settings, stage, candidate, f"batch-{first}")
    candidate.unlink()


def _stages(articles: list[int], day: int) -> None:
    """What searching the past costs at the same sizes, by the benchmarks of those stages."""
    history = [str(count) for count in articles]
    for script, words in (
        ("dedupe_increment.py", ["--history", *history, "--day", str(day), "--days", "1"]),
        ("corroborate_scale.py", ["--past", *history, "--day", str(day)]),
    ):
        print(f"\n{script}", flush=True)
        subprocess.run([sys.executable, HERE / script, *words], check=True)


if __name__ == "__main__":
    main()
