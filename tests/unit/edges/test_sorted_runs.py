"""Sorted runs: everything that was added is found, and whatever is wrong with a file, only sound runs are used."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.edges.sorted_runs import SortedRuns

SCHEME = "words-1"


def keys(*values: int) -> np.ndarray:
    return np.array(values, np.uint32)


def added(folder: Path, *batches: dict[int, list[int]]) -> SortedRuns:
    """An index of batches, each a dict of position to keys."""
    runs = SortedRuns(folder, SCHEME)
    for batch in batches:
        pairs = [(key, position) for position, held in batch.items() for key in held]
        stop = max(batch) + 1
        runs.add(
            keys(*(key for key, _ in pairs)),
            np.array([position for _, position in pairs], np.int64),
            stop=stop,
            mark=f"d{stop - 1}",
        )
    return runs


def holders(runs: SortedRuns, wanted: list[int], most: int = 1000) -> dict[int, list[int]]:
    found = runs.find(keys(*wanted), most)
    return {
        key: sorted(found.positions[found.which == index].tolist())
        for index, key in enumerate(wanted)
        if (found.which == index).any()
    }


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(st.lists(st.lists(st.integers(0, 40), max_size=5), min_size=1, max_size=20), st.integers(1, 7), st.integers())
@settings(max_examples=60, deadline=None)
def test_every_holder_of_a_key_is_found_however_the_documents_came(
    tmp_path_factory: pytest.TempPathFactory, documents: list[list[int]], batch: int, spread: int
) -> None:
    far = [[(key * 107_374_182 + spread) % 2**32 for key in held] for held in documents]
    positions = dict(enumerate(far))
    batches = [
        {at: positions[at] for at in range(start, min(start + batch, len(far)))} for start in range(0, len(far), batch)
    ]
    folder = tmp_path_factory.mktemp("index")
    runs = added(folder, *batches)
    everything = sorted({key for held in far for key in held} | {5, 2**32 - 1})
    expected: dict[int, list[int]] = {}
    for position, held in positions.items():
        for key in held:
            expected.setdefault(key, []).append(position)
    expected = {key: sorted(found) for key, found in expected.items()}
    assert holders(runs, everything) == expected
    assert holders(SortedRuns(folder, SCHEME), everything) == expected


def test_a_key_that_many_hold_gives_its_first_and_its_latest_holders(tmp_path: Path) -> None:
    runs = added(tmp_path, {position: [7] for position in range(10)})
    assert holders(runs, [7], most=3) == {7: [0, 8, 9]}
    assert holders(runs, [7], most=1) == {7: [0]}


def test_holders_are_counted_however_many_are_given(tmp_path: Path) -> None:
    runs = added(tmp_path, {position: [7] for position in range(10)}, {10: [7, 9], 11: []})
    for most, held in ((0, 0), (2, 6), (100, 22)):
        found = runs.find(keys(9, 8, 7, 7), most)
        assert found.counts.tolist() == [1, 0, 11, 11]
        assert (found.which >= 2).sum() == held


def test_runs_of_one_size_are_merged_so_that_there_are_few(tmp_path: Path) -> None:
    runs = added(tmp_path, *({position: [position, 7]} for position in range(64)))
    assert len(files(tmp_path)) == 1
    assert holders(runs, [7, 63]) == {7: sorted([*range(64), 7]), 63: [63]}
    assert len(SortedRuns(tmp_path, SCHEME).marks()) == 1


def test_documents_without_keys_count_as_indexed(tmp_path: Path) -> None:
    runs = added(tmp_path, {0: [], 1: []})
    assert (runs.stop, holders(runs, [1])) == (2, {})


def test_nothing_asked_and_nothing_indexed_is_nothing_found(tmp_path: Path) -> None:
    runs = SortedRuns(tmp_path, SCHEME)
    assert (runs.stop, runs.bytes, holders(runs, [1, 2]), holders(added(tmp_path, {0: [1]}), [])) == (0, 0, {}, {})


def test_what_the_warehouse_does_not_confirm_is_dropped_with_all_that_came_later(tmp_path: Path) -> None:
    runs = added(tmp_path, {position: [1] for position in range(8)}, {8: [1], 9: [1]}, {10: [1]})
    assert runs.marks() == {7: "d7", 9: "d9", 10: "d10"}
    runs.keep({7: "d7", 9: "another", 10: "d10"})
    assert (runs.stop, SortedRuns(tmp_path, SCHEME).stop) == (8, 8)
    runs.keep({})
    assert (runs.stop, files(tmp_path)) == (0, [])


@pytest.mark.parametrize("harm", ["cut", "flip", "header", "empty", "text"])
def test_a_damaged_run_is_dropped_with_all_later_ones(tmp_path: Path, harm: str) -> None:
    added(tmp_path, {position: [1] for position in range(8)}, {8: [1], 9: [1]}, {10: [1]})
    path = next(tmp_path.glob("*8-*10.run"))
    whole = path.read_bytes()
    harmed = {
        "cut": whole[:-3],
        "flip": whole[:-2] + bytes([whole[-2] ^ 1]) + whole[-1:],
        "header": whole.replace(b'"mark": "d9"', b'"mark": "d8"'),
        "empty": b"",
        "text": b"[1, 2]",
    }[harm]
    path.write_bytes(harmed)
    runs = SortedRuns(tmp_path, SCHEME)
    assert (runs.stop, len(files(tmp_path))) == (8, 1)


def test_a_run_behind_a_gap_is_dropped(tmp_path: Path) -> None:
    added(tmp_path, {position: [1] for position in range(8)}, {8: [1], 9: [1]}, {10: [1]})
    next(tmp_path.glob("*8-*10.run")).unlink()
    assert SortedRuns(tmp_path, SCHEME).stop == 8


def test_a_crash_between_a_merge_and_its_clearing_leaves_one_of_each_document(tmp_path: Path) -> None:
    added(tmp_path, {0: [1]}, {1: [2]})
    merged = next(tmp_path.glob("*.run")).read_bytes()
    for path in tmp_path.glob("*.run"):
        path.unlink()
    added(tmp_path, {0: [1]})
    (tmp_path / "0000000000-0000000002.run").write_bytes(merged)
    (tmp_path / "0000000002-0000000003.building").write_bytes(b"half")
    runs = SortedRuns(tmp_path, SCHEME)
    assert holders(runs, [1, 2]) == {1: [0], 2: [1]}
    assert files(tmp_path) == ["0000000000-0000000002.run"]


def test_runs_of_another_scheme_are_not_used(tmp_path: Path) -> None:
    added(tmp_path, {0: [1]})
    assert SortedRuns(tmp_path, "words-2").stop == 0


def test_positions_outside_of_what_is_added_are_refused(tmp_path: Path) -> None:
    runs = added(tmp_path, {0: [1]})
    for position, stop in ((0, 2), (2, 2), (1, 1)):
        with pytest.raises(ValueError, match=r"outside|empty"):
            runs.add(keys(1), np.array([position]), stop=stop, mark="x")


def test_the_header_is_one_line_of_json(tmp_path: Path) -> None:
    added(tmp_path, {0: [1, 2]})
    header = json.loads(next(tmp_path.glob("*.run")).read_bytes()[:512])
    assert (header["first"], header["stop"], header["entries"], header["mark"]) == (0, 1, 2, "d0")
