"""Sitemaps and sitemap indexes, news sitemaps and plain lists of addresses."""

from rasad.stages.land.sitemaps.reading import MOST_BYTES, read_sitemap
from rasad.stages.land.sitemaps.w3c import Stretch, read_date

__all__ = ["MOST_BYTES", "Stretch", "read_date", "read_sitemap"]
