"""Pages are read in killable workers: in order, bounded, and none takes another with it."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from typing import Any

import pytest
from clean_pages import URL, article, html

from rasad.edges.documents import workers
from rasad.edges.documents.workers import read_all
from rasad.filters import failure
from rasad.model import Rejected
from rasad.stages.clean.lines import answer


def answers(function: str, numbers: range, count: int = 2) -> list[Any]:
    found = list(read_all(f"worker_jobs:{function}", numbers, lambda number: (number,), workers=count))
    assert [number for number, _ in found] == list(numbers)
    return [each for _, each in found]


def test_answers_come_in_the_order_of_the_pages_whichever_worker_is_the_first() -> None:
    pages = [(0, 0.3), *((number, 0.0) for number in range(1, 9))]
    found = list(read_all("worker_jobs:double", pages, lambda page: page, workers=2))
    assert [each for _, each in found] == [2 * number for number in range(9)]


def test_a_page_that_takes_too_long_is_stopped_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CPU_S", 1)
    found = answers("burn", range(11, 16))
    assert [getattr(each, "reason", each) for each in found] == [11, 12, "cpu_budget", 14, 15]


def test_a_page_that_takes_too_much_memory_is_stopped_and_the_others_are_read() -> None:
    found = answers("swell", range(11, 16))
    assert [getattr(each, "reason", each) for each in found] == [11, 12, "memory_budget", 14, 15]


def test_pages_are_read_outside_this_process_and_never_in_more_workers_than_allowed() -> None:
    seen = set(answers("process", range(20), count=1))
    assert len(seen) == 1
    assert os.getpid() not in seen


def test_no_more_pages_are_taken_than_can_wait() -> None:
    taken = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            taken.append(number)
            yield number
            number += 1

    reading = read_all("worker_jobs:double", endless(), lambda number: (number,), workers=2)
    assert next(reading) == (0, 0)
    assert len(taken) <= 2 * workers._AHEAD
    reading.close()


def test_rows_that_need_no_worker_start_none() -> None:
    failed = failure("line-1", "not JSON")
    assert list(answer([failed])) == [failed]


def test_a_refusal_of_a_worker_is_an_answer_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_function: str, rows: Any, *_: Any, **__: Any) -> Iterator[Any]:
        return ((row, Rejected("cpu_budget", "8 s")) for row in rows)

    monkeypatch.setattr("rasad.stages.clean.lines.read_all", killed)
    (found,) = answer([{"id": "p1", "url": URL, "html_b64": base64.b64encode(html(article()).encode()).decode()}])
    assert (found["id"], found["status"], found["reason"], found["text"]) == ("p1", "rejected", "cpu_budget", None)
