"""clean: a page becomes an article version, or a reason."""

from rasad.stages.clean.article import clean

__all__ = ["clean"]
