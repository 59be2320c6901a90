"""dedupe as a filter."""

from __future__ import annotations

from rasad import filters
from rasad.stages.dedupe.lines import answer

TEXT = "The harbour office of Lanport said that the new pier would open to small boats before the summer begins again"


def test_rows_are_answered_in_order_with_cluster_kind_and_similarity() -> None:
    rows = [{"id": "a", "text": TEXT, "language": "en"}, {"id": "b", "text": TEXT.upper(), "language": "en"}]
    first, second = answer(rows)
    assert (first["id"], first["kind"], first["similarity"]) == ("a", "unique", 0.0)
    assert (second["id"], second["kind"], second["similarity"]) == ("b", "exact", 1.0)
    assert first["cluster_id"] == second["cluster_id"]


def test_failures_pass_through_and_a_row_without_text_is_answered() -> None:
    given = [filters.failure("line-1", "not JSON"), {"id": 7, "text": None}, {"id": 8, "text": TEXT}, {"id": 9}]
    found = list(answer(given))
    assert [each["id"] for each in found] == ["line-1", 7, 8, 9]
    assert [each.get("status") for each in found] == ["error", "error", None, "error"]


def test_no_rows_are_no_answers() -> None:
    assert list(answer([])) == []
