"""Text reuse: which sentences of a text stood in an earlier one, word for word or slightly altered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rasad.model import Span
from rasad.stages.dedupe.passages import ALIKE, CLOSE, EXACT, PASSAGE, KeyIndex, Passages, agreement, spans_of
from rasad.stages.dedupe.traces import Trace
from rasad.text.word_hashes import U32, Indices

MOST_PLACES = 60
"""Places looked at for one key; a sentence that stands in more texts is a formula or in everybody's paper."""
_FORMULA_ARTICLES = 3
"""A sentence that so many articles of one outlet hold is that outlet's furniture."""
NONE_WORN: U32 = np.zeros(0, np.uint32)
QUOTED = 60
"""Per cent of a sentence inside quotation marks from which on it is somebody's words, not the article's."""


@dataclass(frozen=True, slots=True)
class Reused:
    """One sentence that two texts share."""

    later: Span
    earlier: Span
    is_exact: bool
    is_quoted: bool


class Reuse:
    """Finds shared sentences among texts; the index is built once over all of them.

    `worn` are the keys that more than MOST_PLACES earlier texts hold, of which not all are here; they lead nowhere.
    """

    def __init__(self, traces: Sequence[Trace], worn: U32 = NONE_WORN) -> None:
        self._traces, self._worn = traces, worn
        counts = [len(trace.passages) for trace in traces]
        self._owner = np.repeat(np.arange(len(traces)), counts)
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._all: Passages = np.concatenate([np.zeros(0, PASSAGE), *(trace.passages for trace in traces)])
        keys = self._all["minima"].reshape(-1)
        self._index = KeyIndex(keys, np.repeat(np.arange(len(self._all)), 2))

    def shared(self, text: int) -> dict[int, tuple[Reused, ...]]:
        """For each other text the sentences that `text` shares with it, in the order of `text`, each once."""
        own = self._traces[text].passages
        if not len(own):
            return {}
        keys = own["minima"].reshape(-1)
        asked, places = self._index.lookup(keys, MOST_PLACES)
        sentence = asked // 2
        elsewhere = (self._owner[places] != text) & ~np.isin(keys, self._worn)[asked]
        pairs = np.unique(np.stack([sentence[elsewhere], places[elsewhere]], axis=1), axis=0)
        alike = agreement(own[pairs[:, 0]], self._all[pairs[:, 1]])
        pairs, alike = pairs[alike >= ALIKE], alike[alike >= ALIKE]
        formulas = self._formulas(text, pairs)
        found: dict[int, dict[tuple[int, int], int]] = {}
        for (mine, place), score in zip(pairs.tolist(), alike.tolist(), strict=True):
            if mine not in formulas:
                other = int(self._owner[place])
                found.setdefault(other, {})[mine, place - int(self._first[other])] = score
        reused = {other: self._reused(text, other, pairs_of) for other, pairs_of in sorted(found.items())}
        return {other: sentences for other, sentences in reused.items() if sentences}

    def _formulas(self, text: int, pairs: Indices) -> set[int]:
        """Sentences that several articles of one outlet hold (the text's own outlet and itself included)."""
        holders: dict[tuple[int, str | None], set[str]] = {}
        own = self._traces[text]
        for mine, place in pairs.tolist():
            other = self._traces[int(self._owner[place])]
            held = holders.setdefault((mine, other.source_id), set())
            held.add(other.article_id)
            if other.source_id == own.source_id:
                held.add(own.article_id)
        return {mine for (mine, _), articles in holders.items() if len(articles) >= _FORMULA_ARTICLES}

    def _reused(self, text: int, other: int, alike: Mapping[tuple[int, int], int]) -> tuple[Reused, ...]:
        """Pairs of sentences, each used once, the closest first. A distant likeness alone may be an accident."""
        mine, theirs = self._traces[text].passages, self._traces[other].passages
        later, earlier = spans_of(mine), spans_of(theirs)
        kept: dict[int, int] = {}
        for (sentence, place), _ in sorted(alike.items(), key=lambda pair: (-pair[1], pair[0])):
            if sentence not in kept and place not in kept.values():
                kept[sentence] = place
        if len(kept) == 1 and max(alike.values()) < CLOSE:
            return ()
        return tuple(
            Reused(
                later[sentence],
                earlier[place],
                alike[sentence, place] >= EXACT,
                max(int(mine["quoted"][sentence]), int(theirs["quoted"][place])) >= QUOTED,
            )
            for sentence, place in sorted(kept.items())
        )
