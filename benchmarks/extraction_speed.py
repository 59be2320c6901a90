"""Pages a second and core: `clean` beside trafilatura's bare_extraction(with_metadata=True), in the same run.

    python benchmarks/extraction_speed.py [NP4K.tar.gz] [--limit N] [--rounds N]

Each round reads all pages with each of the two in a fresh process (both keep caches) and counts its CPU time after the
imports; rounds are interleaved. Then the filter `rasad stage clean` reads the same pages as a whole, start included, with
one worker and with one a core (wall time: only to be believed on an idle machine). Exit code 1 below 1.6 times.
"""

from __future__ import annotations

import argparse
import base64
import json
import statistics
import subprocess
import sys
import tarfile
import time
from pathlib import Path

ARCHIVE = Path(__file__).resolve().parents[1].parent / "shared" / "bench" / "np4k.tar.gz"
FLOOR = 1.6
SYSTEMS = ("rasad", "trafilatura")


def pages(archive: Path, limit: int | None) -> list[tuple[str, bytes]]:
    """Address and bytes of each page."""
    html: dict[str, bytes] = {}
    addresses: dict[str, str] = {}
    with tarfile.open(archive) as files:
        for member in files:  # in the archive's order: going back in a compressed file reads it from its beginning
            stream = files.extractfile(member)
            if stream is not None and member.name.endswith("articles.json"):
                addresses = {key: row["url"] for key, row in json.load(stream).items()}
            elif stream is not None and member.name.endswith(".html"):
                html[Path(member.name).stem] = stream.read()
    found = [(url, html[key]) for key, url in addresses.items() if key in html]
    return found[:limit]


def cpu_seconds(system: str, archive: Path, limit: int | None) -> float:
    """CPU seconds that one system needs for all pages, without its imports and first page."""
    given = pages(archive, limit)
    if system == "rasad":
        from rasad.model import Page
        from rasad.stages.clean import clean

        def read(url: str, html: bytes) -> object:
            return clean(Page(url=url, html=html))
    else:
        from trafilatura import bare_extraction

        def read(url: str, html: bytes) -> object:
            return bare_extraction(html, url=url, with_metadata=True)

    read(*given[0])
    began = time.process_time()
    for url, html in given:
        read(url, html)
    return time.process_time() - began


def filter_seconds(given: list[tuple[str, bytes]], workers: int | None) -> float:
    """Wall seconds of the whole filter, its start included."""
    lines = "".join(
        json.dumps({"id": number, "url": url, "html_b64": base64.b64encode(html).decode()}) + "\n"
        for number, (url, html) in enumerate(given)
    )
    program = (
        "import json, sys; from rasad.stages.clean.lines import answer\n"
        f"for row in answer(map(json.loads, sys.stdin), workers={workers}): print(json.dumps(row))"
    )
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", program], input=lines.encode(), stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


def main() -> int:
    """Prints both figures and their ratio; the exit code says whether the floor holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?", type=Path, default=ARCHIVE)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=SYSTEMS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(cpu_seconds(arguments.one, arguments.archive, arguments.limit))
        return 0
    spent: dict[str, list[float]] = {system: [] for system in SYSTEMS}
    for _ in range(arguments.rounds):
        for system in SYSTEMS:
            command = [sys.executable, __file__, *sys.argv[1:], "--one", system]
            spent[system].append(float(subprocess.run(command, capture_output=True, check=True).stdout))
    given = pages(arguments.archive, arguments.limit)
    for system in SYSTEMS:
        print(f"{system:12} {len(given) / statistics.median(spent[system]):7.1f} pages a second and core")
    ratios = [theirs / ours for ours, theirs in zip(spent["rasad"], spent["trafilatura"], strict=True)]
    ratio = statistics.median(ratios)
    print(f"{ratio:.2f} times (rounds: {', '.join(f'{each:.2f}' for each in ratios)}); floor {FLOOR}")
    for workers in (1, None):
        wall = filter_seconds(given, workers)
        print(
            f"filter, {workers or 'a core each':>11} worker(s): {len(given) / wall:7.1f} pages a second, start included"
        )
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
