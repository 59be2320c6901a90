"""Encodings of the wire in other crawlers' records are undone, within a bound, and only where they are there."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.edges.archive import bodies
from rasad.model import Rejected

PAGE = "<p>خبر</p>".encode() * 50
MOST = 1_000_000


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-15)
    return deflater.compress(body) + deflater.flush()


def decoded(body: bytes, *, cut: bool = False, most: int = MOST, **headers: str) -> bytes | str:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    found = bodies.decoded(named, body, most, cut=cut)
    return found.reason if isinstance(found, Rejected) else found


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("X-GZIP", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
        ("gzip", gzip.compress(PAGE) + b"\0" * 100),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
        ("identity", PAGE),
        ("utf-8", PAGE),
        ("", PAGE),
    ],
)
def test_compression_is_undone(encoding: str, body: bytes) -> None:
    assert decoded(body, Content_Encoding=encoding) == PAGE
    assert decoded(chunked(body), Content_Encoding=encoding, Transfer_Encoding="chunked") == PAGE


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_was_stored_decoded_is_taken_as_it_is(encoding: str) -> None:
    """Common Crawl and others keep the header of an encoding that they undid."""
    assert decoded(PAGE, Content_Encoding=encoding, Transfer_Encoding="chunked") == PAGE


@settings(deadline=None)
@given(body=st.binary(max_size=3000), size=st.integers(1, 500))
def test_chunks_are_joined(body: bytes, size: int) -> None:
    assert decoded(chunked(body, size), transfer_encoding="Chunked") == body


def test_broken_encodings_are_named() -> None:
    whole = gzip.compress(PAGE)
    assert decoded(whole[:-9], Content_Encoding="gzip") == "bad_encoding"
    assert decoded(whole[:30] + b"\xff" * 30, Content_Encoding="gzip") == "bad_encoding"
    assert decoded(b"\x00\x01\x02", Content_Encoding="deflate") == "bad_encoding"
    assert decoded(b"\x8b\x00\x80", Content_Encoding="br") == "bad_encoding"
    assert decoded(chunked(PAGE)[:-60], Transfer_Encoding="chunked") == "bad_encoding"


def test_what_a_crawler_cut_is_read_as_far_as_it_goes() -> None:
    found = decoded(gzip.compress(PAGE, 0)[:200], Content_Encoding="gzip", cut=True)
    assert isinstance(found, bytes)
    assert found
    assert PAGE.startswith(found)


def test_a_body_past_the_bound_is_never_inflated() -> None:
    assert decoded(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip") == "too_big"
    assert decoded(zlib.compress(b"\0" * 50_000_000), Content_Encoding="deflate") == "too_big"
    assert decoded(b"a" * 11, most=10) == "too_big"
    assert decoded(b"a" * 10, most=10) == b"a" * 10


def test_a_body_of_countless_empty_members_ends() -> None:
    assert decoded(gzip.compress(b"") * 100_000, Content_Encoding="gzip") == "bad_encoding"


def test_nothing_is_nothing_in_any_encoding() -> None:
    assert decoded(b"", Content_Encoding="gzip", Transfer_Encoding="chunked") == b""


@settings(deadline=None)
@given(body=st.binary(max_size=500), encoding=st.sampled_from(["gzip", "deflate", "br", "gzip, deflate", "x"]))
def test_any_bytes_are_decoded_or_named(body: bytes, encoding: str) -> None:
    for content in (body, b"\x1f\x8b\x08" + body, b"a\r\n" + body):
        assert decoded(content, Content_Encoding=encoding, Transfer_Encoding="chunked") in (
            content,
            "bad_encoding",
        ) or isinstance(decoded(content, Content_Encoding=encoding, Transfer_Encoding="chunked"), bytes)
