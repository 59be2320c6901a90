"""Which sentence of one text is which of another: read as words of the match key, paired where equal, then where alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rasad.model import Mask, Span
from rasad.text.normalise import fold
from rasad.text.sentences import paragraphs, sentences

_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")
_QUOTES = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a", '"') | {"\u2013": "-", "\u2014": "-", "\u2026": "."}
)
_LEAST_ALIKE = 0.5
"""The share of words that two sentences have in common (Dice) from which one is the other, edited; under it, one was removed
and the other added. Half is where an edit keeps as much as it replaces."""
_RARE = 12
"""A word in more unpaired sentences than this says nothing about which belong together, and would make pairing quadratic."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark as it is compared, and where it stands in the text."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is stored and as it is compared."""

    span: Span
    surface: str
    tokens: tuple[Token, ...]
    key: str  # its words, in Persian without the spaces between them
    words: Counter[str] = field(compare=False)


def read(text: str, language: str, masks: Sequence[Mask]) -> list[Sentence]:
    """The sentences of a text, those under a mask left out."""
    hidden = sorted((mask.span for mask in masks), key=lambda span: span.start)
    starts = [span.start for span in hidden]
    found: list[Sentence] = []
    for paragraph in paragraphs(text):
        for span in sentences(text, paragraph):
            at = bisect_right(starts, span.end - 1)
            if not any(mask.overlaps(span) for mask in hidden[max(0, at - 2) : at]):
                found.append(_sentence(text, span, language))
    return found


def _sentence(text: str, span: Span, language: str) -> Sentence:
    surface = span.of(text)
    folded = fold(surface)
    tokens = tuple(
        Token(match.group(), _moved(folded.span(match.start(), match.end()), span.start))
        for match in _TOKEN.finditer(folded.key.translate(_QUOTES))
    )
    # A lost or added ZWNJ joins or parts Persian words; English words are told apart by their spaces.
    joint = "" if language == "fa" else " "
    return Sentence(
        span, surface, tokens, joint.join(token.key for token in tokens), Counter(token.key for token in tokens)
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def equal_pairs(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Sentences of the same words: from both ends inwards, then each repeated one with its like in order."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at].key != after[at].key), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at].key != after[-1 - at].key), shorter - head)
    pairs = [(at, at) for at in range(head)]
    waiting: dict[str, list[int]] = defaultdict(list)
    for at in range(len(before) - tail - 1, head - 1, -1):
        waiting[before[at].key].append(at)
    for at in range(head, len(after) - tail):
        if waiting.get(after[at].key):
            pairs.append((waiting[after[at].key].pop(), at))
    return pairs + [(len(before) - at, len(after) - at) for at in range(tail, 0, -1)]


def alike_pairs(
    before: Sequence[Sentence], after: Sequence[Sentence], equal: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The other sentences, the most alike first: those that share a rare word, and those that stand in the same place."""
    taken, given = {one for one, _ in equal}, {two for _, two in equal}
    left = [at for at in range(len(before)) if at not in taken]
    right = [at for at in range(len(after)) if at not in given]
    candidates = _sharing_a_rare_word(before, left, after, right) | _in_the_same_place(left, right, equal)
    ranked = sorted(
        (-alike, abs(one / len(before) - two / len(after)), one, two)
        for one, two in candidates
        if (alike := dice(before[one].words, after[two].words)) >= _LEAST_ALIKE
    )
    pairs: list[tuple[int, int]] = []
    for _, _, one, two in ranked:
        if one not in taken and two not in given:
            taken.add(one)
            given.add(two)
            pairs.append((one, two))
    return pairs


def _sharing_a_rare_word(
    before: Sequence[Sentence], left: Sequence[int], after: Sequence[Sentence], right: Sequence[int]
) -> set[tuple[int, int]]:
    old_places, new_places = _places(before, left), _places(after, right)
    return {
        (one, two)
        for word, ones in old_places.items()
        if len(ones) <= _RARE and len(new_places.get(word, ())) <= _RARE
        for one in ones
        for two in new_places.get(word, ())
    }


def _places(read: Sequence[Sentence], some: Sequence[int]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at in some:
        for word in read[at].words:
            places[word].append(at)
    return places


def _in_the_same_place(
    left: Sequence[int], right: Sequence[int], equal: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Sentences that follow the same unchanged one at the same distance."""
    ordered = sorted(equal)
    anchors = [one for one, _ in ordered]
    free = set(right)
    found: set[tuple[int, int]] = set()
    for one in left:
        at = bisect_right(anchors, one) - 1
        anchor = ordered[at] if at >= 0 else (-1, -1)
        two = anchor[1] + one - anchor[0]
        if two in free:
            found.add((one, two))
    return found


def dice(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two sentences have in common, 0 to 1; two without words are alike."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def longest_in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The most pairs that stand in the same order in both texts (longest increasing run, n log n)."""
    ordered = sorted(pairs)
    tops: list[int] = []
    last: list[int] = []
    behind: list[int] = []
    for at, (_, two) in enumerate(ordered):
        pile = bisect_right(tops, two)
        behind.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [two]
        last[pile : pile + 1] = [at]
    kept: set[tuple[int, int]] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(ordered[at])
        at = behind[at]
    return kept
