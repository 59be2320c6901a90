"""What the archive costs: levels of compression beside warcio's own 9, writing, and reading beside warcio's bare iterator.

    python benchmarks/archive_cost.py

Pages: those of 150 to 200 KB of the htmldate test set in ../shared/bench, which is about what a news page has (174 KB on
average); foreign files: the samples of warcio and pywb there. Without them made-up pages are measured, and it says so.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from rasad.edges import archive
from rasad.edges.archive import writer as ours
from rasad.model import Rejected
from rasad.settings import ROOT

BENCH = ROOT.parent / "shared" / "bench"
PAGES = BENCH / "htmldate_mediacloud.tar.gz"
SAMPLES = BENCH / "warc_samples.tar.gz"
LEVELS = (9, 6, 5, 4, 3, 1)
NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://a.example/news/1"
ROUNDS = 7
Name = TypeVar("Name", str, int)


def main() -> None:
    """Print the three tables."""
    pages = real_pages() if PAGES.exists() else made_up_pages()
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1000:.0f} KB on average")
    with tempfile.TemporaryDirectory() as folder:
        levels(pages, Path(folder))
        reading(pages, Path(folder) / "reading")
        if SAMPLES.exists():
            samples(Path(folder) / "samples")
        else:
            print(f"foreign files: not measured, {SAMPLES} is not there")


def levels(pages: list[bytes], folder: Path) -> None:
    """Processor time and size of one record at each level, and of the same record written by bare warcio."""
    chosen = ours.LEVEL

    def at(level: int) -> Callable[[], object]:
        def work() -> None:
            ours.LEVEL = level
            written(folder / f"level{level}", pages)

        return work

    cost = milliseconds({0: lambda: written_bare(pages), **{level: at(level) for level in LEVELS}}, len(pages))
    ours.LEVEL = chosen
    size = {level: size_of(folder / f"level{level}") / len(pages) / 1000 for level in LEVELS}
    size[0] = len(written_bare(pages)) / len(pages) / 1000
    print(f"\n{'writing':16}{'CPU ms a page':>14}{'of warcio':>11}{'KB a page':>11}{'of warcio':>11}")
    for level in (0, *LEVELS):
        name = f"level {level}" if level else "warcio (9)"
        mark = " <- ours" if level == chosen else ""
        ratios = (cost[level] / cost[0], size[level] / size[0])
        print(f"{name:16}{cost[level]:14.2f}{ratios[0]:11.2f}{size[level]:11.1f}{ratios[1]:11.3f}{mark}")


def size_of(folder: Path) -> int:
    return min(path.stat().st_size for path in folder.iterdir())


def reading(pages: list[bytes], root: Path) -> None:
    """Milliseconds of processor time a record: our stream, our look-up at a place, warcio's iterator."""
    places = written(root, pages)
    path = root / places[0].file
    works: dict[str, Callable[[], object]] = {
        "warcio ArchiveIterator": lambda: read_bare(path),
        "records()": lambda: sum(1 for _ in archive.records(path)),
        "payload() at each place": lambda: sum(len(archive.payload(root, place)) for place in places),
    }
    cost = milliseconds(works, len(pages))
    print(f"\n{'reading':28}{'CPU ms a record':>16}{'of warcio':>11}")
    for name, ms in cost.items():
        print(f"{name:28}{ms:16.3f}{ms / cost['warcio ArchiveIterator']:11.2f}")


def samples(folder: Path) -> None:
    """What is read of other crawlers' files, some of them broken on purpose; warcio's iterator beside it."""
    with tarfile.open(SAMPLES) as files:
        files.extractall(folder, filter="data")
    paths = [path for path in sorted(folder.rglob("*")) if is_archive(path)]
    read, refused, raised, theirs, theirs_raised = 0, Counter[str](), 0, 0, 0
    for path in paths:
        try:
            for found in archive.records(path):
                if isinstance(found, Rejected):
                    refused[found.reason] += 1
                else:
                    read += 1
        except Exception as error:
            raised += 1
            print(f"{path.name}: {error!r}", file=sys.stderr)
        count, failed = read_quietly(path)
        theirs, theirs_raised = theirs + count, theirs_raised + failed
    reasons = ", ".join(f"{count} {reason}" for reason, count in refused.most_common())
    print(f"\n{len(paths)} files of other crawlers: {read} responses read, {refused.total()} refused ({reasons})")
    print(f"exceptions: {raised}; warcio's iterator: {theirs} responses read, {theirs_raised} exceptions")


def written(root: Path, pages: list[bytes]) -> list[archive.Place]:
    with archive.writing(root, "pages") as writer:
        return [writer.add(URL, 200, {"Content-Type": "text/html"}, page, NOW) for page in pages]


def written_bare(pages: list[bytes]) -> bytes:
    out = io.BytesIO()
    warc = WARCWriter(out, gzip=True)
    for page in pages:
        content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        warc.write_record(warc.create_warc_record(URL, "response", payload=io.BytesIO(content), length=len(content)))
    return out.getvalue()


def read_bare(path: Path) -> int:
    with path.open("rb") as stream:
        records = (each for each in ArchiveIterator(stream) if each.rec_type == "response")
        return sum(len(each.content_stream().read()) for each in records)


def read_quietly(path: Path) -> tuple[int, int]:
    read = 0
    with contextlib.redirect_stderr(io.StringIO()), path.open("rb") as stream:
        try:
            for each in ArchiveIterator(stream, arc2warc=True):
                if each.rec_type == "response" and each.http_headers:
                    each.content_stream().read()
                    read += 1
        except Exception:
            return read, 1
    return read, 0


def milliseconds(works: dict[Name, Callable[[], object]], pieces: int) -> dict[Name, float]:
    """Processor time a piece, the best of several rounds in which all take turns, so that a busy machine hits all."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            began = time.process_time()
            work()
            best[name] = min(best[name], (time.process_time() - began) * 1000 / pieces)
    return best


def is_archive(path: Path) -> bool:
    return path.is_file() and path.suffix in (".warc", ".arc", ".gz", ".bad") and path.parent.name in ("warcs", "data")


def real_pages() -> list[bytes]:
    with tarfile.open(PAGES) as files:
        fitting = [each for each in files.getmembers() if each.isfile() and 150_000 < each.size < 200_000]
        return [file.read() for each in fitting if (file := files.extractfile(each))]


def made_up_pages() -> list[bytes]:
    print(f"made-up pages, for {PAGES} is not there: sizes mean little, ratios of time still do")
    words = ["<p>", "</p>", "<div class=story>", "</div>"] + [f"word{number}" for number in range(3000)]
    chance = random.Random(7)
    return [" ".join(chance.choices(words, k=24_000)).encode() for _ in range(20)]


if __name__ == "__main__":
    main()
