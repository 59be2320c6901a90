"""kill -9 in the middle of landing, again and again: is an acknowledged page ever lost, is a row ever without its record?

    python benchmarks/killed_landing.py [--cycles 200] [--seed 1]

A process lands outlets on loopback that publish new articles all the time; it is killed at a random moment of its visits (in one
cycle of five, of the whole landing: plan, visits, write, gate, promotion). What it had acknowledged, which is every line of the
spool at the moment of death, must be in the warehouse after the next run; every row that points at the archive must point at a
record that verifies; and no page is there twice.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
OUTLETS = ("nile", "delta", "tigris")
VISIT_S, WHOLE_S = 0.12, 2.5  # about as long as the visits, and the whole landing, take


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cycles", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    from rich.progress import track
    from world import world

    from rasad.edges.landing import spool

    moments = random.Random(chosen.seed)
    acknowledged: set[str] = set()
    killed = in_visit = torn = 0
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), *OUTLETS) as made, quiet():
        publish(made, -1)
        made.land()
        for cycle in track(range(chosen.cycles), description="cycles", console=on_stderr()):
            publish(made, cycle)
            whole = cycle % 5 == 4
            ended = attempt(made, moments.uniform(0.1, WHOLE_S) if whole else moments.uniform(0, VISIT_S), whole)
            killed += not ended
            in_visit += not ended and not whole
            torn += sum(
                not path.read_bytes().endswith(b"\n")
                for path in made.settings.spool.glob("*/*.jsonl")
                if path.stat().st_size
            )
            acknowledged |= {
                str(row["page_id"])
                for _, line in spool.waiting(made.settings.spool)
                for table, row in line.rows
                if table == "pages"
            }
        made.land()
        return report(made, chosen.cycles, killed, in_visit, torn, acknowledged)


def publish(made: Any, cycle: int) -> None:
    """Every outlet brings out five articles and edits one."""
    for outlet in OUTLETS:
        fresh = [f"{outlet}.test/{cycle}/{number}" for number in range(5)]
        for address in fresh:
            made.page(address, f"Article {address} with some words to compress. " * 40)
        made.page(f"{outlet}.test/edited", f"Version {cycle} of the article that is edited all the time.")
        made.feed(
            f"{outlet}.test/feed",
            *((address, address) for address in fresh),
            (f"{outlet}.test/edited", f"Version {cycle}"),
        )


def attempt(made: Any, seconds: float, whole: bool) -> bool:
    """Land in a process of its own and kill it. True when it ended before."""
    child = os.fork()
    if child == 0:
        try:
            made.land() if whole else made.fetch()
            os._exit(0)
        except BaseException:
            os._exit(1)
    begun = started(made)
    while (
        not whole
        and started(made) == begun
        and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    ):
        time.sleep(0.001)
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("landing failed by itself")
    return os.WIFEXITED(status)


def started(made: Any) -> int:
    """How many spool files there are: one more means that a visit has begun to acknowledge."""
    return sum(1 for _ in made.settings.spool.glob("*/*.jsonl"))


def report(made: Any, cycles: int, killed: int, in_visit: int, torn: int, acknowledged: set[str]) -> int:
    from rasad.edges import archive

    landed = {row["page_id"] for row in made.rows("SELECT page_id FROM land.pages")}
    rows = made.rows(
        "SELECT page_id, archive_file, archive_offset, payload_sha256, record_kind FROM land.fetches WHERE archive_file IS NOT NULL"
    )
    damaged = 0
    for row in rows:
        try:
            place = archive.Place(row["archive_file"], row["archive_offset"], row["payload_sha256"])
            archive.payload(made.settings.archive, place) if row["record_kind"] == "response" else archive.record(
                made.settings.archive, place
            )
        except archive.Damaged:
            damaged += 1
    twice = made.rows("SELECT count(*) - count(DISTINCT page_id) AS n FROM land.pages")[0]["n"]
    unproven = made.rows("SELECT count(*) AS n FROM land.fetches WHERE outcome = 'kept' AND archive_file IS NULL")[0][
        "n"
    ]
    lost = acknowledged - landed
    print(
        f"{cycles} cycles, {killed} killed ({in_visit} while visiting), {torn} torn lines found\n"
        f"acknowledged pages at the moments of death: {len(acknowledged)}, lost: {len(lost)}\n"
        f"rows that point at the archive: {len(rows)}, without a record that verifies: {damaged}, kept without a record: {unproven}\n"
        f"pages landed: {len(landed)}, twice: {twice}",
        file=sys.__stdout__,
    )
    return 1 if lost or damaged or unproven or twice else 0


@contextlib.contextmanager
def quiet() -> Any:
    """What landing tells is not what this benchmark prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def on_stderr() -> Any:
    from rich.console import Console

    return Console(stderr=True)


if __name__ == "__main__":
    raise SystemExit(main())
