"""What each stage gives, as one named thing: what schedulers, watchers and graphs call it."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model import STAGES


@dataclass(frozen=True, slots=True)
class Output:
    """One node of the picture in the README. The address names no machine: the same on every installation."""

    name: str
    address: str


OUTLETS = Output("outlets", "rasad://outlets")
"""Where everything comes from: what outlets publish. Nothing of ours makes it."""


def output(stage: str) -> Output:
    """What one stage gives: its tables in the warehouse, or the snapshot that readers see."""
    return Output(stage, "rasad://published/current" if stage == STAGES[-1] else f"rasad://warehouse/{stage}")


def made_from(stage: str) -> Output:
    """What stands before a stage in the picture."""
    place = STAGES.index(stage)
    return output(STAGES[place - 1]) if place else OUTLETS
