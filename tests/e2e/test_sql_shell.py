"""`python -m rasad sql` on the published morning, as people and pipes use it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from rasad.edges import asking, snapshot
from rasad.queries import catalogue
from rasad.settings import Settings


def ask(settings: Settings, *arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rasad", "sql", *arguments],
        env=os.environ | {"RASAD_DATA": str(settings.data), "RASAD_SOURCES": "sample"} | environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_ready_query_is_a_view_of_the_snapshot_with_its_question(morning: Settings) -> None:
    done = ask(
        morning,
        "--format",
        "json",
        "--sql",
        "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'ready'",
    )
    assert {row["view_name"]: row["comment"] for row in json.loads(done.stdout)} == {
        name: query.question for name, query in catalogue().items()
    }


@pytest.mark.parametrize("name", catalogue())
def test_a_view_gives_what_its_query_gives(morning: Settings, name: str) -> None:
    path = snapshot.current(morning)
    with asking.opened(path, asking.Limits(60, 1_000)) as room:
        with room.ask(f"SELECT * FROM ready.{name}") as view:
            seen = (view.columns, list(view.rows))
        with room.ask(catalogue()[name].sql) as query:
            assert (query.columns, list(query.rows)) == seen


def test_csv_and_json_hold_the_same_rows(morning: Settings) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(morning, "todays_claims", "--format", "csv").stdout)))
    found = json.loads(ask(morning, "todays_claims", "--format", "json").stdout)
    assert len(rows) == len(found) > 60
    assert [row["claim_id"] for row in rows] == [row["claim_id"] for row in found]


def test_the_queries_are_listed_where_nothing_is_asked(morning: Settings) -> None:
    done = ask(morning)
    assert done.returncode == 0
    assert all(name in done.stdout for name in catalogue())


def test_a_pipe_answers_queries_and_statements_in_order(morning: Settings) -> None:
    done = ask(morning, "--format", "csv", typed="ledger\nSELECT 1 AS one,\n  2 AS two;\nSELECT 3 AS three")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if line.startswith('"')][1:] == ['"one","two"', '"three"']


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no_such_query"], "there is no query no_such_query"),
        (["--sql", "COPY claims TO 'x.csv'"], "the snapshot is only read"),
        (["--sql", "SELECT count(*) FROM range(100000000) AS a, range(1000000) AS b"], "was stopped"),
    ],
)
def test_a_refusal_is_one_clear_line_and_an_exit_code(morning: Settings, arguments: list[str], told: str) -> None:
    done = ask(morning, *arguments, RASAD_SQL_SECONDS="0.5")
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
