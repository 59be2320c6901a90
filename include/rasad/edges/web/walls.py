"""Answers that stand between us and the outlet, known by the marks in include/lexicons/walls.yml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model


class Filter(Strict):
    """How a national filter answers."""

    addresses: frozenset[str]
    hosts: frozenset[str]
    longest: int = Field(gt=0)
    marks: tuple[str, ...]


class Challenge(Strict):
    """How walls against robots answer."""

    statuses: frozenset[int]
    longest: int = Field(gt=0)
    headers: dict[str, str]
    marks: tuple[str, ...]


class Walls(Strict):
    """include/lexicons/walls.yml."""

    filtered: Filter
    challenge: Challenge


@cache
def walls() -> Walls:
    """The marks, read once. Raises ConfigError when the file is wrong."""
    return read_model(INCLUDE / "lexicons" / "walls.yml", Walls)


def leads_to_filter(host: str) -> bool:
    """Whether a host name or IP address belongs to a national filter."""
    known = walls().filtered
    return host in known.addresses or host in known.hosts


def wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The wall that answered instead of the outlet: filtered, challenge, or None.

    `headers` finds names in any case; `body` is decoded, or empty where it was not read.
    """
    known = walls()
    if len(body) <= known.filtered.longest and _marked(body, known.filtered.marks):
        return "filtered"
    if any((headers.get(name) or "").lower().startswith(value) for name, value in known.challenge.headers.items()):
        return "challenge"
    suspect = status in known.challenge.statuses and len(body) <= known.challenge.longest
    return "challenge" if suspect and _marked(body, known.challenge.marks) else None


def _marked(body: bytes, marks: tuple[str, ...]) -> bool:
    if not body:
        return False
    text = body.decode("utf-8", "replace").lower()
    return any(mark in text for mark in marks)
