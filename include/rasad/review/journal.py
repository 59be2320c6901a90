"""Decisions on file, one JSON file each beside the archive: what a rebuilt warehouse takes them from, and a killed process leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC

from pydantic import ValidationError

from rasad.edges import store
from rasad.errors import ConfigError
from rasad.review.decision import Decision
from rasad.settings import Settings


def keep(settings: Settings, decision: Decision) -> None:
    """Put a decision on file, complete or not at all; the same decision is the same file."""
    folder = settings.decisions
    folder.mkdir(parents=True, exist_ok=True)
    stamp = decision.at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = folder / f"{stamp}-{decision.decision_id}.json"
    unfinished = path.with_suffix(".writing")
    unfinished.write_text(decision.model_dump_json(indent=1), encoding="utf-8")
    store.sync(unfinished)
    unfinished.replace(path)
    store.sync(folder)


def read(settings: Settings, known: Collection[str] = ()) -> Iterator[Decision]:
    """The decisions on file but those whose ids are known, the oldest first. Raises ConfigError for a file that is none."""
    for path in sorted(settings.decisions.glob("*.json")):
        if path.stem.rpartition("-")[2] in known:
            continue
        try:
            yield Decision.model_validate_json(path.read_text(encoding="utf-8"))
        except ValidationError as error:
            raise ConfigError(
                path, "decision", f"cannot be read ({error.error_count()} faults); restore the file"
            ) from error
