"""How an outlet behaves: how much it publishes, what it asks of visitors, how it writes dates."""

from __future__ import annotations

import zoneinfo
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from rasad.listings import UNCHECKED
from rasad.strict import Strict


def _zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise ValueError(f"{value!r} is no IANA time zone: write a name like Asia/Tehran")
    return value


class Volume(Strict):
    """How many articles a day are to be expected; null means that nobody has counted."""

    per_day: float | None = Field(default=None, gt=0)
    evidence: str = UNCHECKED


class Politeness(Strict):
    """What this outlet asks of its visitors, or what we owe it; null means the setting of the installation."""

    delay_s: float | None = Field(default=None, ge=0, le=120)
    evidence: str = UNCHECKED


class Dates(Strict):
    """How the outlet writes dates; null means that nobody has checked."""

    calendar: Literal["gregorian", "solar_hijri", "hijri"] | None = Field(
        default=None, description="Calendar of the dates that pages in the outlet's first language show."
    )
    order: Literal["ymd", "dmy", "mdy"] | None = Field(default=None, description="Order of dates in figures.")
    timezone: Annotated[str, AfterValidator(_zone)] | None = Field(
        default=None, description="IANA name of the zone of times without one."
    )
    feed_clock: Literal["as_stated", "local_printed_as_utc"] | None = None
    evidence: str = UNCHECKED
