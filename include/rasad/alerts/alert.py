"""One thing that a person should know, and the words of its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Severity = Literal["critical", "warning"]
Kind = Literal["raised", "again", "resolved"]


@dataclass(frozen=True, slots=True)
class Alert:
    """A condition that holds now. `text` may quote what outlets sent and is hostile until it is printed."""

    key: str  # the same for the same trouble: gate:clean, outlet:med:karaneh
    severity: Severity
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Episode:
    """An alert from the moment it was first seen until it was seen no more."""

    alert: Alert
    first_at: datetime
    last_at: datetime
    n_seen: int = 1
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """That one channel was told of one episode."""

    key: str
    first_at: datetime  # of the episode
    channel: str
    kind: Kind
    told_at: datetime
