"""The Persian attribution finder: relations of source, cue and content in Persian news."""

from rasad.stages.claims.persian.finder import find

__all__ = ["find"]
