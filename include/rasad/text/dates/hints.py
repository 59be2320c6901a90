"""A cheap look at a stretch of text before it is searched for dates: most stretches of news name none."""

from __future__ import annotations

import re
from functools import lru_cache

from rasad.text.dates.lexicon import TimeWords, time_words
from rasad.text.normalise import fold_key

_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\w+")


def may_name_a_time(key: str, language: str) -> bool:
    """False only where no date can be in a match key: it has no digit, and of no form of the lexicon the longest word."""
    hints = _hints(language)
    return hints is None or _DIGIT.search(key) is not None or not hints.isdisjoint(_TOKEN.findall(key))


@lru_cache(maxsize=4)
def _hints(language: str) -> frozenset[str] | None:
    """None for a language that joins its words by a ZWNJ, which the match key drops: there every stretch is searched."""
    words = time_words(language)
    forms = _forms(words)
    if any("\u200c" in form for form in forms):
        return None
    return frozenset(max(_TOKEN.findall(fold_key(form)), key=len) for form in forms)


def _forms(words: TimeWords) -> list[str]:
    calendars = (words.months.gregorian, words.months.solar_hijri, words.months.hijri)
    months = [form for calendar in calendars for forms in calendar for form in forms]
    weekdays = [form for forms in (*words.weekdays, *words.weekdays_short) for form in forms]
    units = [form for forms in words.units.values() for form in forms]
    return [
        *months,
        *weekdays,
        *units,
        *words.day_offsets,
        *words.period_offsets,
        *words.unanchored,
        *words.statement_times,
    ]
