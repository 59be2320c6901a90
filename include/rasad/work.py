"""What a stage is given to do its work on one batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasad.settings import Settings

Row = dict[str, Any]
Rows = list[Row]
Tables = dict[str, Rows]


def _silent(_message: str) -> None:
    return None


def _no_archive(row: Row) -> bytes:
    raise LookupError(f"this work has no archive to read {row.get('archive_file')} from")


@dataclass(frozen=True, slots=True)
class Work:
    """One stage's work on one batch: the rows it takes, and whom to tell how far it is."""

    settings: Settings
    batch_id: str
    now: datetime  # when the batch began, UTC: the only clock that rows may show
    inputs: Mapping[str, Rows] = field(default_factory=dict)
    tell: Callable[[str], None] = _silent
    payload: Callable[[Row], bytes] = _no_archive  # the archived bytes of a landed page
