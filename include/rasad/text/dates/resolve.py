"""From the parts of a date as written to a day: convert, bound by the publication day, check the weekday, never guess."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from rasad.model import EventDate, Span
from rasad.text.dates.calendars import HIJRI, SOLAR_HIJRI, day_of, lunar_days, month_of, year_at, year_of

LOOK_AHEAD = timedelta(days=7)
"""How far after publication a date without a year may lie when the statement looks ahead."""
ANNOUNCED_AHEAD = timedelta(days=31)
"""A day without a year that comes this soon may be an announced one as well as that of a year ago."""
CONFIRMED_LOOK_AHEAD = timedelta(days=183)
"""The same where a weekday confirms the year: half a year, so that the nearest year is meant."""
_SOLAR_SLACK = 5  # solar years further ahead than this are lunar Hijri years written in digits


@dataclass(frozen=True, slots=True)
class Bounds:
    """What limits the choice of a year: the publication day, a weaker trace of the time of writing, and the tense."""

    reference: date | None = None
    anchor: date | None = None
    looks_ahead: bool = False

    @property
    def latest(self) -> date | None:
        """The last day that a date without a year may fall on."""
        if self.reference is None:
            return None
        return self.reference + (LOOK_AHEAD if self.looks_ahead else timedelta(0))


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written. Missing parts are None; `until` is the last day of a range within the month."""

    span: Span
    surface: str
    calendar: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    weekday: int | None = None


def resolve(written: Written, bounds: Bounds) -> EventDate:
    """The event date that a written date stands for; `value` is None where the words do not fix it."""
    if written.calendar == HIJRI or _is_lunar_by_size(written, bounds):
        return _lunar(written)
    if written.month is None:
        return _period(written, year_of(written.calendar, written.year) if written.year else None, "year")
    if written.day is None:
        return _month(written, bounds)
    return _day_with_year(written) if written.year is not None else _day_without_year(written, bounds)


def _lunar(written: Written) -> EventDate:
    """A lunar day may be one off the table, so only the weekday beside it fixes it; a contradicted one stays open."""
    possible = lunar_days(written.year or 0, written.month or 0, written.day or 0)
    agreeing = [day for day in possible if day.weekday() == written.weekday]
    if agreeing and written.until is None:
        return _event(written, value=agreeing[0], precision="day", calendar=HIJRI, method="weekday")
    return _event(
        written,
        precision=_precision(written),
        calendar=HIJRI,
        method="unresolved",
        ambiguous=True,
        candidates=possible,
    )


def _day_with_year(written: Written) -> EventDate:
    found = _days(written, (written.year or 0,))
    if not found:
        return _event(written, precision="day", method="unresolved", ambiguous=True)
    if written.weekday is not None and found[0].weekday() != written.weekday:
        return _event(written, precision="day", method="weekday", ambiguous=True, candidates=tuple(found))
    return _event(written, value=found[0], end=_last_day(written, found[0]), precision="day", method="explicit")


def _day_without_year(written: Written, bounds: Bounds) -> EventDate:
    around = bounds.reference or bounds.anchor
    if around is None:
        return _event(written, precision="month_day", method="unresolved", ambiguous=True)
    year = year_at(written.calendar, around)
    possible = _days(written, (year - 1, year, year + 1))
    if written.weekday is not None:
        return _by_weekday(written, possible, around)
    past = [day for day in possible if bounds.latest is not None and day <= bounds.latest]
    if past and not _may_lie_ahead(written, past[-1], bounds):
        return _event(written, value=past[-1], end=_last_day(written, past[-1]), precision="day", method="publication")
    return _event(written, precision="month_day", method="unresolved", ambiguous=True, candidates=tuple(possible))


def _by_weekday(written: Written, possible: list[date], around: date) -> EventDate:
    """The one year in which the day falls on the weekday given. A day far ahead rather shows a wrong weekday."""
    near = [day for day in possible if day <= around + CONFIRMED_LOOK_AHEAD]
    agreeing = [day for day in near if day.weekday() == written.weekday]
    if len(agreeing) == 1:
        last = _last_day(written, agreeing[0])
        return _event(written, value=agreeing[0], end=last, precision="day", method="weekday")
    candidates = tuple(agreeing or near)
    return _event(written, precision="month_day", method="unresolved", ambiguous=True, candidates=candidates)


def _may_lie_ahead(written: Written, latest_past: date, bounds: Bounds) -> bool:
    """Whether the day may be one to come: by the tense, or because it comes soon and was last a year ago."""
    if bounds.reference is None or latest_past > bounds.reference:
        return False
    if bounds.looks_ahead:
        return latest_past < bounds.reference
    coming = _days(written, (year_at(written.calendar, latest_past) + 1,))
    return bool(coming) and coming[0] <= bounds.reference + ANNOUNCED_AHEAD


def _month(written: Written, bounds: Bounds) -> EventDate:
    month = written.month or 0
    if written.year is not None:
        return _period(written, month_of(written.calendar, written.year, month), "month")
    if bounds.reference is None:
        return _event(written, precision="month", method="unresolved", ambiguous=True)
    year = year_at(written.calendar, bounds.reference)
    spans = [month_of(written.calendar, candidate, month) for candidate in (year - 1, year, year + 1)]
    known = [span for span in spans if span is not None]
    begun = [span for span in known if span[0] <= bounds.reference]
    if bounds.looks_ahead or not begun:
        holding = [span for span in begun if bounds.reference <= span[1]]
        if not holding:
            return _event(
                written, precision="month", method="unresolved", ambiguous=True, candidates=tuple(s[0] for s in known)
            )
        begun = holding
    return _event(written, value=begun[-1][0], end=begun[-1][1], precision="month", method="publication")


def _period(written: Written, bounds: tuple[date, date] | None, precision: str) -> EventDate:
    if bounds is None:
        return _event(written, precision=precision, method="unresolved", ambiguous=True)
    return _event(written, value=bounds[0], end=bounds[1], precision=precision, method="explicit")


def _days(written: Written, years: tuple[int, ...]) -> list[date]:
    days = (day_of(written.calendar, year, written.month or 0, written.day or 0) for year in years)
    return [day for day in days if day is not None]


def _last_day(written: Written, first: date) -> date | None:
    if written.until is None or written.day is None or written.until <= written.day:
        return None
    return first + timedelta(days=written.until - written.day)


def _is_lunar_by_size(written: Written, bounds: Bounds) -> bool:
    around = bounds.reference or bounds.anchor
    if written.calendar != SOLAR_HIJRI or written.year is None or around is None:
        return False
    return written.year > year_at(SOLAR_HIJRI, around) + _SOLAR_SLACK


def _precision(written: Written) -> str:
    if written.month is None:
        return "year"
    if written.day is None:
        return "month"
    return "day" if written.year is not None else "month_day"


def _event(
    written: Written,
    *,
    precision: str,
    method: str,
    value: date | None = None,
    end: date | None = None,
    calendar: str | None = None,
    ambiguous: bool = False,
    candidates: tuple[date, ...] = (),
) -> EventDate:
    return EventDate(
        written.span,
        written.surface,
        value,
        end=end,
        precision=precision,
        calendar=calendar or written.calendar,
        method=method,
        ambiguous=ambiguous,
        candidates=candidates,
    )


def joined(first: EventDate, last: EventDate, text: str) -> EventDate:
    """Two dates as the two ends of one stretch of time."""
    span = Span(first.span.start, last.span.end)
    return replace(
        first,
        span=span,
        surface=span.of(text),
        end=last.end or last.value,
        ambiguous=first.ambiguous or last.ambiguous,
    )
