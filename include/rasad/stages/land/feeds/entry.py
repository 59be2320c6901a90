"""What a feed says of its articles, before anything is judged usable: one shape for every format and every parser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed in the feed's own words; None where the feed does not say."""

    title: str | None = None
    title_is_markup: bool = False  # declared, or known by its tags and references, to be HTML
    link: str | None = None  # resolved against the feed's base
    original: str | None = None  # the article's own address, where a feed service put its own into the link
    guid: str | None = None
    published: str | None = None
    updated: str | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries of one feed in its order, and what was lost or mended on the way."""

    entries: tuple[Entry, ...]
    format: str  # rss, rdf, atom, json
    lost: int = 0  # entries that no parser could read
    partial: bool = False
    notes: tuple[str, ...] = ()
