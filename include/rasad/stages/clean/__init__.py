"""clean: a page becomes an article version, or a reason."""

from rasad.stages.clean.address import article_address, canonical_url
from rasad.stages.clean.article import clean

__all__ = ["article_address", "canonical_url", "clean"]
