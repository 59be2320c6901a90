"""What a stage finds in its past by keys: sorted runs that are made from promoted rows, and made good when they are not.

Every use asks the warehouse whether it still holds the documents that the runs were made from, and adds those that are
new. So a lost, damaged or foreign index, one of an earlier program and one that a crash left behind all heal alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rasad.edges import store
from rasad.edges.sorted_runs import Found, SortedRuns
from rasad.errors import RasadError
from rasad.settings import SQL, Settings
from rasad.text.fingerprint import BANDS, SIGNATURE, SIGNATURE_VERSION, band_keys, from_bytes

_DOCUMENTS_AT_ONCE = 20_000
Keys = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Index:
    """One index: `rows` selects position, mark and more for positions :first up to :stop; `keys` makes a row of keys of each."""

    stage: str
    scheme: str
    rows: Path
    keys: Callable[[list[store.Row]], Keys]


def _bands(rows: list[store.Row]) -> Keys:
    stored = [row["signature"] for row in rows]
    if any(len(each) != SIGNATURE.itemsize for each in stored):
        raise RasadError(
            "dedupe.signatures holds signatures of an earlier program; move the warehouse away and rebuild it from the archive"
        )
    return band_keys(from_bytes(stored))


_INDEXES = {
    "bands": _Index("dedupe", f"bands {SIGNATURE_VERSION} {BANDS}", SQL / "3_dedupe" / "bands.sql", _bands),
}


def find(settings: Settings, name: str, keys: Keys, most: int) -> Found:
    """Positions of the promoted documents that hold one of `keys` in the index `name`; see SortedRuns.find for `most`."""
    with store.held(settings), store.opened(settings.warehouse, read_only=True) as database:
        return _current(settings, name, database).find(keys, most)


def grow(settings: Settings, stage: str, database: store.Database) -> None:
    """After a promotion: add what is new to the indexes of a stage. The caller holds the opened warehouse."""
    for name, index in _INDEXES.items():
        if index.stage == stage:
            _current(settings, name, database)


def _current(settings: Settings, name: str, database: store.Database) -> SortedRuns:
    index = _INDEXES[name]
    rows = index.rows.read_text(encoding="utf-8").rstrip().removesuffix(";")
    runs = SortedRuns(settings.index / name, index.scheme)
    runs.keep({at: row["mark"] for at in runs.marks() for row in database.rows(rows, first=at, stop=at + 1)})
    while new := database.rows(rows, first=runs.stop, stop=runs.stop + _DOCUMENTS_AT_ONCE):
        keys = index.keys(new)
        positions = np.array([row["position"] for row in new], np.int64)
        each = np.repeat(positions, keys.shape[1])
        runs.add(keys.ravel(), each, stop=int(positions[-1]) + 1, mark=new[-1]["mark"])
    return runs
