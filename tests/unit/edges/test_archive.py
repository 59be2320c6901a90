"""The archive: what was written is read back, and damage is noticed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.edges import archive
from rasad.edges.archive import Damaged, Place

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def stored(root: Path, *bodies: bytes) -> list[Place]:
    with archive.writing(root, "batch") as writer:
        return [writer.add("http://a.example/", 200, {"Content-Type": "text/html"}, body, NOW) for body in bodies]


def test_every_body_is_found_again_at_its_place(tmp_path: Path) -> None:
    bodies = [b"<p>one</p>", "می‌شود".encode(), b"\x00\xff" * 1000]
    places = stored(tmp_path, *bodies)
    assert [archive.payload(tmp_path, place) for place in places] == bodies


def test_a_second_writer_never_touches_the_first_file(tmp_path: Path) -> None:
    first, second = stored(tmp_path, b"one")[0], stored(tmp_path, b"two")[0]
    assert first.file != second.file
    assert archive.payload(tmp_path, first) == b"one"


def test_a_run_that_kept_nothing_leaves_no_file(tmp_path: Path) -> None:
    stored(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_flipped_byte_is_noticed(tmp_path: Path) -> None:
    place = stored(tmp_path, b"<p>evidence</p>" * 50)[0]
    path = tmp_path / place.file
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged):
        archive.payload(tmp_path, place)


def test_a_record_of_other_bytes_is_noticed(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    with pytest.raises(Damaged):
        archive.payload(tmp_path, Place(place.file, place.offset, "0" * 64))


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        archive.payload(tmp_path, Place("gone.warc.gz", 0, "0" * 64))


@given(body=st.binary(min_size=1, max_size=5000))
def test_any_bytes_survive(body: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("archive")
    assert archive.payload(root, stored(root, body)[0]) == body
