"""The quarantine at a terminal: the list, the rows, decisions with name and reason; fetched text never acts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import ask, filled, row, states
from typer.testing import CliRunner

from rasad.cli import app
from rasad.settings import Settings

HOSTILE = {"unit_id": "p1", "title": "[red]x[/red] \x1b[2J\u202etitle\n$(reboot)", "version_id": "v1"}


@pytest.fixture
def desk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("RASAD_DATA", str(settings.data))
    return settings


def said(*words: str) -> Any:
    return CliRunner().invoke(app, ["quarantine", *words])


def test_an_empty_quarantine_says_so(desk: Settings) -> None:
    assert desk.data
    answer = said()
    assert (answer.exit_code, answer.stdout.strip()) == (0, "Nothing waits in quarantine.")


def test_the_list_has_a_line_for_each_stage_and_reason(desk: Settings) -> None:
    filled(
        desk,
        row("q1"),
        row("q2", "p-q1"),
        row("q3", stage="claims", reason="span_is_not_its_text"),
        row("q4", status="released"),
    )
    listed = {batch["reason"]: batch for batch in json.loads(said("--json").stdout)}
    assert (listed["body_is_long_enough"]["n_waiting"], listed["body_is_long_enough"]["is_accepted"]) == (2, True)
    assert (listed["span_is_not_its_text"]["n_waiting"], listed["span_is_not_its_text"]["is_accepted"]) == (1, False)
    assert "clean.body_is_long_enough" in said().stdout


def test_fetched_text_is_shown_and_does_nothing(desk: Settings) -> None:
    address = "http://nile.example/1'; reboot '\u202e"
    page = {"page_id": "p1", "source_id": "med:nile", "url": address, "archive_file": "b.warc.gz", "archive_offset": 7}
    filled(desk, row("q1", "p1", fault=HOSTILE), land__pages=[page])
    told = said("show", "q1").stdout
    assert "[red]x[/red]" in told
    assert not {"\x1b", "\u202e"} & set(told)
    assert "'http://nile.example/1'\"'\"'; reboot '\"'\"'⟨U+202E⟩'" in told.replace("\n", ""), "one word for the shell"


def test_a_decision_takes_name_and_reason(desk: Settings) -> None:
    filled(desk, row("q1"))
    for words in (
        ["release", "q1"],
        ["release", "q1", "--by", "N. Samimi"],
        ["release", "--by", "N. Samimi", "--why", "looked"],
    ):
        assert said(*words).exit_code == 2
    assert said("release", "q1", "--by", "N. Samimi", "--why", "").exit_code == 1
    assert states(desk) == {"q1": "open"}
    answer = said("release", "q1", "--by", "N. Samimi", "--why", "looked at the page")
    assert answer.exit_code == 0
    assert "1 rows of 1 units released" in answer.stdout
    assert ask(desk, "SELECT decided_by, reason, via FROM quarantine.decisions") == [
        {"decided_by": "N. Samimi", "reason": "looked at the page", "via": "command line"}
    ]


def test_a_second_decision_says_who_was_first(desk: Settings) -> None:
    filled(desk, row("q1"))
    said("discard", "q1", "--by", "N. Samimi", "--why", "no article")
    answer = said("release", "q1", "--by", "R. Amini", "--why", "looks fine")
    assert answer.exit_code == 1
    assert "row q1 is already decided: discard by N. Samimi" in answer.stderr


def test_all_of_one_reason_at_once_and_no_other(desk: Settings) -> None:
    filled(desk, row("q1"), row("q2"), row("q3", reason="mojibake_in_body"))
    said("discard", "--all-of", "clean.body_is_long_enough", "--by", "N. Samimi", "--why", "teasers")
    assert states(desk) == {"q1": "discarded", "q2": "discarded", "q3": "open"}
    answer = said("discard", "--all-of", "clean.body_is_long_enough", "--by", "N. Samimi", "--why", "teasers")
    assert answer.exit_code == 1
    assert "open are clean.mojibake_in_body" in answer.stderr


def test_the_beginning_of_an_id_is_enough_when_it_fits_one_row(desk: Settings) -> None:
    filled(desk, row("ab1"), row("ab2"), row("cd1"))
    assert "beginning of 2 rows" in said("release", "ab", "--by", "N. Samimi", "--why", "looked").stderr
    assert said("release", "cd", "--by", "N. Samimi", "--why", "looked").exit_code == 0
    assert states(desk) == {"ab1": "open", "ab2": "open", "cd1": "released"}


def test_a_correction_is_given_field_by_field(desk: Settings) -> None:
    filled(desk, row("q1"))
    words = ["fix", "q1", "--by", "N. Samimi", "--why", "the page names next year"]
    assert said(*words, "--set", "published_at").exit_code == 2
    assert "there is published_at" in said(*words, "--set", "body=x").stderr
    assert said(*words, "--set", "published_at=2026-11-20T12:00:00+03:30", "--set", "byline=null").exit_code == 0
    assert ask(desk, "SELECT correction FROM quarantine.decisions") == [
        {"correction": {"byline": None, "published_at": "2026-11-20T08:30:00+00:00"}}
    ]
