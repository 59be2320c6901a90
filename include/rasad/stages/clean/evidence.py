"""Gathering what speaks for a day: the page's statements sorted by what they are about, the address, the feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from rasad.catalogue import Dates
from rasad.edges.documents import Stated
from rasad.stages.clean.stated_time import Instant, day_only, open_days, read_stated
from rasad.text.dates.datelines import is_about_the_page, roles

PUBLISHED, MODIFIED = "published", "modified"
SAME = timedelta(days=1)
_IN_URL = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<mark>[/-]|)(?P<month>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
_MONTH_IN_URL = re.compile(r"/(?P<year>\d{4})/(?P<month>\d{1,2})/")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_DATELINE_WORDS = 14  # of a text that the page calls a date, or that says so itself
_BARE_WORDS = 8  # of a text that merely follows the headline: "By Name Surname | February 28, 2023"
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_BEGINS_WITH_FIGURES = re.compile(r"\W{0,3}\d{1,4}[./-]\d{1,2}[./-]\d")
_KEY_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MODIFIED_KEY = re.compile(r"updat|modif|revis|edited|lastmod", re.IGNORECASE)
_PUBLISHED_KEY = re.compile(r"publi|pubdate|entry-date|post-?date|posted|created|issued", re.IGNORECASE)
_PAGE_KEYS = {"today", "clock", "now", "server", "current", "calendar", "copyright"}
MOST_STATEMENTS = 60  # statements looked at; a page with more is a list of other dates
_LABEL = 160  # characters kept of a statement in a conflict
_PRINTED = ("time", "visible_text", "elsewhere", "scattered")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement that was read as a date, and the means by which it was made."""

    method: str  # feed, jsonld, meta, script, time, visible_text, url; elsewhere, scattered: maybe of other articles
    key: str
    text: str
    instant: Instant

    @property
    def day(self) -> date:
        """The day in the statement's own zone."""
        return self.instant.value.date()

    def label(self) -> str:
        """The statement for people: its method, its place, its words."""
        return " ".join(f"{self.method} {self.key}: {self.text}".split())[:_LABEL]

    def near(self, other: Evidence) -> bool:
        """Whether two statements may mean one publication: neighbouring days, or instants within a day and a half."""
        if abs(self.day - other.day) <= SAME:
            return True
        exact = "day" not in (self.instant.precision, other.instant.precision)
        return exact and abs(self.instant.value - other.instant.value) <= 1.5 * SAME


def gather(
    stated: Iterable[Stated], language: str, role: str, dates: Dates | None, first_seen: date | None, url: str = ""
) -> tuple[list[Evidence], tuple[date, ...]]:
    """The statements of a page that speak of its publication (or its modification), and the days that others leave open."""
    statements = list(islice(stated, MOST_STATEMENTS))
    found: list[Evidence] = []
    possible: list[date] = []
    for statement in sorted(statements, key=lambda each: each.method == "visible_text"):
        for text in _of_role(statement, role):
            instant = read_stated(text, language, dates, first_seen=first_seen)
            if instant and not _looks_like_a_calendar(statement):
                found.append(Evidence(statement.method, statement.key, text, instant))
            elif instant and _is_month_of_address(instant.value.date(), url):
                found.append(Evidence("scattered", statement.key, text, instant))
            elif instant is None and statement.method not in ("elsewhere", "scattered"):
                possible += open_days(text, language)
    return _one_day_only(_one_day_only(_without_lists(found), "script"), "scattered"), tuple(dict.fromkeys(possible))[
        :6
    ]


def of_feed(feed: datetime, dates: Dates | None) -> Evidence:
    """The feed's instant; where its outlet prints local time as UTC, the clock is read in the outlet's zone."""
    value = feed if feed.tzinfo else feed.replace(tzinfo=UTC)
    if dates and dates.feed_clock == "local_printed_as_utc" and dates.timezone:
        wall = value.astimezone(UTC).replace(tzinfo=ZoneInfo(dates.timezone))
        value = wall.replace(tzinfo=timezone(wall.utcoffset() or timedelta(0)))
        return Evidence(
            "feed", "", feed.isoformat(), Instant(value, "second", "gregorian", True, None, dates.feed_clock)
        )
    return Evidence("feed", "", feed.isoformat(), Instant(value, "second", "gregorian", zoned=True))


def of_address(url: str) -> Evidence | None:
    """The day that an address names in its path, in either calendar."""
    path = urlsplit(url).path
    found = _IN_URL.search(path.lower())
    if not found or (not found["mark"] and len(found["month"] + found["day"]) != 4):
        return None
    month = _MONTHS.index(found["month"]) + 1 if found["month"] in _MONTHS else int(found["month"])
    instant = day_only(int(found["year"]), month, int(found["day"]))
    return Evidence("url", "", found.group(), instant) if instant else None


def _of_role(statement: Stated, role: str) -> Iterator[str]:
    """The pieces of a statement that speak of publication or of modification, by its own labels, else by its place."""
    printed = statement.method in _PRINTED
    if printed and (_is_page_key(statement.key) or is_about_the_page(statement.text)):
        return
    by_place = (
        MODIFIED if _MODIFIED_KEY.search(statement.key) and not _PUBLISHED_KEY.search(statement.key) else PUBLISHED
    )
    for label, text in roles(statement.text) if printed else (("", statement.text),):
        if (label or by_place) == role and (not printed or statement.method == "time" or _is_dateline(statement, text)):
            yield text


def _is_page_key(key: str) -> bool:
    return not _PAGE_KEYS.isdisjoint(word.lower() for word in _KEY_WORDS.findall(key))


def _is_dateline(statement: Stated, text: str) -> bool:
    """Whether a visible text is a line about the publication, not a sentence or a caption."""
    words = text.split()
    if statement.key or text is not statement.text:
        return len(words) <= _DATELINE_WORDS
    if _BEGINS_WITH_FIGURES.match(text) and _CLOCK.search(text):
        return len(words) <= _DATELINE_WORDS
    return len(words) <= _BARE_WORDS and not text.rstrip(".").endswith(".")


def _looks_like_a_calendar(statement: Stated) -> bool:
    """Whether words that merely follow the headline have the form of a site's calendar: a weekday, a day, no clock."""
    words = statement.text.split()
    if statement.method != "visible_text" or statement.key or _CLOCK.search(statement.text):
        return False
    return len(words) >= 4 and words[0].rstrip(",").lower() in _WEEKDAYS


def _is_month_of_address(day: date, url: str) -> bool:
    """Whether an address names the month of a day, so that a calendar in that form is rather the article's own date."""
    month = _MONTH_IN_URL.search(urlsplit(url).path)
    return month is not None and (int(month["year"]), int(month["month"])) == (day.year, day.month)


def _without_lists(found: list[Evidence]) -> list[Evidence]:
    """Printed dates of one class that name several days or clocks list other articles: weak evidence, if for one day."""
    days: dict[tuple[str, str], set[date]] = {}
    clocks: dict[tuple[str, str], set[datetime]] = {}
    for each in found:
        place = (each.method, each.key)
        clock = each.instant.wall or (each.instant.value if each.instant.precision != "day" else None)
        days.setdefault(place, set()).add(each.day)
        clocks.setdefault(place, set()).update([clock] if clock else [])
    lists = {
        place
        for place in days
        if place[0] in ("time", "visible_text") and place[1] and (len(days[place]) > 1 or len(clocks[place]) > 1)
    }
    return [replace(each, method="scattered") if (each.method, each.key) in lists else each for each in found]


def _one_day_only(found: list[Evidence], method: str) -> list[Evidence]:
    """Without the statements of one method where they name several days: then they are about several articles."""
    days = {each.day for each in found if each.method == method}
    return found if len(days) <= 1 else [each for each in found if each.method != method]
