"""What a probe found out, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rasad.stages.land.pace import Pace

Kind = Literal["feed", "sitemap", "front_page"]
Conditional = Literal["honoured", "ignored", "not offered", "not tried"]


@dataclass(frozen=True, slots=True)
class RobotsFound:
    """The robots.txt of one host, and what it means for us."""

    url: str
    status: int | None
    error: str | None
    delay_s: float
    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListingFound:
    """One listing: how it answered, what it lists, and how often it has something new."""

    kind: Kind
    url: str
    origin: str  # configured, asked, index, link, anchor, robots, well_known
    status: int | None = None
    error: str | None = None  # of the fetch, or of reading what it brought
    detail: str = ""
    bytes: int = 0
    format: str = ""
    items: int = 0
    bad_items: int = 0
    children: tuple[str, ...] = ()
    in_scope: float | None = None  # share of the items; None where no outlet file says what is in scope
    newest: datetime | None = None
    pace: Pace | None = None
    language: str | None = None  # as configured, else as the titles read
    links: str | None = None  # a front page's pattern
    conditional: Conditional = "not tried"
    validators: tuple[str, ...] = ()  # names of the headers that came
    notes: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether articles can be found through it."""
        return self.error is None and bool(self.items or self.children)

    @property
    def allowed(self) -> bool:
        """Whether robots.txt let us ask."""
        return self.error not in ("robots", "robots_unreachable")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one probe found."""

    name: str
    outlet_id: str | None
    home: str
    probed_at: datetime
    robots: tuple[RobotsFound, ...]
    listings: tuple[ListingFound, ...]
    home_error: str | None = None  # why the front page, which may name more listings, could not be looked at
    tried_in_vain: int = 0  # addresses that might have been listings, and were not
    not_tried: tuple[str, ...] = ()  # further candidates, left alone out of politeness

    @property
    def usable(self) -> bool:
        """Whether anything was found that lists articles."""
        return any(listing.usable for listing in self.listings)
