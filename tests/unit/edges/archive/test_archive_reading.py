"""Reading at a place: damage of any kind is named, nothing of any size is swallowed."""

from __future__ import annotations

import gzip
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive_builders import HEADERS, NOW, URL, packed, stored, warc_record
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.edges import archive
from rasad.edges.archive import Damaged, Missing, Place, reading


def test_a_record_tells_all_that_was_recorded(tmp_path: Path) -> None:
    place = stored(tmp_path, "<p>خبر</p>".encode())[0]
    found = archive.record(tmp_path, place)
    assert (found.kind, found.url, found.date, found.status) == ("response", URL, NOW, 200)
    assert found.headers[:2] == tuple(HEADERS.items())
    assert found.payload == "<p>خبر</p>".encode()
    assert found.sha256 == place.sha256 == hashlib.sha256(found.payload).hexdigest()
    assert found.payload_digest == f"sha256:{place.sha256}"
    assert found.block_holds is True
    assert found.record_id.startswith("<urn:uuid:")
    assert (found.file, found.offset) == (place.file, place.offset)
    assert place.offset + found.length == (tmp_path / place.file).stat().st_size


def test_a_flipped_bit_is_damage_or_changes_nothing_that_was_recorded(tmp_path: Path) -> None:
    """A gzip member has bits that mean nothing: its time, its system, the padding of its last byte."""
    place = stored(tmp_path, b"<p>evidence</p>" * 50)[0]
    path, sound = tmp_path / place.file, archive.record(tmp_path, place)
    whole = path.read_bytes()
    unharmed = 0
    for position in range(place.offset, len(whole)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 4]) + whole[position + 1 :])
        if archive.verify_sample(tmp_path, [row(place)], NOW)[0]["verdict"] == "verified":
            assert archive.record(tmp_path, place) == sound
            unharmed += 1
    assert unharmed <= 8


def test_a_record_of_other_bytes_is_noticed(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    with pytest.raises(Damaged, match="not the one"):
        archive.payload(tmp_path, Place(place.file, place.offset, "0" * 64))


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        archive.payload(tmp_path, Place("gone.warc.gz", 0, "0" * 64))


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "", "."])
def test_a_file_outside_the_archive_is_missing(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(packed(warc_record()))
    root = tmp_path / "archive"
    root.mkdir()
    with pytest.raises(Damaged):
        archive.record(root, Place(name, 0, "0" * 64))


@pytest.mark.parametrize("offset", [-1, 10**9, 2**70])
def test_an_offset_outside_the_file_is_missing(offset: int, tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    with pytest.raises(Missing):
        archive.record(tmp_path, Place(place.file, offset, place.sha256))


def test_an_offset_within_a_record_is_damage(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    with pytest.raises(Damaged):
        archive.record(tmp_path, Place(place.file, place.offset + 1, place.sha256))


def test_the_warcinfo_is_no_answer(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    with pytest.raises(Damaged, match="warcinfo"):
        archive.record(tmp_path, Place(place.file, 0, place.sha256))


def test_a_revisit_has_no_body_of_its_own(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(URL, 200, HEADERS, b"one", NOW)
        again = writer.revisit(URL, 200, HEADERS, NOW, of=place, of_url=URL, of_at=NOW)
    with pytest.raises(Damaged, match="revisit"):
        archive.payload(tmp_path, again)


def test_a_record_that_inflates_without_end_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_RECORD", 100_000)
    (tmp_path / "bomb.warc.gz").write_bytes(packed(warc_record(b"\0" * 10_000_000)))
    with pytest.raises(Damaged, match="too_big"):
        archive.record(tmp_path, Place("bomb.warc.gz", 0, "0" * 64))


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400), framed=st.booleans())
def test_any_bytes_are_a_record_or_damage(
    content: bytes, framed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("archive")
    (root / "odd.warc.gz").write_bytes(gzip.compress(b"WARC/1.1\r\n" + content) if framed else content)
    with pytest.raises(Damaged):
        archive.record(root, Place("odd.warc.gz", 0, "0" * 64))


def test_records_of_a_writer_with_other_digests_are_read(tmp_path: Path) -> None:
    sha1 = "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n"
    (tmp_path / "old.warc.gz").write_bytes(packed(warc_record(b"body", fields=sha1)))
    found = archive.record(tmp_path, Place("old.warc.gz", 0, "0" * 64))
    assert (found.payload, found.block_holds) == (b"body", None)
    assert found.date == datetime(2026, 11, 20, 10, tzinfo=UTC)


# The daily sample.


def row(place: Place, **changed: object) -> dict[str, object]:
    return {
        "fetch_id": "f1",
        "archive_file": place.file,
        "archive_offset": place.offset,
        "payload_sha256": place.sha256,
        **changed,
    }


def test_a_row_whose_record_holds_its_digest_is_verified(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    assert archive.verify_sample(tmp_path, [row(place)], NOW) == [
        {
            "fetch_id": "f1",
            "archive_file": place.file,
            "archive_offset": place.offset,
            "verified_at": NOW,
            "verdict": "verified",
            "detail": "",
        }
    ]


def test_a_revisit_is_verified_by_the_digest_that_it_states(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(URL, 200, HEADERS, b"one", NOW)
        again = writer.revisit(URL, 304, {}, NOW, of=place, of_url=URL, of_at=NOW)
    rows = [row(again), row(again, payload_sha256="0" * 64)]
    assert [found["verdict"] for found in archive.verify_sample(tmp_path, rows, NOW)] == ["verified", "damaged"]


def test_changed_headers_are_damage_although_the_body_is_whole(tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    path = tmp_path / place.file
    record = gzip.decompress(path.read_bytes()[place.offset :])
    path.write_bytes(path.read_bytes()[: place.offset] + packed(record.replace(b"HTTP/1.1 200", b"HTTP/1.1 404")))
    assert archive.payload(tmp_path, place) == b"one"
    assert archive.verify_sample(tmp_path, [row(place)], NOW)[0]["verdict"] == "damaged"


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"archive_file": "gone.warc.gz"}, "missing"),
        ({"archive_offset": 10**9}, "missing"),
        ({"archive_file": None}, "missing"),
        ({"archive_offset": None}, "missing"),
        ({"archive_offset": 1}, "damaged"),
        ({"payload_sha256": None}, "damaged"),
        ({"payload_sha256": "0" * 64}, "damaged"),
    ],
)
def test_every_row_gets_a_verdict(changed: dict[str, object], verdict: str, tmp_path: Path) -> None:
    place = stored(tmp_path, b"one")[0]
    found = archive.verify_sample(tmp_path, [row(place), row(place, **changed), row(place)], NOW)
    assert [each["verdict"] for each in found] == ["verified", verdict, "verified"]
    assert found[1]["detail"]


def test_no_rows_no_verdicts(tmp_path: Path) -> None:
    assert archive.verify_sample(tmp_path, [], NOW) == []
