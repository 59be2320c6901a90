"""kill -9 in the middle of landing: what was acknowledged is there after the next run, once, with its record."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

from world import World, world

from rasad.edges import archive
from rasad.edges.landing import spool

OUTLETS = ("nile", "delta")
MOMENTS_S = (0.03, 0.06, 0.09, 0.12, 0.15, 0.2)


def publish(made: World, cycle: int) -> None:
    """Every outlet brings out six articles and edits one."""
    for name in OUTLETS:
        fresh = [f"{name}.test/{cycle}/{number}" for number in range(6)]
        for address in fresh:
            made.page(address, f"Article {address} with words to compress. " * 40)
        made.page(f"{name}.test/edited", f"Version {cycle} of the article that is edited all the time.")
        made.feed(
            f"{name}.test/feed", *((address, address) for address in fresh), (f"{name}.test/edited", f"Version {cycle}")
        )


def killed_after(made: World, seconds: float) -> bool:
    """Visit the outlets in a process of its own and kill it. False when it ended before."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            made.fetch()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_no_acknowledged_page_is_lost_and_no_row_is_without_its_record(tmp_path: Path) -> None:
    acknowledged: set[str] = set()
    with world(tmp_path, *OUTLETS) as made:
        publish(made, 0)
        made.land()
        killed = 0
        for cycle, moment in enumerate(MOMENTS_S, start=1):
            publish(made, cycle)
            killed += killed_after(made, moment)
            lines = spool.waiting(made.settings.spool)
            acknowledged |= {str(row["page_id"]) for _, line in lines for table, row in line.rows if table == "pages"}
        made.land()
        landed = [row["page_id"] for row in made.rows("SELECT page_id FROM land.pages")]
        rows = made.rows("SELECT * FROM land.fetches WHERE outcome = 'kept'")
    assert killed >= 1
    assert acknowledged <= set(landed)
    assert len(landed) == len(set(landed))
    assert rows
    for row in rows:
        archive.payload(
            made.settings.archive, archive.Place(row["archive_file"], row["archive_offset"], row["payload_sha256"])
        )


def test_a_visit_that_is_repeated_goes_on_behind_its_last_acknowledged_page(tmp_path: Path) -> None:
    from rasad import ledger
    from rasad.edges import landing

    with world(tmp_path, "nile") as made:
        for number in range(4):
            made.page(f"nile.test/{number}", f"Article {number}.")
        made.feed("nile.test/feed", *((f"nile.test/{number}", f"Article {number}") for number in range(4)))
        batch_id = ledger.open_batch(made.settings)
        (lane,) = landing.plan(made.settings, batch_id)
        landing.fetch(made.settings, batch_id, lane, print, made.routes)
        path = spool.journal_path(made.settings.spool, batch_id, lane)
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[:2]) + lines[2][:40])  # as a crash leaves it: two pages, and half a line
        asked = len(made.log)
        landing.fetch(made.settings, batch_id, lane, print, made.routes)
        again = [address for address, _ in made.log[asked:] if address != "nile.test/robots.txt"]
        assert again == ["nile.test/feed", "nile.test/2", "nile.test/3"]
        pages = [
            row["url"] for _, line in spool.waiting(made.settings.spool) for table, row in line.rows if table == "pages"
        ]
        assert sorted(pages) == [f"http://nile.test/{number}" for number in range(4)]
