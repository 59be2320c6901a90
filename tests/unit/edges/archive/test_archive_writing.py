"""Writing: what was added is found again as it was, whatever the server sent, and other tools read the files."""

from __future__ import annotations

import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from archive_builders import HEADERS, NOW, URL, complaints, stored
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from rasad.edges import archive
from rasad.edges.archive import limits
from rasad.edges.archive import writer as writer_module

ANY = st.characters()  # with lone surrogates, which HTTP clients use for bytes that are no UTF-8


def only(root: Path) -> Path:
    (path,) = root.iterdir()
    return path


def test_every_body_is_found_again_at_its_place(tmp_path: Path) -> None:
    bodies = [b"<p>one</p>", "می‌شود".encode(), b"\x00\xff" * 1000, b""]
    places = stored(tmp_path, *bodies)
    assert [archive.payload(tmp_path, place) for place in places] == bodies


@settings(deadline=None)
@given(body=st.binary(max_size=5000))
def test_any_bytes_survive(body: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("archive")
    assert archive.payload(root, stored(root, body)[0]) == body


def test_warcio_check_accepts_every_kind_of_record(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch", operator="press desk, desk@a.example") as writer:
        place = writer.add(URL, 200, HEADERS, b"<p>one</p>", NOW)
        writer.add(URL, 404, {}, b"", NOW)
        writer.revisit(URL, 200, HEADERS, NOW, of=place, of_url=URL, of_at=NOW)
        writer.revisit(URL, 304, {}, NOW, of=place, of_url=URL, of_at=NOW)
    assert complaints(only(tmp_path)) == ""


def test_warcio_check_finds_a_changed_header(tmp_path: Path) -> None:
    """The guard of the test above: the checker does look at the digests that we write."""
    stored(tmp_path, b"<p>one</p>")
    path = only(tmp_path)
    members, rest = [], path.read_bytes()
    while rest:
        inflater = zlib.decompressobj(31)
        members.append(inflater.decompress(rest))
        rest = inflater.unused_data
    forged = members[1].replace(b"text/html", b"text/evil")
    path.write_bytes(forged)
    assert "block digest failed" in complaints(path)


def test_a_file_begins_by_saying_who_fetched_and_how(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch", operator="desk\r\nfake: field") as writer:
        writer.add(URL, 200, {}, b"x", NOW)
    with only(tmp_path).open("rb") as stream:
        first = next(iter(ArchiveIterator(stream)))
        said = first.raw_stream.read().decode()
    assert first.rec_type == "warcinfo"
    assert first.rec_headers.protocol == "WARC/1.1"
    assert first.rec_headers.get_header("WARC-Filename") == only(tmp_path).name
    assert "operator: desk fake: field\r\n" in said
    assert "robots: obey\r\n" in said
    assert "software: rasad/" in said


def test_every_record_names_the_warcinfo_of_its_own_file(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch", most_bytes=1) as writer:
        for _ in range(3):
            writer.add(URL, 200, {}, b"x", NOW)
    for path in tmp_path.iterdir():
        with path.open("rb") as stream:
            info, answer = (record.rec_headers for record in ArchiveIterator(stream))
        assert answer.get_header("WARC-Warcinfo-ID") == info.get_header("WARC-Record-ID")


def test_warcio_extract_finds_the_body_at_our_offset(tmp_path: Path) -> None:
    _, place = stored(tmp_path, b"<p>one</p>", "<p>دو</p>".encode())
    command = [
        sys.executable, "-m", "warcio.cli", "extract", "--payload", str(tmp_path / place.file), str(place.offset),
    ]  # fmt: skip
    assert subprocess.run(command, capture_output=True, check=True).stdout == "<p>دو</p>".encode()


def test_the_date_of_a_record_is_the_instant_of_the_fetch_in_utc(tmp_path: Path) -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(URL, 200, {}, b"x", NOW.astimezone(tehran))
    assert archive.record(tmp_path, place).date == NOW


def test_an_instant_without_a_time_zone_is_refused(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer, pytest.raises(ValueError, match="time zone"):
        writer.add(URL, 200, {}, b"x", NOW.replace(tzinfo=None))
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_no_reader_would_take_back_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "MOST_PAYLOAD", 10)
    with archive.writing(tmp_path, "batch") as writer, pytest.raises(ValueError, match="11 bytes"):
        writer.add(URL, 200, {}, b"x" * 11, NOW)
    assert limits.MOST_PAYLOAD + limits.MOST_HEADERS < limits.MOST_RECORD


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/خبر/می‌شود?q=تهران",
        "http://a.example/a b",
        "http://a.example/%D8%AE?a=[1]&b=%20",
        "http://a.example/x\r\nWARC-Type: request",
        "http://a.example/<b>\x00\u202e\ud800",
    ],
)
def test_an_address_is_kept_in_ascii_and_never_breaks_a_record(url: str, tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(url, 200, {}, b"x", NOW)
    found = archive.record(tmp_path, place)
    assert found.url.isascii()
    assert " " not in found.url
    assert unquote(found.url, errors="surrogatepass") == unquote(url, errors="surrogatepass")
    assert complaints(tmp_path / place.file) == ""


def test_an_endless_address_is_refused(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer, pytest.raises(ValueError, match="archived"):
        writer.add("http://a.example/" + "a" * 100_000, 200, {}, b"x", NOW)


# Headers that a server sends.


def headers_back(root: Path, headers: object) -> list[tuple[str, str]]:
    with archive.writing(root, "batch") as writer:
        place = writer.add(URL, 200, headers, b"body", NOW)  # type: ignore[arg-type]
    assert archive.payload(root, place) == b"body"
    assert complaints(root / place.file) == ""
    found = archive.record(root, place)
    assert found.block_holds is True
    return list(found.headers)


def test_repeated_headers_stay_repeated(tmp_path: Path) -> None:
    cookies = [("Set-Cookie", "a=1"), ("X-One", "1"), ("Set-Cookie", "b=2")]
    assert headers_back(tmp_path, cookies)[:3] == cookies


def test_the_encodings_of_the_wire_are_kept_under_names_that_no_reader_obeys(tmp_path: Path) -> None:
    sent = {"Content-Encoding": "gzip", "transfer-encoding": "chunked", "Content-Length": "99"}
    assert headers_back(tmp_path, sent) == [
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-transfer-encoding", "chunked"),
        ("X-Archive-Orig-Content-Length", "99"),
        ("Content-Length", "4"),
    ]


def test_bytes_outside_ascii_stay_as_the_server_sent_them(tmp_path: Path) -> None:
    persian, latin = "نام=تهران", b"caf\xe9".decode("utf-8", "surrogateescape")
    found = dict(headers_back(tmp_path, {"X-Fa": persian, "X-Latin": latin}))
    assert found["X-Fa"] == persian
    assert found["X-Latin"] == "caf\xe9"


@pytest.mark.parametrize("smuggled", ["a\r\n\r\n<html>forged", "a\nWARC/1.1", "a\rb", "a\x00b", "\r\n b", "a\x0b\x0cb"])
def test_a_line_break_in_a_value_is_a_space(smuggled: str, tmp_path: Path) -> None:
    found = headers_back(tmp_path, [("X-Bad", smuggled), ("X-Next", "1")])
    assert [name for name, _ in found] == ["X-Bad", "X-Next", "Content-Length"]
    assert not set(found[0][1]) & set("\r\n\0\x0b\x0c")


def test_a_name_is_reduced_to_what_a_name_may_be(tmp_path: Path) -> None:
    names = [name for name, _ in headers_back(tmp_path, [("a: b\r\nc", "1"), ("نام", "2"), ("", "3"), (" ", "4")])]
    assert names == ["a%3A%20b%0D%0Ac", "%D9%86%D8%A7%D9%85", "Content-Length"]


def test_a_value_without_end_is_cut_and_the_cut_is_noted(tmp_path: Path) -> None:
    found = dict(headers_back(tmp_path, {"X-Ten": "t" * 10_000, "X-Long": "a" * 1_000_000}))
    assert found["X-Ten"] == "t" * 10_000
    assert found["X-Long"] == "a" * 16_000
    assert found["X-Archive-Cut"] == "X-Long had 1000000 bytes"


def test_headers_without_end_are_cut_and_the_cut_is_noted(tmp_path: Path) -> None:
    found = headers_back(tmp_path, [(f"X-{number}", "v" * 50) for number in range(20_000)])
    assert 3000 < len(found) < 20_000
    assert found[-1][0] == "X-Archive-Cut"


@settings(deadline=None)
@given(
    headers=st.lists(st.tuples(st.text(ANY, max_size=30), st.text(ANY, max_size=80)), max_size=8), status=st.integers()
)
def test_no_header_and_no_status_breaks_a_record(
    headers: list[tuple[str, str]], status: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("archive")
    with archive.writing(root, "batch") as writer:
        first = writer.add(URL, status, headers, b"first", NOW)
        second = writer.revisit(URL, status, headers, NOW, of=first, of_url=URL, of_at=NOW)
        third = writer.add(URL, 200, {}, b"third", NOW)
    named = sum(bool(name.strip()) for name, _ in headers)
    assert archive.payload(root, first) == b"first"
    assert len(archive.record(root, first).headers) == named + 1
    assert len(archive.record(root, second).headers) == named
    assert archive.payload(root, third) == b"third"
    assert complaints(root / first.file) == ""


# Revisits.


def test_a_revisit_says_what_it_revisits_and_leads_to_the_body(tmp_path: Path) -> None:
    later = NOW + timedelta(days=1)
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add("http://a.example/خبر", 200, HEADERS, b"<p>one</p>", NOW)
        again = writer.revisit(URL, 200, HEADERS, later, of=place, of_url="http://a.example/خبر", of_at=NOW)
    found = archive.record(tmp_path, again)
    assert (found.kind, found.url, found.date, found.status, found.payload) == ("revisit", URL, later, 200, None)
    assert found.sha256 == place.sha256 == again.sha256
    assert found.profile == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert archive.original(tmp_path, found, place).payload == b"<p>one</p>"


def test_a_304_is_a_revisit_of_its_own_profile(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(URL, 200, HEADERS, b"x", NOW)
        again = writer.revisit(URL, 304, {"ETag": '"v1"'}, NOW, of=place, of_url=URL, of_at=NOW)
    found = archive.record(tmp_path, again)
    assert found.profile == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert found.status == 304


def test_the_body_of_another_record_is_never_given_out_for_a_revisit(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(URL, 200, HEADERS, b"one", NOW)
        other = writer.add(URL, 200, HEADERS, b"two", NOW)
        again = writer.revisit(URL, 200, HEADERS, NOW, of=place, of_url=URL, of_at=NOW)
    with pytest.raises(archive.Damaged, match="refers to"):
        archive.original(tmp_path, archive.record(tmp_path, again), other)


# Files.


def test_a_second_writer_never_touches_the_first_file(tmp_path: Path) -> None:
    first, second = stored(tmp_path, b"one")[0], stored(tmp_path, b"two")[0]
    assert first.file != second.file
    assert archive.payload(tmp_path, first) == b"one"


def test_writers_at_the_same_time_never_share_a_file(tmp_path: Path) -> None:
    def write(number: int) -> list[archive.Place]:
        with archive.writing(tmp_path, "batch", most_bytes=2_000) as writer:
            return [writer.add(URL, 200, {}, b"%d %d" % (number, i), NOW) for i in range(20)]

    with ThreadPoolExecutor(8) as pool:
        per_writer = list(pool.map(write, range(8)))
    files = [{place.file for place in places} for places in per_writer]
    assert sum(map(len, files)) == len(set().union(*files)) == len(list(tmp_path.iterdir()))
    for number, places in enumerate(per_writer):
        bodies = [archive.payload(tmp_path, place) for place in places]
        assert bodies == [b"%d %d" % (number, i) for i in range(20)]


def test_a_file_is_left_when_it_has_passed_its_size(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch", most_bytes=3_000) as writer:
        places = [writer.add(URL, 200, {}, bytes([i]), NOW) for i in range(40)]
    assert len({place.file for place in places}) > 3
    assert [archive.payload(tmp_path, place) for place in places] == [bytes([i]) for i in range(40)]
    assert all(path.stat().st_size < 4_000 for path in tmp_path.iterdir())
    assert complaints(*tmp_path.iterdir()) == ""


def test_a_run_that_kept_nothing_leaves_no_file(tmp_path: Path) -> None:
    stored(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_record_below_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    root = tmp_path / "new" / "archive"
    assert archive.payload(root, stored(root, b"one")[0]) == b"one"


def test_the_year_of_a_date_always_has_four_digits(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        place = writer.add(URL, 200, {}, b"x", datetime(999, 1, 2, tzinfo=UTC))
    assert archive.record(tmp_path, place).date == datetime(999, 1, 2, tzinfo=UTC)


def test_a_writer_says_how_far_its_file_is_on_disk(tmp_path: Path) -> None:
    with archive.writing(tmp_path, "batch") as writer:
        assert (writer.file, writer.end) == (None, 0)
        place = writer.add(URL, 200, {}, b"x", NOW)
        assert (writer.file, writer.end) == (place.file, 0)
        writer.flush()
        assert writer.end == archive.end_of(tmp_path, place) == (tmp_path / place.file).stat().st_size


def test_records_are_one_gzip_member_each(tmp_path: Path) -> None:
    first, second = stored(tmp_path, b"one", b"two")
    content = (tmp_path / first.file).read_bytes()
    inflater = zlib.decompressobj(31)
    inflater.decompress(content[first.offset :])
    assert inflater.eof
    assert len(content) - len(inflater.unused_data) == second.offset
    assert len(list(ArchiveIterator(BytesIO(content[second.offset :])))) == 1
