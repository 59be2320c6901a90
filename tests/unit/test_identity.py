"""Ids: the rule is fixed, so that rows of different runs meet."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from rasad.identity import article_id, claim_id, duplicate_cluster_id, short_hash, version_id


def test_the_rule_is_sha256_of_the_parts_joined_by_the_unit_separator_symbol() -> None:
    expected = sha256("a\u241fhttps://example.org/1".encode()).hexdigest()[:20]
    assert short_hash("a", "https://example.org/1") == article_id("https://example.org/1") == expected


def test_parts_do_not_run_into_each_other() -> None:
    assert short_hash("x", "ab", "c") != short_hash("x", "a", "bc")
    assert claim_id("a", ["one", "two"], "", "say", 0) != claim_id("a", ["onetwo"], "", "say", 0)


def test_composed_and_decomposed_spellings_get_the_same_id() -> None:
    assert version_id("a", "caf\u00e9", "x") == version_id("a", "cafe\u0301", "x")
    assert claim_id("a", ["آمد"], "", "x", 0) == claim_id("a", ["ا\u0653مد"], "", "x", 0)


def test_a_missing_title_is_an_empty_one() -> None:
    assert version_id("a", None, "body") == version_id("a", "", "body")


def test_the_same_words_of_two_kinds_differ() -> None:
    assert short_hash("d", "x") == duplicate_cluster_id("x") != short_hash("k", "x")


@given(st.text(), st.text(), st.integers(0, 9))
def test_every_id_is_twenty_hex_digits_and_stable(article: str, content: str, ordinal: int) -> None:
    first = claim_id(article, [content], "x", "say", ordinal)
    assert first == claim_id(article, [content], "x", "say", ordinal)
    assert len(first) == 20
    assert set(first) <= set("0123456789abcdef")
