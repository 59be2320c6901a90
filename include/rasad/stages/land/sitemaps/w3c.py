"""Dates of sitemaps (W3C datetime) as the stretch of time that they may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

EARLIEST_YEAR, LATEST_YEAR = 1991, 2100
"""Years outside are another calendar (Solar Hijri 1405) or nonsense, and so no certain date."""

_W3C = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[Tt ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r" ?([Zz]|UTC|GMT|[+-]\d{1,2}:?\d{2})?)?)?)?"
)
_EASTMOST, _WESTMOST = timedelta(hours=14), timedelta(hours=12)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time that a written date may mean, UTC, both ends included; `exact` where it names an instant."""

    first: datetime
    last: datetime
    exact: bool = False

    def meets(self, since: datetime | None, until: datetime | None) -> bool:
        """Whether some part lies between the two, both included; None is open."""
        return (since is None or self.last >= since) and (until is None or self.first <= until)


def read_date(written: str) -> Stretch | None:
    """A written date as a stretch of time; None where it is no date that is certain.

    A date without a time is the whole day (month, year) in UTC. A time without a zone may be that of any zone on Earth.
    Seconds are kept, fractions are not. RFC 822 dates are read too, because some sitemaps have them.
    """
    trimmed = written.strip()[:60]
    found = _W3C.fullmatch(trimmed)
    try:
        stretch = _stretch(found) if found else _rfc822(trimmed)
        return stretch if stretch and EARLIEST_YEAR <= stretch.first.year <= LATEST_YEAR else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _stretch(found: re.Match[str]) -> Stretch:
    year, month, day, hour, minute, second, zone = found.groups()
    start = datetime(
        int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC
    )
    if hour is None:
        return Stretch(start, _end(start, month, day) - _TICK)
    if zone is None:
        return Stretch(start - _EASTMOST, start + _WESTMOST)
    return _instant(start.replace(tzinfo=_zone(zone)))


def _end(start: datetime, month: str | None, day: str | None) -> datetime:
    if day:
        return start + timedelta(days=1)
    if month:
        return (start + timedelta(days=32)).replace(day=1)
    return start.replace(year=start.year + 1)


def _zone(zone: str) -> timezone:
    if zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = zone[1:].replace(":", "").zfill(4)
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if zone[0] == "-" else away)


def _rfc822(written: str) -> Stretch | None:
    moment = parsedate_to_datetime(written)
    return _instant(moment) if moment.tzinfo else None


def _instant(moment: datetime) -> Stretch:
    utc = moment.astimezone(UTC)
    return Stretch(utc, utc, exact=True)
