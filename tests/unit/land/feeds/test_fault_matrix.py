"""Section B of the fault matrix, row by row: every hostile feed has its outcome, in bounded time and memory, opening nothing."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasad.edges.confined import Confined
from rasad.model import Rejected
from rasad.stages.land.items import Listed

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import hostile_feed_text
import hostile_markup
import hostile_size
from hostile_feeds import ADDRESS, CASES, TWENTY, Case

ROWS = (hostile_markup, hostile_size, hostile_feed_text)  # importing them fills CASES
READ = "rasad.stages.land.feeds:read_feed"
MOST = 1_000


@pytest.fixture(scope="module")
def cell() -> Iterator[Confined]:
    with Confined(cpu_s=15, wall_s=20, memory_bytes=1 << 30) as worker:
        yield worker


@pytest.fixture(scope="module")
def peaks() -> list[int]:
    """The largest resident size of the worker after each case, in kilobytes."""
    return []


@pytest.fixture(autouse=True)
def _watched(cell: Confined, peaks: list[int]) -> Iterator[None]:
    yield
    # One that has just died tells nothing; its limit ended it.
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{cell.pid}/status").read_text(encoding="ascii")
        peaks += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")]


def test_the_matrix_is_covered() -> None:
    assert len(CASES) >= 75
    assert {case.row for case in CASES} == {f"B{row}" for row in range(1, 23)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.row} {case.name}")
def test_a_hostile_feed_has_its_outcome(case: Case, cell: Confined) -> None:
    body = case.build()
    started = time.monotonic()
    answer = cell.run(READ, body, ADDRESS, case.content_type, MOST)
    assert time.monotonic() - started < 20 + 1
    required = case.required
    if isinstance(answer, Rejected):
        assert answer.reason in required.reasons, answer
        return
    assert isinstance(answer, Listed)
    assert not required.reasons or required.at_least is not None, "it was to be refused"
    assert required.items is None or len(answer.items) == required.items
    assert required.at_least is None or len(answer.items) >= required.at_least
    assert required.bad is None or answer.bad_items == required.bad
    assert required.partial is None or answer.partial is required.partial
    assert required.note is None or any(note.startswith(required.note) for note in answer.notes), answer.notes
    assert required.titles is None or tuple(item.title for item in answer.items) == required.titles
    assert required.first is None or tuple(item.url for item in answer.items) == required.first
    for item in answer.items:
        assert item.url.startswith(("http://", "https://"))
        assert not set(item.title or "") & set("\x00\x08\u202a\u202e\u2066\u2069")


def test_the_worker_never_grew_past_its_limit(peaks: list[int]) -> None:
    """Runs after the cases."""
    assert len(peaks) > len(CASES) / 2
    assert max(peaks) < 1 << 20


def test_b11_no_cut_delivers_a_fragment_as_an_entry(cell: Confined) -> None:
    whole = cell.run(READ, TWENTY, ADDRESS, None, MOST)
    fragments = []
    for cut in range(60, len(TWENTY) - 6, 37):
        part = cell.run(READ, TWENTY[:cut], ADDRESS, None, MOST)
        if isinstance(part, Listed) and (not part.partial or part.items != whole.items[: len(part.items)]):
            fragments.append(cut)
    assert fragments == []


WATCHED = """
import sys
opened = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        opened.append((event, str(arguments)))
    if event == "open" and reading and not str(arguments[0]).endswith((".py", ".pyc", ".so")):
        opened.append((event, str(arguments[0])))
reading = False
sys.addaudithook(watch)
import hostile_markup, hostile_feed_text
from hostile_feeds import ADDRESS, CASES
from rasad.stages.land.feeds import read_feed
light = [case for case in CASES if case.row in ("B1", "B3", "B5", "B19", "B21")]
read_feed(light[0].build(), ADDRESS, None, 10)
reading = True
for case in light:
    read_feed(case.build(), ADDRESS, case.content_type, 100)
for path in ("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/feed"):
    read_feed(path.encode(), path, None, 10)
reading = False
print(len(light), opened)
"""


def test_b3_reading_feeds_opens_no_file_and_no_connection() -> None:
    folder = Path(__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", WATCHED], cwd=folder, capture_output=True, text=True, check=True)
    count, _, opened = done.stdout.strip().partition(" ")
    assert int(count) >= 30
    assert opened == "[]"
