"""Looks and the days they count for: what is one whole day, what is compared with nothing, what a silence has cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from rasad.season import Rhythm
from rasad.stages.land.weighing import Habit, weigh

TEHRAN = {"med:a": Habit(Rhythm("IR", "fa"))}
AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # the look of the night after Sunday 1 November
HOUR = timedelta(hours=1)
ROUTINE = [
    {"source_id": "med:a", "day": date(2026, 11, 1) - timedelta(days=n), "n_new": 30, "hours": 24.0, "is_read": True}
    for n in range(1, 29)
]


def look(at: datetime = AT, n_new: int = 30, outcome: str = "new", **changed: Any) -> dict[str, Any]:
    return {"source_id": "med:a", "kind": "daily", "looked_at": at, "outcome": outcome, "n_new": n_new} | changed


def last(at: datetime = AT - 24 * HOUR, good_at: datetime | None = None, missed: float = 0.0) -> list[dict[str, Any]]:
    return [{"source_id": "med:a", "last_look_at": at, "last_good_at": good_at or at, "missed": missed}]


def weighed(*looks: dict[str, Any], before: list[dict[str, Any]], days: Any = ROUTINE) -> list[dict[str, Any]]:
    weigh(list(looks), TEHRAN, before, days)
    return list(looks)


def test_a_look_at_night_counts_for_the_day_before() -> None:
    (row,) = weighed(look(), before=last())
    assert (row["day"], row["hours"], row["n_day"]) == (date(2026, 11, 1), 24.0, 30)
    assert row["kind_of_day"] == "working"
    assert row["least"] <= 30 <= row["most"]


def test_two_looks_of_a_day_are_one_day() -> None:
    rows = weighed(look(AT - 14 * HOUR, 20), look(AT, 10), before=last())
    assert [row["day"] for row in rows] == [date(2026, 11, 1)] * 2
    assert [row["n_day"] for row in rows] == [None, 30]


def test_a_run_that_is_repeated_an_hour_later_is_no_quiet_day() -> None:
    (row,) = weighed(look(AT + HOUR, 0, "none_new"), before=last(AT))
    assert (row["day"], row["n_day"]) == (date(2026, 11, 2), None)


def test_what_comes_after_an_outage_of_ours_is_of_more_days_than_one() -> None:
    (row,) = weighed(look(n_new=90), before=last(AT - 72 * HOUR))
    assert row["n_day"] is None
    (row,) = weighed(look(n_new=60), before=last(good_at=AT - 48 * HOUR))
    assert row["n_day"] is None


def test_the_first_look_is_compared_with_nothing() -> None:
    (row,) = weighed(look(n_new=500), before=[], days=[])
    assert (row["hours"], row["n_day"], row["usual"], row["least"]) == (None, None, None, None)


def test_a_look_that_saw_nothing_is_no_quiet_day_but_a_silence() -> None:
    (row,) = weighed(look(n_new=0, outcome="unreachable"), before=last())
    assert row["n_day"] is None
    assert row["missed"] == row["usual"] == 30


def test_a_silence_adds_up_over_looks_and_ends_with_news() -> None:
    (row,) = weighed(look(n_new=0, outcome="none_new"), before=last(missed=12.0))
    assert row["missed"] == 42
    assert row["missed"] > row["bearable"]
    (row,) = weighed(look(n_new=1), before=last(missed=12.0))
    assert row["missed"] == 0


def test_days_that_were_not_whole_are_no_past() -> None:
    odd = [row | {"n_new": 0, "hours": 2.0} for row in ROUTINE[:14]] + [
        row | {"is_read": False} for row in ROUTINE[14:]
    ]
    (row,) = weighed(look(), before=last(), days=odd)
    assert row["usual"] is None


def test_rechecks_and_outlets_without_a_file_are_left_as_they_are() -> None:
    rows = weighed(look(kind="recheck"), look(source_id="med:gone"), before=last())
    assert all("day" not in row for row in rows)


def test_the_same_looks_in_another_order_weigh_the_same() -> None:
    rows = [look(AT - 14 * HOUR, 20), look(AT, 10)]
    again = [dict(row) for row in reversed(rows)]
    assert weighed(*rows, before=last()) == list(reversed(weighed(*again, before=last())))
