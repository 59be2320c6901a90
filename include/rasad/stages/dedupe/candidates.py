"""Which texts are worth comparing: those that share a band key. The in-memory form of a join that SQL can do as well."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rasad.text.word_hashes import U32, Indices

NEIGHBOURS = (
    24  # of one band key compared with each; a key that more texts share is a formula, and all get its first text
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of positions, `earlier[i] < later[i]`, each pair once."""

    earlier: Indices
    later: Indices

    def __len__(self) -> int:
        return len(self.earlier)

    def part(self, start: int, stop: int) -> Pairs:
        """Pairs `start` up to `stop`, exclusive."""
        return Pairs(self.earlier[start:stop], self.later[start:stop])


def band_pairs(bands: U32, n_past: int) -> Pairs:
    """Texts that share the key of at least one band. `bands` holds the past first; pairs inside the past are left out."""
    n_texts = len(bands)
    found: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
    for band in range(bands.shape[1] if n_texts else 0):
        in_order = np.sort(bands[:, band].astype(np.uint64) << np.uint64(32) | np.arange(n_texts, dtype=np.uint64))
        order = (in_order & np.uint64(0xFFFFFFFF)).astype(np.int64)
        found.append(_in_buckets((in_order >> np.uint64(32)).astype(np.uint32), order, n_past, n_texts))
    codes = np.sort(np.concatenate(found))
    codes = codes[np.flatnonzero(np.diff(codes, prepend=-1))]
    return Pairs(codes // max(n_texts, 1), codes % max(n_texts, 1))


def _in_buckets(keys: U32, order: Indices, n_past: int, n_texts: int) -> npt.NDArray[np.int64]:
    """Pairs of one band as `earlier * n_texts + later`. Equal keys stand together, in the order of the texts."""
    codes: list[npt.NDArray[np.int64]] = []
    same = np.flatnonzero(keys[1:] == keys[:-1])
    for distance in range(1, NEIGHBOURS + 1):
        if distance > 1:
            same = same[: np.searchsorted(same, len(keys) - distance)]
            same = same[keys[same + distance] == keys[same]]
        if not len(same):
            break
        codes.append(order[same] * n_texts + order[same + distance])
    if len(codes) == NEIGHBOURS:
        first = np.searchsorted(keys, keys)
        codes.append(order[first] * n_texts + order)
    if not codes:
        return np.zeros(0, np.int64)
    joined = np.concatenate(codes)
    earlier, later = joined // n_texts, joined % n_texts
    return joined[(earlier < later) & (later >= n_past)]
