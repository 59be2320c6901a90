"""How many articles a day a listing carries, judged by the dates that it states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

FEWEST = 10  # dated items; with fewer, one quiet night decides
_SHORTEST = timedelta(hours=2)
_LONGEST = timedelta(days=7)  # a whole week, so that weekends count with their share
_KEPT = 0.9  # the oldest tenth may be pinned or corrected items, far older than the rest


@dataclass(frozen=True, slots=True)
class Pace:
    """Articles per day, and the hours and items that the figure rests on."""

    per_day: float
    hours: float
    items: int


def pace(dates: Iterable[datetime], now: datetime) -> Pace | None:
    """The articles per day of the last week that the dates cover; None for fewer than 10 or less than two hours.

    Dates in the future of `now` and the oldest tenth are left out. Where the listing covers less than a day the figure
    is extrapolated, and `hours` shows it.
    """
    newest_first = sorted((date for date in dates if date <= now), reverse=True)
    kept = newest_first[: ceil(len(newest_first) * _KEPT)]
    recent = [date for date in kept if kept[0] - date <= _LONGEST]
    if len(newest_first) < FEWEST or len(recent) < 2:
        return None
    span = recent[0] - recent[-1]
    if span < _SHORTEST:
        return None
    days = span / timedelta(days=1)
    return Pace(round((len(recent) - 1) / days, 1), round(days * 24, 1), len(recent))
