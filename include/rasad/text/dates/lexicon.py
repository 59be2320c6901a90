"""The words of time of one language, read from its lexicon file."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.normalise import fold_key

Period = Literal["day", "week", "month", "year"]
Twelve = tuple[tuple[str, ...], ...]


class Months(Strict):
    """The month names of three calendars, first month first; each month with all its forms."""

    gregorian: Twelve = Field(min_length=12, max_length=12)
    solar_hijri: Twelve = Field(min_length=12, max_length=12)
    hijri: Twelve = Field(min_length=12, max_length=12)


class TimeWords(Strict):
    """Everything that the date finder knows of a language. The YAML files say what each list is for."""

    months: Months
    month_alone_after: tuple[str, ...]
    month_suffix: tuple[str, ...]
    month_needs_year: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...] = Field(min_length=7, max_length=7)
    weekdays_short: tuple[tuple[str, ...], ...] = Field(max_length=7)
    weekday_prefix: tuple[str, ...]
    weekday_past: tuple[str, ...]
    weekday_future: tuple[str, ...]
    weekday_open: tuple[str, ...]
    weekday_past_after: tuple[str, ...]
    weekday_future_after: tuple[str, ...]
    day_words: dict[str, int]
    day_suffix: tuple[str, ...]
    year_before: tuple[str, ...]
    year_word: tuple[str, ...]
    not_a_year_before: tuple[str, ...]
    day_offsets: dict[str, int]
    period_offsets: dict[str, tuple[Period, int]]
    week_starts: Literal["monday", "saturday"]
    units: dict[Period, tuple[str, ...]]
    ago: tuple[str, ...]
    unanchored: tuple[str, ...]
    unanchored_after_amount: tuple[str, ...]
    counts: dict[str, int]
    vague_counts: tuple[str, ...]
    commas: tuple[str, ...]
    range_joiners: tuple[str, ...]
    between_joiners: tuple[str, ...]
    range_openers: tuple[str, ...]
    statement_times: tuple[str, ...]
    past: tuple[str, ...]
    past_endings: tuple[str, ...]
    ahead_of_past: tuple[str, ...]
    not_past_after: tuple[str, ...]
    future: tuple[str, ...]


@lru_cache(maxsize=4)
def time_words(language: str) -> TimeWords:
    """The words of time of a language. Raises ConfigError for a wrong or missing file."""
    return read_model(INCLUDE / "lexicons" / language / "time.yml", TimeWords)


def spelled(form: str) -> str:
    """A form as a look-up key: its match key without any white space."""
    return "".join(fold_key(form).split())
