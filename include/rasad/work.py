"""What a stage is given to do its work on one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from rasad.model import Rejected
from rasad.settings import Settings

Keys = npt.NDArray[np.uint32]
Indices = npt.NDArray[np.int64]
Row = dict[str, Any]
Rows = list[Row]
Tables = dict[str, Rows]


class Ask(Protocol):
    """See Work.ask."""

    def __call__(self, step: str, tables: Tables, positions: Iterable[int] = (), /) -> Mapping[str, Rows]: ...


def _silent(_message: str) -> None:
    return None


def _no_archive(row: Row) -> bytes:
    raise LookupError(f"this work has no archive to read {row.get('archive_file')} from")


def _no_warehouse(step: str, _tables: Tables, _positions: Iterable[int] = ()) -> Mapping[str, Rows]:
    raise LookupError(f"this work has no warehouse to run {step}.sql on")


def _no_index(index: str, _keys: Keys, _most: int) -> tuple[Indices, Indices, Indices]:
    raise LookupError(f"this work has no index {index} to look into")


@dataclass(frozen=True, slots=True)
class Work:
    """One stage's work on one batch: the rows it takes, and whom to tell how far it is."""

    settings: Settings
    batch_id: str
    now: datetime  # when the batch began, UTC: the only clock that rows may show
    inputs: Mapping[str, Rows] = field(default_factory=dict)
    tell: Callable[[str], None] = _silent
    payload: Callable[[Row], bytes] = _no_archive  # the archived bytes of a landed page
    # Writes some of the stage's rows for good, runs <step>.sql of the stage on them and the warehouse, and gives the inputs that
    # it makes: what a stage needs of its past and can only name once it has looked at its batch. `positions` are those of the
    # past that the step shall look at; it reads them in `input.found` under its name.
    ask: Ask = _no_warehouse
    # Asks the model of a second extractor (instruction, data, JSON schema); None where the operator has set none.
    complete: Callable[[str, str, Mapping[str, Any]], str | Rejected] | None = None
    # find(index, keys, most): which keys are held by promoted documents, and the positions of those, pair by pair; then how many
    # hold each key. Of a key that more than `most` documents hold, the first and the latest; none where `most` is 0.
    find: Callable[[str, Keys, int], tuple[Indices, Indices, Indices]] = _no_index
    # What the stage's `apart` gave, where the documents were read before all of them were together.
    apart: Tables | None = None
