"""Outages and bursts of outlets over two years: what the seasonal normal finds, beside two anchors.

    python benchmarks/season.py [--outlets 48] [--seed 14050101] [--show]

The series are written by a generator that is different in kind from what judges them. Counts are negative binomial, not normal on
any scale, and each outlet has a dispersion of its own; each weekday of each outlet has a factor of its own, not a kind; the dip of
Nowruz fades in and out over three weeks and is as deep as the outlet makes it; lunar holidays fall up to a day beside the table; news
breaks for all outlets of a country at once and fades over days; outlets grow, shrink, and change their level in one day. Planted
are outages (one to five days with nothing, or with a seventh) and spikes (a day with five times as many), at known days.

The anchors are the mean of the last seven days ± 3 standard deviations, and the median of the same weekday (half and twice of it).

An outage is found when one of its days is called too few or too silent, a spike when its day is called too many. Every other day
that is called is a false alarm, bursts of news and changes of level among them. The first 60 days are read and not judged.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

import numpy as np
from persiantools.jdatetime import JalaliDate

from rasad.season import Rhythm
from rasad.stages.land.volume import Day, Past, Peers, missing, normal
from rasad.text.dates.calendars import lunar_of

FIRST = date(2024, 10, 1)
N_DAYS = 731
WARM_UP = 60
LARGE = 8
"""Articles a day at the beginning from which a day without any is no chance for most outlets."""
FEASTS = {
    (1, 9): 0.3,
    (1, 10): 0.3,
    (2, 20): 0.5,
    (2, 28): 0.5,
    (9, 21): 0.5,
    (10, 1): 0.3,
    (10, 2): 0.5,
    (12, 10): 0.4,
    (12, 18): 0.5,
}


@dataclass
class Outlet:
    """One series with what was planted in it."""

    name: str
    rhythm: Rhythm
    counts: list[int]
    mean: float
    outages: list[range] = field(default_factory=list)
    partial: list[range] = field(default_factory=list)  # those of the outages in which a seventh still came
    spikes: list[int] = field(default_factory=list)
    news: list[int] = field(
        default_factory=list
    )  # days on which its country had a third more than its usual news, or more

    def out(self, day: int) -> bool:
        return any(day in outage for outage in self.outages)


@dataclass
class Tally:
    """How one judge did."""

    outages: int = 0
    outages_of_large: int = 0
    whole_of_large: int = 0
    lows: int = 0
    true_lows: int = 0
    spikes: int = 0
    true_highs: int = 0
    highs: int = 0
    seconds: float = 0.0
    false: Counter[str] = field(default_factory=Counter)


def written(n: int, seed: int) -> list[Outlet]:
    """Outlets at home (three of four) and abroad, of 1 to 150 articles a day."""
    rng = np.random.default_rng(seed)
    news = {country: _news(rng) for country in ("IR", "GB")}
    moved = {feast: int(rng.integers(-1, 2)) for feast in FEASTS}
    outlets = []
    for number in range(n):
        country = "GB" if number % 4 == 3 else "IR"
        bursts = news[country] ** rng.uniform(0.2, 1.0)
        rate = _rate(rng, country, moved) * bursts
        mean = float(np.exp(rng.uniform(np.log(1), np.log(150))))
        outlet = Outlet(f"{country}{number}", Rhythm(country, "fa"), [], mean)
        outlet.news = [int(day) for day in np.flatnonzero(bursts > 4 / 3)]
        _plant(rng, outlet, rate)
        size = rng.uniform(4, 60)
        expected = mean * rate
        outlet.counts = [int(rng.negative_binomial(size, size / (size + one))) if one > 0 else 0 for one in expected]
        outlets.append(outlet)
    return outlets


def _news(rng: np.random.Generator) -> np.ndarray:
    """What happens in a country: a dozen events a year, each up to three times the news, fading by a third a day."""
    bursts = np.ones(N_DAYS)
    for day in np.flatnonzero(rng.random(N_DAYS) < 12 / 365):
        height = rng.pareto(2.5) + 0.3
        bursts[day:] += min(height, 2.0) * 0.67 ** np.arange(N_DAYS - day)
    return bursts


def _rate(rng: np.random.Generator, country: str, moved: dict[tuple[int, int], int]) -> np.ndarray:
    """A day's articles in parts of the mean, without news: growth, weekdays, feasts."""
    days = [FIRST + timedelta(days=n) for n in range(N_DAYS)]
    rate = np.exp(rng.uniform(-0.7, 1.1) * np.arange(N_DAYS) / N_DAYS + np.cumsum(rng.normal(0, 0.012, N_DAYS)))
    if rng.random() < 0.3:
        rate[int(rng.integers(120, N_DAYS)) :] *= rng.choice([0.55, 1.8])
    weekdays = rng.uniform(0.85, 1.15, 7)
    quiet = (
        {4: rng.uniform(0.1, 0.5), 3: rng.uniform(0.4, 0.9)}
        if country == "IR"
        else {5: rng.uniform(0.2, 0.7), 6: rng.uniform(0.2, 0.7)}
    )
    for weekday, factor in quiet.items():
        weekdays[weekday] = factor
    rate *= [weekdays[day.weekday()] for day in days]
    depth, feast = (rng.uniform(0.4, 0.9) if country == "IR" else rng.uniform(0.0, 0.4)), rng.uniform(0.5, 1.0)
    for n, day in enumerate(days):
        solar = JalaliDate.to_jalali(day)
        since = solar.day - 1 if solar.month == 1 else (solar.day - 30 if solar.month == 12 else 99)
        rate[n] *= 1 - depth * float(np.exp(-((max(abs(since - 4) - 4, 0) / 3.0) ** 2)))
        for known, factor in FEASTS.items():
            if country == "IR" and lunar_of(day + timedelta(days=moved[known]))[1:] == known:
                rate[n] *= 1 - feast * (1 - factor)
    return rate


def _plant(rng: np.random.Generator, outlet: Outlet, rate: np.ndarray) -> None:
    places = rng.choice(np.arange(WARM_UP, N_DAYS - 12, 12), size=7, replace=False)
    for start in map(int, places[:4]):
        outlet.outages.append(range(start, start + int(rng.integers(1, 6))))
        left = float(rng.choice([0.0, 1 / 7]))
        rate[start : outlet.outages[-1].stop] *= left
        outlet.partial += outlet.outages[-1:] if left else []
    outlet.spikes = [int(day) for day in places[4:]]
    rate[outlet.spikes] *= 5


def seasonal(outlets: Sequence[Outlet], show: bool) -> Tally:
    """Ours: the normal of the kind of day, and what a silence may cost."""
    tally, began = Tally(), time.process_time()
    pasts = {outlet.name: Past(outlet.rhythm, _days(outlet)) for outlet in outlets}
    peers = Peers(list(pasts.values()))
    for outlet in outlets:
        missed, low, high = 0.0, set(), set()
        for n, count in enumerate(outlet.counts):
            found = normal(FIRST + timedelta(days=n), pasts[outlet.name], peers=peers)
            missed = missing(missed, count, found.usual, 24)
            silent = found.bearable is not None and missed > found.bearable
            if silent or (found.least is not None and count < found.least):
                low.add(n)
            if found.most is not None and count > found.most:
                high.add(n)
                if show and n >= WARM_UP and n not in outlet.spikes:
                    print(f"  {outlet.name} {FIRST + timedelta(days=n)}: {count}; {found.why}")
        _judged(tally, outlet, low, high)
    tally.seconds = time.process_time() - began
    return tally


def trailing(outlets: Sequence[Outlet]) -> Tally:
    """The anchor: the mean of the last seven days, and three standard deviations."""
    tally, began = Tally(), time.process_time()
    for outlet in outlets:
        low, high = set(), set()
        for n in range(7, N_DAYS):
            past = outlet.counts[n - 7 : n]
            mean = sum(past) / 7
            sd = (sum((one - mean) ** 2 for one in past) / 6) ** 0.5
            low |= {n} if outlet.counts[n] < mean - 3 * sd else set()
            high |= {n} if outlet.counts[n] > mean + 3 * sd else set()
        _judged(tally, outlet, low, high)
    tally.seconds = time.process_time() - began
    return tally


def weekday(outlets: Sequence[Outlet]) -> Tally:
    """A second anchor: the median of the same weekday in eight weeks; less than half of it is too few, more than twice too many."""
    tally, began = Tally(), time.process_time()
    for outlet in outlets:
        low, high = set(), set()
        for n in range(21, N_DAYS):
            middle = median(outlet.counts[n - 7 * week] for week in range(1, min(8, n // 7) + 1))
            low |= {n} if outlet.counts[n] < middle / 2 else set()
            high |= {n} if outlet.counts[n] > middle * 2 else set()
        _judged(tally, outlet, low, high)
    tally.seconds = time.process_time() - began
    return tally


def _days(outlet: Outlet) -> list[Day]:
    return [Day(FIRST + timedelta(days=n), count) for n, count in enumerate(outlet.counts)]


def _judged(tally: Tally, outlet: Outlet, low: set[int], high: set[int]) -> None:
    low, high = ({n for n in found if n >= WARM_UP} for found in (low, high))
    found = [outage for outage in outlet.outages if any(n in low for n in outage)]
    tally.outages += len(found)
    if outlet.mean >= LARGE:
        tally.outages_of_large += len(found)
        tally.whole_of_large += sum(outage not in outlet.partial for outage in found)
    tally.true_lows += sum(outlet.out(n) for n in low)
    tally.lows += len(low)
    tally.spikes += sum(n in high for n in outlet.spikes)
    tally.highs += len(high)
    tally.true_highs += sum(n in outlet.spikes for n in high)
    tally.false.update(_when(outlet, n) for n in low if not outlet.out(n))
    false = [n for n in high if n not in outlet.spikes]
    tally.false["too many, in the news"] += sum(n in outlet.news for n in false)
    tally.false["too many, without news"] += sum(n not in outlet.news for n in false)


def _when(outlet: Outlet, n: int) -> str:
    day = FIRST + timedelta(days=n)
    solar = JalaliDate.to_jalali(day)
    if solar.month == 1 and solar.day <= 13:
        return "too few, in Nowruz"
    rest = (3, 4) if outlet.rhythm.country == "IR" else (5, 6)
    return "too few, at the weekend" if day.weekday() in rest else "too few, on a working day"


def _ratio(ours: float, anchor: float) -> str:
    return f"{ours / anchor:8.2f}" if anchor else f"{'-':>8}"


def main() -> int:
    """Print the judges side by side."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=48)
    parser.add_argument("--seed", type=int, default=14050101)
    parser.add_argument("--show", action="store_true", help="print each false alarm of too many")
    asked = parser.parse_args()
    outlets = written(asked.outlets, asked.seed)
    years = len(outlets) * (N_DAYS - WARM_UP) / 365.25
    planted, spikes = sum(len(one.outages) for one in outlets), sum(len(one.spikes) for one in outlets)
    large = sum(len(one.outages) for one in outlets if one.mean >= LARGE)
    whole = sum(len(one.outages) - len(one.partial) for one in outlets if one.mean >= LARGE)
    ours, anchor, second = seasonal(outlets, asked.show), trailing(outlets), weekday(outlets)
    print(
        f"{len(outlets)} outlets, {years:.0f} outlet-years judged, {planted} outages and {spikes} spikes planted, seed {asked.seed}"
    )
    print(f"{'':34}{'seasonal':>10}{'7 d ± 3 sd':>12}{'ratio':>8}{'weekday':>10}{'ratio':>8}")
    for name, value in {
        "outages found (recall)": lambda t: t.outages / planted,
        f"  of outlets with {LARGE} a day or more": lambda t: t.outages_of_large / max(large, 1),
        "    without any page": lambda t: t.whole_of_large / max(whole, 1),
        "days called too few that are one": lambda t: t.true_lows / max(t.lows, 1),
        "spikes found (recall)": lambda t: t.spikes / spikes,
        "days called too many that are one": lambda t: t.true_highs / max(t.highs, 1),
        "false alarms per outlet-year": lambda t: sum(t.false.values()) / years,
        **{
            f"  {kind}": lambda t, kind=kind: t.false[kind] / years
            for kind in sorted(ours.false | anchor.false | second.false)
        },
        "CPU ms per outlet and day": lambda t: 1000 * t.seconds / (len(outlets) * N_DAYS),
    }.items():
        a, b, c = value(ours), value(anchor), value(second)
        print(f"{name:34}{a:10.3f}{b:12.3f}{_ratio(a, b)}{c:10.3f}{_ratio(a, c)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
