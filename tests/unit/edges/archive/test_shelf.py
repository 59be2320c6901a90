"""Finished archive files go to a store whole, and are read there as they were read here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rasad.edges import archive
from rasad.edges.shared import Shared
from rasad.errors import ConfigError

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PAGES = [b"first page", "صفحهٔ دوم".encode(), b"x" * 700_000]


def written(local: Path) -> list[archive.Place]:
    with archive.writing(local, "batch-lane") as writer:
        return [writer.add(f"https://a.example/{n}", 200, {}, page, NOW) for n, page in enumerate(PAGES)]


class Counting(Shared):
    """A store that counts what is sent to it, and may keep other bytes than it was sent."""

    sent = 0
    breaks = False

    def put(self, source: Path, name: str) -> None:
        self.sent += 1
        super().put(source, name)
        if self.breaks:
            kept = Path(self._path(name))
            kept.write_bytes(kept.read_bytes()[:-1] + b"?")


@pytest.fixture
def store(tmp_path: Path) -> Counting:
    return Counting(str(tmp_path / "store"))


@pytest.fixture
def shelf(tmp_path: Path, store: Counting) -> archive.Shelf:
    return archive.Shelf(tmp_path / "local", store)


def test_a_record_reads_the_same_once_its_file_is_in_the_store_alone(shelf: archive.Shelf) -> None:
    places = written(shelf.local)
    shelf.ship(places[0].file)
    shelf.release(places[0].file)
    assert not (shelf.local / places[0].file).exists()
    assert [archive.payload(shelf, place) for place in places] == PAGES
    rows = [
        {"fetch_id": str(n), "archive_file": p.file, "archive_offset": p.offset, "payload_sha256": p.sha256}
        for n, p in enumerate(places)
    ]
    assert {row["verdict"] for row in archive.verify_sample(shelf, rows, NOW)} == {"verified"}


def test_a_file_is_sent_once(shelf: archive.Shelf, store: Counting) -> None:
    file = written(shelf.local)[0].file
    shelf.ship(file)
    shelf.ship(file)
    assert store.sent == 1


def test_a_store_that_gives_back_other_bytes_is_found_out_at_once(shelf: archive.Shelf, store: Counting) -> None:
    file = written(shelf.local)[0].file
    store.breaks = True
    with pytest.raises(archive.Damaged, match="does not give back"):
        shelf.ship(file)


def test_a_local_copy_stays_until_the_store_has_the_file(shelf: archive.Shelf) -> None:
    file = written(shelf.local)[0].file
    shelf.release(file)
    assert (shelf.local / file).exists()


def test_a_file_that_is_nowhere_is_missing_and_not_an_outage(shelf: archive.Shelf) -> None:
    (row,) = archive.verify_sample(
        shelf, [{"fetch_id": "f", "archive_file": "none.warc.gz", "archive_offset": 0, "payload_sha256": "0"}], NOW
    )
    assert row["verdict"] == "missing"


def test_an_offset_past_the_end_is_missing_in_the_store_too(shelf: archive.Shelf) -> None:
    place = written(shelf.local)[0]
    shelf.ship(place.file)
    shelf.release(place.file)
    with pytest.raises(archive.Missing):
        archive.payload(shelf, archive.Place(place.file, 10_000_000, place.sha256))


def test_everything_can_be_brought_back_to_an_empty_machine(shelf: archive.Shelf) -> None:
    places = written(shelf.local)
    shelf.ship(places[0].file)
    shelf.release(places[0].file)
    shelf.bring()
    assert [archive.payload(shelf.local, place) for place in places] == PAGES


def test_a_name_that_leads_out_of_the_archive_is_refused(shelf: archive.Shelf) -> None:
    with pytest.raises(archive.Missing, match="no file of the archive"):
        shelf.open("../secret")


def test_an_object_store_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasad.edges.object_store.find_spec", lambda _name: None)
    with pytest.raises(ConfigError, match=r"install requirements-lake\.txt"):
        Shared("s3://bucket/archive")
