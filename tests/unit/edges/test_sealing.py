"""A file of ours appears whole or not at all, and a full disk is called by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasad.edges import sealing, store
from rasad.errors import RasadError


def test_what_a_dead_attempt_left_is_gone_before_the_next_begins(tmp_path: Path) -> None:
    unsealed = sealing.begun(tmp_path / "batch" / "2_clean.duckdb")
    for path in (unsealed, unsealed.with_name(f"{unsealed.name}.wal")):
        path.write_bytes(b"half")
    assert sealing.begun(tmp_path / "batch" / "2_clean.duckdb") == unsealed
    assert list(unsealed.parent.iterdir()) == []


def test_files_of_one_stage_grow_under_names_of_their_own(tmp_path: Path) -> None:
    assert sealing.begun(tmp_path / "2_clean.taken") != sealing.begun(tmp_path / "2_clean.duckdb")


def test_a_closed_file_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "2_clean.duckdb"
    for rows in (1, 2):
        unsealed = sealing.begun(path)
        with store.opened(unsealed) as database:
            database.execute(f"CREATE TABLE t AS FROM range({rows})")
        sealing.sealed(unsealed, path)
        assert [found.name for found in tmp_path.iterdir()] == [path.name]
    with store.opened(path, read_only=True) as database:
        assert database.rows("SELECT count(*) AS n FROM t") == [{"n": 2}]


def test_a_file_whose_log_outlived_its_closing_is_not_shown_and_the_space_is_named(tmp_path: Path) -> None:
    path = tmp_path / "2_clean.duckdb"
    unsealed = sealing.begun(path)
    unsealed.write_bytes(b"half")
    unsealed.with_name(f"{unsealed.name}.wal").write_bytes(b"rows")
    with pytest.raises(RasadError, match="MB of space are left on its disk; make room"):
        sealing.sealed(unsealed, path)
    assert not path.exists()
