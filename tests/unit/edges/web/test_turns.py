"""Turns at a host hold across tasks, fetchers and processes, and no dead process keeps one."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rasad.edges.web.turns import NoTurn, Resting, Turns, file_name

HOST = "post.example"


async def _take(folder: Path, log: Path, count: int, delay_s: float) -> None:
    turns = Turns(folder, 60)

    async def one() -> None:
        async with turns.held(HOST, delay_s, 30):
            began = time.time()
            await asyncio.sleep(0.02)
            with log.open("a") as lines:
                lines.write(f"{began} {time.time()}\n")

    await asyncio.gather(*(one() for _ in range(count)))


def _worker(folder: Path, log: Path, count: int, delay_s: float) -> None:
    asyncio.run(_take(folder, log, count, delay_s))


def _hold_for_ever(folder: Path, ready: Any) -> None:
    async def hold() -> None:
        async with Turns(folder, 60).held(HOST, 0, 1):
            ready.set()
            await asyncio.sleep(60)

    asyncio.run(hold())


def state(folder: Path) -> Path:
    return folder / f"{file_name(HOST)}.json"


def test_one_request_at_a_time_and_a_pause_after_it_across_processes(tmp_path: Path) -> None:
    log, delay_s = tmp_path / "log", 0.05
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_worker, args=(tmp_path / "hosts", log, 5, delay_s)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    spans = sorted(tuple(map(float, line.split())) for line in log.read_text().splitlines())
    assert len(spans) == 20
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(spans)]
    assert min(gaps) >= delay_s - 0.005  # the state keeps milliseconds


def test_a_killed_holder_blocks_nobody(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold_for_ever, args=(tmp_path, ready))
    holder.start()
    assert ready.wait(30)

    async def take(patience_s: float) -> None:
        async with Turns(tmp_path, 60).held(HOST, 0, patience_s):
            pass

    with pytest.raises(NoTurn):
        asyncio.run(take(0.1))
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join(30)
    asyncio.run(take(0.1))


def test_a_rest_is_known_to_every_fetcher_until_it_is_over(tmp_path: Path) -> None:
    async def go() -> None:
        async with Turns(tmp_path, 60).held(HOST, 0, 1) as turn:
            turn.rest(0.3, "http_429")
        with pytest.raises(Resting) as resting:
            async with Turns(tmp_path, 60).held(HOST, 0, 1):
                raise AssertionError("never here")
        assert resting.value.reason == "http_429"
        assert 0 < resting.value.until - time.time() <= 0.301  # the state keeps milliseconds
        await asyncio.sleep(0.31)
        async with Turns(tmp_path, 60).held(HOST, 0, 1):
            pass

    asyncio.run(go())


def test_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async def go() -> None:
        turns = Turns(tmp_path, 60)
        async with turns.held(HOST, 0, 1), turns.held("other.example", 0, 1):
            pass

    asyncio.run(go())


@pytest.mark.parametrize(
    "torn",
    [
        b"", b"\x00" * 256, b'{"ended_at": 17', b"[]", b"null", b'{"ended_at": "soon"}', b"[" * 4_000, b"\xff\xfe",
        b'{"ended_at": NaN, "rest_until": 1e999, "reason": "", "refusals": 0}',
        b'{"ended_at": 0, "rest_until": 99999999999, "reason": "x", "refusals": 0}',
    ],
)  # fmt: skip
def test_a_torn_or_absurd_state_counts_as_none(tmp_path: Path, torn: bytes) -> None:
    state(tmp_path).write_bytes(torn)

    async def go() -> None:
        async with Turns(tmp_path, 60).held(HOST, 0.01, 1) as turn:
            turn.refusals += 1

    asyncio.run(go())
    kept = json.loads(state(tmp_path).read_bytes()[:256])
    assert kept["refusals"] == 1
    assert abs(kept["ended_at"] - time.time()) < 30


def test_a_clock_that_jumped_binds_nobody_for_longer_than_the_pause(tmp_path: Path) -> None:
    future = {"ended_at": time.time() + 9_999, "rest_until": 0, "reason": "", "refusals": 0}
    state(tmp_path).write_text(json.dumps(future))

    async def go() -> None:
        async with asyncio.timeout(5), Turns(tmp_path, 60).held(HOST, 0.05, 1):
            pass

    asyncio.run(go())


def test_no_two_hosts_share_a_file() -> None:
    assert file_name("a_b.example") != file_name("a-b.example")
    assert file_name("a/b") != file_name("a_b")
    assert "/" not in file_name("../../etc/passwd")
    assert len(file_name("x" * 5_000)) < 100
