"""Who had it first? By what the texts say, by their stated times and by first sight, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rasad.stages.dedupe.traces import Trace
from rasad.text.dates import iranian_day

_SAME_HOUR = timedelta(minutes=10)
_LOOK = timedelta(days=1)
"""First sight follows publication within a look or two: only a contradiction larger than this counts."""
CERTAINTIES = (CERTAIN, LIKELY, UNDETERMINED) = ("certain", "likely", "undetermined")


@dataclass(frozen=True, slots=True)
class Direction:
    """How sure it is that the later text has it from the earlier one, and why."""

    certainty: str  # certain, likely, undetermined
    reasons: tuple[str, ...]


def known_at(trace: Trace) -> datetime:
    """When the world could know a text: at the stated time, else at first sight."""
    return trace.stated_at or trace.seen_at


def in_time_order(traces: Sequence[Trace]) -> list[Trace]:
    """Texts by the time at which the world could know them; equal times by id, so that every process says the same."""
    return sorted(traces, key=lambda trace: (known_at(trace), trace.version_id))


def precedence(earlier: Trace, later: Trace) -> tuple[bool, str]:
    """Whether the times show which of two texts was first, and what the times say."""
    if earlier.stated_at is None or later.stated_at is None:
        if later.seen_at - earlier.seen_at >= _LOOK:
            return True, "first_sight"
        return False, "no_stated_time"
    if earlier.seen_at - later.seen_at >= _LOOK:
        return False, "stated_time_against_first_sight"
    if "day" in (earlier.stated_precision, later.stated_precision):
        apart = iranian_day(earlier.stated_at) < iranian_day(later.stated_at)
        return apart, "stated_day" if apart else "same_day"
    apart = later.stated_at - earlier.stated_at >= _SAME_HOUR
    return apart, "stated_time" if apart else "same_time"


def of_credited(earlier: Trace, later: Trace) -> Direction:
    """The later text names the earlier one's outlet: it says itself where it is from, unless the times deny it."""
    first, said = precedence(earlier, later)
    certain = first or said in ("same_day", "same_time", "no_stated_time")
    return Direction(CERTAIN if certain else LIKELY, ("credits_it", said))


def of_own_words(earlier: Trace, later: Trace) -> Direction:
    """The later text has sentences or wording of the earlier one and names nobody."""
    rival = _rival(earlier, later)
    first, said = precedence(earlier, later)
    if rival or not first:
        return Direction(UNDETERMINED, (*rival, said))
    return Direction(LIKELY, ("same_words", said))


def of_details(earlier: Trace, later: Trace, *, one_publisher: bool, same_words: bool, is_exclusive: bool) -> Direction:
    """The later text has the details of the earlier one in words of its own.

    What named people say in public two reporters may both have heard. What one outlet was told or shown (`is_exclusive`)
    cannot come from elsewhere, unless the later text names sources of its own.
    """
    first, said = precedence(earlier, later)
    if one_publisher:
        return Direction(LIKELY if first else UNDETERMINED, ("one_publisher", said))
    rival = (*_rival(earlier, later), *(("has_sources_of_its_own",) if later.own_sources else ()))
    if rival:
        return Direction(UNDETERMINED, (*rival, said))
    if same_words:
        return Direction(LIKELY if first else UNDETERMINED, ("same_words", said))
    if not is_exclusive:
        return Direction(UNDETERMINED, ("public_matter", said))
    return Direction(LIKELY if first else UNDETERMINED, ("only_the_earlier_has_sources_of_its_own", said))


def _rival(earlier: Trace, later: Trace) -> tuple[str, ...]:
    """Other outlets that either text names as where the story is from."""
    if later.upstream & earlier.upstream:
        return ("both_credit_one_outlet",)
    if later.upstream - {earlier.source_id}:
        return ("credits_another_outlet",)
    return ()
