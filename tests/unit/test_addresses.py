"""Canonical addresses."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.addresses import article_address, canonical_url
from rasad.model import Rejected

PLAIN = "https://news.example/politics/pier"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://news.example/politics/pier",
        "http://news.example/politics/pier",
        "HTTPS://WWW.News.Example/politics/pier",
        "https://m.news.example/politics/pier/",
        "https://mobile.news.example:443/politics/pier",
        "http://news.example:80/politics//pier#comments",
        "https://beta.news.example/politics/pier?utm_source=feed&utm_medium=rss",
        "https://news.example/politics/pier?fbclid=abc&gclid=def",
        "https://news.example/politics/pier/amp",
        "https://news.example/politics/pier/amp/",
        "https://news.example/amp/politics/pier",
        "https://amp.news.example/politics/pier?amp=1",
        "https://news.example/politics/pier?amp",
        "https://news.example/politics/pier?outputType=amp",
        "  https://news.example/politics/pier\n",
        "https://news.example/p%6Flitics/pier",
        "https://user:secret@news.example/politics/pier",
        "https://news.example./politics/pier?",
    ],
)
def test_every_spelling_of_an_address_is_one(spelling: str) -> None:
    assert canonical_url(spelling) == PLAIN


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://news.example/read?id=7&cat=2&utm_campaign=x", "https://news.example/read?cat=2&id=7"),
        ("https://news.example/read?sid=77", "https://news.example/read?sid=77"),
        ("https://news.example/read?b=&a", "https://news.example/read?a&b="),
        ("https://news.example:8443/read", "https://news.example:8443/read"),
        ("https://news.example", "https://news.example/"),
        ("https://example.com/champs", "https://example.com/champs"),
        ("https://m.example/x", "https://m.example/x"),
        ("https://news.example/a%2Fb%3Fc", "https://news.example/a%2Fb%3Fc"),
        ("https://news.example/100%25", "https://news.example/100%25"),
        ("https://news.example/%FF", "https://news.example/%FF"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/%D8%AE%D8%A8%D8%B1/1", "https://news.example/خبر/1"),
        ("https://news.example/خبر/1", "https://news.example/خبر/1"),
        ("https://خبر.example/1", "https://xn--mgbq6i.example/1"),
        ("https://news.example/camp", "https://news.example/camp"),
        ("https://news.example/cafe\u0301", "https://news.example/café"),
    ],
)
def test_what_says_which_page_is_kept(url: str, canonical: str) -> None:
    found = canonical_url(url)
    assert found == canonical or (
        isinstance(found, str) and url.startswith("https://خبر") and found.startswith("https://xn--")
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/x",
        "ftp://news.example/x",
        "javascript:alert(1)",
        "https:///x",
        "https://news.example:port/",
        "https://news.example/" + "a" * 3_000,
        "https://[::1",
        "https://exa mple.com/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    found = canonical_url(url)
    assert isinstance(found, Rejected)
    assert found.reason == "bad_url"


@pytest.mark.parametrize("character", ["\u00a0", "\u200c", "\u2028"])
def test_what_cannot_be_seen_has_one_spelling(character: str) -> None:
    raw, escaped = (
        canonical_url(f"https://news.example/{form}") for form in (f"a{character}b", f"a{quote(character)}b")
    )
    assert raw == escaped == f"https://news.example/a{quote(character)}b"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), st.text(max_size=40))
def test_the_canonical_form_of_a_canonical_form_is_itself(path: str, query: str) -> None:
    once = canonical_url(f"https://www.news.example/{path}?{query}")
    if isinstance(once, str):
        assert canonical_url(once) == once


def test_a_page_may_name_itself_only_within_its_host() -> None:
    assert (
        article_address("https://m.news.example/pier?page=2", "https://news.example/pier")
        == "https://news.example/pier"
    )
    assert article_address("https://news.example/pier", "/pier-of-lanport") == "https://news.example/pier-of-lanport"
    for lie in ("https://other.example/pier", "javascript:alert(1)", "https://news.example/", "", None):
        assert article_address("https://news.example/pier", lie) == "https://news.example/pier"
