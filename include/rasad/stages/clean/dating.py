"""When an article was published, from everything that its feed, page and address state. Unsure is None, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import urlsplit

from rasad.edges.documents import Stated
from rasad.model import Dated
from rasad.stages.clean.stated_time import Instant, day_only, read_stated

_IN_URL = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<mark>[/-]|)(?P<month>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_EARLIEST = date(1990, 1, 1)
_AHEAD = timedelta(days=1.5)  # of the fetch: clocks set wrong and zones left out, not announcements
_SAME = timedelta(days=1)
_DATELINE_WORDS = 14  # of a text that the page calls a date
_BARE_WORDS = 8  # of a text that merely follows the headline: "By Name Surname | February 28, 2023"
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_CONFIDENCE = {"feed": 0.9, "jsonld": 0.85, "meta": 0.85, "time": 0.7, "url": 0.7, "visible_text": 0.65}
_AGREED = 0.95  # two independent means name the same day


@dataclass(frozen=True, slots=True)
class _Evidence:
    method: str
    instant: Instant

    @property
    def day(self) -> date:
        return self.instant.value.date()


def published(
    stated: Iterable[Stated],
    url: str,
    language: str,
    *,
    feed: datetime | None = None,
    fetched_at: datetime | None = None,
) -> Dated:
    """The publication date of a page, with how it was found.

    Order: feed, JSON-LD, meta, <time>, visible text, address. The page's printed day decides between two days that differ
    only by the zone. `value` is None, with the candidates, where what is printed contradicts what is stated by more than a
    day (a page that was published again), and where nothing trustworthy is left. Dates after `fetched_at` are no evidence.
    """
    found = [each for each in _evidence(stated, url, language, feed) if _plausible(each, fetched_at)]
    evidence = _about_this_article(found)
    if not evidence:
        return Dated(None)
    first, others = evidence[0], evidence[1:]
    candidates = tuple(dict.fromkeys(each.instant.value.isoformat() for each in evidence))[:6]
    printed = [each for each in others if each.method in ("time", "visible_text")]
    if first.method != "feed" and _contradicted(first, others, printed):
        return Dated(None, candidates=candidates)
    instant = _in_printed_zone(first.instant, found)
    agreed = any(each.method != first.method and each.day == instant.value.date() for each in others)
    return Dated(
        value=instant.value,
        precision=instant.precision,
        method="meta" if first.method == "time" else first.method,
        calendar=instant.calendar,
        confidence=_AGREED if agreed else _CONFIDENCE[first.method],
        candidates=candidates if len(candidates) > 1 else (),
    )


def _about_this_article(found: list[_Evidence]) -> list[_Evidence]:
    """The evidence without the <time>s that stand elsewhere; one of those counts where it is near the day in the address."""
    sure = [each for each in found if each.method != "elsewhere"]
    if any(each.method != "url" for each in sure):
        return sure
    near = [each for each in found if each.method == "elsewhere" and any(_near(each, other) for other in sure)]
    return [*(replace(each, method="time") for each in near), *sure]


def _evidence(stated: Iterable[Stated], url: str, language: str, feed: datetime | None) -> Iterator[_Evidence]:
    if feed is not None:
        value = feed if feed.tzinfo else feed.replace(tzinfo=UTC)
        yield _Evidence("feed", Instant(value, "second", "gregorian", zoned=True))
    statements = list(stated)
    for statement in statements:
        if statement.method != "visible_text":
            yield from _read(statement, language)
    for statement in statements:
        if statement.method == "visible_text" and _is_dateline(statement):
            yield from _read(statement, language)
    in_url = _url_day(url)
    if in_url is not None:
        yield _Evidence("url", in_url)


def _url_day(url: str) -> Instant | None:
    found = _IN_URL.search(urlsplit(url).path.lower())
    if not found or (not found["mark"] and len(found["month"] + found["day"]) != 4):
        return None
    month = _MONTHS.index(found["month"]) + 1 if found["month"] in _MONTHS else int(found["month"])
    return day_only(int(found["year"]), month, int(found["day"]))


def _is_dateline(statement: Stated) -> bool:
    """Whether a visible text is a line about the publication, not a sentence, a caption or the site's calendar.

    A site's calendar shows the day of the visit with its weekday and no clock; words that merely follow the headline in
    that form are not believed.
    """
    words = statement.text.split()
    if statement.key:
        return len(words) <= _DATELINE_WORDS
    return len(words) <= _BARE_WORDS and (not statement.text.rstrip(".").endswith(".") and not _is_calendar(words))


def _is_calendar(words: list[str]) -> bool:
    return len(words) >= 4 and words[0].rstrip(",").lower() in _WEEKDAYS and not _CLOCK.search(" ".join(words))


def _read(statement: Stated, language: str) -> Iterator[_Evidence]:
    instant = read_stated(statement.text, language)
    if instant is not None:
        yield _Evidence(statement.method, instant)


def _plausible(found: _Evidence, fetched_at: datetime | None) -> bool:
    if found.day < _EARLIEST:
        return False
    if fetched_at is None:
        return True
    fetched = fetched_at if fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC)
    return found.instant.value <= fetched + _AHEAD


def _contradicted(first: _Evidence, others: list[_Evidence], printed: list[_Evidence]) -> bool:
    """Whether the page prints only days that are not the stated one, or its address names another day than all the rest."""
    if printed and not any(_near(first, found) for found in printed):
        return True
    in_url = [found for found in others if found.method == "url"]
    return bool(in_url) and not any(_near(first, found) for found in others)


def _near(one: _Evidence, other: _Evidence) -> bool:
    if abs(one.day - other.day) <= _SAME:
        return True
    exact = "day" not in (one.instant.precision, other.instant.precision)
    return exact and abs(one.instant.value - other.instant.value) <= 1.5 * _SAME


def _in_printed_zone(instant: Instant, others: list[_Evidence]) -> Instant:
    """The same instant with the offset that the page's other statements imply, so that its day is the outlet's own.

    Servers state UTC while readers see the outlet's day. A statement of the same instant with an offset gives the offset;
    a printed neighbouring day gives the smallest offset under which it holds.
    """
    if not instant.zoned or instant.value.utcoffset() != timedelta(0):
        return instant
    for found in others:
        offset = _offset_of(found.instant, instant.value)
        if offset:
            return _moved(instant, offset)
    days = [found.day for found in others if found.method in ("visible_text", "url")]
    if not days or instant.value.date() in days or abs(days[0] - instant.value.date()) > _SAME:
        return instant
    offset = _smallest_offset(instant.value, days[0])
    return _moved(instant, offset) if offset else instant


def _offset_of(other: Instant, value: datetime) -> timedelta | None:
    """The offset from UTC under which `other` says the same instant as `value`, or None where it says another."""
    if other.wall is None:
        return other.value.utcoffset() if abs(other.value - value) < timedelta(minutes=2) else None
    offset = other.wall - value.replace(tzinfo=None, microsecond=0)
    whole = offset % timedelta(minutes=30) == timedelta(0)
    return offset if whole and abs(offset) <= timedelta(hours=14) else None


def _moved(instant: Instant, offset: timedelta) -> Instant:
    return Instant(instant.value.astimezone(timezone(offset)), instant.precision, instant.calendar, zoned=True)


def _smallest_offset(value: datetime, day: date) -> timedelta | None:
    for hours in range(1, 13):
        for offset in (timedelta(hours=hours), timedelta(hours=-hours)):
            if (value + offset).date() == day:
                return offset
    return None
