"""dedupe on a real warehouse: batch after batch, edits and copies, merges, and an index that heals by itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from dedupe_desk import Desk, Text, prose

from rasad.edges import past
from rasad.edges.sorted_runs import SortedRuns
from rasad.settings import Settings


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Settings(data=tmp_path / "data"))


def test_a_copy_is_found_days_later_and_its_cluster_keeps_its_name(desk: Desk) -> None:
    desk.day({"v1": Text(prose(1)), "v2": Text(prose(2))})
    first = desk.members()["v1"]["dup_id"]
    desk.day({"v3": Text(prose(3))})
    desk.day({"v4": Text(prose(1) + " again")})
    copy = desk.members()["v4"]
    assert (copy["kind"], copy["nearest_version_id"], copy["dup_id"]) == ("near", "v1", first)
    assert desk.members()["v1"]["dup_id"] == first


def test_positions_go_on_without_gaps_and_the_index_holds_them_all(desk: Desk) -> None:
    desk.day({"v1": Text(prose(1)), "v2": Text(prose(2))})
    desk.day({})
    desk.day({"v3": Text("")})
    order = desk.rows("SELECT version_id, position FROM dedupe.signatures ORDER BY position")
    assert [(row["version_id"], row["position"]) for row in order] == [("v1", 0), ("v2", 1), ("v3", 2)]
    (run,) = desk.index.glob("*-0000000003.run")
    assert run.exists()


def test_a_stage_that_is_run_again_changes_nothing(desk: Desk) -> None:
    batch = desk.day({"v1": Text(prose(1)), "v2": Text(prose(1))})
    before = desk.rows("SELECT * FROM dedupe.members ORDER BY ALL"), desk.rows("SELECT * FROM dedupe.signatures")
    runs = {path.name: path.read_bytes() for path in desk.index.iterdir()}
    desk.run(batch)
    desk.day({})
    assert before == (
        desk.rows("SELECT * FROM dedupe.members ORDER BY ALL"),
        desk.rows("SELECT * FROM dedupe.signatures"),
    )
    assert runs == {path.name: path.read_bytes() for path in desk.index.iterdir()}


def test_an_edit_stays_with_its_article_and_merges_nothing(desk: Desk) -> None:
    desk.day({"v1": Text(prose(1), "a"), "w1": Text(prose(2), "b")})
    desk.day({"v2": Text(prose(2), "a")})
    members = desk.members()
    assert (members["v2"]["kind"], members["v2"]["nearest_version_id"]) == ("version", "v1")
    assert desk.clusters() == {frozenset({"v1", "v2"}), frozenset({"w1"})}
    assert desk.rows("SELECT * FROM dedupe.mergers") == []


def test_clusters_that_turn_out_to_be_one_are_read_under_the_oldest(desk: Desk) -> None:
    left, middle, right = prose(1), prose(2), prose(3)
    desk.day({"v1": Text(f"{left} {prose(11, 20)}")})
    desk.day({"v2": Text(f"{middle} {prose(12, 20)}"), "v3": Text(f"{right} {prose(13, 20)}")})
    desk.day({"v4": Text(f"{middle} {right}")})
    (merger,) = desk.rows("SELECT * FROM dedupe.mergers")
    assert (merger["version_id"], merger["to_version_id"]) == ("v4", "v3")
    desk.day({"v5": Text(f"{left} {middle} {prose(14, 10)}")})
    assert desk.clusters() == {frozenset({"v1", "v2", "v3", "v4", "v5"})}
    assert len({row["surviving_id"] for row in desk.rows("SELECT surviving_id FROM dedupe.mergers")}) == 1
    desk.day({"v6": Text(f"{right} {prose(13, 20)}")})
    assert desk.members()["v6"]["dup_id"] == desk.members()["v1"]["dup_id"]


def test_a_text_under_another_address_of_one_outlet_is_told_from_a_copy_by_another(desk: Desk) -> None:
    desk.day({"v1": Text(prose(1), outlet="one"), "v2": Text(prose(1), outlet="two")})
    desk.day(
        {"v3": Text(prose(1), outlet="one"), "v4": Text(prose(1), outlet="two"), "v5": Text(prose(1), outlet="six")}
    )
    same = {version_id: row["same_outlet"] for version_id, row in desk.members().items()}
    assert same == {"v1": False, "v2": False, "v3": True, "v4": True, "v5": False}


@pytest.mark.parametrize("cut", [1, 3, 12])
def test_however_the_days_fall_the_clusters_are_the_same(desk: Desk, cut: int) -> None:
    rng = random.Random(7)
    texts = {f"t{at:02d}": Text(f"{prose(rng.randrange(4))} {prose(50 + at, 15)}") for at in range(12)}
    for start in range(0, 12, cut):
        desk.day(dict(list(texts.items())[start : start + cut]))
    bases = random.Random(7)
    expected: dict[int, set[str]] = {}
    for name in texts:
        expected.setdefault(bases.randrange(4), set()).add(name)
    assert desk.clusters() == {frozenset(each) for each in expected.values()}


def _lose(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _cut(folder: Path) -> None:
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-1])


def _age(folder: Path) -> None:
    _lose(folder)
    SortedRuns(folder, "bands of an earlier program")


def _foreign(folder: Path) -> None:
    (path,) = folder.iterdir()
    content = path.read_bytes().replace(b"v2 ", b"x2 ")
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [_lose, _cut, _age, _foreign])
def test_an_index_that_is_lost_damaged_or_foreign_heals_before_it_is_used(
    desk: Desk, harm: Callable[[Path], None]
) -> None:
    desk.day({"v1": Text(prose(1)), "v2": Text(prose(2))})
    harm(desk.index)
    desk.day({"v3": Text(prose(1))})
    assert desk.members()["v3"]["kind"] == "exact"
    runs = sorted(path.name for path in desk.index.iterdir())
    assert (runs[0][:11], runs[-1][-15:]) == ("0000000000-", "-0000000003.run")


def test_what_a_crash_kept_from_the_index_is_added_before_it_is_used(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(past, "grow", lambda *_: None)
        desk.day({"v1": Text(prose(1))})
    desk.day({"v2": Text(prose(1))})
    assert desk.members()["v2"]["kind"] == "exact"


def test_an_index_of_documents_that_were_never_promoted_is_dropped(desk: Desk, tmp_path: Path) -> None:
    other = Desk(Settings(data=tmp_path / "other"))
    other.day({"v1": Text(prose(5)), "v2": Text(prose(6))})
    desk.day({"v1": Text(prose(1))})
    _lose(desk.index)
    for path in other.index.iterdir():
        (desk.index / path.name).write_bytes(path.read_bytes())
    desk.day({"v3": Text(prose(1)), "v4": Text(prose(5))})
    assert {name: row["kind"] for name, row in desk.members().items()} == {
        "v1": "unique",
        "v3": "exact",
        "v4": "unique",
    }
