"""What a look at an outlet amounted to, and what we could not look at: outcomes, gaps, blackouts.

"Nothing new" and "we could not look" are different facts. A gap is a stretch of time in which an outlet could not be looked at;
it opens at the last look that saw something and closes at the next one. It is *lossy* when the first list after it holds no
article that was known before: then articles may have appeared and dropped out of the list unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rasad.identity import short_hash

SAW = ("new", "none_new")
# From the most telling to the least: a filter page says more than a timeout of another listing.
WORST_FIRST = ("filtered", "blocked", "refused", "parse_failure", "resting", "parked", "unreachable", "failed")
OUTCOMES = (*SAW, *WORST_FIRST)
FEWEST_FOR_A_BLACKOUT = 3
"""Outlets of one country that must vanish together before it is called one event; two can fail by chance."""

_REASONS: Mapping[str, str] = {
    "filtered": "filtered",
    "challenge": "blocked",
    "http_401": "blocked",
    "http_403": "blocked",
    "legal": "blocked",
    "robots": "refused",
    "refused_address": "refused",
    "refused_url": "refused",
    "resting": "resting",
    "parked": "parked",
}
_UNREAD = {"not_a_feed", "not_a_sitemap", "not_html", "no_links_match", "dtd", "empty", "not_text", "bad_encoding"}
_BUDGETS = {"cpu_budget", "wall_budget", "memory_budget", "worker_died", "worker_error", "too_big"}


def outcome_of(reason: str) -> str:
    """The outcome that an error code of the network, or a reason of a reader, stands for."""
    if reason in _UNREAD | _BUDGETS:
        return "parse_failure"
    return _REASONS.get(reason, "unreachable")


def together(outcomes: Sequence[str]) -> str:
    """One outcome for an outlet from those of its listings: what was seen counts, then the most telling failure."""
    for word in (*SAW, *WORST_FIRST):
        if word in outcomes or (word == "none_new" and "unchanged" in outcomes):
            return word
    return "failed"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one outlet."""

    source_id: str
    country: str
    looked_at: datetime
    outcome: str
    reason: str | None
    n_items: int
    n_known_items: int

    @property
    def saw(self) -> bool:
        """Whether at least one list of the outlet could be read."""
        return self.outcome in SAW


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier looks at an outlet left behind."""

    last_look_at: datetime | None = None
    last_good_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time in which an outlet could not be looked at."""

    gap_id: str
    source_id: str
    country: str
    from_at: datetime
    to_at: datetime | None
    reason: str
    n_looks: int
    is_lossy: bool | None
    blackout_id: str | None = None


@dataclass(frozen=True, slots=True)
class Blackout:
    """A country's outlets that vanished together; country None: all did, so it is our own network."""

    blackout_id: str
    country: str | None
    from_at: datetime
    to_at: datetime | None
    n_outlets: int
    reason: str


def gaps(
    looks: Iterable[Look], past: Mapping[str, Past], still_open: Mapping[str, Gap], patience: timedelta
) -> tuple[Gap, ...]:
    """The gaps that these looks open, lengthen or close. `patience` is the longest normal pause between two looks."""
    found: dict[str, Gap] = {}
    silent = dict(still_open)
    good_at = {source_id: before.last_good_at for source_id, before in past.items()}
    # In the order of time: what an interrupted run saw is taken up together with what the next one saw.
    for look in sorted(looks, key=lambda look: (look.looked_at, look.source_id)):
        gap, last_good_at = silent.get(look.source_id), good_at.get(look.source_id)
        if gap is not None:
            gap = _closed(gap, look) if look.saw else replace(gap, n_looks=gap.n_looks + 1)
        elif not look.saw:
            gap = _opened(look, last_good_at or look.looked_at)
        elif last_good_at is not None and look.looked_at - last_good_at > patience:
            # Nobody looked for longer than usual: the machine was off, or the schedule was paused.
            missed = _opened(replace(look, outcome="not_run", reason=None), last_good_at)
            gap = _closed(replace(missed, n_looks=0), look)
        if look.saw:
            good_at[look.source_id] = look.looked_at
        if gap is not None:
            found[gap.gap_id] = gap
            if gap.to_at is None:
                silent[look.source_id] = gap
            else:
                silent.pop(look.source_id, None)
    return tuple(found.values())


def _opened(look: Look, from_at: datetime) -> Gap:
    return Gap(
        gap_id=short_hash("gap", look.source_id, from_at.isoformat()),
        source_id=look.source_id,
        country=look.country,
        from_at=from_at,
        to_at=None,
        reason=look.outcome,
        n_looks=1,
        is_lossy=None,
    )


def _closed(gap: Gap, look: Look) -> Gap:
    return replace(gap, to_at=look.looked_at, is_lossy=look.n_items > 0 and look.n_known_items == 0)


def blackouts(looks: Sequence[Look], still_open: Sequence[Blackout], open_gaps: Sequence[Gap]) -> tuple[Blackout, ...]:
    """The blackouts that these looks open, lengthen or close.

    A country is dark when at least three of its outlets were looked at and none could be reached. When nothing at all could
    be reached, the fault is taken to be ours: one event without a country.
    """
    dark = _dark(looks)
    found = []
    for event in still_open:
        if event.country in dark:
            found.append(replace(event, n_outlets=max(event.n_outlets, len(dark.pop(event.country)))))
        elif any(look.saw and event.country in (None, look.country) for look in looks):
            found.append(replace(event, to_at=max(look.looked_at for look in looks)))
    since = {gap.source_id: gap.from_at for gap in open_gaps}
    for country, silent in dark.items():
        # The country was last whole when the last of its outlets was.
        from_at = max(since.get(look.source_id, look.looked_at) for look in silent)
        reason = _commonest(look.outcome for look in silent)
        found.append(
            Blackout(
                short_hash("blackout", country or "", from_at.isoformat()), country, from_at, None, len(silent), reason
            )
        )
    return tuple(found)


def _dark(looks: Sequence[Look]) -> dict[str | None, list[Look]]:
    gone = {"unreachable", "filtered"}
    if len(looks) >= FEWEST_FOR_A_BLACKOUT and all(look.outcome in gone for look in looks):
        return {None: list(looks)}
    countries: dict[str | None, list[Look]] = {}
    for look in looks:
        countries.setdefault(look.country, []).append(look)
    return {
        country: seen
        for country, seen in countries.items()
        if len(seen) >= FEWEST_FOR_A_BLACKOUT and all(look.outcome in gone for look in seen)
    }


def _commonest(words: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return min(counts, key=lambda word: (-counts[word], word))
