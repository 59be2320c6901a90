"""Two Celery workers against one, in the same run, on a batch whose reading is the work: speed-up, and are the tables equal?

    python benchmarks/two_workers.py [--articles 1800] [--part-chars 1850000]

The services are those of docker-compose.yml as processes on loopback (tests/e2e/cluster.py: PostgreSQL, Redis, every Airflow
service). A worker does one task at a time and is held to one processor: a machine with one core. The anchor is one worker;
then a second is added that does parts and reaches the shared storage alone. Each run starts from an empty warehouse.

`reading` is, for each stage that is cut, the wall time from the beginning of its first part to the end of its last, as Airflow
recorded them, and their sum. `busy` are the seconds that parts were being done, added up over workers: how much longer they
take side by side is what the machine's other work costs. The rest (land, write, gates, promotions, corroborate, publish) stays
on one worker; `whole` has it all.

Who had the processors meanwhile is told too: the workers, the other services, and everything else on the machine. Where those
add up to all there is, wall time says little, and two processors less what the services take is the most that can be gained.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from synthetic_batch import write_batch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
STAGES = ("clean", "dedupe", "tag", "claims")
WORKERS = ("worker", "worker-2")
RUN_S, NOTICED_S = 1_800, 120
TICKS = os.sysconf("SC_CLK_TCK")
Found = dict[str, Any]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=1_800)
    arguments.add_argument("--part-chars", type=int, default=1_850_000)
    chosen = arguments.parse_args()
    from cluster import cluster, missing

    cores = sorted(os.sched_getaffinity(0))
    if lacking := [*missing(), *(["a second processor"] if len(cores) < 2 else [])]:
        print(f"nothing measured: {', '.join(lacking)} not here", file=sys.stderr)
        return 2
    settings = {
        "RASAD_PART_CHARS": str(chosen.part_chars),
        "AIRFLOW__CELERY__WORKER_CONCURRENCY": "1",
        # Nobody is killed here: a heartbeat that a full machine delays is no death.
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "300",
    }
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder), **settings) as made:
        source = Path(folder) / "batch.warc.gz"
        characters = write_batch(source, chosen.articles)
        print(f"{chosen.articles:,} articles, {characters:,} characters, parts of {chosen.part_chars:,} characters")
        switch_on(made, cores)
        one = measured(made, source, chosen.articles, WORKERS[:1])
        two = measured(made, source, chosen.articles, WORKERS)
        return report(one, two)


def switch_on(made: Any, cores: list[int]) -> None:
    """Switch the daily DAG on, call off the run that it begins by itself, and hold each worker to a processor of its own."""
    for name, core in zip(WORKERS, cores, strict=False):
        made.services[name].stop()
        made.services[name].command[:0] = ["taskset", "--cpu-list", str(core)]
    made.ask("/api/v2/dags/iran_news", {"is_paused": False}, "PATCH")
    made.until(lambda: bool(made.busy()), "a run begins", NOTICED_S)
    for run in made.busy():
        made.ask(f"/api/v2/dags/iran_news/dagRuns/{run}", {"state": "failed"}, "PATCH")


def measured(made: Any, source: Path, most: int, names: tuple[str, ...]) -> Found:
    """One run over the batch by these workers, into an empty warehouse."""
    for path in made.data.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    made.start(*names)
    others = [name for name in made.services if name not in (*WORKERS, "init")]
    order = {"kind": "backfill", "source": str(source), "most": most}
    with cpu_of(made, names, others) as cpu:
        run = made.ask("/api/v2/dags/iran_news/dagRuns", {"logical_date": None, "conf": order})["dag_run_id"]
        made.until(lambda: _is_over(made, run), f"{run} ends", RUN_S)
    if made.state(run) != "success":
        raise SystemExit(f"{run} failed: {made.failed(run)}")
    for name in names:
        made.services[name].stop()
    return timed(made.tasks(run)) | {"cpu": cpu, "tables": tables(made)}


def _is_over(made: Any, run: str) -> bool:
    time.sleep(3)  # asking is work for the very services that are measured
    return made.state(run) not in ("queued", "running")


def timed(tasks: list[dict[str, Any]]) -> Found:
    """Seconds of the whole run and of the parts of each stage: from first to last, and added up."""
    done = [task for task in tasks if task["start_date"] and task["end_date"]]
    parts = {stage: [task for task in done if task["task_id"] == f"{stage}.work"] for stage in STAGES}
    return {
        "whole": _from_first_to_last(done),
        "reading": {stage: _from_first_to_last(own) for stage, own in parts.items()},
        "busy": {stage: sum(map(_seconds, own)) for stage, own in parts.items()},
        "parts": {stage: len(own) for stage, own in parts.items()},
        "tries": max(task["try_number"] for task in done),
    }


def tables(made: Any) -> Found:
    """What readers see, as the end-to-end tests compare it: every published table, without run ids and clocks."""
    from conftest import content
    from rasad.settings import Settings

    return content(Settings(data=made.data, sources="sample"))


def report(one: Found, two: Found) -> int:
    """The figures side by side; exit code 1 when a table differs."""
    print(f"{'':18}{'one':>9}{'two':>9}  speed-up")
    for stage in STAGES:
        _line(f"reading {stage}", one["reading"][stage], two["reading"][stage], f"{two['parts'][stage]} parts")
    _line("reading, all", sum(one["reading"].values()), sum(two["reading"].values()), "")
    _line("busy, all", sum(one["busy"].values()), sum(two["busy"].values()), "(1 where nothing else wants the machine)")
    _line("whole run", one["whole"], two["whole"], "")
    for name, found in (("one", one), ("two", two)):
        shares = ", ".join(f"{who} {seconds:.0f} s" for who, seconds in found["cpu"].items() if who != "load")
        print(f"CPU, {name}: {shares}; load {found['cpu']['load']:.1f}; most tries of a task {found['tries']}")
    print(f"CPU of the workers, two to one: {two['cpu']['workers'] / one['cpu']['workers']:.2f}")
    different = [name for name in one["tables"] if one["tables"][name] != two["tables"][name]]
    rows = sum(map(len, two["tables"].values()))
    print(
        f"{len(two['tables'])} tables, {rows:,} rows, {len(two['tables']['claims']):,} claims: {different or 'all equal'}"
    )
    return 1 if different else 0


def _line(what: str, one: float, two: float, note: str) -> None:
    print(f"{what:18}{one:8.1f}s{two:8.1f}s{one / two:7.2f}  {note}".rstrip())


@contextlib.contextmanager
def cpu_of(made: Any, workers: tuple[str, ...], others: list[str]) -> Iterator[dict[str, float]]:
    """CPU seconds of workers, of the services beside them, and of all else on the machine; and the mean load."""

    def spent() -> tuple[float, float, float]:
        return _spent(made, workers), _spent(made, others), _machine_s()

    found: dict[str, float] = {}
    loads, over = list[float](), threading.Event()

    def watch() -> None:
        while not over.wait(5):
            loads.append(os.getloadavg()[0])

    watcher = threading.Thread(target=watch, daemon=True)
    before, began = spent(), time.monotonic()
    watcher.start()
    yield found
    over.set()
    watcher.join()
    at_workers, at_services, in_all = (after - was for after, was in zip(spent(), before, strict=True))
    found["workers"], found["services"] = at_workers, at_services
    found["all else"] = in_all - at_workers - at_services
    found["there was"] = (time.monotonic() - began) * (os.cpu_count() or 1)
    found["load"] = sum(loads) / max(len(loads), 1)


def _spent(made: Any, names: tuple[str, ...] | list[str]) -> float:
    """CPU seconds of services with everything that they have started, and of what ended under them."""
    from service import descendants

    total = 0
    roots = [made.services[name].process.pid for name in names]
    for pid in (each for root in roots for each in (root, *descendants(root))):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
    return total / TICKS


def _machine_s() -> float:
    """CPU seconds that anybody has used since the machine started: user, nice and system."""
    return sum(map(int, Path("/proc/stat").read_text().split(maxsplit=4)[1:4])) / TICKS


def _from_first_to_last(tasks: list[dict[str, Any]]) -> float:
    if not tasks:
        return 0.0
    return (max(map(_end, tasks)) - min(map(_start, tasks))).total_seconds()


def _seconds(task: dict[str, Any]) -> float:
    return (_end(task) - _start(task)).total_seconds()


def _start(task: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(task["start_date"])


def _end(task: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(task["end_date"])


if __name__ == "__main__":
    raise SystemExit(main())
