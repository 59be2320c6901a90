"""What a person corrected holds instead of what the page says; everything else stays, and the page's own date stays on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from rasad.model import Article, Dated
from rasad.stages.clean.corrected import corrected, corrections_of

SEEN = Dated(datetime(2031, 1, 1, tzinfo=UTC), "day", "meta", confidence=0.9, as_written="1 January 2031")
ARTICLE = Article("http://nile.example/1", "Council meets", "Desk", "The council met.", "en", "Latn", SEEN)


def test_nothing_corrected_is_the_same_article() -> None:
    assert corrected(ARTICLE, {}) == ARTICLE


def test_a_date_set_by_a_person_says_so_and_keeps_what_the_page_says() -> None:
    found = corrected(ARTICLE, {"published_at": "2026-11-20T08:30:00+00:00"})
    assert found.published.value == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert (found.published.method, found.published.confidence) == ("person", 1.0)
    assert found.published.conflicts == ("meta: 1 January 2031",)
    assert replace(found, published=SEEN) == ARTICLE


def test_a_person_may_say_that_nobody_knows_the_date() -> None:
    found = corrected(ARTICLE, {"published_at": None})
    assert (found.published.value, found.published.method, found.published.precision) == (None, "person", "none")


def test_an_author_line_may_be_set_or_emptied() -> None:
    assert corrected(ARTICLE, {"byline": "ن. صمیمی"}).byline == "ن. صمیمی"
    assert corrected(ARTICLE, {"byline": None}).byline is None


def test_of_two_corrections_of_one_field_the_later_holds_and_both_fields_stay() -> None:
    rows = [
        {"page_id": "p1", "correction": json.dumps({"byline": "A", "published_at": None})},
        {"page_id": "p1", "correction": {"byline": "B"}},
        {"page_id": "p2", "correction": {"byline": "C"}},
    ]
    assert corrections_of(rows) == {"p1": {"byline": "B", "published_at": None}, "p2": {"byline": "C"}}
