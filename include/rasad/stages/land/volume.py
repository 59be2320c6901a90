"""How many new pages an outlet brings on a day of a kind, from its own past: what is usual, and what would be no surprise.

Counts are judged by their square root, which makes the spread of a count independent of its size (Bartlett 1936; the 3/8 is
Anscombe's, 1948). The past is its median and its median absolute deviation (MAD), which an outage or a burst cannot move. Days that
are rarer than working days count in parts of the working days before them, so that an outlet that grew is not held to last year.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, floor, sqrt
from statistics import fmean, median

from rasad.robust import OUTLYING, spread
from rasad.season import Kind, Rhythm, season_of

LEAST_DAYS = 5
"""Days of a kind without which its median follows a single day."""
HORIZON: Mapping[Kind, int] = {
    Kind.WORKING: 28,
    Kind.HALF: 84,
    Kind.OFF: 84,
    Kind.NOWRUZ: 800,
    Kind.NOWRUZ_OFF: 800,
}
"""Days back that count: four weeks of working days follow an outlet that grows; what comes once a week has three months, what comes
once a year has two years and a little, since the feast moves."""
LEAST_OUTLETS = 3
"""Outlets of one group from which a kind of day is told to an outlet that has not had enough of them."""
_ANSCOMBE = 3 / 8
_CHANCE = 4 * 0.5
"""Four standard deviations of the root of a Poisson count, which is a half whatever the count: no outlet is steadier than chance."""
_LEAST_MISSED = 4.0
"""Pages that may be missing before silence means anything, however steady the outlet: by chance one wait in fifty is as long."""
_DECLARED_WITHIN = 0.5
"""Part of the root of a declared number that it may be wrong by: a quarter of it, or two and a quarter times as many, still fit."""


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day of an outlet on which it could be read."""

    day: date
    n: int  # new pages


@dataclass(frozen=True, slots=True)
class Normal:
    """What is normal for an outlet on one day. None is what nobody can say."""

    usual: float | None = None
    least: int | None = None
    most: int | None = None
    bearable: float | None = None  # pages that may be missing in a row before it is no chance
    n_days: int = 0
    why: str = ""


class Past:
    """What the days of one outlet say: volumes by kind, and the level of its working days at any time."""

    def __init__(self, rhythm: Rhythm, days: Iterable[Day]) -> None:
        self.rhythm = rhythm
        self._days: dict[Kind, list[Day]] = {kind: [] for kind in Kind}
        for day in sorted(days, key=lambda one: one.day):
            self._days[season_of(day.day, rhythm).kind].append(day)

    def of(self, kind: Kind, before: date) -> Sequence[Day]:
        """Its days of one kind before a day, as far back as the horizon of the kind."""
        found = self._days[kind]
        return found[_place(found, before - timedelta(days=HORIZON[kind])) : _place(found, before)]

    def level(self, before: date) -> float | None:
        """The median of its working days of the four weeks before a day; None where too few are known, or it was silent."""
        working = self.of(Kind.WORKING, before)
        return (median(day.n for day in working) or None) if len(working) >= LEAST_DAYS else None

    def shares(self, kind: Kind, before: date) -> list[float]:
        """Its days of one kind as parts of the level that it had then."""
        levels = ((day.n, self.level(day.day)) for day in self.of(kind, before))
        return [n / level for n, level in levels if level is not None]


@dataclass(frozen=True, slots=True)
class Peers:
    """What the outlets of one installation together say of kinds of days."""

    pasts: Sequence[Past] = ()
    _told: dict[tuple[object, Kind, date], float | None] = field(default_factory=dict)

    def share(self, kind: Kind, rhythm: Rhythm, before: date) -> float | None:
        """The part of a working day that a day of this kind is for outlets of the same rhythm; None where too few know."""
        key = rhythm.group, kind, before
        if key not in self._told:
            of_group = [past.shares(kind, before) for past in self.pasts if past.rhythm.group == rhythm.group]
            known = [median(shares) for shares in of_group if len(shares) >= LEAST_DAYS]
            self._told[key] = median(known) if len(known) >= LEAST_OUTLETS else None
        return self._told[key]


NO_PEERS = Peers()


@dataclass(frozen=True, slots=True)
class _Basis:
    """What days are like: their median, their spread (standard deviations of the root), how many there were, and what they bring.

    The median of an outlet that writes twice a week is nothing; what it brings a day is the mean, bursts cut off.
    """

    middle: float
    spread: float
    n_days: int
    usual: float

    @property
    def room(self) -> float:
        return max(OUTLYING * self.spread, _CHANCE)

    @property
    def least(self) -> int:
        return max(0, ceil(max(0.0, _root(self.middle) - self.room) ** 2 - _ANSCOMBE))

    @property
    def most(self) -> int:
        return floor((_root(self.middle) + self.room) ** 2 - _ANSCOMBE)

    @property
    def bearable(self) -> float:
        """What is missing when nothing comes, up to where nothing would be no surprise."""
        return max(_LEAST_MISSED, (_root(0) + OUTLYING * self.spread) ** 2 - _ANSCOMBE)

    def times(self, share: float) -> _Basis:
        return _Basis(self.middle * share, self.spread, self.n_days, self.usual * share)


def normal(day: date, past: Past, declared: float | None = None, peers: Peers = NO_PEERS) -> Normal:
    """What is normal on a day: by its own days of the kind, else by its working days and its peers, else by what is declared.

    `declared` is articles a day as the outlet's file has it.
    """
    season = season_of(day, past.rhythm)
    working = _own(day, Kind.WORKING, past) or _declared(declared)
    if season.kind is Kind.HOLIDAY and working is not None:
        off = _own(day, Kind.OFF, past) or _by_peers(day, Kind.OFF, past, working, peers)
        return _between(off, working, season.name)
    own = _own(day, season.kind, past) if season.kind is not Kind.HOLIDAY else None
    if own is not None:
        return _normal(own, season.name, f"from {own.n_days} such days")
    if working is None:
        return Normal(why=f"{season.name}: nobody has counted enough days yet")
    if season.kind is Kind.WORKING:
        return _normal(working, season.name, _whence(working))
    told = _by_peers(day, season.kind, past, working, peers)
    if told is None:
        return _up_to(
            working, f"{season.name}: too few such days were seen yet; up to {working.most}, {_whence(working)}"
        )
    return _normal(told, season.name, f"{_whence(working)}, and what other outlets make of such a day")


def _own(day: date, kind: Kind, past: Past) -> _Basis | None:
    """By the outlet's own days of the kind, where there are enough."""
    values = [float(one.n) for one in past.of(Kind.WORKING, day)]
    spread, n_working = _spread(values), len(values)
    if kind is not Kind.WORKING:
        level = past.level(day)
        values = [share * level for share in past.shares(kind, day)] if level is not None else []
    if len(values) < LEAST_DAYS:
        return None
    # A handful of days cannot show how much they vary; the more numerous working days can.
    own = _spread(values)
    return _basis(median(values), max(own, spread) if n_working > len(values) else own, values)


def _basis(middle: float, spread: float, values: Sequence[float]) -> _Basis:
    most = _Basis(middle, spread, len(values), middle).most
    return _Basis(middle, spread, len(values), fmean(min(value, most) for value in values))


def _declared(per_day: float | None) -> _Basis | None:
    return _Basis(per_day, sqrt(per_day) * _DECLARED_WITHIN / OUTLYING, 0, per_day) if per_day is not None else None


def _by_peers(day: date, kind: Kind, past: Past, working: _Basis, peers: Peers) -> _Basis | None:
    share = peers.share(kind, past.rhythm, day)
    return working.times(share) if share is not None else None


def _between(off: _Basis | None, working: _Basis, name: str) -> Normal:
    """A holiday may be as quiet as a day off and as loud as a working day: most days that may be a lunar holiday are none, and some
    anniversaries are news."""
    if off is None:
        return _up_to(working, f"{name}: up to {working.most}, {_whence(working)}")
    least, most = min(off.least, working.least), max(off.most, working.most)
    why = f"{name}: {least} to {most}, between a day off and a working day"
    bearable = max(off.bearable, working.bearable)
    return Normal(min(off.usual, working.usual), least, most, bearable, off.n_days + working.n_days, why)


def _up_to(working: _Basis, why: str) -> Normal:
    return Normal(None, 0, working.most, working.bearable, working.n_days, why)


def _normal(basis: _Basis, name: str, whence: str) -> Normal:
    why = f"{name}: usually {basis.least} to {basis.most}, {whence}"
    return Normal(basis.usual, basis.least, basis.most, basis.bearable, basis.n_days, why)


def _whence(working: _Basis) -> str:
    return f"from {working.n_days} working days" if working.n_days else f"from {working.usual:g} a day as declared"


def _spread(values: Sequence[float]) -> float:
    """How much the roots of counts vary."""
    return spread([_root(value) for value in values])


def _root(value: float) -> float:
    return sqrt(value + _ANSCOMBE)


def _place(days: Sequence[Day], day: date) -> int:
    return bisect_left(days, day, key=lambda one: one.day)


def missing(before: float, n_new: int, usual: float | None, hours: float) -> float:
    """Pages that an outlet's silence has cost by now: none once it brings one, else what is usual for the hours since the last look."""
    return 0.0 if n_new else before + (usual or 0.0) * hours / 24
