"""Dates in running text: Gregorian, Solar Hijri and lunar Hijri, absolute and relative, in English and Persian."""

from rasad.text.dates.calendars import iranian_day
from rasad.text.dates.find import find_dates, parse_dates, surest

__all__ = ["find_dates", "iranian_day", "parse_dates", "surest"]
