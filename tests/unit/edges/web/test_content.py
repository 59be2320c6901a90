"""One layer of gzip within bounds, bytes that decide what is text, rests within reason."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.edges.web.resting import DEFAULT_REST_S, pause_s, rest_after_refusals, rest_s
from rasad.edges.web.sniffing import is_mismatch, is_text, is_unended
from rasad.edges.web.unpacking import decoded, unpack
from rasad.edges.web.walls import leads_to_filter, wall
from rasad.model import Rejected

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HTML = b"<!doctype html><html><body>x</body></html>"


@given(st.lists(st.binary(max_size=400), min_size=1, max_size=4), st.integers(0, 5))
def test_what_was_packed_comes_back_whatever_its_members(parts: list[bytes], zeros: int) -> None:
    wire = b"".join(gzip.compress(part) for part in parts) + b"\x00" * zeros
    assert unpack(wire, 10_000) == (b"".join(parts), False)


@given(st.binary(min_size=1, max_size=400), st.data())
def test_half_a_stream_is_never_content(content: bytes, data: st.DataObject) -> None:
    wire = gzip.compress(content)
    cut = data.draw(st.integers(1, len(wire) - 1))
    found = unpack(wire[:cut], 10_000)
    assert isinstance(found, Rejected)
    assert found.reason == "truncated"


@given(st.binary(max_size=2_000), st.integers(0, 3_000))
def test_no_more_than_the_cap_is_ever_unpacked(wire: bytes, most: int) -> None:
    for stream in (wire, gzip.compress(wire), gzip.compress(wire)[:9] + wire):
        found = unpack(stream, most)
        assert isinstance(found, Rejected) or len(found[0]) <= most


def test_a_bomb_stops_at_the_ratio_before_it_stops_at_the_cap() -> None:
    packer = zlib.compressobj(9, wbits=31)
    wire = b"".join(packer.compress(b"A" * (1 << 20)) for _ in range(10)) + packer.flush()
    found = unpack(wire, 1 << 30)
    assert isinstance(found, Rejected)
    assert found.reason == "too_big"


def test_a_small_page_may_repeat_itself() -> None:
    rows = b"<tr><td>0</td></tr>" * 40_000
    assert decoded(gzip.compress(rows, 9), "gzip", 20 << 20) == (rows, ())


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd", "gzip, br", "x" * 9_000])
def test_a_coding_that_was_not_offered_is_refused(coding: str) -> None:
    found = decoded(b"anything", coding, 100)
    assert isinstance(found, Rejected)
    assert found.reason == "bad_encoding"


@pytest.mark.parametrize(
    "body", [HTML, b"\xef\xbb\xbf<rss/>", "<p>سلام</p>".encode("cp1256"), '{"items": []}'.encode("utf-16")]
)
def test_text_is_text_whatever_it_is_called(body: bytes) -> None:
    assert is_text(body, "text/html")
    assert is_text(body, "")


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK\x03\x04", b"\x00\x00\x00\x20ftypmp42", b"RIFF\x00\x00\x00\x00WEBP",
        b"\x1f\x8b\x08\x00", bytes(range(256)) * 9,
    ],
)  # fmt: skip
def test_a_picture_is_no_page_whatever_it_is_called(body: bytes) -> None:
    assert not is_text(body, "text/html")


def test_the_declared_type_decides_where_bytes_do_not() -> None:
    assert is_text(HTML, "image/png")
    assert is_mismatch("image/png")
    assert not is_text(b"body { color: red }", "image/png")
    assert is_text(b"plain words", "text/plain; charset=utf-8")
    assert not is_mismatch("application/rss+xml")


@given(st.binary(max_size=3_000), st.text(max_size=60))
def test_no_bytes_and_no_type_break_the_sniffing(body: bytes, content_type: str) -> None:
    assert is_text(body, content_type) in (True, False)
    assert is_unended(body) in (True, False)


def test_a_document_that_never_closes_is_noticed() -> None:
    assert is_unended(HTML[:-7].replace(b"</body>", b""))
    assert is_unended(b"<?xml version='1.0'?><rss><channel><item>")
    assert not is_unended(HTML)
    assert not is_unended(b"<p>a fragment")


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0), (" 7 ", 7.0), ("0", 1.0), ("86400", 21_600.0), ("9" * 5_000, 21_600.0), ("-1", DEFAULT_REST_S),
        ("soon", DEFAULT_REST_S), ("", DEFAULT_REST_S), (None, DEFAULT_REST_S), ("1.5", DEFAULT_REST_S),
        ("٣٠", DEFAULT_REST_S), ("Sun, 22 Nov 2026 12:01:30 GMT", 90.0), ("Sun, 22 Nov 2026 11:00:00 GMT", DEFAULT_REST_S),
        ("Sun, 22 Nov 9999 99:99:99 GMT", DEFAULT_REST_S), ("Wed, 22 Nov 2090 12:00:00 GMT", 21_600.0),
    ],
)  # fmt: skip
def test_a_rest_is_what_the_host_said_within_reason(stated: str | None, seconds: float) -> None:
    assert rest_s(stated, NOW, 21_600) == seconds


def test_walls_in_a_row_earn_a_growing_rest() -> None:
    rests = [rest_after_refusals(count, 21_600) for count in range(12)]
    assert rests[:5] == [0, 0, 0, 300, 600]
    assert rests == sorted(rests)
    assert rests[-1] == 21_600


@given(st.integers(1, 3), st.floats(0.1, 60))
def test_a_pause_leaves_time_for_the_next_try(attempt: int, left_s: float) -> None:
    assert 0 <= pause_s(attempt, left_s) <= min(5.0, left_s / 2)


@pytest.mark.parametrize(
    ("status", "headers", "body", "found"),
    [
        (200, {"cf-mitigated": "challenge"}, b"", "challenge"),
        (403, {}, b"<title>Just a moment...</title>", "challenge"),
        (200, {}, b"<p>The page said: <title>just a moment", None),
        (403, {}, "<h1>در حال انتقال به سایت مورد نظر هستید...</h1>".encode(), "challenge"),
        (403, {}, b"<h1>Members only</h1>", None),
        (200, {}, b'<iframe src="http://10.10.34.34?type=x">', "filtered"),
        (200, {}, b"<p>Readers are sent to 10.10.34.34 instead.</p>", None),
        (200, {}, b'<iframe src="http://10.10.34.34">' + b"<p>A long article.</p>" * 2_000, None),
    ],
)
def test_a_wall_is_known_by_its_marks(status: int, headers: dict[str, str], body: bytes, found: str | None) -> None:
    assert wall(status, headers, body) == found


def test_the_filter_is_known_by_its_addresses() -> None:
    assert leads_to_filter("10.10.34.35")
    assert leads_to_filter("peyvandha.ir")
    assert not leads_to_filter("10.10.34.3")
