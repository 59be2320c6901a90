"""The daily brief: what a run published, on one page that needs nothing else and runs nothing."""

from __future__ import annotations

from rasad.brief.facts import Facts, gather
from rasad.brief.page import page
from rasad.brief.words import EDITIONS, Words, words

__all__ = ["EDITIONS", "Facts", "Words", "gather", "page", "words"]
