"""Which earlier texts a batch may have its stories from, by keys: those with a sentence or with telling details of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rasad.stages.dedupe.direction import known_at
from rasad.stages.dedupe.facts import MOST_HOLDERS, TELLING_BITS, Frequencies
from rasad.stages.dedupe.landmark_keys import EVERY_TEXT, PERIOD_DAYS, dated
from rasad.stages.dedupe.relation import CREDIT_BITS
from rasad.stages.dedupe.reuse import MOST_PLACES
from rasad.stages.dedupe.traces import Trace
from rasad.text.word_hashes import U32, Indices
from rasad.work import Work

_CREDITING_BITS = 8.0
"""For a text that credits an outlet. Which outlet an earlier text is of is not known here, and common details, which are not
looked up, may make up the rest of what shows a credited article."""
_BESIDE = np.array([-1, 0, 1])
_TENTHS = 10  # of a bit, so that sums are the same in any order


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is known of the past before any of its rows is read."""

    positions: Indices
    worn: U32  # sentence keys of the batch that lead nowhere: too many earlier texts hold them
    _batch: Sequence[Trace]
    _counts: Mapping[int, int]  # landmarks of the batch: in how many earlier texts of the weeks around
    _texts: int  # earlier texts of those weeks

    def frequencies(self, work: Work, past: Sequence[Trace]) -> Frequencies:
        """How telling the details of the batch and of `past` are."""
        held = _Details.of(past)
        counts = _counted(held, work.find("landmarks", held.keys(), 0)[2])
        return Frequencies((trace.landmarks for trace in self._batch), {**counts, **self._counts}, self._texts)


@dataclass(frozen=True, slots=True)
class _Details:
    """The landmarks of texts, each asked for in three periods, every pair of a landmark and a period once."""

    landmark: U32  # pair by pair
    period: Indices
    pair: Indices  # three for each landmark of each text, text by text

    @classmethod
    def of(cls, texts: Sequence[Trace]) -> _Details:
        sizes = [len(text.landmarks) for text in texts]
        own = np.concatenate([np.zeros(0, np.uint32), *(text.landmarks["key"] for text in texts)]).astype(np.int64)
        period = np.repeat(np.array([_period(text) for text in texts], np.int64), sizes)
        # Both in one number: periods count from 1970, may be negative, and are moved up.
        codes = own[:, None] << 21 | (period[:, None] + _BESIDE + (1 << 20))
        pairs, pair = np.unique(codes, return_inverse=True)
        return cls((pairs >> 21).astype(np.uint32), (pairs & ((1 << 21) - 1)) - (1 << 20), pair.reshape(-1))

    def keys(self) -> U32:
        return dated(self.landmark, self.period)


def recalled(work: Work, batch: Sequence[Trace]) -> Recalled:
    """Ask the indexes of the past for a batch. What both cost depends on the batch and the weeks around it."""
    by_sentence, worn = _by_sentences(work, batch)
    periods = np.unique(np.array([_period(text) for text in batch], np.int64)[:, None] + _BESIDE)
    every = dated(np.full(len(periods), EVERY_TEXT, np.uint32), periods)
    total = int(work.find("landmarks", np.unique(every), 0)[2].sum())
    details = _Details.of(batch)
    which, positions, holders = work.find("landmarks", details.keys(), MOST_HOLDERS)
    counts = _counted(details, holders)
    frequencies = Frequencies((text.landmarks for text in batch), counts, total)
    by_detail = _by_details(batch, details, (which, positions), frequencies)
    return Recalled(np.unique(np.concatenate([by_sentence, by_detail])), worn, batch, counts, total)


def _by_sentences(work: Work, batch: Sequence[Trace]) -> tuple[Indices, U32]:
    keys = np.unique(np.concatenate([np.zeros(0, np.uint32), *(text.passages["minima"].reshape(-1) for text in batch)]))
    which, positions, holders = work.find("sentences", keys, MOST_PLACES)
    return positions[holders[which] <= MOST_PLACES], keys[holders > MOST_PLACES]


def _counted(details: _Details, holders: Indices) -> dict[int, int]:
    """In how many texts of the past each landmark stands, its periods together."""
    keys, owner = np.unique(details.landmark, return_inverse=True)
    sums = np.bincount(owner, holders, len(keys)).astype(np.int64)
    return dict(zip(keys.tolist(), sums.tolist(), strict=True))


def _by_details(
    batch: Sequence[Trace], details: _Details, found: tuple[Indices, Indices], frequencies: Frequencies
) -> Indices:
    """The positions with enough telling details of one text."""
    which, positions = found
    if not len(which):
        return positions
    order = np.argsort(which, kind="stable")
    held = positions[order]
    first, stop = (np.searchsorted(which[order], np.arange(len(details.period)), side) for side in ("left", "right"))
    stop = np.where(_are_topics(details, frequencies), first, stop)
    kept, begin = [np.zeros(0, np.int64)], 0
    for text in batch:
        end = begin + len(_BESIDE) * len(text.landmarks)
        bits = frequencies.bits(text.landmarks)
        tenths = np.repeat(np.where(bits >= TELLING_BITS, np.rint(_TENTHS * bits), 0).astype(np.int64), len(_BESIDE))
        pairs = details.pair[begin:end][tenths > 0]
        sizes = stop[pairs] - first[pairs]
        begins = np.repeat(first[pairs] - np.cumsum(sizes) + sizes, sizes)
        others, owner = np.unique(held[begins + np.arange(len(begins))], return_inverse=True)
        told = np.bincount(owner, np.repeat(tenths[tenths > 0], sizes), len(others))
        least = _CREDITING_BITS if text.credited else CREDIT_BITS
        kept.append(others[told >= _TENTHS * least - 1])
        begin = end
    return np.unique(np.concatenate(kept))


def _are_topics(details: _Details, frequencies: Frequencies) -> npt.NDArray[np.bool_]:
    return np.array([frequencies.count(key) > MOST_HOLDERS for key in details.landmark.tolist()], bool)


def _period(text: Trace) -> int:
    return int(known_at(text).timestamp() // 86_400) // PERIOD_DAYS
