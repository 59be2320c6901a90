"""Candidates for the gazetteer: unknown names counted over weeks, and the command that lists them."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from rasad.candidates import gathered, table_of
from rasad.cli import app


def row(name: str, week: int, articles: int, mentions: int, **more: Any) -> dict[str, Any]:
    day = date(2026, 11, week)
    counted = {"n_articles": articles, "n_mentions": mentions, "n_outlets": 1, "samples": [f"… {name} …"]}
    return {"local_id": f"unk:{name.lower()}", "name": name, "type": "person", "week_of": day, **counted, **more}


def test_weeks_of_one_name_add_up_and_the_most_named_comes_first() -> None:
    found = gathered([row("Ana", 2, 1, 9), row("Bea", 2, 2, 2), row("Bea", 9, 1, 1), row("Cyd", 9, 1, 9)])
    assert [(each.name, each.n_articles, each.n_mentions, each.last_week.day) for each in found] == [
        ("Bea", 3, 3, 9),
        ("Ana", 1, 9, 2),
        ("Cyd", 1, 9, 9),
    ]


def test_the_longest_form_of_a_name_is_shown() -> None:
    (found,) = gathered([row("Ana", 2, 1, 1), row("Ana Bee", 9, 1, 1, local_id="unk:ana")])
    assert found.name == "Ana Bee"


def test_nothing_gives_nothing() -> None:
    assert gathered([]) == ()


def test_fetched_names_are_shown_as_plain_text() -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(table_of(gathered([row("[red]لنگری\u202e", 2, 1, 1)])))
    shown = console.export_text()
    assert "[red]" in shown
    assert "\u202e" not in shown


def test_without_a_snapshot_the_command_says_what_to_do(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASAD_DATA", str(tmp_path))
    done = CliRunner().invoke(app, ["gazetteer", "candidates"])
    assert done.exit_code == 1
    assert "run the pipeline first" in done.output


def test_the_shipped_gazetteer_passes_its_own_check() -> None:
    done = CliRunner().invoke(app, ["gazetteer", "check"])
    assert done.exit_code == 0
    assert "nothing wrong" in done.output
