"""Answers as CSV, JSON and tables: nothing in them acts, nothing of them is lost."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from rasad import answers

TEHRAN = timezone(timedelta(hours=3, minutes=30))


def as_csv(*rows: tuple[Any, ...], columns: tuple[str, ...] = ("a",), bom: bool = False) -> str:
    out = io.StringIO()
    answers.write_csv(columns, rows, out, bom=bom)
    return out.getvalue()


def as_json(*rows: tuple[Any, ...], columns: tuple[str, ...] = ("a",)) -> Any:
    out = io.StringIO()
    answers.write_json(columns, rows, out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+A1",
        "-A1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋A1",
        "－A1",
        "＠A1",
        " =1+1",
        "\u200e=1",
        "\u202e=1",
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(text: str) -> None:
    assert answers.inert(text).startswith("'")


@pytest.mark.parametrize("text", ["x;=1+1", "x\t=1", "x\n=1", "x; @A1", "x;＝1"])
def test_a_formula_behind_a_separator_of_another_country_is_inert_too(text: str) -> None:
    assert "'" in answers.inert(text)


@pytest.mark.parametrize("text", ["", "rain", "a = b", "-5", "+98.5", "1e-3", "می‌شود", "۱۴۰۵-۰۸-۲۴", "x;y"])
def test_other_text_is_not_touched(text: str) -> None:
    assert answers.inert(text) == text


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    safe = answers.inert(text)
    assert safe[:1] not in tuple("=@\t\r\n＝＋－＠")
    assert safe[:1] not in ("+", "-") or float(safe) is not None


@given(st.text())
def test_taking_the_apostrophes_out_gives_the_text_back(text: str) -> None:
    assert answers.inert(text).replace("'", "") == text.replace("'", "")


def test_a_head_is_a_cell_like_any_other() -> None:
    assert as_csv(columns=("=cmd()",)) == '"\'=cmd()"\r\n'


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert as_csv((-5, None, 1.5, True), columns=("a", "b", "c", "d")).splitlines()[1] == '-5,"",1.5,"true"'


def test_persian_survives_with_and_without_the_mark() -> None:
    assert next(csv.reader(io.StringIO(as_csv(("می‌شود",)).splitlines()[1]))) == ["می‌شود"]
    assert as_csv(("می‌شود",), bom=True).startswith("\ufeff")
    assert not as_csv(("می‌شود",)).startswith("\ufeff")


def test_instants_are_in_utc_whatever_the_clock_of_the_session() -> None:
    at = datetime(2026, 11, 20, 3, 0, tzinfo=TEHRAN)
    assert as_json((at,)) == [{"a": "2026-11-19T23:30:00+00:00"}]


def test_json_holds_what_json_can_hold() -> None:
    row = (
        date(2026, 11, 20),
        Decimal("1.5"),
        float("nan"),
        [1, None],
        {"x": b"\x01"},
        datetime(2026, 11, 20, tzinfo=UTC),
    )
    found = as_json(row, columns=("a", "b", "c", "d", "e", "f"))[0]
    assert found == {
        "a": "2026-11-20",
        "b": 1.5,
        "c": None,
        "d": [1, None],
        "e": {"x": "01"},
        "f": "2026-11-20T00:00:00+00:00",
    }


def test_two_columns_of_one_name_are_both_there() -> None:
    assert as_json((1, 2, 3), columns=("a", "a", "a_2")) == [{"a": 1, "a_2": 2, "a_2_2": 3}]


def test_an_answer_without_rows_is_an_empty_array_and_a_head() -> None:
    assert as_json() == []
    assert as_csv() == '"a"\r\n'


@given(st.text())
def test_json_means_what_was_stored_and_shows_no_control(text: str) -> None:
    out = io.StringIO()
    answers.write_json(("a",), [(text,)], out)
    assert json.loads(out.getvalue()) == [{"a": text}]
    assert not {"\x1b", "\u202e", "\x9b"} & set(out.getvalue())


def test_a_table_says_that_there_is_more() -> None:
    shown = answers.table(("a",), ((n,) for n in range(answers.MOST_SHOWN + 5)))
    assert shown.row_count == answers.MOST_SHOWN
    assert "--format csv gives all" in str(shown.title)
    assert answers.table(("a",), [(1,), (2,)]).title == "2 rows"


def test_markup_in_a_cell_or_head_is_text() -> None:
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(answers.table(("[red]h[/]",), [("[bold]x[/] \x1b[31m",)]))
    told = console.export_text()
    assert "[red]h[/]" in told
    assert "[bold]x[/] ⟨U+001B⟩[31m" in told
