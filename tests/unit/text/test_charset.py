"""Declared charsets: believed where they can be, and never where they would make markup of harmless bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.text.charset import declared_charset


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1256">', "cp1256"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252"),
        (b'<?xml version="1.0" encoding="windows-1256"?>', "cp1256"),
        (b"<META CHARSET = 'Shift_JIS'>", "shift_jis"),
    ],
)
def test_a_declared_charset_is_named_as_python_names_it(head: bytes, charset: str) -> None:
    assert declared_charset(head) == charset


@pytest.mark.parametrize(
    "name", [b"utf-8", b"utf-7", b"utf-16", b"ascii", b"unicode_escape", b"cp037", b"hz", b"base64", b"x"]
)
def test_a_charset_that_hides_markup_or_says_nothing_is_none(name: bytes) -> None:
    assert declared_charset(b'<meta charset="' + name + b'">') is None


def test_a_declaration_behind_the_head_is_not_looked_for() -> None:
    assert declared_charset(b" " * 5_000 + b"<meta charset=windows-1256>") is None


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    found = declared_charset(b"charset=" + data)
    assert found is None or b"a".decode(found) == "a"
