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
from rasad.stages.dedupe.landmark_keys import EVERY_TEXT, PERIOD_DAYS, dated
from rasad.stages.dedupe.landmarks import LANDMARK
from rasad.text.fingerprint import BANDS, SIGNATURE, SIGNATURE_VERSION, band_keys, from_bytes

_DOCUMENTS_AT_ONCE = 20_000
Keys = npt.NDArray[np.uint32]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Index:
    """One index: `rows` selects position, mark and more for positions :first up to :stop; `keys` makes keys of them, and
    says of each key from which row it is."""

    stage: str
    scheme: str
    rows: Path
    keys: Callable[[list[store.Row]], tuple[Keys, Indices]]


def _bands(rows: list[store.Row]) -> tuple[Keys, Indices]:
    stored = [row["signature"] for row in rows]
    if any(len(each) != SIGNATURE.itemsize for each in stored):
        raise RasadError(
            "dedupe.signatures holds signatures of an earlier program; move the warehouse away and rebuild it from the archive"
        )
    return band_keys(from_bytes(stored)).ravel(), np.repeat(np.arange(len(rows)), BANDS)


def _sentences(rows: list[store.Row]) -> tuple[Keys, Indices]:
    return _owned([np.unique(np.array(row["keys"] or (), np.uint32)) for row in rows])


def _landmarks(rows: list[store.Row]) -> tuple[Keys, Indices]:
    keys = []
    for row in rows:
        own = np.unique(np.frombuffer(row["landmarks"] or b"", LANDMARK)["key"])
        every = np.concatenate([np.array([EVERY_TEXT], np.uint32), own[own != EVERY_TEXT]])
        keys.append(dated(every, row["day"] // PERIOD_DAYS))
    return _owned(keys)


def _owned(keys: list[Keys]) -> tuple[Keys, Indices]:
    owners = np.repeat(np.arange(len(keys)), [len(each) for each in keys])
    return np.concatenate([np.zeros(0, np.uint32), *keys]), owners


_INDEXES = {
    "bands": _Index("dedupe", f"bands {SIGNATURE_VERSION} {BANDS}", SQL / "3_dedupe" / "bands.sql", _bands),
    "sentences": _Index("dedupe", "sentences 1", SQL / "3_dedupe" / "sentences.sql", _sentences),
    "landmarks": _Index("dedupe", "landmarks 1", SQL / "3_dedupe" / "landmarks.sql", _landmarks),
}


def find(settings: Settings, name: str, keys: Keys, most: int) -> Found:
    """Positions of the promoted documents that hold one of `keys` in the index `name`; see SortedRuns.find for `most`."""
    with store.reading(settings) as database, store.held(settings, "index"):
        return _current(settings, name, database).find(keys, most)


def grow(settings: Settings, stage: str, database: store.Database) -> None:
    """After a promotion: add what is new to the indexes of a stage. The caller holds the opened warehouse."""
    with store.held(settings, "index"):
        for name, index in _INDEXES.items():
            if index.stage == stage:
                _current(settings, name, database)


def _current(settings: Settings, name: str, database: store.Database) -> SortedRuns:
    index = _INDEXES[name]
    rows = index.rows.read_text(encoding="utf-8").rstrip().removesuffix(";")
    runs = SortedRuns(settings.index / name, index.scheme)
    runs.keep({at: row["mark"] for at in runs.marks() for row in database.rows(rows, first=at, stop=at + 1)})
    while new := database.rows(rows, first=runs.stop, stop=runs.stop + _DOCUMENTS_AT_ONCE):
        keys, owners = index.keys(new)
        positions = np.array([row["position"] for row in new], np.int64)
        runs.add(keys, positions[owners], stop=int(positions[-1]) + 1, mark=new[-1]["mark"])
    return runs
