"""Pages read in killable workers, on as many cores as there are, answered in their order.

Every page is read in a worker, not only the odd ones: no check on bytes knows which page a parser will hang on. A worker
is kept for thousands of pages and a page costs it under a millisecond to arrive, where a fork for each would cost ten.
A second worker starts only once pages wait for it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import LifoQueue
from typing import Any, TypeVar

from rasad.edges.confined import Confined

CPU_S, WALL_S = 8.0, 15.0
"""Seconds for one page. Of 1,000 real news pages the slowest took 0.5 s; what needs more is no page for readers."""
MEMORY_BYTES = 900 << 20
"""Address space of one worker: the extractor with its lexicons takes 250 MB, the heaviest real page 200 MB more."""
PAGES = 4_000
"""After which a fresh worker takes over, so that what a parser leaks does not grow; a fresh one costs about a second."""
_AHEAD = 4  # pages a worker that may wait for it: bounds the memory, and keeps the cores busy past a slow page
MAX_WORKERS = 8

Item = TypeVar("Item")


def cores() -> int:
    """How many workers may run at once: the cores that this process may use, at most MAX_WORKERS."""
    return max(1, min(MAX_WORKERS, len(os.sched_getaffinity(0))))


def read_all(
    function: str,
    items: Iterable[Item],
    arguments: Callable[[Item], tuple[Any, ...] | None],
    *,
    workers: int | None = None,
) -> Iterator[tuple[Item, Any]]:
    """Each item, in order, with what `module:function` returns in a worker for `arguments(item)`; None where they are None.

    The answer is a Rejected (cpu_budget, wall_budget, memory_budget, worker_died, worker_error) where a page brought its
    worker down; the pages after it are read by a fresh one. At most _AHEAD items a worker are held at once.
    """
    count = workers or cores()
    idle: LifoQueue[Confined] = LifoQueue()  # the last one used is taken first, so that few pages start few workers
    with ExitStack() as opened:
        for _ in range(count):
            worker = Confined(CPU_S, WALL_S, MEMORY_BYTES, PAGES)
            opened.callback(worker.close)
            idle.put(worker)
        # Closed before the workers are: a page that still waits would start a closed one again.
        threads = ThreadPoolExecutor(count)
        opened.callback(threads.shutdown, cancel_futures=True)

        def run(item: Item) -> Any:
            given = arguments(item)
            if given is None:
                return None
            worker = idle.get()
            try:
                return worker.run(function, *given)
            finally:
                idle.put(worker)

        waiting: deque[tuple[Item, Future[Any]]] = deque()
        for item in items:
            waiting.append((item, threads.submit(run, item)))
            if len(waiting) >= count * _AHEAD:
                first, answer = waiting.popleft()
                yield first, answer.result()
        while waiting:
            first, answer = waiting.popleft()
            yield first, answer.result()
