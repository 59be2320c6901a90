"""Each daily look beside what is normal for its day: the volume of the day, its bounds, and what a silence has cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from rasad.season import Rhythm, season_of
from rasad.stages.land.coverage import SAW
from rasad.stages.land.volume import Day, Past, Peers, missing, normal
from rasad.work import Row, Rows

WHOLE_DAY = (18.0, 36.0)
"""Hours that the looks of a day cover together where it counts as one whole day: a daily run may be early or late by a quarter of a
day; what came in half a day, or in two, is compared with nothing."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What the file of an outlet says of its days."""

    rhythm: Rhythm
    per_day: float | None = None  # articles a day as declared


@dataclass(slots=True)
class _Outlet:
    """One outlet as its looks go by."""

    habit: Habit
    past: Past
    looked_at: datetime | None = None
    saw: bool = False  # whether the last look could read it
    missed: float = 0.0
    today: dict[date, _Stretch] = field(default_factory=dict)


@dataclass(slots=True)
class _Stretch:
    """What the looks of one day cover so far."""

    n: int = 0
    hours: float = 0.0
    is_read: bool = True

    @property
    def is_whole(self) -> bool:
        least, most = WHOLE_DAY
        return self.is_read and least <= self.hours <= most


def weigh(looks: Rows, habits: Mapping[str, Habit], last: Rows, days: Rows) -> None:
    """Fill in what is normal for daily looks: `day`, `hours`, `kind_of_day`, `n_day`, `usual`, `least`, `most`, `missed`, `bearable`,
    `normal_why`. Looks of outlets without a habit are left as they are.

    `last` has source_id, last_look_at, last_good_at and missed of the last look at each outlet. `days` has the past by outlet and
    day: source_id, day, n_new, hours, is_read.
    """
    outlets = _outlets(habits, last, days)
    peers = Peers([outlet.past for outlet in outlets.values()])
    for look in sorted(looks, key=lambda row: (row["looked_at"], row["source_id"])):
        if look["kind"] == "daily" and look["source_id"] in outlets:
            look |= _weighed(look, outlets[look["source_id"]], peers)


def _outlets(habits: Mapping[str, Habit], last: Rows, days: Rows) -> dict[str, _Outlet]:
    stretches: dict[str, dict[date, _Stretch]] = {source_id: {} for source_id in habits}
    for row in days:
        if row["source_id"] in stretches:
            stretches[row["source_id"]][row["day"]] = _Stretch(row["n_new"], row["hours"] or 0.0, row["is_read"])
    found = {}
    for source_id, habit in habits.items():
        of_outlet = stretches[source_id]
        past = Past(habit.rhythm, (Day(day, one.n) for day, one in of_outlet.items() if one.is_whole))
        found[source_id] = _Outlet(habit, past, today=of_outlet)
    for row in last:
        if row["source_id"] in found:
            outlet = found[row["source_id"]]
            outlet.looked_at, outlet.missed = row["last_look_at"], row["missed"] or 0.0
            outlet.saw = row["last_look_at"] == row["last_good_at"]
    return found


def _weighed(look: Row, outlet: _Outlet, peers: Peers) -> Row:
    """A look counts for the day on which the middle of the time since the look before lies: most of what it brings is of then."""
    at: datetime = look["looked_at"]
    before = outlet.looked_at
    day = outlet.habit.rhythm.day_at(at if before is None else at - (at - before) / 2)
    hours = None if before is None else (at - before).total_seconds() / 3600
    saw = look["outcome"] in SAW
    stretch = outlet.today.setdefault(day, _Stretch())
    stretch.n += look["n_new"]
    stretch.hours += hours or 0.0
    # What the first look brings, or the first after one that saw nothing, is of more days than one.
    stretch.is_read = stretch.is_read and saw and outlet.saw
    found = normal(day, outlet.past, outlet.habit.per_day, peers)
    outlet.missed = missing(outlet.missed, look["n_new"], found.usual, hours or 0.0)
    outlet.looked_at, outlet.saw = at, saw
    return {
        "day": day,
        "hours": hours,
        "kind_of_day": str(season_of(day, outlet.habit.rhythm).kind),
        "n_day": stretch.n if stretch.is_whole else None,
        "missed": outlet.missed,
        "normal_why": found.why,
    } | {name: value for name, value in asdict(found).items() if name in ("usual", "least", "most", "bearable")}
