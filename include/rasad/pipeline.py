"""The daily run as a table: which stages there are, in which order, and what builds each one's candidate rows."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from rasad.work import Tables, Work

Builder = Callable[[Work], Tables]

# Imported on use: landing pulls in the network, tagging the gazetteer, and a task needs only its own.
_BUILDERS = {
    "land": "rasad.edges.landing",
    "clean": "rasad.stages.clean.rows",
    "dedupe": "rasad.stages.dedupe.rows",
    "tag": "rasad.stages.tag.rows",
    "claims": "rasad.stages.claims.rows",
    "corroborate": "rasad.stages.corroborate.rows",
    "publish": "rasad.stages.publish.rows",
}


def builder(stage: str) -> Builder:
    """The function that turns a stage's input rows into its candidate rows."""
    build: Builder = import_module(_BUILDERS[stage]).build
    return build


def reader(stage: str) -> Builder:
    """The function that reads documents of a stage apart from all others; only of stages in `parts.DOCUMENTS`."""
    apart: Builder = import_module(_BUILDERS[stage]).apart
    return apart
