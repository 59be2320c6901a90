"""`stage tag` answers every line, in order, and never crashes."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest

from rasad.filters import run
from rasad.stages.tag.lines import answer


def test_a_row_gets_exactly_the_fields_of_the_contract() -> None:
    row = {
        "id": 7,
        "text": "Iran's parliament met. Ali Khamenei sent a message.",
        "language": "en",
        "published_at": "2024-01-05",
    }
    (found,) = answer([row])
    assert set(found) == {"id", "relevant", "score", "topics", "mentions"}
    assert found["id"] == 7
    assert {"start", "end", "surface", "entity_id", "type", "candidates", "local_id", "method"} == set(
        found["mentions"][0]
    )
    for mention in found["mentions"]:
        assert row["text"][mention["start"] : mention["end"]] == mention["surface"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": 1}, "text"),
        ({"id": 1, "text": None}, "text"),
        ({"id": 1, "text": "x", "title": 5}, "title"),
        ({"id": 1, "text": "x", "published_at": "yesterday"}, "published_at"),
        ({"id": 1, "text": "x", "published_at": 20240105}, "published_at"),
    ],
)
def test_a_row_that_cannot_be_used_is_answered_with_its_reason(row: dict[str, Any], says: str) -> None:
    (found,) = answer([row])
    assert (found["id"], found["status"]) == (1, "error")
    assert says in found["reason"]


def test_a_failed_row_passes_through_untouched() -> None:
    failed = {"id": "line-3", "status": "error", "reason": "not JSON"}
    assert list(answer([failed])) == [failed]


def test_lines_keep_their_order_and_number() -> None:
    out = StringIO()
    run("tag", StringIO('{"id": 1, "text": ""}\nnot json\n{"id": 2, "text": "ایران", "language": "xx"}\n'), out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["id"] for row in rows] == [1, "line-2", 2]
    assert rows[1]["status"] == "error"
    assert rows[2]["mentions"][0]["entity_id"] == "plc:iran"


def test_without_a_language_the_script_decides() -> None:
    text = "مجلس طرح استیضاح وزیر را بررسی کرد و فراکسیون‌ها رأی دادند."
    (told,), (guessed,) = answer([{"id": 1, "text": text, "language": "fa"}]), answer([{"id": 1, "text": text}])
    assert told == guessed


def test_the_day_of_publication_is_the_day_in_tehran() -> None:
    text = "The supreme leader met the Iranian cabinet."
    rows = [
        {"id": 1, "text": text, "language": "en", "published_at": at}
        for at in ("2026-03-07T20:00:00Z", "2026-03-08T21:00:00Z")
    ]
    before, after = (row["mentions"][0]["entity_id"] for row in answer(rows))
    assert (before, after) == ("off:supreme-leader", "per:mojtaba-khamenei")
