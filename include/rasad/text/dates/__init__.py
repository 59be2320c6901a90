"""Dates in running text: Gregorian, Solar Hijri and lunar Hijri, absolute and relative, in English and Persian."""

from rasad.text.dates.calendars import iranian_day
from rasad.text.dates.find import find_dates, find_statement_times, parse_dates, surest
from rasad.text.dates.tense import Tense, tense_of

__all__ = ["Tense", "find_dates", "find_statement_times", "iranian_day", "parse_dates", "surest", "tense_of"]
