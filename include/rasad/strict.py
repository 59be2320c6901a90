"""Reading our own YAML strictly: a frozen pydantic model, or a ConfigError that says file, field and remedy."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from rasad.errors import ConfigError

ModelT = TypeVar("ModelT", bound="Strict")


class Strict(BaseModel):
    """Base of every model read from a file: unknown fields are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_yaml(path: Path) -> Any:
    """The parsed content of one YAML file. Raises ConfigError when it is missing or not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except OSError as error:
        raise ConfigError(
            path, "file", f"cannot be read ({error.strerror}); restore it or mend the setting that names it"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(path, "file", f"is not valid YAML in UTF-8: {error}") from error


def read_model(path: Path, model: type[ModelT]) -> ModelT:
    """One YAML file as one frozen model. Raises ConfigError naming the first wrong field."""
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "document"
        raise ConfigError(path, field, f"{first['msg']} (found {first['input']!r:.80})") from error


@cache
def digest_of(folder: Path) -> str:
    """A short digest of every YAML file below a folder: the version of those facts."""
    content = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        content.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return content.hexdigest()[:12]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
