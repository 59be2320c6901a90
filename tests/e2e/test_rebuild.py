"""The archive alone is enough: a warehouse that is built from it publishes the same tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasad import runner
from rasad.edges import rebuilding, snapshot, store
from rasad.errors import RasadError
from rasad.settings import Settings


def test_the_tables_that_are_rebuilt_from_the_archive_are_those_that_were_published(
    morning: Settings, tmp_path: Path
) -> None:
    there = rebuilding.rebuild(morning, tmp_path / "rebuilt", print)
    found = list(rebuilding.compare(morning, there))
    assert [one for one in found if not one.equal] == []
    assert {one.table for one in found} >= {"articles", "article_versions", "claims", "claim_spans", "claim_clusters"}
    assert sum(one.published for one in found) > 1_000


def test_a_day_of_two_batches_is_rebuilt_with_its_edits_and_events(desk: Settings, tmp_path: Path) -> None:
    evening = desk.model_copy(update={"edition": "evening"})
    runner.run(evening, print)
    there = rebuilding.rebuild(evening, tmp_path / "rebuilt", print)
    found = list(rebuilding.compare(evening, there))
    assert [one for one in found if not one.equal] == []
    with store.opened(snapshot.current(there), read_only=True) as database:
        assert database.rows("SELECT 1 FROM article_edits")
        assert database.rows("SELECT 1 FROM claim_events WHERE kind = 'corrected'")


def test_only_an_empty_folder_is_built_into(morning: Settings, tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(RasadError, match="not empty"):
        rebuilding.rebuild(morning, tmp_path, print)


def test_an_archive_that_holds_nothing_is_said_to(tmp_path: Path) -> None:
    with pytest.raises(RasadError, match="nothing to rebuild from"):
        rebuilding.rebuild(Settings(data=tmp_path / "data", sources="sample"), tmp_path / "rebuilt", print)
