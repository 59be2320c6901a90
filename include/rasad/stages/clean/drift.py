"""Whether an outlet's pages of today read as they did in the days before: a changed layout shows here first.

A measure drifts when it leaves the band that its own past allows. The past is its median and its median absolute deviation
(MAD), which one bad day cannot move; the band also leaves room for chance (few pages) and for what no reader would notice.
How many pages there are is judged by landing, which knows what kind of day it is (`rasad.stages.land.volume`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import median

from rasad.robust import OUTLYING, spread

TRAILING_DAYS = 14
"""Days of the past that count: two weeks hold every weekday twice, so a quiet Friday is not news."""
LEAST_DAYS = 5
"""Days with enough pages without which nothing is said: a median of fewer follows a single day."""
LEAST_PAGES = 8
"""Pages of a day from which its shares count: with fewer, one page moves a share by more than any finding is worth."""
_STANDARD_ERRORS = 4.0
"""Standard errors of a share of today's pages that are put down to chance. Eleven measures of eighty outlets a day would pass
three about once a day, four about once a month; a share of 0 or 1 is given the error of one page more or less."""
_CRITICAL = 2.0
"""Times the band from which a finding stops the outlet's batch: twice what already is no chance."""
_NEVER_CRITICAL = frozenset({"share_with_author", "refused_share"})
"""What says that something changed, but not that the articles at hand are wrong."""

SHARES_THAT_FALL = (
    "share_extracted",
    "share_with_date",
    "share_with_author",
    "share_with_title",
    "persian_letter_share",
)
SHARES_THAT_RISE = ("duplicate_body_share", "boilerplate_share", "zwnj_loss_share", "mojibake_share", "refused_share")
_LEAST_SHARE_CHANGE = 0.15
"""A change of a share under which no one is called, however calm the past: about one page in seven."""
_LEAST_LENGTH_CHANGE = 0.4
"""A change of the median length, of itself: days differ by a fifth, a lost or swallowed half by more."""
_LENGTH_VARIES = 0.75
"""The standard error of the median of n lengths in parts of it, times the root of n: 1.25 (normal distribution) times 0.6, how
much the bodies of one outlet vary."""


@dataclass(frozen=True, slots=True)
class Measures:
    """One outlet on one day. Shares are 0 to 1, None where nothing can be said (no Persian text, no page with a body).

    Days are the outlet's own; pages without an article count in `n_pages` and `share_extracted` alone.
    """

    day: date
    n_pages: int  # pages that were landed
    share_extracted: float | None = None  # of them, those that gave an article
    refused_share: float | None = None  # of them, those refused as no article (wall, challenge, index page)
    median_length: float | None = None  # characters of the bodies
    share_with_title: float | None = None
    share_with_date: float | None = None
    share_with_author: float | None = None
    persian_letter_share: float | None = None  # letters of the Arabic script among all letters of the bodies
    duplicate_body_share: float | None = None  # bodies equal to another of the same outlet
    boilerplate_share: float | None = None  # characters under a mask
    zwnj_loss_share: float | None = None  # Persian articles whose ZWNJ was deleted
    mojibake_share: float | None = None  # articles with wrongly decoded characters


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure that left its band. `severity` is `warning` or `critical`; `excess` is how many bands away it is (over 1)."""

    measure: str
    severity: str
    today: float
    usual: float  # the median of the past
    lowest: float  # the band
    highest: float
    excess: float
    n_days: int  # days of the past that counted
    wording: str


def drift(today: Measures, past: Sequence[Measures]) -> tuple[Finding, ...]:
    """What drifted, the worst first; nothing where the past or the day is too small to say.

    `past` may come in any order and hold more than is needed: the days of the `TRAILING_DAYS` before today count, today
    and later ones do not. A past without spread never alarms on an equal day, and a value further out is never less severe.
    """
    days = [day for day in past if 0 < (today.day - day.day).days <= TRAILING_DAYS]
    full = [day for day in days if day.n_pages >= LEAST_PAGES]
    found: list[Finding | None] = []
    if today.n_pages >= LEAST_PAGES:
        found += [_share_drift(name, today, full, -1) for name in SHARES_THAT_FALL]
        found += [_share_drift(name, today, full, 1) for name in SHARES_THAT_RISE]
        found.append(_length_drift(today, full))
    told = [finding for finding in found if finding is not None]
    return tuple(sorted(told, key=lambda finding: (finding.severity != "critical", -finding.excess, finding.measure)))


def _values(name: str, days: Sequence[Measures]) -> list[float]:
    return sorted(float(value) for day in days if (value := getattr(day, name)) is not None)


def _share_drift(name: str, today: Measures, days: Sequence[Measures], direction: int) -> Finding | None:
    """A share leaves its band one way only: no one minds that more pages have a date."""
    value, past = getattr(today, name), _values(name, days)
    if value is None or len(past) < LEAST_DAYS:
        return None
    usual = median(past)
    chance = _STANDARD_ERRORS * sqrt(max(usual * (1 - usual), 1 / today.n_pages) / today.n_pages)
    room = max(OUTLYING * spread(past), chance, _LEAST_SHARE_CHANGE)
    return _finding(name, value, usual, room, direction, len(past), "{:.0%}".format)


def _length_drift(today: Measures, days: Sequence[Measures]) -> Finding | None:
    past = _values("median_length", days)
    if today.median_length is None or len(past) < LEAST_DAYS or not (usual := median(past)):
        return None
    chance = _STANDARD_ERRORS * _LENGTH_VARIES * usual / sqrt(today.n_pages)
    room = max(OUTLYING * spread(past), chance, _LEAST_LENGTH_CHANGE * usual)
    return _finding("median_length", today.median_length, usual, room, 0, len(past), "{:.0f} characters".format)


def _finding(
    name: str, value: float, usual: float, room: float, direction: int, n_days: int, written: Callable[[float], str]
) -> Finding | None:
    """A value outside the band: below it (direction -1), above it (1), or either (0)."""
    away = (value - usual) * direction if direction else abs(value - usual)
    if away <= room:
        return None
    excess = away / room
    severity = "critical" if excess >= _CRITICAL and name not in _NEVER_CRITICAL else "warning"
    wording = (
        f"{name} is {written(value)}, usually {written(usual)} (median of {n_days} days); "
        f"{written(max(0.0, usual - room))} to {written(usual + room)} would be no surprise"
    )
    return Finding(name, severity, value, usual, usual - room, usual + room, excess, n_days, wording)
