"""The page for operators and analysts: runs, outlets, gates, quarantine, claims and clusters as HTML. Knows no web server."""

from __future__ import annotations

from rasad.page.asked import Asked, WrongQuestion, asked_from
from rasad.page.desk import Desk, NothingThere
from rasad.page.frame import FOLDER, Page, Place, trouble, whole
from rasad.page.runs import find as found_run
from rasad.page.views import VIEWS

__all__ = [
    "FOLDER",
    "VIEWS",
    "Asked",
    "Desk",
    "NothingThere",
    "Page",
    "Place",
    "WrongQuestion",
    "asked_from",
    "found_run",
    "trouble",
    "whole",
]
