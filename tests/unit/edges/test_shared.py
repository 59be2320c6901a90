"""Storage that all workers share: a file is there whole or not at all, in a folder and in an object store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from rasad.edges.shared import NotThere, Shared, shared
from rasad.errors import Unreachable
from rasad.settings import Settings


@pytest.fixture(params=["folder", "object store"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shared]:
    """A folder, and a store in memory that fsspec addresses as it does S3."""
    yield Shared(str(tmp_path / "shared") if request.param == "folder" else "memory://bucket/shared")
    MemoryFileSystem.store.clear()


def test_what_is_put_is_at_hand_under_its_name(storage: Shared, tmp_path: Path) -> None:
    source = tmp_path / "rows"
    source.write_bytes(b"rows")
    storage.put(source, "parts/1/rows")
    with storage.at_hand("parts/1/rows") as path:
        assert path.read_bytes() == b"rows"
    assert storage.has("parts/1/rows")
    assert not storage.has("parts/2/rows")


def test_a_name_holds_what_was_written_last(storage: Shared) -> None:
    storage.write(b"first", "page")
    storage.write(b"second", "page")
    assert storage.read("page") == b"second"


def test_what_is_not_there_says_so(storage: Shared) -> None:
    with pytest.raises(NotThere):
        storage.read("nothing")


def test_a_folder_goes_with_all_that_is_in_it_and_no_other(storage: Shared) -> None:
    for name in ("a/1", "a/b/2", "ab/3"):
        storage.write(b"x", name)
    storage.remove("a")
    storage.remove("never-was")
    assert [storage.has(name) for name in ("a/1", "a/b/2", "ab/3")] == [False, False, True]


def test_a_file_that_could_not_be_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Shared(str(tmp_path))
    storage.write(b"whole", "page")

    def fails(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rasad.edges.shared.sync", fails)
    with pytest.raises(Unreachable, match="No space left"):
        storage.write(b"torn", "page")
    assert storage.read("page") == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


def test_without_a_setting_the_data_folder_is_shared(tmp_path: Path) -> None:
    shared(Settings(data=tmp_path)).write(b"x", "parts/page")
    assert (tmp_path / "parts" / "page").read_bytes() == b"x"
