"""The claims filter: every line gets its answer, in order, and bad lines never stop the others."""

from typing import Any

import pytest

from rasad.stages.claims.lines import answer

ENGLISH = "The port council said on Monday that more than 50 boats were lost on January 11, 2026."
PERSIAN = "شورای بندر گفت بیش از ۵۰ قایق در ۲۱ دی ۱۴۰۴ از دست رفته است."


def answers(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return list(answer(rows))


@pytest.mark.parametrize(
    "row",
    [
        {"text": None, "language": "en"},
        {"language": "en"},
        {"text": "   ", "language": "en"},
        {"text": 5, "language": "en"},
        {"text": ENGLISH, "language": "de"},
        {"text": ENGLISH, "language": ["en"]},
        {"text": ENGLISH, "language": "en", "title": 3},
        {"text": ENGLISH, "language": "en", "published_at": "yesterday"},
        {"text": ENGLISH, "language": "en", "published_at": 20260111},
        {"text": ENGLISH, "language": "en", "outlet": {}},
    ],
)
def test_an_unusable_line_is_answered_with_its_reason(row: dict[str, Any]) -> None:
    bad, good = answers({"id": 1, **row}, {"id": 2, "text": ENGLISH, "language": "en"})
    assert (bad["id"], bad["status"]) == (1, "error")
    assert bad["reason"]
    assert (good["id"], good["status"]) == (2, "ok")


def test_a_line_that_failed_before_passes_through_untouched() -> None:
    failed = {"id": "line-3", "status": "error", "reason": "not JSON"}
    assert answers(failed) == [failed]


def test_the_answers_keep_the_order_of_the_lines() -> None:
    rows = [{"id": n, "text": ENGLISH if n % 2 else "", "language": "en"} for n in range(6)]
    assert [row["id"] for row in answers(*rows)] == list(range(6))


@pytest.mark.parametrize(("text", "calendar"), [(ENGLISH, "gregorian"), (PERSIAN, "solar_hijri")])
def test_a_claim_carries_its_evidence_date_and_quantity_without_being_told_the_language(
    text: str, calendar: str
) -> None:
    claims = answers({"id": "a", "text": text, "published_at": "2026-01-13T08:00:00+00:00"})[0]["claims"]
    claim = next(one for one in claims if one["quantities"])
    assert all(0 <= start < end <= len(text) for role in ("content", "cue", "source") for start, end in claim[role])
    assert (claim["event_date"]["iso"], claim["event_date"]["calendar"]) == ("2026-01-11", calendar)
    quantity = claim["quantities"][0]
    assert (quantity["value"], quantity["qualifier"]) == (50, "lower_bound")
    assert text[quantity["start"] : quantity["end"]] == quantity["text"]
    assert claim["hops"][0]["role"] == "publisher"


def test_the_same_line_always_gives_the_same_answer() -> None:
    row = {"id": "a", "text": ENGLISH, "language": "en", "outlet": "med:daily-example"}
    assert answers(row) == answers(row)


def test_an_outlet_may_be_named_with_or_without_its_prefix() -> None:
    row = {"id": "a", "text": ENGLISH, "language": "en"}
    named = [
        answers({**row, "outlet": outlet})[0]["claims"][0]["hops"][0]["id"] for outlet in ("med:irna", "irna", "x")
    ]
    assert named == ["med:irna", "med:irna", None]
