"""Fetched text can begin no line of a log, fold none and colour none: row F14 of the fault matrix."""

from __future__ import annotations

import importlib
import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import offences
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad import cli, runner
from rasad.edges.gate import Verdict
from rasad.plain import acts, logged
from rasad.settings import ROOT

HOSTILE = {
    "newline": "Dam opens\n2026-11-29 [info] publish: everything holds",
    "carriage return": "Dam opens\rpublish: ok",
    "group": "Dam opens ::group::Pre Execute",
    "end of a group": "::endgroup:: all later lines",
    "command": "::error file=x::forged",
    "colour": "\x1b[31mred\x1b[0m \x9b2J",
    "direction": "safe\u202egnp.exe\u2066",
    "line separator": "a\u2028b\u2029c\x85d",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_on_its_line_and_does_nothing(text: str) -> None:
    """F14: newline, carriage return, group marks, ANSI and bidi controls are spelled out."""
    shown = logged(f"clean: {text}")
    assert len(shown.splitlines()) == 1
    assert "::group::" not in shown
    assert "::endgroup::" not in shown
    assert "::error" not in shown
    assert not any(acts(char) for char in shown)


@given(st.text())
def test_any_text_is_one_line_and_says_all_that_it_said(text: str) -> None:
    """F14: nothing is dropped: a reader of the log sees that there was something."""
    shown = logged(f"x {text.replace(chr(10) + '    ', ' ')}")
    assert len(shown.splitlines()) == 1
    assert len(shown) >= len(text.replace("\r\n", "\n").replace("\n    ", " "))


def test_our_own_indented_lines_and_persian_spelling_stay() -> None:
    """F14: what the gate says of the rows at fault is read line by line, ZWNJ and all."""
    message = "[critical] claims: x\n    row: {}\n    row: {می‌شود}"
    assert logged(message) == message


def test_the_rows_that_a_gate_shows_cannot_forge_a_line() -> None:
    """F14: a title in a row at fault is shown as JSON, and that as a log entry."""
    title = "".join(HOSTILE.values())
    verdict: Any = Verdict.__new__(Verdict)
    facts = {
        "severity": "critical",
        "table": "t",
        "name": "n",
        "notes": "why",
        "rows": [{"title": title}],
        "observed": {},
    }
    for key, value in facts.items():
        object.__setattr__(verdict, key, value)
    lines = logged(runner.explain("clean", verdict)).splitlines()
    assert [line[:8] for line in lines] == ["[critica", "    row:"]
    assert "::group::" not in lines[1]


def test_what_the_command_line_tells_is_made_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    """F14: the terminal of `python -m rasad run`."""
    cli._tell(HOSTILE["newline"] + HOSTILE["colour"])
    assert capsys.readouterr().out.count("\n") == 1


class Kept(logging.Handler):
    """What reaches the handlers of a logger."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def kept() -> Iterator[Kept]:
    """The log of everything that calls itself rasad."""
    handler, logger = Kept(), logging.getLogger("rasad")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel("DEBUG")
    yield handler
    logger.setLevel(level)
    logger.removeHandler(handler)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_logger_makes_harmless_whatever_it_is_given(text: str, kept: Kept) -> None:
    """F14: also what nobody thought of: an error's words, an argument."""
    logging.getLogger("rasad").warning("seen: %s (%d)", ValueError(text), 1)
    assert kept.lines == [logged(f"seen: {text} (1)")]


@pytest.mark.airflow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_a_task_tells_is_made_harmless_in_its_log_and_on_the_terminal(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F14: the log that the Airflow UI shows, and the terminal of `make run`."""
    adapter = importlib.import_module("rasad_stage")
    monkeypatch.setenv("RASAD_PROGRESS", "1")
    monkeypatch.setattr(sys, "__stderr__", terminal := io.StringIO())
    for text in HOSTILE.values():
        adapter._tell(text)
    assert len(kept.lines) == len(HOSTILE)
    assert all(len(line.splitlines()) == 1 and "::group::" not in line for line in kept.lines)
    assert terminal.getvalue().count("\n") == len(HOSTILE)


def test_plugins_and_dags_log_through_that_logger_alone() -> None:
    """F14: one function stands between text and log."""
    files = [*(ROOT / "plugins").glob("*.py"), *(ROOT / "dags").glob("*.py")]
    found = {path.name: [each.what for each in offences.unguarded_logs(read(path))] for path in files}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('print(f"seen {title}")', "f'seen {title}'"),
        ("logging.getLogger(__name__)", "logging.getLogger(__name__)"),
        ("logging.warning(title)", "logging.warning(title)"),
    ],
)
def test_a_way_around_is_found(planted: str, found: str) -> None:
    """F14: the finder bites."""
    assert [each.what for each in offences.unguarded_logs(planted)] == [found]


def test_a_logger_that_is_made_silent_is_no_way_around() -> None:
    assert list(offences.unguarded_logs('logging.getLogger("other").setLevel(logging.ERROR)')) == []


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
