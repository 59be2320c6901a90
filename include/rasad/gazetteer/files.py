"""Reading gazetteer files: one entry after the other, so that a refusal names the entry and not its place in a list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rasad.errors import ConfigError
from rasad.gazetteer.model import Entities, Entity
from rasad.settings import INCLUDE
from rasad.strict import read_model, read_yaml

FOLDER = INCLUDE / "gazetteer"
KINDS = ("people", "offices", "organisations", "places", "events", "groups", "concepts")
"""What the name of an entity file begins with; the folder also holds the rules of topics and relevance."""
SAMPLE = INCLUDE / "sample" / "gazetteer.yml"


def entity_files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The entity files of a folder, by kind and name."""
    return tuple(path for kind in KINDS for path in sorted(folder.glob(f"{kind}*.yml")))


def entities_of(path: Path) -> tuple[Entity, ...]:
    """The entries of one file, each with its source. Raises ConfigError naming file, entry, field and remedy."""
    wrong = next(faults_of(path), None)
    if wrong:
        raise wrong
    file = read_model(path, Entities)
    return tuple(
        entity if entity.source else entity.model_copy(update={"source": file.source}) for entity in file.entities
    )


def faults_of(path: Path) -> Iterator[ConfigError]:
    """Every entry of one file that cannot be read, each as the error that loading it would raise."""
    try:
        content = read_yaml(path)
    except ConfigError as error:
        yield error
        return
    entries = content.get("entities") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        yield ConfigError(path, "entities", "must be a list of entries; write `entities:` and one `- id:` each")
        return
    yield from (fault for at, entry in enumerate(entries) for fault in _faults_of_entry(path, at, entry))
    unknown = sorted(set(content) - set(Entities.model_fields))
    if unknown:
        yield ConfigError(path, str(unknown[0]), "is no field of a gazetteer file; delete it")


def _faults_of_entry(path: Path, at: int, entry: Any) -> Iterator[ConfigError]:
    try:
        Entity.model_validate(entry)
    except ValidationError as error:
        named = entry.get("id") if isinstance(entry, dict) else None
        for fault in error.errors():
            field = ".".join((str(named or f"entry {at + 1}"), *map(str, fault["loc"])))
            remedy = _REMEDIES.get(fault["type"], fault["msg"].removeprefix("Value error, "))
            yield ConfigError(path, field, f"{remedy} (found {fault['input']!r:.80})")


_REMEDIES = {
    "extra_forbidden": "is no field of an entry; delete it, or correct its spelling",
    "missing": "is missing; write it (a date that nobody knows is null)",
}
"""What to do about faults that pydantic only names."""
