"""Thirty days of three outlets with everything awkward that feeds do: is any article, version or outage lost?

    python benchmarks/synthetic_month.py [--seed 1] [--days 30]

Reads the timeline generator of the reference folder (edits, reused and missing GUIDs, backdated and future dates, address
variants, shuffled lists, retractions, a week of 503), serves it on loopback as of each poll, and lands it: four daily batches a
day with the clock set to the poll, and a recheck batch whenever articles are due. Beside it stand the ways of keeping a feed
that the generator scores itself (by GUID, by link, by date), in the same run.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TIMELINE = ROOT.parent / "shared" / "nasty"
sys.path[:0] = [str(TIMELINE), str(ROOT / "tests" / "e2e")]

START = datetime(2026, 11, 1, tzinfo=UTC)
ARTICLE = re.compile(r"/news/(\d+)")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--days", type=int, default=30)
    chosen = arguments.parse_args()
    if not (TIMELINE / "nasty_timeline.py").exists():
        print(f"nothing measured: {TIMELINE.name}/nasty_timeline.py is not there", file=sys.stderr)
        return 2
    import nasty_timeline
    from rich.progress import track
    from world import world

    days, truth = nasty_timeline.make(seed=chosen.seed, ndays=chosen.days)
    with (
        tempfile.TemporaryDirectory() as folder,
        world(Path(folder), *nasty_timeline.OUT, kind=month(), recheck_after="1h,24h,7d,30d") as made,
    ):
        hours = 24 / nasty_timeline.POLLS
        for step in track(range(len(days)), description="polls"):
            made.show(step, days[step], truth["pages"])
            poll(made, START + timedelta(hours=hours * step))
        return report(made, days, truth, nasty_timeline)


def month() -> Any:
    """A world that shows the timeline as of one poll."""
    from world import Reply, World

    class Month(World):
        def show(self, step: int, served: dict[str, bytes | None], pages: dict[tuple[int, str], str | None]) -> None:
            self.replies = {}
            self.down = {f"{outlet}.test" for outlet, body in served.items() if body is None}
            for outlet, body in served.items():
                # The server speaks no TLS; the other variants of the addresses stay.
                plain = (body or b"").replace(b"<link>https://", b"<link>http://")
                self.replies[f"{outlet}.test/feed"] = Reply(plain, headers={"Content-Type": "application/rss+xml"})
            for (at, url), text in pages.items():
                if at == step:
                    page = Reply(f"<html><body><p>{text}</p></body></html>".encode()) if text else Reply(b"gone", 410)
                    self.replies[url.removeprefix("http://")] = page

        def find(self, address: str) -> Reply:
            plain = address.removeprefix("www.").partition("?")[0]
            return super().find(plain if plain.endswith("/feed") else plain.rstrip("/"))

    return Month


def poll(made: Any, now: datetime) -> None:
    """The daily batch of one poll, and a recheck when articles are due."""
    import time_machine

    from rasad.edges import landing
    from rasad.orders import Order

    with time_machine.travel(now, tick=True), contextlib.redirect_stdout(io.StringIO()):
        made.land()
        if landing.due(made.settings):
            made.land(Order(kind="recheck"))


def report(made: Any, days: Any, truth: Any, timeline: Any) -> int:
    served = set(truth["articles"]) - truth["gap"]
    kept = versions(made)
    ever_shown = shown(truth, served, days)
    missing = [name for name in served if not kept.get(name)]
    print(
        f"{len(days)} polls, {len(served)} articles ever listed, {sum(map(len, ever_shown.values()))} versions ever served"
    )
    print(f"{'':34}{'lost':>8}{'extra rows':>12}{'versions':>10}")
    for mode in ("guid_ignore", "guid_upsert", "link_ignore", "watermark"):
        found = timeline.naive(days, truth, mode)
        print(f"{mode:34}{found['missing']:8}{found['extra_rows']:12}{found['versions_kept']:10}")
    held = sum(len(ever_shown[name] & kept.get(name, set())) for name in served)
    extra = made.rows(
        "SELECT count(*) - count(DISTINCT regexp_extract(url, 'test(.*)', 1)) AS n FROM (SELECT DISTINCT url_key AS url FROM land.pages)"
    )
    print(f"{'rasad':34}{len(missing):8}{extra[0]['n']:12}{held:10}")
    stones = made.rows("SELECT count(DISTINCT url_key) AS n FROM land.tombstones WHERE kind = 'gone'")[0]["n"]
    noticed = [name for name in truth["deleted"] if name in served]
    print(f"retractions: {stones} tombstones for {len(noticed)} listed articles that were withdrawn")
    for gap in made.rows("SELECT source_id, from_at, to_at, reason, n_looks, is_lossy FROM land.gaps ORDER BY from_at"):
        print(
            f"gap: {gap['source_id']} {gap['from_at']:%d %b %H:%M} to {gap['to_at']:%d %b %H:%M} {gap['reason']}, lossy: {gap['is_lossy']}"
        )
    print(
        f"articles that were only ever listed during the outage: {len(truth['gap'])}; the gap above says that they may exist"
    )
    for name in sorted(served):
        for words in sorted(ever_shown[name] - kept.get(name, set())):
            print(f"lost: {name}: {words}")
    lost_versions = sum(map(len, ever_shown.values())) - held
    print(f"requests: {len(made.log)}; versions lost: {lost_versions}")
    return 0 if not missing and not lost_versions and not extra[0]["n"] else 1


def versions(made: Any) -> dict[str, set[str]]:
    """The wordings that the archive holds of each article."""
    from rasad.edges import archive

    found: dict[str, set[str]] = defaultdict(set)
    for row in made.rows("SELECT source_id, url, archive_file, archive_offset, payload_sha256 FROM land.pages"):
        place = archive.Place(row["archive_file"], row["archive_offset"], row["payload_sha256"])
        words = archive.payload(made.settings.archive, place).decode().partition("<p>")[2].partition("</p>")[0]
        number = ARTICLE.search(row["url"])
        assert number is not None
        found[f"{row['source_id'].removeprefix('med:')}-{number[1]}"].add(words)
    return found


def shown(truth: Any, served: set[str], days: Any) -> dict[str, set[str]]:
    """The wordings that each listed article had at some poll at which its host answered."""
    names = {truth["articles"][name]["url"]: name for name in served}
    found: dict[str, set[str]] = defaultdict(set)
    for (step, url), words in truth["pages"].items():
        name = names.get(url)
        if name and words and days[step][truth["articles"][name]["outlet"]] is not None:
            found[name].add(words)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
