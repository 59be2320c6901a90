"""What kind of day a day is for an outlet: a working day, a day off, a holiday, a day of Nowruz. Facts: include/calendars/rest.yml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate
from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.dates.calendars import lunar_of

_Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAYS: tuple[_Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_Week = dict[_Weekday, Literal["full", "half"]]


class Kind(StrEnum):
    """Kinds of days whose volumes are like one another."""

    WORKING = "working"
    HALF = "half"
    OFF = "off"
    HOLIDAY = "holiday"  # an official one, or a day that may be one
    NOWRUZ = "nowruz"
    NOWRUZ_OFF = "nowruz_off"


class _Nowruz(Strict):
    month: int = Field(ge=1, le=12)
    first: int = Field(ge=1, le=31)
    last: int = Field(ge=1, le=31)
    countries: tuple[str, ...]
    languages: tuple[str, ...]


class _Holiday(Strict):
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    name: str = Field(min_length=3)


class _Holidays(Strict):
    countries: tuple[str, ...]
    solar_hijri: tuple[_Holiday, ...]
    hijri: tuple[_Holiday, ...]


class _Rest(Strict):
    weeks: dict[str, _Week]
    elsewhere: _Week
    nowruz: _Nowruz
    holidays: _Holidays
    clocks: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What an outlet's week and year depend on: where it works, and the language that it writes in first."""

    country: str  # ISO 3166, or unknown: then no day of the week is known to be off
    language: str
    timezone: str | None = None  # IANA name, where the outlet's file has one

    def day_at(self, instant: datetime) -> date:
        """The outlet's own day at an instant."""
        return instant.astimezone(ZoneInfo(self.timezone or _facts().clocks.get(self.country, "UTC"))).date()

    @property
    def group(self) -> tuple[str, bool]:
        """Outlets of one group have the same kind of day on every day."""
        return self.country, _keeps_nowruz(self)


@dataclass(frozen=True, slots=True)
class Season:
    """A day as an outlet knows it, with its name for people: `a Friday in Nowruz`."""

    kind: Kind
    name: str


def season_of(day: date, rhythm: Rhythm) -> Season:
    """The kind of a day for an outlet of this rhythm."""
    return _season(day, *rhythm.group)


@lru_cache(maxsize=100_000)
def _season(day: date, country: str, nowruz: bool) -> Season:
    weekday = _WEEKDAYS[day.weekday()]
    rest = _week(country).get(weekday)
    holiday = _holiday(day) if country in _facts().holidays.countries else None
    named = f"a {weekday.title()}"
    if nowruz and _is_nowruz(day):
        off = rest == "full" or (holiday is not None and holiday.is_certain)
        shown = f"{named} in Nowruz" + (" (a holiday)" if off and rest != "full" else "")
        return Season(Kind.NOWRUZ_OFF if off else Kind.NOWRUZ, shown)
    if rest == "full":
        return Season(Kind.OFF, named)
    if holiday is not None:
        return Season(Kind.HOLIDAY, f"{named} that {'is' if holiday.is_certain else 'may be'} {holiday.name}")
    return Season(Kind.HALF if rest else Kind.WORKING, named)


@dataclass(frozen=True, slots=True)
class _Feast:
    name: str
    is_certain: bool


def _holiday(day: date) -> _Feast | None:
    """The official holiday that a day is, or may be; the certain one first."""
    solar = JalaliDate.to_jalali(day)
    if name := _named(_facts().holidays.solar_hijri).get((solar.month, solar.day)):
        return _Feast(name, is_certain=True)
    lunar = _named(_facts().holidays.hijri)
    for shift in (0, 1, -1):
        if name := lunar.get(lunar_of(day + timedelta(days=shift))[1:]):
            return _Feast(name, is_certain=False)
    return None


def _named(holidays: tuple[_Holiday, ...]) -> dict[tuple[int, int], str]:
    return {(one.month, one.day): one.name for one in holidays}


def _is_nowruz(day: date) -> bool:
    solar, feast = JalaliDate.to_jalali(day), _facts().nowruz
    return bool(solar.month == feast.month and feast.first <= solar.day <= feast.last)


def _keeps_nowruz(rhythm: Rhythm) -> bool:
    return rhythm.country in _facts().nowruz.countries or rhythm.language in _facts().nowruz.languages


def _week(country: str) -> _Week:
    return {} if country == "unknown" else _facts().weeks.get(country, _facts().elsewhere)


@cache
def _facts() -> _Rest:
    """Raises ConfigError when the file is missing or wrong."""
    return read_model(INCLUDE / "calendars" / "rest.yml", _Rest)
