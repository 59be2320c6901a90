"""Regular expressions for the dates of one language, made once from its words of time. All repeats are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rasad.text.dates.lexicon import TimeWords, spelled, time_words
from rasad.text.forms import NEVER, alternation, whole

_DASH = r"\s?[-–—]\s?"
NUMERIC = (
    re.compile(
        r"(?<![\d/.\-])(?P<year>\d{4})(?P<mark>[/.\-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d|[/\-]\d)"
    ),
    re.compile(
        r"(?<![\d/.\-])(?P<first>\d{1,2})(?P<mark>[/.\-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d|[/\-]\d)"
    ),
)
NUMERIC_SHORT = re.compile(r"(?<![\d/.\-])(?P<year>\d{2})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d|[/.\-]\d)")
COMPACT = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")


@dataclass(frozen=True)
class Grammar:
    """The patterns of one language and the look-ups that give their groups a meaning (keys without white space)."""

    words: TimeWords
    named: tuple[re.Pattern[str], ...]  # a day of a named month
    month_year: re.Pattern[str]
    month_alone: re.Pattern[str]
    year_alone: re.Pattern[str]
    weekday_alone: re.Pattern[str]
    day_offset: re.Pattern[str]
    period_offset: re.Pattern[str]
    amount: re.Pattern[str]
    unanchored: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    counted: re.Pattern[str]
    ahead_of_past: re.Pattern[str]
    not_past_after: re.Pattern[str]
    statement_time: re.Pattern[str]
    range_joiner: re.Pattern[str]
    between_joiner: re.Pattern[str]
    range_opener: re.Pattern[str]
    month_index: dict[str, tuple[str, int]]
    weekday_index: dict[str, int]
    day_index: dict[str, int]
    offset_index: dict[str, int]
    period_index: dict[str, tuple[str, int]]
    unit_index: dict[str, str]
    count_index: dict[str, int]
    months_needing_year: frozenset[str]


@lru_cache(maxsize=4)
def grammar(language: str) -> Grammar:
    """The date grammar of a language."""
    words = time_words(language)
    month_index = {
        spelled(form): (calendar, number)
        for calendar in ("hijri", "solar_hijri", "gregorian")
        for number, forms in enumerate(getattr(words.months, calendar), 1)
        for form in forms
    }
    return Grammar(
        words=words,
        named=_named(words),
        month_year=re.compile(whole(rf"{_month(words)}\.?,?\s{{1,2}}{_year(words)}")),
        month_alone=re.compile(_month_alone(words)),
        year_alone=re.compile(
            whole(rf"{alternation(words.year_before)}\s{{1,2}}(?:the year )?(?P<year>\d{{4}}|\d{{2}}(?!\d))")
        ),
        weekday_alone=re.compile(whole(_weekday_alone(words))),
        day_offset=re.compile(
            whole(
                rf"(?P<offset>{alternation(words.day_offsets)})(?!\w)(?:\s{{0,2}}(?:\(|{alternation(words.commas)})?\s{{0,2}}(?P<weekday>{_weekdays(words)}))?"
            )
        ),
        period_offset=re.compile(whole(rf"(?P<period>{alternation(words.period_offsets)})")),
        amount=re.compile(_amount(words)),
        unanchored=re.compile(whole(alternation(words.unanchored))),
        future=re.compile(rf"(?<![^\W\d]){alternation(words.future)}(?!\w)"),
        past=re.compile(whole(rf"(?:{alternation(words.past)}|\w{{2,20}}{alternation(words.past_endings)})")),
        counted=re.compile(rf"(?<!\w)(?:\d{{1,3}}|{alternation((*words.counts, *words.vague_counts))})\s{{1,2}}$"),
        not_past_after=re.compile(rf"(?<!\w){alternation(words.not_past_after)}\s{{1,2}}$"),
        ahead_of_past=re.compile(whole(alternation(words.ahead_of_past))),
        statement_time=re.compile(whole(alternation(words.statement_times))),
        range_joiner=re.compile(rf"(?:{_DASH}|\s{{1,2}}{alternation(words.range_joiners)}\s{{1,2}})"),
        between_joiner=re.compile(rf"\s{{1,2}}{alternation(words.between_joiners)}\s{{1,2}}"),
        range_opener=re.compile(rf"(?<!\w){alternation(words.range_openers)}\s{{1,2}}$"),
        month_index=month_index,
        weekday_index={
            spelled(form): day
            for names in (words.weekdays, words.weekdays_short)
            for day, forms in enumerate(names)
            for form in forms
        },
        day_index={spelled(form): day for form, day in words.day_words.items()},
        offset_index={spelled(form): days for form, days in words.day_offsets.items()},
        period_index={spelled(form): value for form, value in words.period_offsets.items()},
        unit_index={spelled(form): unit for unit, forms in words.units.items() for form in forms},
        count_index={spelled(form): number for form, number in words.counts.items()},
        months_needing_year=frozenset(spelled(form) for form in words.month_needs_year),
    )


def _flat(groups: Iterable[Iterable[str]]) -> list[str]:
    return [form for forms in groups for form in forms]


def _weekdays(words: TimeWords) -> str:
    return alternation(_flat(words.weekdays))


def _month(words: TimeWords) -> str:
    forms = _flat(words.months.gregorian) + _flat(words.months.solar_hijri) + _flat(words.months.hijri)
    suffix = rf"(?:\s?{alternation(words.month_suffix)})?" if words.month_suffix else ""
    return rf"(?P<month>{alternation(forms)}){suffix}"


def _year(words: TimeWords) -> str:
    word = rf"(?:{alternation(words.year_word)}\s)?"
    not_counted = rf"(?!\s?{alternation(words.not_a_year_before)}(?!\w))" if words.not_a_year_before else ""
    short = rf"|\d{{2}}(?![\d/:.,%]\d|%){not_counted}" if words.month_suffix else ""
    return rf"{word}(?P<year>\d{{4}}{short})"


def _named(words: TimeWords) -> tuple[re.Pattern[str], ...]:
    prefixes = rf"(?:{alternation(words.weekday_prefix)}\s{{1,2}})?" if words.weekday_prefix else ""
    comma = alternation(words.commas)
    names = alternation(_flat(words.weekdays) + _flat(words.weekdays_short))
    dot = r"\.?" if words.weekdays_short else ""
    weekday = rf"(?:{prefixes}(?P<weekday>{names}){dot}(?:{comma}?\s{{1,2}}|{comma}))?{prefixes}"
    day_word = alternation(words.day_words) if words.day_words else NEVER
    suffix = rf"(?:\s?{alternation(words.day_suffix)}(?!\w))?"
    digits = rf"\d{{1,2}}(?![\d:]){suffix}"
    day = rf"(?:the )?(?P<day>{digits}|{day_word})"
    until = rf"(?:(?:{_DASH}|\s{{1,2}}(?:{alternation(words.range_joiners)})\s{{1,2}})(?P<until>{digits}|{day_word}))?"
    year = rf"(?:{comma}?\s{{1,2}}{_year(words)})?"
    # Pages glue the next word to the year, so a date may end between a digit and a letter.
    end = r"(?:(?<=\d)(?!\d)|(?!\w))"
    day_first = rf"(?<!\w){weekday}{day}{until}\s{{0,2}}(?:of )?{_month(words)}(?!\w)\.?{year}{end}"
    month_first = rf"(?<!\w){weekday}{_month(words)}\.?\s{{1,2}}{day}{until}(?![\d%]){year}{end}"
    year_first = rf"(?<!\w)(?P<year>\d{{4}})[-/]{_month(words)}[-/](?P<day>\d{{1,2}})(?!\w)"
    # A language that marks months with a word of its own puts the day first.
    ordered = (day_first, year_first) if words.month_suffix else (month_first, day_first, year_first)
    return tuple(re.compile(pattern) for pattern in ordered)


def _month_alone(words: TimeWords) -> str:
    if words.month_suffix:
        forms = _flat(words.months.solar_hijri) + _flat(words.months.hijri) + _flat(words.months.gregorian)
        return whole(rf"(?P<month>{alternation(forms)})\s?{alternation(words.month_suffix)}")
    return whole(
        rf"(?P<opener>{alternation(words.month_alone_after)})[\s\-]{{1,2}}(?P<month>{alternation(_flat(words.months.gregorian))})"
    )


def _weekday_alone(words: TimeWords) -> str:
    prefix = rf"(?:{alternation(words.weekday_prefix)}\s{{1,2}})?" if words.weekday_prefix else ""
    before = (
        rf"(?:(?P<past>{alternation(words.weekday_past)})\s|(?P<future>{alternation(words.weekday_future)})\s"
        rf"|(?P<open>{alternation(words.weekday_open)})\s)?"
    )
    weeks = [form for form, (unit, _) in words.period_offsets.items() if unit == "week"]
    after = (
        rf"(?:\s(?:of\s)?(?P<week>{alternation(weeks)})|\s(?P<past_after>{alternation(words.weekday_past_after)})(?!\w)"
        rf"|\s(?P<future_after>{alternation(words.weekday_future_after)})(?!\w))?"
    )
    return rf"{before}{prefix}(?P<weekday>{_weekdays(words)})(?!\w){after}"


def _amount(words: TimeWords) -> str:
    units = alternation(_flat(words.units.values()))
    count = rf"(?P<count>\d{{1,4}}|{alternation(words.counts)}|{alternation(words.vague_counts)})"
    relation = rf"(?:(?P<hanging>{alternation(words.unanchored_after_amount)})|(?P<ago>{alternation(words.ago)}))"
    return whole(rf"{count}\s{{1,2}}(?P<unit>{units})\s{{1,2}}{relation}")
