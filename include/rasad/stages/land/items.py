"""What a listing gives: a feed, a sitemap or a front page, read into the addresses of articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LONGEST_TITLE = 500
LONGEST_URL = 2083  # what Scrapy, and browsers before it, take
LONGEST_STATED = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One article that a listing names."""

    url: str  # absolute, http or https
    title: str | None = None
    published: datetime | None = None  # UTC; None where the listing gives no date that is certain
    stated: str | None = None  # the date as the listing writes it, cut to 100 characters
    guid: str | None = None  # a hint only: outlets reuse them
    fingerprint: str = ""  # changes when the outlet changes what the listing says of the article


@dataclass(frozen=True, slots=True)
class Listed:
    """What one listing names: usable items in its order, each address once, and what could not be used."""

    items: tuple[Item, ...]
    format: str  # rss, atom, rdf, json, sitemap, sitemap_index, front_page
    bad_items: int = 0
    partial: bool = False  # cut off in the middle, or longer than what is taken
    children: tuple[str, ...] = ()  # further sitemaps that a sitemap index names
    notes: tuple[str, ...] = ()  # encoding_repaired, salvaged, dtd_ignored ...
