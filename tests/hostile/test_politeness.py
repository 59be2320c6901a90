"""What a host asked for holds for every fetcher of the installation: pauses, rests, rules, one request at a time."""

from __future__ import annotations

import asyncio
import multiprocessing
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from server import Outlet, Seen, serving

from rasad.edges import web
from rasad.settings import Settings

HOST = "post.example"
DELAY_S = 0.1


def fetch(outlet: Outlet, folder: Path, *paths: str, host: str = HOST, delay_s: float = 0.0) -> list[web.Answer]:
    """Each call is a fetcher of its own, as in another task."""
    return asyncio.run(_fetch(outlet.port, folder, paths, host, delay_s))


async def _fetch(port: int, folder: Path, paths: tuple[str, ...], host: str, delay_s: float) -> list[web.Answer]:
    settings = Settings(data=folder, fetch_deadline_s=10.0)
    async with web.fetching(settings, {host: ("127.0.0.1", port)}) as fetcher:
        wanted = (fetcher.fetch(f"http://{host}/{path}", delay_s=delay_s) for path in paths)
        return await asyncio.gather(*wanted)


def _worker(port: int, folder: Path) -> None:
    asyncio.run(_fetch(port, folder, ("plain",) * 4, HOST, DELAY_S))


def spans(log: list[Seen]) -> list[tuple[float, float]]:
    return sorted((seen.began, seen.over) for seen in log)


def test_workers_share_one_turn_and_one_robots_txt(tmp_path: Path) -> None:
    with serving() as outlet:
        context = multiprocessing.get_context("spawn")
        workers = [context.Process(target=_worker, args=(outlet.port, tmp_path)) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        log = list(outlet.log)
    assert [seen.path for seen in log].count("/plain") == 12
    overlaps = [later for earlier, later in pairwise(spans(log)) if later[0] < earlier[1]]
    assert overlaps == []
    # The outlet's clock stops a little after ours: the last byte has been read by then, its thread has not gone on.
    assert min(later[0] - earlier[0] for earlier, later in pairwise(spans(log))) >= DELAY_S


def test_a_resting_host_is_not_asked_by_anybody(tmp_path: Path) -> None:
    with serving() as outlet:
        (first,) = fetch(outlet, tmp_path, "rest_seconds")
        second, third = fetch(outlet, tmp_path, "plain", "packed")
        (other,) = fetch(outlet, tmp_path, "plain", host="other.example")
    assert (first.error, first.status) == ("resting", 429)
    assert [second.error, third.error] == ["resting", "resting"]
    assert second.status is None
    assert second.retry_at is not None
    assert first.retry_at is not None
    assert abs((second.retry_at - first.retry_at).total_seconds()) < 0.01
    assert other.error is None
    log = sorted(outlet.log, key=lambda seen: seen.began)  # kept as their threads end, in any order
    assert [seen.path for seen in log if seen.host != "other.example"] == ["/robots.txt", "/rest_seconds"]


def test_walls_in_a_row_end_in_a_rest(tmp_path: Path) -> None:
    with serving() as outlet:
        answers = [fetch(outlet, tmp_path, "wall_header")[0] for _ in range(4)]
    assert [answer.error for answer in answers] == ["challenge", "challenge", "challenge", "resting"]
    assert answers[2].retry_at is not None


def test_robots_txt_is_read_once_a_day(tmp_path: Path) -> None:
    with serving() as outlet:
        fetch(outlet, tmp_path, "plain")
        fetch(outlet, tmp_path, "packed", "identity_coding")
    assert [seen.path for seen in outlet.log].count("/robots.txt") == 1


def test_rules_that_cannot_be_read_are_asked_for_again_by_the_next_fetcher(tmp_path: Path) -> None:
    with serving() as outlet:
        first = fetch(outlet, tmp_path, "plain", "packed", host="robots-500.example")
        asked = len(outlet.log)
        fetch(outlet, tmp_path, "plain", host="robots-500.example")
    assert {answer.error for answer in first} == {"robots_unreachable"}
    assert asked == 3  # attempts at the rules, not one for each page
    assert len(outlet.log) == 6
    assert {seen.path for seen in outlet.log} == {"/robots.txt"}


def test_a_crawl_delay_is_waited_for(tmp_path: Path) -> None:
    """The pause itself is not waited for: the page is still waiting for its turn when the test stops looking."""

    async def go(port: int) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await _fetch(port, tmp_path, ("plain",), "robots-delay-huge.example", 0.0)

    with serving() as outlet:
        asyncio.run(go(outlet.port))
        assert [seen.path for seen in outlet.log] == ["/robots.txt"]
