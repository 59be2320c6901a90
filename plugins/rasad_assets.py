"""The stages' outputs as Airflow assets: each is made by the stage's `promote` from the asset of the stage before."""

from __future__ import annotations

from functools import cache
from typing import Any

from airflow.sdk import Asset

from rasad import outputs
from rasad.contracts import contract


@cache
def asset(stage: str) -> Asset:
    """What one stage promotes."""
    return _asset(outputs.output(stage), contract(stage).gives)


def inlet(stage: str) -> Asset:
    """What one stage is made from."""
    source = outputs.made_from(stage)
    return _asset(outputs.OUTLETS, "feeds, sitemaps and pages") if source == outputs.OUTLETS else asset(source.name)


def _asset(output: outputs.Output, gives: str) -> Asset:
    return Asset(output.name, uri=output.address, group="rasad", extra={"gives": gives})


def record(context: Any, batch_id: str, stage: str, added: dict[str, int]) -> None:
    """Put rows and gate of a promotion into the event of its asset."""
    from rasad import settings
    from rasad.outcome import outcome

    context["outlet_events"][asset(stage)].extra = outcome(settings.load(), batch_id, stage, added)
