"""Sentence keys: what is kept of a text so that a later one can be told which sentences it took, without reading it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from rasad.model import Span
from rasad.stages.dedupe.relay_words import crediting
from rasad.text.normalise import Folded, fold
from rasad.text.quotes import quotes
from rasad.text.sentences import paragraphs, sentences
from rasad.text.word_hashes import U32, Indices

LONGEST_TEXT = 65_000
"""Characters of a text that leave keys: a place then fits into two bytes."""
LEAST_LETTERS = 40
"""A shorter sentence (about seven words) is a formula as often as a passage."""
_GRAM = 8
"""Letters in a row that are hashed together: a word or two, and blind to where a text parts or joins its words."""
_MINIMA, _CHECKS = 2, 6
ALIKE = 3
"""So many of the six checks of two sentences agree where half of their letters in a row are the same: measured on news, in 97 of
100 sentences with one word changed and 89 with two, and in 1 of 150 pairs of others that share a key."""
CLOSE = 5
"""So many agree where four fifths of the letters in a row are the same: enough for a sentence that stands alone."""
EXACT = _CHECKS + 1
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[\W_]+")

PASSAGE = np.dtype(
    [
        ("whole", "<u4"),  # all letters of the sentence
        ("minima", "<u4", (_MINIMA,)),  # keys under which a slightly altered copy is found
        ("checks", "u1", (_CHECKS,)),  # further minima, one byte each, that tell a copy from an accident
        ("start", "<u2"),
        ("length", "<u2"),
        ("quoted", "u1"),  # per cent of the sentence that is somebody's speech
        ("figures", "u1"),  # of its digits, in order; 0 without any
    ]
)
Passages = npt.NDArray[np.void]
_STORED = [name for name in PASSAGE.names or () if name != "minima"]
_BESIDE_KEYS = np.dtype([(name, PASSAGE[name].base, PASSAGE[name].shape) for name in _STORED])


def passages(text: str, language: str, skipped: Iterable[Span] = ()) -> Passages:
    """The keys of every sentence of some length, in order. `skipped` are stretches that are not the article's own."""
    speech = crediting(language).speech
    text = text[:LONGEST_TEXT]
    folded = fold(text)
    spans, streams, shares = [], [], []
    hidden = tuple(skipped)
    for paragraph in paragraphs(text):
        if any(span.overlaps(paragraph) for span in hidden):
            continue
        quoted = [quote.outer for quote in quotes(text, paragraph)]
        for sentence in sentences(text, paragraph):
            stream = letters(folded, sentence)
            if len(stream) >= LEAST_LETTERS:
                spans.append(sentence)
                streams.append(stream)
                shares.append(max(_share(sentence, quoted), _after_colon(folded, sentence, speech)))
    return _packed(spans, streams, shares)


def letters(folded: Folded, span: Span) -> str:
    """The letters and digits of a stretch as one run, so that a lost or added space or ZWNJ changes nothing."""
    return _LETTERS.sub("", folded.slice(span))


def spans_of(found: Passages) -> list[Span]:
    """The stretches of the stored text that the keys stand for."""
    return [
        Span(start, start + length)
        for start, length in zip(found["start"].tolist(), found["length"].tolist(), strict=True)
    ]


def agreement(one: Passages, other: Passages) -> npt.NDArray[np.int64]:
    """How many of the six checks each pair of sentences shares; one more than there are where all letters are the same.

    Sentences that differ in their figures share nothing: bulletins say the same words of other numbers every day.
    """
    same = (one["checks"] == other["checks"]).sum(axis=1)
    same = np.where(one["figures"] == other["figures"], same, 0)
    result: npt.NDArray[np.int64] = np.where(one["whole"] == other["whole"], EXACT, same)
    return result


def to_bytes(found: Passages) -> bytes:
    """What is stored of the sentences beside their keys: 16 bytes each."""
    return np.ascontiguousarray(found[_STORED]).astype(_BESIDE_KEYS).tobytes()


def keys_of(found: Passages) -> list[int]:
    """The keys as stored, two a sentence in a row: what a query for reused sentences looks up."""
    keys: list[int] = found["minima"].reshape(-1).tolist()
    return keys


def from_stored(stored: bytes, keys: Sequence[int]) -> Passages:
    """The inverse of `to_bytes` and `keys_of`."""
    beside = np.frombuffer(stored, _BESIDE_KEYS)
    found = np.zeros(len(beside), PASSAGE)
    for name in _STORED:
        found[name] = beside[name]
    found["minima"] = np.array(keys, np.uint32).reshape(-1, _MINIMA)
    return found


def _share(sentence: Span, quoted: list[Span]) -> int:
    inside = sum(
        min(sentence.end, span.end) - max(sentence.start, span.start) for span in quoted if span.overlaps(sentence)
    )
    return round(100 * inside / (sentence.end - sentence.start))


def _after_colon(folded: Folded, sentence: Span, speech: re.Pattern[str]) -> int:
    """Per cent of a sentence behind a verb of saying and a colon: speech, as agencies print it without marks."""
    key = folded.slice(sentence)
    said = speech.search(key)
    return round(100 * (len(key) - said.end()) / len(key)) if said else 0


def _figures(stream: str) -> int:
    digits = " ".join(_DIGITS.findall(stream))
    return 1 + crc32(digits.encode()) % 255 if digits else 0


def _packed(spans: list[Span], streams: list[str], shares: list[int]) -> Passages:
    found = np.zeros(len(spans), PASSAGE)
    if not spans:
        return found
    found["whole"] = [crc32(stream.encode()) for stream in streams]
    found["start"] = [span.start for span in spans]
    found["length"] = [min(span.end - span.start, 0xFFFF) for span in spans]
    found["quoted"] = shares
    found["figures"] = [_figures(stream) for stream in streams]
    minima = _sentence_minima(streams)
    found["minima"] = minima[:, :_MINIMA]
    found["checks"] = minima[:, _MINIMA:] & np.uint32(0xFF)
    return found


def _sentence_minima(streams: list[str]) -> U32:
    """For every sentence the smallest hash of its letter runs under each of eight hash functions."""
    codes = np.frombuffer("".join(streams).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    counts = np.array([len(stream) for stream in streams], np.int64)
    grams = np.zeros(len(codes) - _GRAM + 1, np.uint64)
    for place in range(_GRAM):
        grams = grams * np.uint64(0x100000001B3) + codes[place : place + len(grams)]
    ends = np.cumsum(counts)
    # A run must not reach into the next sentence: only those that begin early enough count.
    owner = np.repeat(np.arange(len(counts)), counts)[: len(grams)]
    whole = np.arange(len(grams)) + _GRAM <= ends[owner]
    kept, starts = grams[whole], np.concatenate([[0], np.cumsum(counts - _GRAM + 1)[:-1]])
    columns = [np.minimum.reduceat(_spread(kept, weight), starts) for weight in _weights()]
    return np.stack(columns, axis=1)


def _spread(values: npt.NDArray[np.uint64], weight: int) -> U32:
    mixed = (values ^ (values >> np.uint64(29))) * np.uint64(weight)
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xBF58476D1CE4E5B9)
    result: U32 = (mixed >> np.uint64(32)).astype(np.uint32)
    return result


@lru_cache(maxsize=1)
def _weights() -> tuple[int, ...]:
    """Fixed odd multipliers: successive powers of the golden-ratio constant of Knuth's multiplicative hashing."""
    return tuple(pow(0x9E3779B97F4A7C15, power, 1 << 64) | 1 for power in range(1, 1 + _MINIMA + _CHECKS))


class KeyIndex:
    """Which sentence stands under a key: sorted keys with positions, looked up in batches. Built once, never changed."""

    def __init__(self, keys: U32, positions: Indices) -> None:
        order = np.argsort(keys, kind="stable")
        self._keys, self._positions = keys[order], positions[order]

    def lookup(self, keys: U32, most: int) -> tuple[Indices, Indices]:
        """Pairs (place in `keys`, position), at most `most` positions a key, the oldest first."""
        low = np.searchsorted(self._keys, keys, "left")
        high = np.minimum(np.searchsorted(self._keys, keys, "right"), low + most)
        counts = high - low
        asked = np.repeat(np.arange(len(keys)), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return asked, self._positions[np.repeat(low, counts) + offsets]
