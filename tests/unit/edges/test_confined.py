"""The killable worker: nothing that a job does hangs, fills or ends the process that asked for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.edges.confined import Confined
from rasad.model import Rejected
from rasad.stages.land.items import Item, Listed

sys.path.insert(0, str(Path(__file__).parent))
JOBS = "confined_jobs"


@pytest.fixture
def cell() -> Iterator[Confined]:
    with Confined(cpu_s=1, wall_s=4, memory_bytes=600 << 20) as worker:
        yield worker


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int, within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def test_an_answer_comes_back_as_it_was_given(cell: Confined) -> None:
    listed = Listed((Item("http://a.example/", "می‌شود"),), "rss", notes=("x",))
    assert cell.run(f"{JOBS}:echo", listed) == listed
    assert cell.run(f"{JOBS}:echo", Rejected("not_a_feed", "x")) == Rejected("not_a_feed", "x")


def test_one_worker_does_job_after_job(cell: Confined) -> None:
    assert cell.pid is None
    assert len({cell.run(f"{JOBS}:process") for _ in range(20)} | {cell.pid}) == 1
    assert cell.pid != os.getpid()


def test_a_hang_in_c_ends_at_its_cpu_budget_and_the_next_job_is_done(cell: Confined) -> None:
    assert cell.run(f"{JOBS}:spin_in_c") == Rejected("cpu_budget", "1 s")
    assert cell.run(f"{JOBS}:echo", 1) == 1


def test_the_cpu_budget_is_of_one_job_not_of_the_worker(cell: Confined) -> None:
    assert cell.run(f"{JOBS}:echo", 1) == 1
    first = cell.pid
    for _ in range(6):
        assert cell.run("confined_burn:burn", 0.4) == "burnt"
    assert cell.pid == first


def test_a_job_that_waits_ends_at_the_deadline_and_the_next_job_is_done(cell: Confined) -> None:
    started = time.monotonic()
    assert cell.run(f"{JOBS}:sleep") == Rejected("wall_budget", "4 s")
    assert time.monotonic() - started < 8
    assert cell.run(f"{JOBS}:echo", 1) == 1


@pytest.mark.parametrize("job", ["grow", "grow_slowly"])
def test_a_job_that_grows_ends_at_the_memory_limit_and_the_next_job_is_done(cell: Confined, job: str) -> None:
    answer = cell.run(f"{JOBS}:{job}")
    assert isinstance(answer, Rejected)
    assert answer.reason == "memory_budget"
    assert cell.run(f"{JOBS}:echo", 1) == 1


def test_an_exception_is_an_answer_and_names_only_its_type(cell: Confined) -> None:
    assert cell.run(f"{JOBS}:fail") == Rejected("worker_error", "ZeroDivisionError")
    first = cell.pid
    assert cell.run(f"{JOBS}:no_such_function") == Rejected("worker_error", "AttributeError")
    assert cell.run(f"{JOBS}:unpicklable").reason == "worker_error"
    assert cell.pid == first


def test_a_crash_is_an_answer_and_the_next_job_is_done(cell: Confined) -> None:
    assert cell.run(f"{JOBS}:crash").reason == "worker_died"
    assert cell.run(f"{JOBS}:echo", 1) == 1


def test_a_worker_killed_from_outside_between_jobs_costs_nothing(cell: Confined) -> None:
    cell.run(f"{JOBS}:echo", 1)
    assert cell.pid is not None
    os.kill(cell.pid, signal.SIGKILL)
    time.sleep(0.2)
    assert cell.run(f"{JOBS}:echo", 1) == 1


def test_a_worker_killed_from_outside_in_a_job_costs_that_job(cell: Confined) -> None:
    cell.run(f"{JOBS}:echo", 1)
    assert cell.pid is not None
    killer = threading.Timer(0.5, os.kill, (cell.pid, signal.SIGKILL))
    killer.start()
    answer = cell.run(f"{JOBS}:sleep")
    killer.join()
    assert answer.reason == "worker_died"
    assert cell.run(f"{JOBS}:echo", 1) == 1


def test_a_fresh_worker_takes_over_after_so_many_jobs() -> None:
    with Confined(jobs=3) as cell:
        workers = [cell.run(f"{JOBS}:process") for _ in range(7)]
    assert [workers.count(pid) for pid in dict.fromkeys(workers)] == [3, 3, 1]
    assert not any(alive(pid) for pid in workers)


def test_what_a_job_prints_reaches_nobody(cell: Confined, capfd: pytest.CaptureFixture[str]) -> None:
    assert cell.run(f"{JOBS}:chatter") == "quiet"
    assert capfd.readouterr() == ("", "")


def test_a_job_can_write_no_file(cell: Confined, tmp_path: Path) -> None:
    answer = cell.run(f"{JOBS}:write_file", str(tmp_path / "x"))
    assert isinstance(answer, Rejected)
    assert not (tmp_path / "x").read_bytes()


@pytest.mark.parametrize("job", ["foreign", "trap"])
def test_an_answer_of_a_foreign_class_is_never_loaded(
    cell: Confined, job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cell.run(f"{JOBS}:{job}").reason == "worker_died"
    assert list(tmp_path.iterdir()) == []


def test_large_arguments_and_answers_pass(cell: Confined) -> None:
    body = b"\x00\xff" * 10_000_000
    assert cell.run(f"{JOBS}:echo", body) == body


def test_threads_may_share_a_worker(cell: Confined) -> None:
    answers: list[object] = []
    threads = [threading.Thread(target=lambda n=n: answers.append(cell.run(f"{JOBS}:echo", n))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers, key=str) == list(range(8))


def test_closing_ends_the_worker_and_may_be_repeated(cell: Confined) -> None:
    pid = cell.run(f"{JOBS}:process")
    cell.close()
    cell.close()
    assert not alive(pid)
    assert cell.run(f"{JOBS}:echo", 1) == 1


def test_a_worker_ends_with_its_parent() -> None:
    code = (
        "import os, signal; from rasad.edges.confined import Confined; cell = Confined();"
        "print(cell.run('os:getpid'), flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert gone(int(done.stdout), within_s=10)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_come_back_as_they_were(body: bytes) -> None:
    assert SHARED.run(f"{JOBS}:echo", body) == body


SHARED = Confined()


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    SHARED.close()
