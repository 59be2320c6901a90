"""Archives of other crawlers: every response that can be read is, what cannot is named, and reading can be resumed."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive_builders import NOW, URL, packed, stored, warc_record
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.edges import archive
from rasad.edges.archive import Foreign, framing
from rasad.model import Rejected

INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
ARC = (
    b"filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n1 0 Capture\n"
    b"URL IP-address Archive-date Content-type Archive-length\n"
).ljust(55 + 75, b"\n")


def arc_record(url: str, block: bytes) -> bytes:
    return f"{url} 0.0.0.0 20140216050221 text/html {len(block)}\n".encode() + block + b"\n"


def read(tmp_path: Path, content: bytes, start: int = 0) -> list[Foreign | Rejected]:
    path = tmp_path / "other.warc"
    path.write_bytes(content)
    return list(archive.records(path, start))


def bodies(found: list[Foreign | Rejected]) -> list[bytes | str]:
    return [each.reason if isinstance(each, Rejected) else each.body for each in found]


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)], ids=["gzip", "plain"])
@pytest.mark.parametrize("version", [b"WARC/1.0", b"WARC/1.1"])
def test_responses_are_read_and_all_else_is_passed_over(pack: object, version: bytes, tmp_path: Path) -> None:
    others = [
        warc_record(kind="request", status="GET / HTTP/1.1"),
        warc_record(kind="revisit"),
        warc_record(kind="resource"),
        warc_record(url="dns:a.example"),
        warc_record(url="urn:x"),
    ]
    members = [INFO, warc_record(b"one"), *others, warc_record(b"two")]
    found = read(tmp_path, pack(*[each.replace(b"WARC/1.0", version) for each in members]))  # type: ignore[operator]
    assert bodies(found) == [b"one", b"two"]


def test_a_response_comes_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    fields = "WARC-Truncated: length\r\n"
    url, headers = "http://a.example/خبر", "Set-Cookie: a\r\nSet-Cookie: b\r\n"
    content = packed(warc_record(b"x", url=url, headers=headers, fields=fields, status="HTTP/1.1 404 Not Found"))
    assert read(tmp_path, content) == [
        Foreign(
            url=url,
            date=datetime(2026, 11, 20, 10, tzinfo=UTC),
            status=404,
            headers=(("Set-Cookie", "a"), ("Set-Cookie", "b")),
            body=b"x",
            offset=0,
            next=len(content),
            record_id="<urn:uuid:0>",
            truncated="length",
        )
    ]


def test_our_own_files_are_read(tmp_path: Path) -> None:
    place = stored(tmp_path, "خبر".encode())[0]
    (found,) = archive.records(tmp_path / place.file)
    assert isinstance(found, Foreign)
    assert (found.url, found.date, found.body, found.offset) == (URL, NOW, "خبر".encode(), place.offset)


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)], ids=["gzip", "plain"])
def test_reading_goes_on_where_it_was_left(pack: object, tmp_path: Path) -> None:
    content = pack(*[warc_record(b"%d" % number) for number in range(6)])  # type: ignore[operator]
    found = read(tmp_path, content)
    for number, each in enumerate(found):
        assert isinstance(each, Foreign)
        assert read(tmp_path, content, each.next) == found[number + 1 :]
        assert read(tmp_path, content, each.offset) == found[number:]


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (warc_record(length="many"), "bad_length"),
        (warc_record(length=-5), "bad_length"),
        (warc_record(length=10**14), "torn"),
        (warc_record(length=10**30), "bad_length"),
        (warc_record(status="ICY 200 OK"), "bad_http"),
        (warc_record(status="HTTP/1.1 OK"), "bad_http"),
        (warc_record(date="yesterday"), "bad_date"),
        (warc_record().replace(b"WARC/1.0", b"WARQ/1.0"), "bad_record"),
        (b"\xff\xfe" * 300 + b"\r\n", "bad_record"),
        (warc_record(headers="Content-Encoding: br\r\n", body=b"\x8b\x00\x80"), "bad_encoding"),
    ],
)
@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)], ids=["gzip", "plain"])
def test_one_bad_record_never_costs_the_others(pack: object, damaged: bytes, reason: str, tmp_path: Path) -> None:
    content = pack(warc_record(b"one"), damaged, warc_record(b"two"))  # type: ignore[operator]
    assert bodies(read(tmp_path, content)) == [b"one", reason, b"two"]


def test_a_damaged_gzip_member_never_costs_the_others(tmp_path: Path) -> None:
    first, damaged, last = (packed(warc_record(body * 400)) for body in (b"one", b"evidence ", b"two"))
    for position in range(10, len(damaged) - 8, 5):
        broken = damaged[:position] + bytes([damaged[position] ^ 0xFF]) + damaged[position + 1 :]
        found = bodies(read(tmp_path, first + broken + last))
        assert (found[0], found[-1]) == (b"one" * 400, b"two" * 400)
        assert found[1:-1] == ["bad_gzip"]


def test_a_rejection_says_where(tmp_path: Path) -> None:
    first = packed(warc_record(b"one"))
    _, rejected = read(tmp_path, first + packed(warc_record(date="")))
    assert isinstance(rejected, Rejected)
    assert rejected.detail.startswith(f"{len(first)}: ")


def test_the_torn_end_of_a_file_is_named(tmp_path: Path) -> None:
    whole = packed(warc_record(b"one")) + packed(warc_record(b"two"))
    assert bodies(read(tmp_path, whole[:-20])) == [b"one", "torn"]
    plain = warc_record(b"one") + warc_record(b"two")
    assert bodies(read(tmp_path, plain[:-10])) == [b"one", "torn"]
    assert bodies(read(tmp_path, plain[:-200])) == [b"one", "torn"]


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", gzip.compress(b"")])
def test_an_empty_file_holds_nothing(content: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, content) == []


def test_a_file_that_is_no_archive_is_one_rejection(tmp_path: Path) -> None:
    assert bodies(read(tmp_path, b"<html>" * 1000)) == ["bad_record"]
    assert bodies(read(tmp_path, gzip.compress(b"<html>" * 1000))) == ["bad_record"]


def test_a_file_compressed_as_a_whole_is_read_whole(tmp_path: Path) -> None:
    content = gzip.compress(INFO + warc_record(b"one") + warc_record(b"two"))
    found = read(tmp_path, content)
    assert bodies(found) == [b"one", b"two"]
    assert isinstance(found[0], Foreign)
    assert isinstance(found[1], Foreign)
    assert (found[0].next, found[1].next) == (0, len(content))


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)], ids=["gzip", "plain"])
def test_arc_files_are_read(pack: object, tmp_path: Path) -> None:
    one = arc_record("http://a.example/a b", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one</p>")
    two = arc_record("dns:a.example", b"20140216050221\n1.2.3.4")
    three = arc_record(URL, b"HTTP/1.0 404 Gone\n\n<p>two</p>")
    found = read(tmp_path, pack(ARC, one, two, three))  # type: ignore[operator]
    assert bodies(found) == [b"<p>one</p>", b"<p>two</p>"]
    assert isinstance(found[0], Foreign)
    assert (found[0].url, found[0].date) == (
        "http://a.example/a%20b",
        datetime(2014, 2, 16, 5, 2, 21, tzinfo=UTC),
    )


def test_an_address_in_angle_brackets_is_an_address(tmp_path: Path) -> None:
    (found,) = read(tmp_path, warc_record(url=f"<{URL}>"))
    assert isinstance(found, Foreign)
    assert found.url == URL


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)], ids=["gzip", "plain"])
def test_a_record_of_any_size_is_passed_over_and_the_next_is_found(
    pack: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when its body contains what looks like a record."""
    monkeypatch.setattr(framing, "MOST_RECORD", 10_000)
    forged = packed(warc_record(b"forged")) + b"\n" + warc_record(b"forged")
    large = warc_record(forged + b"\0" * 5_000_000)
    content = pack(warc_record(b"one"), large, warc_record(b"two"))  # type: ignore[operator]
    assert bodies(read(tmp_path, content)) == [b"one", "too_big", b"two"]


def test_a_bomb_is_not_inflated_to_find_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "MOST_RECORD", 10_000)
    monkeypatch.setattr(framing, "_LONGEST_SKIP", 1_000_000)
    content = packed(warc_record(b"\0" * 30_000_000), warc_record(b"two"))
    assert bodies(read(tmp_path, content)) == ["too_big", b"two"]


def test_a_header_without_end_is_rejected(tmp_path: Path) -> None:
    endless = b"WARC/1.0\r\nX: " + b"a" * 1_000_000
    assert bodies(read(tmp_path, packed(endless, warc_record(b"two")))) == ["bad_record", b"two"]
    assert bodies(read(tmp_path, endless + b"\n" + warc_record(b"two"))) == ["bad_record", b"two"]
    many = warc_record(headers="A: b\r\n" * 100_000)
    assert bodies(read(tmp_path, packed(many, warc_record(b"two")))) == ["bad_http", b"two"]


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=600),
    position=st.integers(0, 900),
    packed_file=st.booleans(),
)
def test_whatever_is_written_into_a_file_reading_ends_without_an_exception(
    content: bytes, position: int, packed_file: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    records = [warc_record(b"one"), warc_record(b"two"), warc_record(b"three")]
    whole = packed(*records) if packed_file else b"".join(records)
    path = tmp_path_factory.mktemp("odd") / "odd.warc"
    path.write_bytes(whole[:position] + content + whole[position + len(content) // 2 :])
    found = list(archive.records(path))
    offsets = [each.offset for each in found if isinstance(each, Foreign)]
    assert offsets == sorted(offsets)
    assert len(found) < 2_000


def test_damage_is_never_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """warcio's own iterator writes what it finds to the terminal, escape sequences and all."""
    read(tmp_path, warc_record(b"\x1b[31mred", length=5) + warc_record(url="http://a.example/\x1b[2J b") + b"\x1b[0m")
    assert capfd.readouterr() == ("", "")


def test_a_missing_file_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(archive.records(tmp_path / "gone.warc.gz"))
