"""Publication under readers and under kill -9: what readers see is one whole snapshot, always.

    python benchmarks/publishing.py [--publishes 500] [--readers 4] [--kills 200]

Readers: processes that open `current` again and again and compare every table, one Parquet file and the manifest: a snapshot
counts as torn when two of them name different publications. Anchor, same run: the same files copied over one path, which is
what `cp` would do. Kills: a process publishes without end and is killed, every other
time at a random moment, every other time as soon as the new snapshot can be seen (no random moment hits that; a slow disk gives time
to); then the old or the new snapshot must be there, whole, and `verify` must hold.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from rasad.contracts import contract
from rasad.edges import proof, snapshot, store
from rasad.errors import RasadError
from rasad.settings import Settings

ROWS = 2_000
GATE = {"stage": "publish", "checks": 0, "held": 0, "failed": ""}
STAMPED = ("article_edits", "dup_members", "attribution_hops", "claim_quantities", "claim_topics")


def candidate(folder: Path, number: int) -> Path:
    """An audited candidate in which every stamped table names its publication."""
    path = folder / f"candidate-{number}.duckdb"
    path.unlink(missing_ok=True)
    promise = contract("publish")
    with store.opened(path) as database:
        database.run(promise.folder / "tables.sql")
        for name in STAMPED:
            database.execute(f"INSERT INTO {name} BY NAME SELECT '{number}' AS run_id FROM range({ROWS})")
    return path


def publish(settings: Settings, number: int) -> None:
    path = candidate(settings.data, number)
    snapshot.publish(settings, f"b{number:06}", path, contract("publish"), GATE)
    path.unlink()


def look(file: Path) -> set[str]:
    """Every publication that one snapshot names."""
    with store.opened(file, read_only=True) as database:
        seen = set()
        for name in STAMPED:
            row = database.rows(f"SELECT min(run_id) AS a, max(run_id) AS b, count(*) AS n FROM {name}")[0]
            seen |= {row["a"], row["b"]} if row["n"] == ROWS else {f"{name} has {row['n']} rows"}
        parquet = file.parent / "claim_topics.parquet"
        if parquet.exists():
            seen |= {row["r"] for row in database.rows(f"SELECT DISTINCT run_id AS r FROM read_parquet('{parquet}')")}
            seen.add(str(int(snapshot.manifest(file)["batch_id"][1:])))
    return seen


def read(data: str, stop: Event, answers: Any) -> None:
    settings = Settings(data=Path(data))
    count: Counter[str] = Counter()
    while not stop.is_set():
        try:
            seen = look(snapshot.current(settings))
            count["reads"] += 1
            count["torn"] += len(seen) != 1
        except Exception as error:
            count["errors"] += 1
            count[f"error: {type(error).__name__}: {str(error)[:90]}"] += 1
    answers.put(count)


def read_file(data: str, stop: Event, answers: Any) -> None:
    """The anchor's reader: one path that is overwritten."""
    count: Counter[str] = Counter()
    while not stop.is_set():
        try:
            count["torn"] += len(look(Path(data) / "copied" / "rasad.duckdb")) != 1
            count["reads"] += 1
        except Exception:
            count["errors"] += 1
    answers.put(count)


def with_readers(target: Callable[..., None], data: Path, readers: int, work: Callable[[], None]) -> Counter[str]:
    fresh = multiprocessing.get_context("spawn")
    stop, answers = fresh.Event(), fresh.Queue()
    processes = [fresh.Process(target=target, args=(str(data), stop, answers)) for _ in range(readers)]
    for process in processes:
        process.start()
    work()
    stop.set()
    total: Counter[str] = Counter()
    for _ in processes:
        total.update(answers.get())
    for process in processes:
        process.join()
    return total


def readers(data: Path, publishes: int, count: int) -> None:
    settings = Settings(data=data)
    publish(settings, 0)

    def work() -> None:
        for number in range(1, publishes + 1):
            publish(settings, number)

    began = time.monotonic()
    found = with_readers(read, data, count, work)
    took = time.monotonic() - began
    print(
        f"ours: {publishes} publishes in {took:.0f} s with {count} readers: {found['reads']} reads, "
        f"{found['torn']} torn, {found['errors']} errors"
    )
    for told, times in found.items():
        if told.startswith("error: "):
            print(f"    {times} x {told}")
    copied = data / "copied" / "rasad.duckdb"
    copied.parent.mkdir()
    made = [candidate(data, number) for number in range(2)]
    shutil.copyfile(made[0], copied)

    def copy() -> None:
        for number in range(publishes):
            shutil.copyfile(made[number % 2], copied)
            time.sleep(0.02)

    found = with_readers(read_file, data, count, copy)
    print(
        f"anchor, copied over: {publishes} publishes: {found['reads']} reads, {found['torn']} torn, {found['errors']} errors"
    )


def publish_for_ever(data: Path, start: int) -> None:
    settings = Settings(data=data)
    sync = store.sync

    def on_a_slow_disk(path: Path) -> None:
        sync(path)
        time.sleep(0.02)

    store.sync = on_a_slow_disk
    print("ready", flush=True)
    number = start
    while True:
        publish(settings, number)
        print(number, flush=True)
        number += 1


def wait_for_the_swap(settings: Settings, seconds: float = 20.0) -> None:
    """Until `current` names another snapshot, looked at without a pause."""
    current, until = settings.published / "current", time.monotonic() + seconds
    before = current.readlink()
    while current.readlink() == before and time.monotonic() < until:
        pass


def kills(data: Path, count: int) -> None:
    settings, draw = Settings(data=data), random.Random(8)
    outcome: Counter[str] = Counter()
    publish(settings, 0)
    last = 0
    for turn in range(count):
        child = subprocess.Popen(
            [sys.executable, __file__, "--child", str(data), "--start", str(last + 1)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        child.stdout.readline()
        if turn % 2:
            wait_for_the_swap(settings)
        else:
            time.sleep(draw.uniform(0, 1.5))
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        told = [int(line) for line in child.stdout.read().split()]
        acknowledged = max([last, *told])
        try:
            file = snapshot.current(settings)
            seen = look(file)
            faults = [str(finding) for finding in proof.verify(settings, file.parent) if finding.faults]
        except RasadError as error:
            outcome[f"neither: {error}"] += 1
            continue
        now = int(file.parent.name[1:])
        whole = seen == {str(now)} and not faults
        name = (
            "old" if now == acknowledged else "new, not yet acknowledged" if now == acknowledged + 1 else "another one"
        )
        outcome[name if whole else f"broken: {seen} {faults}"] += 1
        outcome["killed in the middle (something left over)"] += any(settings.published.glob(".*"))
        last = now
    print(f"{count} kills during publication: {json.dumps(outcome, indent=1)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--publishes", type=int, default=500)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--child", type=Path)
    parser.add_argument("--start", type=int, default=1)
    given = parser.parse_args()
    if given.child:
        publish_for_ever(given.child, given.start)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("read", "kill"):
            (Path(folder) / name).mkdir()
        if given.publishes:
            readers(Path(folder) / "read", given.publishes, given.readers)
        if given.kills:
            kills(Path(folder) / "kill", given.kills)


if __name__ == "__main__":
    main()
