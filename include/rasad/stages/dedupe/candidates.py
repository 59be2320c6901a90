"""Which texts are worth comparing: those that share a band key. The in-memory form of a join that SQL can do as well."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rasad.text.fingerprint import U32, Indices

_NEIGHBOURS = (
    24  # of one band key compared with each; a key that more texts share is a formula, and all get its first text
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of positions, `earlier[i] < later[i]`, each pair once."""

    earlier: Indices
    later: Indices

    def __len__(self) -> int:
        return len(self.earlier)


def band_pairs(bands: U32, n_past: int) -> Pairs:
    """Texts that share the key of at least one band. `bands` holds the past first; pairs inside the past are left out."""
    n_texts = len(bands)
    found: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
    for band in range(bands.shape[1] if n_texts else 0):
        order = np.argsort(bands[:, band], kind="stable")
        found.append(_in_buckets(bands[order, band], order, n_past, n_texts))
    codes = np.unique(np.concatenate(found))
    return Pairs(codes // max(n_texts, 1), codes % max(n_texts, 1))


def _in_buckets(keys: U32, order: Indices, n_past: int, n_texts: int) -> npt.NDArray[np.int64]:
    """Pairs of one band as `earlier * n_texts + later`. Equal keys stand together, in the order of the texts."""
    codes: list[npt.NDArray[np.int64]] = []
    for distance in range(1, _NEIGHBOURS + 1):
        same = np.flatnonzero(keys[distance:] == keys[:-distance])
        if not len(same):
            break
        codes.append(order[same] * n_texts + order[same + distance])
    if len(codes) == _NEIGHBOURS:
        first = np.searchsorted(keys, keys)
        codes.append(order[first] * n_texts + order)
    if not codes:
        return np.zeros(0, np.int64)
    joined = np.concatenate(codes)
    earlier, later = joined // n_texts, joined % n_texts
    return joined[(earlier < later) & (later >= n_past)]
