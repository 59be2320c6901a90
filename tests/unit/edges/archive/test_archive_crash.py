"""A writer that dies: what was acknowledged stays readable, and its torn file is mended."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from archive_builders import NOW, URL, complaints, stored

from rasad.edges import archive
from rasad.edges.archive import Damaged, Missing, Place, files
from rasad.errors import Unreachable
from rasad.model import Rejected

BODIES = [b"<p>%d</p>" % number * 20 for number in range(6)]


def cut(root: Path, place: Place, size: int) -> None:
    os.truncate(root / place.file, size)


def test_whatever_is_torn_off_the_records_before_it_are_read(tmp_path: Path) -> None:
    places = stored(tmp_path, *BODIES)
    path = tmp_path / places[0].file
    whole = path.read_bytes()
    ends = [archive.end_of(tmp_path, place) for place in places]
    for size in range(places[0].offset, len(whole), 7):
        path.write_bytes(whole[:size])
        intact = [place for place, end in zip(places, ends, strict=True) if end <= size]
        assert [archive.payload(tmp_path, place) for place in intact] == BODIES[: len(intact)]
        streamed = list(archive.records(path))
        assert [found.body for found in streamed if not isinstance(found, Rejected)] == BODIES[: len(intact)]
        for place in places[len(intact) :]:
            with pytest.raises(Damaged):
                archive.payload(tmp_path, place)


def test_a_torn_file_is_mended_to_its_acknowledged_end(tmp_path: Path) -> None:
    places = stored(tmp_path, *BODIES)
    path = tmp_path / places[0].file
    whole = path.read_bytes()
    end = archive.end_of(tmp_path, places[2])
    for size in range(end, len(whole), 11):
        path.write_bytes(whole[:size])
        archive.mend(tmp_path, places[0].file, end)
        assert path.read_bytes() == whole[:end]
    assert complaints(path) == ""
    assert [archive.payload(tmp_path, place) for place in places[:3]] == BODIES[:3]


def test_mending_twice_or_what_is_whole_changes_nothing(tmp_path: Path) -> None:
    places = stored(tmp_path, *BODIES)
    whole = (tmp_path / places[0].file).read_bytes()
    for _ in range(2):
        archive.mend(tmp_path, places[0].file, len(whole))
    assert (tmp_path / places[0].file).read_bytes() == whole


def test_a_file_of_which_nothing_was_acknowledged_goes(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    archive.mend(tmp_path, place.file, 0)
    archive.mend(tmp_path, place.file, 0)
    assert list(tmp_path.iterdir()) == []


def test_lost_acknowledged_bytes_are_never_mended_in_silence(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    end = archive.end_of(tmp_path, place)
    cut(tmp_path, place, end - 1)
    with pytest.raises(Damaged, match="acknowledged"):
        archive.mend(tmp_path, place.file, end)
    assert (tmp_path / place.file).stat().st_size == end - 1
    with pytest.raises(Missing):
        archive.mend(tmp_path, "gone.warc.gz", 10)


def test_the_file_of_a_living_writer_is_never_cut(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(URL, 200, {}, b"one", NOW)
        with pytest.raises(Unreachable):
            archive.mend(tmp_path, place.file, 0)
    assert archive.payload(tmp_path, place) == b"one"


def test_mending_never_reaches_out_of_the_archive(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    root.mkdir()
    (tmp_path / "secret").write_text("keep")
    for name in ("../secret", str(tmp_path / "secret"), "", "a\0b"):
        with pytest.raises(Missing):
            archive.mend(root, name, 0)
    assert (tmp_path / "secret").read_text() == "keep"


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from rasad.edges import archive
with archive.writing(Path(sys.argv[1]), "batch") as writer:
    for number in range(100_000):
        place = writer.add("http://a.example/", 200, {}, b"%d" % number * 200, datetime.now(UTC))
        writer.flush()
        print(place.file, place.offset, place.sha256, writer.end, flush=True)
"""


def test_what_was_acknowledged_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(30)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    lines += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    acknowledged = [line.split() for line in lines]
    places = [Place(file, int(offset), digest) for file, offset, digest, _ in acknowledged]
    assert [archive.payload(tmp_path, place) for place in places] == [b"%d" % n * 200 for n in range(len(places))]
    archive.mend(tmp_path, places[-1].file, int(acknowledged[-1][3]))
    assert complaints(tmp_path / places[-1].file) == ""
    assert archive.payload(tmp_path, places[-1])


def test_a_full_disk_takes_back_half_a_record_and_the_writer_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = os.write

    def full(handle: int, content: bytes) -> int:
        if len(content) > 500:
            return written(handle, content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    with archive.writing(tmp_path, "batch") as writer:
        first = writer.add(URL, 200, {}, b"one", NOW)
        with monkeypatch.context() as patch:
            patch.setattr(files.os, "write", full)
            with pytest.raises(OSError, match="No space"):
                writer.add(URL, 200, {}, os.urandom(5_000), NOW)
        second = writer.add(URL, 200, {}, b"two", NOW)
    assert second.offset == archive.end_of(tmp_path, first)
    assert archive.payload(tmp_path, second) == b"two"
    assert complaints(tmp_path / first.file) == ""


def test_a_disk_that_takes_not_even_the_first_record_is_left_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with archive.writing(tmp_path, "batch") as writer:
        with monkeypatch.context() as patch:
            patch.setattr(files.os, "write", full)
            with pytest.raises(OSError, match="No space"):
                writer.add(URL, 200, {}, b"one", NOW)
        assert list(tmp_path.iterdir()) == []
        place = writer.add(URL, 200, {}, b"two", NOW)
    assert archive.payload(tmp_path, place) == b"two"


def test_a_file_with_nothing_but_its_warcinfo_goes_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, calls = os.write, []

    def full_after_the_first(handle: int, content: bytes) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return written(handle, content)

    monkeypatch.setattr(files.os, "write", full_after_the_first)
    with archive.writing(tmp_path, "batch") as writer, pytest.raises(OSError, match="No space"):
        writer.add(URL, 200, {}, b"one", NOW)
    assert list(tmp_path.iterdir()) == []


def test_rows_can_trust_a_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File first, then the folder that names it; and again only what is new."""
    synced: list[str] = []
    monkeypatch.setattr(files.os, "fsync", lambda _handle: synced.append("file"))
    monkeypatch.setattr(files, "sync", lambda path: synced.append(path.name))
    root = tmp_path / "archive"
    with archive.writing(root, "batch") as writer:
        writer.add(URL, 200, {}, b"one", NOW)
        assert synced == []
        writer.flush()
        writer.flush()
        assert synced == ["file", tmp_path.name, "archive"]
        writer.add(URL, 200, {}, b"two", NOW)
        writer.flush()
    assert synced == ["file", tmp_path.name, "archive", "file"]


def test_an_error_inside_the_block_still_puts_all_records_on_disk(tmp_path: Path) -> None:
    def land() -> None:
        with archive.writing(tmp_path, "batch") as writer:
            writer.add(URL, 200, {}, b"one", NOW)
            raise LookupError

    with pytest.raises(LookupError):
        land()
    (path,) = tmp_path.iterdir()
    assert complaints(path) == ""
