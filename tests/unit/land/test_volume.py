"""What is normal on a day: by days of its kind, by peers, by what is declared; and what nobody can say."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.season import Kind, Rhythm, season_of
from rasad.stages.land.volume import LEAST_DAYS, Day, Normal, Past, Peers, missing, normal

TEHRAN = Rhythm("IR", "fa")
PLAIN = Rhythm("unknown", "en")
SUNDAY = date(2026, 11, 1)
FRIDAY = date(2026, 10, 30)
NOWRUZ = date(2026, 3, 29)  # 9 Farvardin 1405, a Sunday
COUNTS = st.lists(st.integers(0, 500), min_size=0, max_size=60)


def past(counts: list[int], until: date = SUNDAY, rhythm: Rhythm = PLAIN) -> Past:
    """A day each, the last on the day before `until`."""
    return Past(rhythm, [Day(until - timedelta(days=n + 1), count) for n, count in enumerate(reversed(counts))])


def by_kind(volumes: dict[Kind, int], until: date, n_days: int = 420, growth: float = 1.0) -> Past:
    days = [until - timedelta(days=n) for n in range(n_days, 0, -1)]
    kinds = [season_of(day, TEHRAN).kind for day in days]
    return Past(
        TEHRAN,
        [
            Day(day, round(volumes.get(kind, 40) * growth ** (n / n_days)))
            for n, (day, kind) in enumerate(zip(days, kinds, strict=True))
        ],
    )


def test_a_working_day_is_told_from_working_days() -> None:
    found = normal(SUNDAY, by_kind({Kind.OFF: 4, Kind.HALF: 20}, SUNDAY))
    assert found.usual == 40
    assert found.least is not None
    assert found.least > 15
    assert found.why == f"a Sunday: usually {found.least} to {found.most}, from {found.n_days} such days"


def test_a_friday_is_told_from_fridays() -> None:
    found = normal(FRIDAY, by_kind({Kind.OFF: 4}, FRIDAY))
    assert found.usual == 4
    assert found.most is not None
    assert found.most < 40


def test_nowruz_is_told_from_the_last_one_in_parts_of_what_the_outlet_was_then() -> None:
    found = normal(NOWRUZ, by_kind({Kind.NOWRUZ: 10, Kind.NOWRUZ_OFF: 2}, NOWRUZ, growth=3.0))
    now = normal(NOWRUZ - timedelta(days=20), by_kind({}, NOWRUZ, growth=3.0))
    assert now.usual is not None
    assert found.usual == pytest.approx(now.usual / 4, rel=0.1)
    assert found.why.startswith("a Sunday in Nowruz: usually ")


def test_a_day_off_in_nowruz_is_told_from_such_days_alone() -> None:
    friday = NOWRUZ - timedelta(days=2)
    found = normal(friday, by_kind({Kind.NOWRUZ: 30, Kind.NOWRUZ_OFF: 2}, friday))
    assert found.usual == pytest.approx(2, abs=0.5)
    assert found.why.startswith("a Friday in Nowruz: usually 0 to ")


def test_a_first_nowruz_has_no_floor() -> None:
    found = normal(NOWRUZ, by_kind({}, NOWRUZ, n_days=60))
    assert (found.usual, found.least) == (None, 0)
    assert found.most is not None
    assert found.most > 40
    assert "too few such days were seen yet" in found.why


def test_a_first_nowruz_is_told_from_outlets_that_had_one() -> None:
    old = [by_kind({Kind.NOWRUZ: 10}, NOWRUZ) for _ in range(3)]
    young = by_kind({}, NOWRUZ, n_days=60)
    found = normal(NOWRUZ, young, peers=Peers([*old, young]))
    assert found.usual == pytest.approx(10)
    assert "what other outlets make of such a day" in found.why
    assert normal(NOWRUZ, young, peers=Peers([*old[:2], young])).usual is None


def test_outlets_of_another_week_are_no_peers() -> None:
    old = [Past(Rhythm("GB", "fa"), [Day(NOWRUZ - timedelta(days=n), 3) for n in range(1, 420)]) for _ in range(3)]
    young = by_kind({}, NOWRUZ, n_days=60)
    assert normal(NOWRUZ, young, peers=Peers([*old, young])).usual is None


def test_a_day_that_may_be_a_holiday_is_between_a_day_off_and_a_working_day() -> None:
    day = date(2025, 7, 6)
    days = by_kind({Kind.OFF: 4}, day, n_days=60)
    found, working, off = normal(day, days), normal(day + timedelta(days=3), days), normal(date(2025, 7, 11), days)
    assert found.least == off.least
    assert found.most == working.most
    assert found.usual == off.usual
    assert "between a day off and a working day" in found.why


def test_what_is_declared_counts_where_there_is_no_past() -> None:
    found = normal(SUNDAY, past([], rhythm=TEHRAN), declared=20)
    assert (found.usual, found.least, found.most) == (20, 5, 45)
    assert "as declared" in found.why
    assert normal(FRIDAY, past([], rhythm=TEHRAN), declared=20).least == 0


def test_what_is_declared_gives_way_to_what_was_counted() -> None:
    assert normal(SUNDAY, past([3] * LEAST_DAYS), declared=200).usual == 3
    assert normal(SUNDAY, past([3] * (LEAST_DAYS - 1)), declared=200).usual == 200


def test_without_past_and_declaration_nobody_can_say() -> None:
    assert normal(SUNDAY, past([5] * (LEAST_DAYS - 1))) == Normal(why="a Sunday: nobody has counted enough days yet")


def test_an_outage_and_a_burst_in_the_past_move_nothing() -> None:
    calm = normal(SUNDAY, past([40, 41, 39, 40, 42, 38, 40] * 4))
    torn = normal(SUNDAY, past([40, 41, 39, 40, 42, 38, 40] * 3 + [40, 0, 0, 900, 42, 38, 40]))
    assert calm.least is not None
    assert torn.least is not None
    assert abs(calm.least - torn.least) <= 4
    assert torn.least > 15


@given(COUNTS)
def test_bounds_hold_what_is_usual_and_never_fall_below_nothing(counts: list[int]) -> None:
    found = normal(SUNDAY, past(counts))
    if len(counts) < LEAST_DAYS:
        assert found.usual is None
        return
    assert found.usual is not None
    assert found.least is not None
    assert found.most is not None
    middle = sorted(counts[-28:])[len(counts[-28:]) // 2]
    assert 0 <= found.least <= middle <= max(found.most, 1)
    assert found.usual <= found.most


@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_in_which_days_are_told_says_nothing(counts: list[int], dice: random.Random) -> None:
    days = [Day(SUNDAY - timedelta(days=n + 1), count) for n, count in enumerate(counts)]
    mixed = list(days)
    dice.shuffle(mixed)
    assert normal(SUNDAY, Past(TEHRAN, days)) == normal(SUNDAY, Past(TEHRAN, mixed))


@given(COUNTS, st.lists(st.integers(0, 500), max_size=20))
def test_the_day_itself_and_later_ones_say_nothing(counts: list[int], later: list[int]) -> None:
    days = [Day(SUNDAY - timedelta(days=n + 1), count) for n, count in enumerate(counts)]
    known_later = [Day(SUNDAY + timedelta(days=n), count) for n, count in enumerate(later)]
    assert normal(SUNDAY, Past(TEHRAN, [*days, *known_later])) == normal(SUNDAY, Past(TEHRAN, days))


@given(st.floats(0, 1000), st.integers(0, 9), st.one_of(st.none(), st.floats(0, 500)), st.floats(0, 300))
def test_silence_costs_more_the_longer_it_lasts_and_nothing_once_it_ends(
    before: float, n_new: int, usual: float | None, hours: float
) -> None:
    cost = missing(before, n_new, usual, hours)
    assert cost == 0 if n_new else cost >= before
