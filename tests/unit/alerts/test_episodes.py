"""The same trouble is told once, again when it lasts, and its end to whoever was told of it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rasad.alerts.alert import Alert, Episode, Notice
from rasad.alerts.episodes import News, due, follow

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
DAY = timedelta(hours=24)
RED = Alert("gate:clean", "critical", "clean is red", "look at the rows")
QUIET = Alert("outlet:med:a", "warning", "a is quiet", "probe it")


def notices(news: tuple[News, ...], channel: str, now: datetime) -> list[Notice]:
    return [Notice(one.episode.alert.key, one.episode.first_at, channel, one.kind, now) for one in news]


class Desk:
    """Looks and tellings one after another, as the DAG watch makes them."""

    def __init__(self) -> None:
        self.episodes: list[Episode] = []
        self.notices: list[Notice] = []
        self.now = NOW

    def look(self, *seen: Alert, lasting: frozenset[str] = frozenset()) -> None:
        running = [episode for episode in self.episodes if episode.resolved_at is None]
        changed = follow(running, seen, self.now, lasting)
        names = {(e.alert.key, e.first_at) for e in changed}
        self.episodes = [e for e in self.episodes if (e.alert.key, e.first_at) not in names] + list(changed)

    def tell(self, channel: str = "mail") -> list[tuple[str, str]]:
        news = due(self.episodes, self.notices, channel, self.now, DAY)
        self.notices += notices(news, channel, self.now)
        return [(one.episode.alert.key, one.kind) for one in news]


def test_an_alert_that_lasts_is_told_once_and_again_after_a_day() -> None:
    desk = Desk()
    told = []
    for _ in range(4 * 49):
        desk.look(RED)
        told += desk.tell()
        desk.now += QUARTER
    assert told == [("gate:clean", "raised"), ("gate:clean", "again"), ("gate:clean", "again")]
    assert desk.episodes[0].n_seen == 4 * 49


def test_the_end_is_told_and_a_return_is_told_anew() -> None:
    desk = Desk()
    for seen, expected in (
        ((RED,), [("gate:clean", "raised")]),
        ((), [("gate:clean", "resolved")]),
        ((), []),
        ((RED,), [("gate:clean", "raised")]),
        ((), [("gate:clean", "resolved")]),
    ):
        desk.look(*seen)
        assert desk.tell() == expected
        desk.now += QUARTER


def test_a_channel_that_was_not_reached_is_told_later_and_never_of_an_end_alone() -> None:
    desk = Desk()
    desk.look(RED)
    assert desk.tell("webhook") == [("gate:clean", "raised")]
    desk.now += QUARTER
    desk.look(RED, QUIET)
    assert desk.tell("mail") == [("gate:clean", "raised"), ("outlet:med:a", "raised")]
    assert desk.tell("webhook") == [("outlet:med:a", "raised")]
    fresh = Desk()
    fresh.look(RED)
    fresh.now += QUARTER
    fresh.look()
    assert fresh.tell() == []


def test_critical_alerts_come_first_and_ends_last() -> None:
    desk = Desk()
    desk.look(QUIET)
    desk.tell()
    desk.now += QUARTER
    desk.look(replace(QUIET, key="outlet:med:b"), RED)
    assert desk.tell() == [("gate:clean", "raised"), ("outlet:med:b", "raised"), ("outlet:med:a", "resolved")]


def test_what_a_look_cannot_see_the_end_of_stays_open_until_it_may_end() -> None:
    desk = Desk()
    desk.look(RED)
    desk.look(lasting=frozenset({"gate:clean"}))
    assert [episode.resolved_at for episode in desk.episodes] == [None]
    desk.look()
    assert [episode.resolved_at for episode in desk.episodes] == [NOW]


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(1, 200)), max_size=40))
def test_whatever_happens_each_beginning_has_at_most_one_end_and_no_day_two_reminders(
    steps: list[tuple[bool, bool, int]],
) -> None:
    desk = Desk()
    for is_red, is_reachable, quarters in steps:
        desk.look(*([RED] if is_red else []))
        if is_reachable:
            desk.tell()
        desk.now += quarters * QUARTER
    episodes: dict[datetime, list[Notice]] = {}
    for notice in desk.notices:
        episodes.setdefault(notice.first_at, []).append(notice)
    for of_episode in episodes.values():
        kinds = [notice.kind for notice in of_episode]
        assert kinds[0] == "raised"
        assert kinds.count("raised") == 1
        assert kinds.count("resolved") <= 1
        assert "resolved" not in kinds[:-1]
        open_ones = [notice.told_at for notice in of_episode if notice.kind != "resolved"]
        assert all(b - a >= DAY for a, b in itertools.pairwise(open_ones))
