"""clean as a filter."""

from __future__ import annotations

import base64
from typing import Any

from clean_pages import URL, article, html

from rasad import filters
from rasad.stages.clean.lines import answer


def row(markup: str, **fields: Any) -> dict[str, Any]:
    return {"id": "p1", "url": URL, "html_b64": base64.b64encode(markup.encode()).decode(), **fields}


def only(given: dict[str, Any]) -> dict[str, Any]:
    (found,) = answer([given])
    return found


def test_an_article_is_answered_with_all_columns() -> None:
    found = only(row(html(article(), head='<meta property="article:published_time" content="2026-01-11T08:00:00Z">')))
    assert found["status"] == "ok"
    assert found["reason"] is None
    assert found["title"] == "Harbour opens a new pier"
    assert found["language"] == "en"
    assert (found["published_at"], found["published_method"]) == ("2026-01-11T08:00:00+00:00", "meta")
    assert found["text"].startswith("The harbour office")


def test_a_day_without_a_clock_is_written_as_a_day() -> None:
    found = only(row(html(article()), url="https://news.example/2026/01/11/pier"))
    assert found["published_at"] == "2026-01-11"


def test_a_refused_page_keeps_its_place_with_its_reason() -> None:
    found = only(row(html("<p>x</p>", title="404")))
    assert (found["id"], found["status"], found["reason"], found["text"]) == ("p1", "rejected", "soft_404", None)


def test_a_row_of_an_outlet_is_refused_in_a_language_that_nobody_reads_on() -> None:
    german = article(
        sentence="Das Hafenamt der Stadt hat am Montag mitgeteilt, dass der neue Steg bald für Boote öffnet. "
    )
    assert only(row(html(german), outlet="med:lanport"))["reason"] == "wrong_language"
    assert only(row(html(german)))["language"] == "de"


def test_rows_that_cannot_be_read_are_answered_and_stop_nothing() -> None:
    given = [
        filters.failure("line-1", "not JSON"),
        {"id": 2},
        {"id": 3, "url": URL, "html_b64": "%%%"},
        row(html(article()), id=4),
    ]
    found = list(answer(given))
    assert [each["id"] for each in found] == ["line-1", 2, 3, 4]
    assert [each["status"] for each in found] == ["error", "error", "error", "ok"]
