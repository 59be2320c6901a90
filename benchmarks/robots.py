"""Whose reading of robots.txt is right, and is any real file trouble?

    python benchmarks/robots.py

Part 1 plays the cases of Google's own robots.txt tests against ours and, as anchors, `urllib.robotparser` and protego alone.
Part 2 reads 4,231 real files: no exception, the slowest file, and where our verdicts differ from those of protego alone
(which is given the file without its byte order mark).
Both need the folder `bench` beside this checkout's folder, in `shared`.
"""

from __future__ import annotations

import json
import tarfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

from protego import Protego

from rasad.edges.web.robots import read_rules

BENCH = Path(__file__).resolve().parents[1].parent / "shared" / "bench"
PATHS = (
    "/",
    "/index.html",
    "/news/2026/11/22/a-b-c",
    "/search?q=x&page=2",
    "/admin/login.php",
    "/feed",
    "/wp-admin/",
    "/%D8%A7",
)


def main() -> int:
    """Print both parts; 1 when a real file raises."""
    if not BENCH.is_dir():
        print(f"{BENCH} is not there: nothing to measure")
        return 0
    google()
    return real_files()


def google() -> None:
    """Right answers of ours, protego and the standard library."""
    cases = [json.loads(line) for line in (BENCH / "cases" / "robots_google.jsonl").read_text().splitlines()]
    readers = {"rasad": _ours, "protego": _protego, "urllib.robotparser": _standard}
    right: Counter[str] = Counter()
    for case in cases:
        for name, reader in readers.items():
            right[name] += reader(case) == case["allowed"]
        if _ours(case) != case["allowed"]:
            print(f"  wrong: {case['test']}: {case['robotstxt']!r} {case['agent']!r} {case['url']!r}")
    for name in readers:
        print(f"{name:20} {right[name]} of {len(cases)} right")


def _ours(case: dict[str, Any]) -> bool:
    return read_rules(case["robotstxt"].encode(), case["agent"]).allow(case["url"])


def _protego(case: dict[str, Any]) -> bool:
    return bool(Protego.parse(case["robotstxt"]).can_fetch(case["url"], case["agent"]))


def _standard(case: dict[str, Any]) -> bool:
    parser = RobotFileParser()
    parser.parse(case["robotstxt"].splitlines())
    return parser.can_fetch(case["agent"], case["url"])


def real_files() -> int:
    """Exceptions, times and disagreements over the real files."""
    ours_s = bare_s = 0.0
    slowest = (0.0, "")
    raised, differ, verdicts = 0, [], 0
    with tarfile.open(BENCH / "robots.tar.gz") as files:
        members = [member for member in files.getmembers() if member.isfile()]
        for member in members:
            file = files.extractfile(member)
            body = file.read() if file else b""
            urls = [f"https://{Path(member.name).name}{path}" for path in PATHS]
            began = time.perf_counter()
            try:
                rules = read_rules(body)
                mine = [rules.allow(url) for url in urls]
            except Exception as error:  # the figure is that there is none
                raised += 1
                print(f"  {member.name}: {error!r}")
                continue
            took = time.perf_counter() - began
            ours_s, slowest = ours_s + took, max(slowest, (took, member.name))
            began = time.perf_counter()
            parsed = Protego.parse(body.decode("utf-8-sig", "replace"))
            bare = [bool(parsed.can_fetch(url, "Rasad")) for url in urls]
            bare_s += time.perf_counter() - began
            verdicts += len(urls)
            if mine != bare:
                differ.append(
                    f"{member.name}: {[path for path, a, b in zip(PATHS, mine, bare, strict=True) if a != b]}"
                )
    print(f"{len(members)} real files: {raised} exceptions, slowest {1000 * slowest[0]:.1f} ms ({slowest[1]})")
    print(f"all files: ours {ours_s:.2f} s, protego alone {bare_s:.2f} s, ratio {bare_s / ours_s:.2f}")
    print(f"{verdicts} verdicts, {len(differ)} files differ from protego alone")
    for line in differ[:40]:
        print(f"  {line}")
    return 1 if raised else 0


if __name__ == "__main__":
    raise SystemExit(main())
