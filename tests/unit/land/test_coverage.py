"""Looks, gaps and blackouts: no report is never confused with no look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.stages.land.coverage import (
    OUTCOMES,
    Blackout,
    Gap,
    Look,
    Past,
    blackouts,
    gaps,
    outcome_of,
    together,
)

DAY = timedelta(days=1)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PATIENCE = timedelta(hours=36)


def look(
    outcome: str = "none_new", source: str = "med:a", country: str = "IR", day: int = 0, items: int = 5, known: int = 5
) -> Look:
    return Look(source, country, NOON + day * DAY, outcome, None, items, known)


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        ("timeout", "unreachable"),
        ("dns", "unreachable"),
        ("http_503", "unreachable"),
        ("http_404", "unreachable"),
        ("robots", "refused"),
        ("refused_address", "refused"),
        ("challenge", "blocked"),
        ("legal", "blocked"),
        ("filtered", "filtered"),
        ("resting", "resting"),
        ("not_a_feed", "parse_failure"),
        ("cpu_budget", "parse_failure"),
        ("a_code_of_tomorrow", "unreachable"),
    ],
)
def test_every_failure_has_an_outcome(reason: str, outcome: str) -> None:
    assert outcome_of(reason) == outcome
    assert outcome in OUTCOMES


def test_one_listing_that_was_read_is_a_look_that_saw() -> None:
    assert together(["unreachable", "none_new"]) == "none_new"
    assert together(["none_new", "new"]) == "new"
    assert together(["unchanged"]) == "none_new"


def test_of_several_failures_the_most_telling_one_names_the_look() -> None:
    assert together(["unreachable", "filtered", "parse_failure"]) == "filtered"
    assert together([]) == "failed"


def test_nothing_new_is_no_gap() -> None:
    assert gaps([look()], {"med:a": Past(NOON - DAY, NOON - DAY)}, {}, PATIENCE) == ()


def test_a_gap_begins_at_the_last_look_that_saw_something() -> None:
    (gap,) = gaps([look("unreachable")], {"med:a": Past(NOON - DAY, NOON - 2 * DAY)}, {}, PATIENCE)
    assert (gap.from_at, gap.to_at, gap.reason, gap.n_looks) == (NOON - 2 * DAY, None, "unreachable", 1)


def test_an_outlet_that_was_never_seen_has_a_gap_from_the_first_failure_on() -> None:
    (gap,) = gaps([look("refused")], {}, {}, PATIENCE)
    assert (gap.from_at, gap.reason) == (NOON, "refused")


def test_a_gap_lengthens_and_keeps_its_id_until_something_is_seen() -> None:
    (opened,) = gaps([look("unreachable")], {"med:a": Past(NOON - DAY, NOON - DAY)}, {}, PATIENCE)
    (longer,) = gaps([look("filtered", day=1)], {}, {"med:a": opened}, PATIENCE)
    (closed,) = gaps([look("new", day=2)], {}, {"med:a": longer}, PATIENCE)
    assert opened.gap_id == longer.gap_id == closed.gap_id
    assert (longer.n_looks, longer.to_at) == (2, None)
    assert (closed.to_at, closed.reason) == (NOON + 2 * DAY, "unreachable")


@pytest.mark.parametrize(("items", "known", "lossy"), [(20, 0, True), (20, 1, False), (0, 0, False)])
def test_a_gap_may_have_cost_articles_when_no_listed_one_was_known(items: int, known: int, lossy: bool) -> None:
    gap = Gap("g", "med:a", "IR", NOON - DAY, None, "unreachable", 1, None)
    (closed,) = gaps([look("new", items=items, known=known)], {}, {"med:a": gap}, PATIENCE)
    assert closed.is_lossy is lossy


def test_a_pause_of_our_own_is_a_gap_too() -> None:
    (gap,) = gaps([look("new")], {"med:a": Past(NOON - 5 * DAY, NOON - 5 * DAY)}, {}, PATIENCE)
    assert (gap.reason, gap.from_at, gap.to_at, gap.n_looks) == ("not_run", NOON - 5 * DAY, NOON, 0)


def test_looks_of_an_interrupted_run_and_of_the_next_are_read_in_the_order_of_time() -> None:
    history = [look("new", day=3), look("unreachable", day=1), look("unreachable", day=2), look("unreachable", day=4)]
    first, second = gaps(history, {"med:a": Past(NOON, NOON)}, {}, 5 * DAY)
    assert (first.from_at, first.to_at, first.n_looks) == (NOON, NOON + 3 * DAY, 2)
    assert (second.from_at, second.to_at, second.n_looks) == (NOON + 3 * DAY, None, 1)


def world(**silent: tuple[int, int]) -> list[Look]:
    """Looks by country: how many were silent, how many saw."""
    return [
        look("unreachable" if number < dark else "new", f"med:{country.lower()}{number}", country)
        for country, (dark, seen) in silent.items()
        for number in range(dark + seen)
    ]


def test_a_country_whose_outlets_vanish_together_is_one_event() -> None:
    (event,) = blackouts(world(IR=(4, 0), GB=(0, 3)), [], [])
    assert (event.country, event.n_outlets, event.to_at, event.reason) == ("IR", 4, None, "unreachable")


@pytest.mark.parametrize("looks", [world(IR=(3, 1), GB=(0, 3)), world(IR=(2, 0), GB=(0, 3)), []])
def test_one_that_answers_or_two_that_fail_are_no_blackout(looks: list[Look]) -> None:
    assert blackouts(looks, [], []) == ()


def test_when_nothing_at_all_answers_the_fault_is_ours() -> None:
    (event,) = blackouts(world(IR=(3, 0), GB=(3, 0)), [], [])
    assert (event.country, event.n_outlets) == (None, 6)


def test_a_blackout_began_when_the_last_of_its_outlets_was_last_seen() -> None:
    dark = world(IR=(3, 0), GB=(0, 3))
    open_gaps = [Gap(f"g{n}", f"med:ir{n}", "IR", NOON - (n + 1) * DAY, None, "unreachable", 1, None) for n in range(3)]
    (event,) = blackouts(dark, [], open_gaps)
    assert event.from_at == NOON - DAY


def test_a_blackout_keeps_its_id_and_ends_with_the_first_answer() -> None:
    (event,) = blackouts(world(IR=(3, 0), GB=(0, 3)), [], [])
    (longer,) = blackouts(world(IR=(5, 0), GB=(0, 3)), [event], [])
    assert (longer.blackout_id, longer.n_outlets, longer.to_at) == (event.blackout_id, 5, None)
    (ended,) = blackouts(world(IR=(4, 1), GB=(0, 3)), [longer], [])
    assert (ended.blackout_id, ended.to_at) == (event.blackout_id, NOON)


def test_an_event_without_news_of_its_country_stays_as_it_is() -> None:
    event = Blackout("b", "IR", NOON - DAY, None, 4, "unreachable")
    assert blackouts(world(GB=(0, 3)), [event], []) == ()


@given(st.lists(st.sampled_from(OUTCOMES), max_size=40))
def test_over_any_history_an_outlet_has_one_open_gap_or_none(history: list[str]) -> None:
    still_open: dict[str, Gap] = {}
    last_good = None
    closed = []
    for day, outcome in enumerate(history):
        one = look(outcome, day=day)
        for gap in gaps([one], {"med:a": Past(None, last_good)}, still_open, PATIENCE):
            if gap.to_at is None:
                still_open = {"med:a": gap}
            else:
                closed.append(gap)
                still_open = {}
        if one.saw:
            last_good = one.looked_at
    assert bool(still_open) == bool(history and history[-1] not in ("new", "none_new"))
    assert all(gap.from_at <= (gap.to_at or gap.from_at) for gap in closed)
    assert sum(gap.n_looks for gap in closed) + sum(gap.n_looks for gap in still_open.values()) == sum(
        outcome not in ("new", "none_new") for outcome in history
    )
