"""Days that are named by their distance from the publication day, and points that hang on another event."""

from __future__ import annotations

import calendar as gregorian_calendar
import re
from datetime import date, timedelta

from rasad.model import EventDate, Span
from rasad.text.dates.calendars import GREGORIAN, SOLAR_HIJRI, month_at, month_of, year_at, year_of
from rasad.text.dates.grammar import Grammar
from rasad.text.dates.lexicon import spelled
from rasad.text.dates.resolve import Bounds

_WEEK = timedelta(days=7)


def day_offset(match: re.Match[str], span: Span, surface: str, grammar: Grammar, bounds: Bounds) -> EventDate:
    """Yesterday and its like; a weekday in brackets behind it must agree."""
    named = match.group("weekday")
    if bounds.reference is None:
        return EventDate(span, surface, None, precision="relative", method="unresolved", ambiguous=True)
    day = bounds.reference + timedelta(days=grammar.offset_index[spelled(match.group("offset"))])
    if named and day.weekday() != grammar.weekday_index[spelled(named)]:
        return EventDate(span, surface, None, method="weekday", ambiguous=True, candidates=(day,))
    return EventDate(span, surface, day, method="relative")


def weekday(match: re.Match[str], span: Span, surface: str, grammar: Grammar, bounds: Bounds) -> EventDate:
    """A lone weekday: the last one up to publication, or the next where the words say so."""
    number = grammar.weekday_index[spelled(match.group("weekday"))]
    if bounds.reference is None:
        return EventDate(span, surface, None, precision="relative", method="unresolved", ambiguous=True)
    if match.group("week"):
        first, _ = _week(bounds.reference, grammar, grammar.period_index[spelled(match.group("week"))][1])
        return EventDate(span, surface, first + timedelta(days=(number - first.weekday()) % 7), method="relative")
    before = bounds.reference - timedelta(days=(bounds.reference.weekday() - number) % 7)
    if match.group("open") and not bounds.looks_ahead:
        choices = (before, before + _WEEK)
        return EventDate(
            span, surface, None, precision="relative", method="unresolved", ambiguous=True, candidates=choices
        )
    named_past = match.group("past") or match.group("past_after")
    named_future = match.group("future") or match.group("future_after")
    if named_past:
        day = before - _WEEK if before == bounds.reference else before
    elif named_future or (bounds.looks_ahead and before != bounds.reference):
        day = before + _WEEK
    else:
        day = before
    return EventDate(span, surface, day, method="relative")


def period(match: re.Match[str], span: Span, surface: str, grammar: Grammar, bounds: Bounds) -> EventDate:
    """Last week, this month, next year: the whole period, in the calendar of the language."""
    unit, steps = grammar.period_index[spelled(match.group("period"))]
    system = SOLAR_HIJRI if grammar.words.week_starts == "saturday" else GREGORIAN
    if bounds.reference is None:
        return EventDate(
            span, surface, None, precision="relative", calendar=system, method="unresolved", ambiguous=True
        )
    if unit == "week":
        first, last = _week(bounds.reference, grammar, steps)
        return EventDate(span, surface, first, end=last, precision="relative", calendar=system, method="relative")
    found = _period(bounds.reference, system, unit, steps)
    if found is None:
        return EventDate(
            span, surface, None, precision="relative", calendar=system, method="unresolved", ambiguous=True
        )
    return EventDate(span, surface, found[0], end=found[1], precision=unit, calendar=system, method="relative")


def amount(match: re.Match[str], span: Span, surface: str, grammar: Grammar, bounds: Bounds) -> EventDate:
    """So many days ago is a day. Longer units are rounded by their writers, so they only give a candidate."""
    count = _count(match.group("count"), grammar)
    unit = grammar.unit_index[spelled(match.group("unit"))]
    if match.group("hanging") or count is None or bounds.reference is None:
        return EventDate(span, surface, None, precision="relative", method="unresolved", ambiguous=True)
    day = _back(bounds.reference, unit, count)
    if unit == "day" and day is not None:
        return EventDate(span, surface, day, method="relative")
    candidates = (day,) if day else ()
    return EventDate(
        span, surface, None, precision="relative", method="unresolved", ambiguous=True, candidates=candidates
    )


def _count(written: str, grammar: Grammar) -> int | None:
    return int(written) if written.isdigit() else grammar.count_index.get(spelled(written))


def _back(day: date, unit: str, count: int) -> date | None:
    try:
        if unit in ("day", "week"):
            return day - timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, gregorian_calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def _week(day: date, grammar: Grammar, steps: int) -> tuple[date, date]:
    first_weekday = 5 if grammar.words.week_starts == "saturday" else 0
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7) + steps * _WEEK
    return first, first + timedelta(days=6)


def _period(day: date, system: str, unit: str, steps: int) -> tuple[date, date] | None:
    year = year_at(system, day)
    if unit == "year":
        return year_of(system, year + steps)
    years, month = divmod(month_at(system, day) - 1 + steps, 12)
    return month_of(system, year + years, month + 1)
