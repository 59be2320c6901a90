"""The digest of a table: equal for equal rows, whatever order, file, or time zone they come in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rasad.edges import manifest, store
from rasad.errors import RasadError

ROWS = "SELECT range AS n, 'می‌شود' AS words, TIMESTAMPTZ '2026-11-20 08:00:00+00' AS seen_at, [1, NULL] AS many FROM range(50)"


def facts(path: Path, *statements: str) -> dict[str, object]:
    with store.opened(path) as database:
        for statement in statements:
            database.execute(statement)
        return manifest.table_facts(database, "t")


def test_order_does_not_matter(tmp_path: Path) -> None:
    up = facts(tmp_path / "a.duckdb", f"CREATE TABLE t AS SELECT * FROM ({ROWS}) ORDER BY n")
    down = facts(tmp_path / "b.duckdb", f"CREATE TABLE t AS SELECT * FROM ({ROWS}) ORDER BY n DESC")
    assert up == down
    assert up["rows"] == 50


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM t WHERE n = 7",
        "INSERT INTO t SELECT * FROM t WHERE n = 7",
        "UPDATE t SET words = 'میشود' WHERE n = 7",
        "UPDATE t SET seen_at = seen_at + INTERVAL 1 MICROSECOND WHERE n = 7",
        "UPDATE t SET many = [1] WHERE n = 7",
        "UPDATE t SET words = NULL WHERE n = 7",
        "ALTER TABLE t RENAME words TO said",
    ],
)
def test_every_change_matters(tmp_path: Path, change: str) -> None:
    before = facts(tmp_path / "a.duckdb", f"CREATE TABLE t AS {ROWS}")
    assert facts(tmp_path / "b.duckdb", f"CREATE TABLE t AS {ROWS}", change) != before


def test_two_equal_rows_are_not_none(tmp_path: Path) -> None:
    made = f"CREATE TABLE t AS SELECT * FROM ({ROWS}) WHERE n < 2"
    twice = facts(tmp_path / "a.duckdb", made, "INSERT INTO t SELECT * FROM t")
    assert twice["digest"] != facts(tmp_path / "b.duckdb", made)["digest"]


def test_an_empty_table_has_a_digest(tmp_path: Path) -> None:
    assert facts(tmp_path / "a.duckdb", "CREATE TABLE t (a INTEGER)") == {"rows": 0, "digest": "0-0"}


def test_the_time_zone_of_the_reader_does_not_matter(tmp_path: Path) -> None:
    here = facts(tmp_path / "a.duckdb", f"CREATE TABLE t AS {ROWS}")
    code = (
        "import json, sys; from pathlib import Path; from rasad.edges import manifest, store\n"
        "with store.opened(Path(sys.argv[1]), read_only=True) as d: print(json.dumps(manifest.table_facts(d, 't')))"
    )
    for zone in ("Asia/Tehran", "America/New_York"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "a.duckdb")],
            env=os.environ | {"TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == here


def test_a_manifest_that_was_edited_is_not_believed(tmp_path: Path) -> None:
    manifest.write(tmp_path, {"batch_id": "b1"})
    assert manifest.read(tmp_path)["batch_id"] == "b1"
    path = tmp_path / manifest.NAME
    path.write_text(path.read_text(encoding="utf-8").replace('"b1"', '"b2"'), encoding="utf-8")
    with pytest.raises(RasadError, match="not as it was written"):
        manifest.read(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "{}", "{", '{"sha256": null}'])
def test_what_is_no_manifest_is_not_believed(tmp_path: Path, content: str) -> None:
    (tmp_path / manifest.NAME).write_text(content, encoding="utf-8")
    with pytest.raises(RasadError):
        manifest.read(tmp_path)
