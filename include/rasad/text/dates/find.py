"""Scanning a stretch of text for dates: the surest patterns first, each character used once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rasad.model import EventDate, Span
from rasad.text.dates import relative
from rasad.text.dates.calendars import GREGORIAN, SOLAR_HIJRI, calendar_of_year, day_of, full_year
from rasad.text.dates.grammar import COMPACT, NUMERIC, NUMERIC_SHORT, Grammar, grammar
from rasad.text.dates.hints import may_name_a_time
from rasad.text.dates.lexicon import spelled
from rasad.text.dates.resolve import Bounds, Written, joined, resolve
from rasad.text.normalise import Folded, fold

_ORDER = ("day", "month_day", "month", "year", "relative")
Reader = Callable[[re.Match[str], Span], EventDate | None]


@dataclass(frozen=True, slots=True)
class _Scan:
    text: str
    within: Span
    folded: Folded
    grammar: Grammar
    language: str
    bounds: Bounds

    def span(self, start: int, end: int) -> Span:
        found = self.folded.span(start, end)
        return Span(found.start + self.within.start, found.end + self.within.start)


def find_dates(
    text: str,
    within: Span,
    language: str,
    reference: date | None,
    *,
    anchor: date | None = None,
    looks_ahead: bool = False,
) -> tuple[EventDate, ...]:
    """The dates that a stretch of text names, in order, without overlap.

    `reference` is the publication day; without it a date that lacks a year stays unresolved. `anchor` is a weaker trace
    of when the text was written; it only picks the year whose weekday agrees with the text. `looks_ahead`: the stretch is known
    to speak of what is to come (what is expected or promised), whatever its own verbs say. Nothing is guessed: where the
    words leave a choice, `value` is None and `candidates` holds the choices. Every `text[span]` equals `surface`.
    """
    scan = _scan(text, within, language, reference, anchor, looks_ahead=looks_ahead)
    if not may_name_a_time(scan.folded.key, language):
        return ()
    found: list[EventDate] = []
    taken = bytearray(len(scan.folded.key))
    for pattern, reader in _readers(scan):
        for match in pattern.finditer(scan.folded.key):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            event = reader(match, scan.span(start, end))
            if event is not None:
                found.append(event)
                taken[start:end] = b"\1" * (end - start)
    return _merge_ranges(sorted(found, key=lambda event: event.span), scan)


def find_statement_times(
    text: str, within: Span, language: str, reference: date | None, *, anchor: date | None = None
) -> tuple[EventDate, ...]:
    """The dates beside a verb of saying, as `find_dates` gives them, and words like later, which name no day."""
    scan = _scan(text, within, language, reference, anchor)
    if not may_name_a_time(scan.folded.key, language):
        return ()
    dates = find_dates(text, within, language, reference, anchor=anchor)
    vague = (_open(scan, scan.span(*match.span())) for match in scan.grammar.statement_time.finditer(scan.folded.key))
    return (*dates, *(one for one in vague if not any(one.span.overlaps(found.span) for found in dates)))


def parse_dates(text: str, language: str) -> tuple[EventDate, ...]:
    """The full dates (day, month and year) of a short visible string such as a dateline, in order, unresolved ones out."""
    full = Span(0, len(text))
    dates = find_dates(text, full, language, None)
    if not dates:
        dates = tuple(_compact(text))
    return tuple(found for found in dates if found.value is not None and found.precision == "day")


def surest(dates: tuple[EventDate, ...]) -> EventDate | None:
    """The one date of a claim: the most exact one, a resolved one before an open one, the first of equals."""
    return min(
        dates, key=lambda found: (found.value is None, _ORDER.index(found.precision), found.span.start), default=None
    )


def _scan(
    text: str, within: Span, language: str, reference: date | None, anchor: date | None, *, looks_ahead: bool = False
) -> _Scan:
    folded = fold(within.of(text))
    rules = grammar(language)
    looks_ahead = looks_ahead or rules.future.search(folded.key) is not None
    return _Scan(text, within, folded, rules, language, Bounds(reference, anchor, looks_ahead))


def _readers(scan: _Scan) -> Iterator[tuple[re.Pattern[str], Reader]]:
    yield NUMERIC[0], lambda match, span: _numeric(scan, span, match["year"], match["month"], match["day"])
    yield NUMERIC[1], lambda match, span: _day_month_year(scan, match, span)
    if scan.language == "fa":
        yield NUMERIC_SHORT, lambda match, span: _numeric(scan, span, match["year"], match["month"], match["day"])
    for pattern in scan.grammar.named:
        yield pattern, lambda match, span: _named(scan, match, span, scan.grammar)
    other = grammar("en" if scan.language == "fa" else "fa")
    for pattern in other.named:
        yield pattern, lambda match, span: _named(scan, match, span, other) if match["year"] else None
    yield scan.grammar.month_year, lambda match, span: _named(scan, match, span, scan.grammar)
    yield scan.grammar.month_alone, lambda match, span: _named(scan, match, span, scan.grammar)
    yield scan.grammar.year_alone, lambda match, span: _year_alone(scan, match, span)
    yield scan.grammar.unanchored, lambda _match, span: _open(scan, span)
    yield scan.grammar.amount, lambda match, span: relative.amount(match, *_around(scan, span))
    yield scan.grammar.day_offset, lambda match, span: relative.day_offset(match, *_around(scan, span))
    yield scan.grammar.weekday_alone, lambda match, span: relative.weekday(match, *_around(scan, span))
    yield scan.grammar.period_offset, lambda match, span: _period_offset(scan, match, span)


def _around(scan: _Scan, span: Span) -> tuple[Span, str, Grammar, Bounds]:
    return span, span.of(scan.text), scan.grammar, scan.bounds


def _open(scan: _Scan, span: Span) -> EventDate:
    return EventDate(span, span.of(scan.text), None, precision="relative", method="unresolved", ambiguous=True)


def _period_offset(scan: _Scan, match: re.Match[str], span: Span) -> EventDate:
    """A period counted from now. Behind a number it is a stretch of several (in the eight months past), and no one day."""
    if scan.grammar.counted.search(scan.folded.key, 0, match.start()):
        return _open(scan, span)
    return relative.period(match, *_around(scan, span))


def _numeric(scan: _Scan, span: Span, year: str, month: str, day: str) -> EventDate | None:
    calendar = SOLAR_HIJRI if len(year) == 2 else calendar_of_year(int(year))
    in_full = full_year(year, calendar) if calendar else None
    if calendar is None or in_full is None or day_of(calendar, in_full, int(month), int(day)) is None:
        return None
    return resolve(Written(span, span.of(scan.text), calendar, in_full, int(month), int(day)), scan.bounds)


def _day_month_year(scan: _Scan, match: re.Match[str], span: Span) -> EventDate | None:
    day_first = _numeric(scan, span, match["year"], match["second"], match["first"])
    if scan.language == "fa" or int(match["year"]) < 1500:
        return day_first
    month_first = _numeric(scan, span, match["year"], match["first"], match["second"])
    readings = [found for found in (day_first, month_first) if found and found.value]
    if len({found.value for found in readings}) < 2:
        return readings[0] if readings else None
    candidates = tuple(sorted(found.value for found in readings if found.value))
    surface = span.of(scan.text)
    return EventDate(span, surface, None, method="unresolved", ambiguous=True, candidates=candidates)


def _named(scan: _Scan, match: re.Match[str], span: Span, rules: Grammar) -> EventDate | None:
    parts = match.groupdict()
    month_key = spelled(parts["month"])
    calendar, month = rules.month_index[month_key]
    if month_key in rules.months_needing_year and not (parts.get("day") and len(parts.get("year") or "") == 4):
        return None
    if parts.get("year") is None and not _looks_like_a_name(scan, match, rules):
        return None
    year = full_year(parts["year"], calendar) if parts.get("year") else None
    if parts.get("year") and year is None:
        return None
    day = _day_number(parts.get("day"), rules)
    if parts.get("day") and (day is None or not 1 <= day <= 31):
        return None
    named = parts.get("weekday")
    return resolve(
        Written(
            span,
            span.of(scan.text),
            calendar,
            year,
            month,
            day,
            _day_number(parts.get("until"), rules),
            rules.weekday_index[spelled(named)] if named else None,
        ),
        scan.bounds,
    )


def _looks_like_a_name(scan: _Scan, match: re.Match[str], rules: Grammar) -> bool:
    """Whether a month of a language with capitals is written with one (march and may are plain words too)."""
    return bool(rules.words.month_suffix) or scan.text[scan.span(*match.span("month")).start].isupper()


def _day_number(written: str | None, rules: Grammar) -> int | None:
    if not written:
        return None
    digits = re.match(r"\d{1,2}", written)
    return int(digits.group()) if digits else rules.day_index.get(spelled(written))


def _year_alone(scan: _Scan, match: re.Match[str], span: Span) -> EventDate | None:
    written = match["year"]
    calendar = SOLAR_HIJRI if len(written) == 2 else calendar_of_year(int(written))
    if calendar is None or (scan.language == "en" and calendar == SOLAR_HIJRI):
        return None
    surface = span.of(scan.text)
    return resolve(Written(span, surface, calendar, full_year(written, calendar)), scan.bounds)


def _compact(text: str) -> Iterator[EventDate]:
    folded = fold(text)
    for match in COMPACT.finditer(folded.key):
        calendar = calendar_of_year(int(match["year"])) or GREGORIAN
        value = day_of(calendar, int(match["year"]), int(match["month"]), int(match["day"]))
        span = folded.span(*match.span())
        if value:
            yield EventDate(span, span.of(text), value, calendar=calendar)


def _merge_ranges(found: list[EventDate], scan: _Scan) -> tuple[EventDate, ...]:
    merged: list[EventDate] = []
    for event in found:
        if merged and _makes_range(merged[-1], event, scan):
            merged[-1] = joined(merged[-1], event, scan.text)
        else:
            merged.append(event)
    return tuple(merged)


def _makes_range(first: EventDate, last: EventDate, scan: _Scan) -> bool:
    if first.value is None or last.value is None or first.end or not first.value < last.value:
        return False
    start = scan.within.start
    between = scan.folded.slice(Span(first.span.end - start, last.span.start - start))
    if scan.grammar.range_joiner.fullmatch(between):
        return True
    before = scan.folded.slice(Span(max(0, first.span.start - start - 20), first.span.start - start))
    return bool(scan.grammar.between_joiner.fullmatch(between) and scan.grammar.range_opener.search(before))
