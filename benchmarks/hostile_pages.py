"""Pages made to stop a parser, and pages that are no article: how does each end, after how long, in how much memory?

    python benchmarks/hostile_pages.py [NASTY_PAGES.py] [NAME ...]

Reads every page of CASES in a worker, as `rasad stage clean` does, and prints outcome, seconds and the worker's peak
memory. Exit code 1 where a page needs more than 20 s or 1 GB, ends without text and reason, or where one of NOT_ARTICLES is
not refused. The anchor is the plain page `good`, in the same run.
"""

from __future__ import annotations

import base64
import importlib.util
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rasad.edges.confined import Confined
from rasad.edges.documents.workers import CPU_S, MEMORY_BYTES, PAGES, WALL_S
from rasad.model import Rejected

GENERATOR = Path(__file__).resolve().parents[1].parent / "shared" / "nasty" / "nasty_pages.py"
SECONDS, MEGABYTES = 20.0, 1_024.0  # ceilings
ADDRESS = "https://news.example/2026/a-story"
ANCHOR = "good"


@dataclass(frozen=True, slots=True)
class Ending:
    """How the reading of one page ended."""

    name: str
    size: int
    outcome: str
    seconds: float
    megabytes: float


class Peak:
    """The highest resident memory of a worker while a page is read, in megabytes; looked at 50 times a second."""

    def __init__(self, worker: Confined) -> None:
        self._worker, self._over, self.megabytes = worker, threading.Event(), 0.0
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Peak:
        with suppress(OSError):
            Path(f"/proc/{self._worker.pid}/clear_refs").write_text("5")
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while True:
            with suppress(OSError, StopIteration):
                lines = Path(f"/proc/{self._worker.pid}/status").read_text().splitlines()
                high = next(line for line in lines if line.startswith("VmHWM"))
                self.megabytes = max(self.megabytes, int(high.split()[1]) / 1024)
            if self._over.wait(0.02):
                return


def generator(path: Path) -> ModuleType:
    """The module that makes the pages."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(worker: Confined, name: str, page: bytes) -> Ending:
    """One page in the worker."""
    row = {"id": name, "url": ADDRESS, "html_b64": base64.b64encode(page).decode()}
    began = time.monotonic()
    with Peak(worker) as peak:
        found = worker.run("rasad.stages.clean.lines:answered", row)
    return Ending(name, len(page), outcome(found), time.monotonic() - began, peak.megabytes)


def outcome(found: Any) -> str:
    if isinstance(found, Rejected):
        return found.reason
    return f"{len(found['text'])} characters" if found["status"] == "ok" else str(found["reason"])


def faults(ending: Ending, not_articles: list[str]) -> list[str]:
    """What is wrong with how a page ended."""
    found = [] if ending.seconds <= SECONDS else [f"{ending.seconds:.0f} s"]
    found += [] if ending.megabytes <= MEGABYTES else [f"{ending.megabytes:.0f} MB"]
    accepted = ending.outcome.endswith(" characters")
    found += ["accepted"] if accepted and ending.name in not_articles else []
    return found + ([] if ending.outcome and ending.outcome not in ("None", "0 characters") else ["no reason"])


def main() -> int:
    """Prints the table; the exit code is the number of pages at fault, at most 1."""
    paths = [Path(argument) for argument in sys.argv[1:] if argument.endswith(".py")]
    made = generator(paths[0] if paths else GENERATOR)
    names = [argument for argument in sys.argv[1:] if not argument.endswith(".py")] or list(made.CASES)
    at_fault = []
    with Confined(CPU_S, WALL_S, MEMORY_BYTES, PAGES) as worker:
        read(worker, "warm", made.CASES[ANCHOR]())
        for name in [ANCHOR, *(name for name in names if name != ANCHOR)]:
            ending = read(worker, name, made.CASES[name]())
            wrong = faults(ending, made.NOT_ARTICLES)
            at_fault += [name] if wrong else []
            print(
                f"{ending.name:24} {ending.size:>11,} B  {ending.seconds:6.2f} s  {ending.megabytes:5.0f} MB  "
                f"{ending.outcome:22} {' '.join(wrong)}",
                flush=True,
            )
    refused = len(made.NOT_ARTICLES) - len([name for name in at_fault if name in made.NOT_ARTICLES])
    print(f"{len(names)} pages, {len(at_fault)} at fault; {refused} of {len(made.NOT_ARTICLES)} non-articles refused")
    return 1 if at_fault else 0


if __name__ == "__main__":
    sys.exit(main())
