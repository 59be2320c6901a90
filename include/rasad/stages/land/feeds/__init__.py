"""Feeds: RSS, RDF, Atom and JSON Feed, honest or hostile, read into the addresses of articles. Pure."""

from rasad.stages.land.feeds.entry import Entry, Reading
from rasad.stages.land.feeds.instants import instant
from rasad.stages.land.feeds.reading import entries, needs_judge, read_feed, read_plain

__all__ = ["Entry", "Reading", "entries", "instant", "needs_judge", "read_feed", "read_plain"]
