"""What an edit did to an article, sentence by sentence: added, removed, changed, respelled, moved; and its numbers.

Sentences are compared by their words in the match key, so that another keyboard, a ZWNJ or a typographic quotation mark is
a respelling, never a change of what was said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rasad.model import Mask, Span
from rasad.stages.clean.pairing import Sentence, alike_pairs, dice, equal_pairs, longest_in_order, read
from rasad.text.numbers import find_quantities

_COUNTED = ("en", "fa")  # languages whose number words are known
_LONGEST_READ = 3_000
"""Characters of a sentence in which numbers in words are looked for; a longer one is no sentence."""
_MOST_COMPARED = 200
"""Words of a sentence that are compared one by one; what lies beyond counts as one stretch, which bounds the time."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of words of the old sentence and what stands for it in the new one; either may be empty."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that was replaced: its spans and surfaces in both texts, and its values."""

    old: Span
    new: Span
    old_surface: str
    new_surface: str
    old_value: float | None
    new_value: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence of the old text and the sentence of the new one that it became.

    `similarity` is the share of words in common, 0 to 1. `moved` says that it also stands elsewhere in the order.
    """

    old: Span
    new: Span
    similarity: float
    words: tuple[WordChange, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Diff:
    """The edit from one text to another; empty where nothing was edited. Every span is of a whole sentence of its text.

    `changed` and `respelled` pair an old with a new sentence: respelled ones have the same words in other letters or marks of
    the same meaning. `moved` pairs equal sentences that stand in another order. Each in the order of the new text, `removed`
    in that of the old one.
    """

    added: tuple[Span, ...] = ()
    removed: tuple[Span, ...] = ()
    changed: tuple[Change, ...] = ()
    respelled: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the two texts have the same sentences in the same order."""
        return not (self.added or self.removed or self.changed or self.respelled or self.moved)

    @property
    def numbers(self) -> tuple[NumberChange, ...]:
        """Every number that was replaced."""
        return tuple(number for change in self.changed for number in change.numbers)


def diff_sentences(
    old: str,
    new: str,
    language: str,
    *,
    old_masks: Sequence[Mask] = (),
    new_masks: Sequence[Mask] = (),
) -> Diff:
    """The edit that made `new` of `old`; sentences under a mask are not compared.

    Symmetric: the other way round, added and removed, old and new are exchanged and nothing else. Takes time in
    proportion to the texts: sentences are paired by their rare words, and only paired ones are compared word by word.
    """
    if old == new:
        return Diff()
    if old > new:
        return _turned(diff_sentences(new, old, language, old_masks=new_masks, new_masks=old_masks))
    before, after = read(old, language, old_masks), read(new, language, new_masks)
    equal = equal_pairs(before, after)
    alike = alike_pairs(before, after, equal)
    in_order = longest_in_order(equal + alike)
    pairs = {
        pair: _change(old, new, before[pair[0]], after[pair[1]], language, pair not in in_order)
        for pair in equal + alike
    }
    return Diff(
        added=_left(after, {two for _, two in pairs}),
        removed=_left(before, {one for one, _ in pairs}),
        changed=_sorted(pairs[pair] for pair in alike),
        respelled=_sorted(pairs[(a, b)] for a, b in equal if before[a].surface != after[b].surface),
        moved=_sorted(
            pairs[(a, b)] for a, b in equal if before[a].surface == after[b].surface and (a, b) not in in_order
        ),
    )


def _left(read: Sequence[Sentence], paired: set[int]) -> tuple[Span, ...]:
    return tuple(sentence.span for at, sentence in enumerate(read) if at not in paired)


def _sorted(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: change.new.start))


def _change(old: str, new: str, one: Sentence, two: Sentence, language: str, moved: bool) -> Change:
    words = () if one.key == two.key else _word_changes(one, two, language)
    similarity = 1.0 if one.key == two.key else dice(one.words, two.words)
    return Change(one.span, two.span, similarity, words, _number_changes(old, new, one, two, words, language), moved)


def _word_changes(one: Sentence, two: Sentence, language: str) -> tuple[WordChange, ...]:
    keys, others = [token.key for token in one.tokens], [token.key for token in two.tokens]
    shorter = min(len(keys), len(others))
    head = next((at for at in range(shorter) if keys[at] != others[at]), shorter)
    tail = next((at for at in range(shorter - head) if keys[-1 - at] != others[-1 - at]), shorter - head)
    inner, outer = keys[head : len(keys) - tail], others[head : len(others) - tail]
    joint = "" if language == "fa" else " "
    return tuple(
        WordChange(_stretch(one, head + first, head + after), _stretch(two, head + since, head + until))
        for first, after, since, until in _unequal(inner, outer)
        if joint.join(inner[first:after]) != joint.join(outer[since:until])
    )


def _unequal(inner: list[str], outer: list[str]) -> list[tuple[int, int, int, int]]:
    if max(len(inner), len(outer)) > _MOST_COMPARED:
        return [(0, len(inner), 0, len(outer))]
    opcodes = SequenceMatcher(None, inner, outer, autojunk=False).get_opcodes()
    return [(first, after, since, until) for kind, first, after, since, until in opcodes if kind != "equal"]


def _stretch(sentence: Sentence, first: int, after: int) -> Span:
    if first < after:
        return Span(sentence.tokens[first].span.start, sentence.tokens[after - 1].span.end)
    at = sentence.tokens[first].span.start if first < len(sentence.tokens) else sentence.span.end
    return Span(at, at)


def _number_changes(
    old: str, new: str, one: Sentence, two: Sentence, words: Sequence[WordChange], language: str
) -> tuple[NumberChange, ...]:
    """The numbers that stand in the same changed stretch of words and differ in value, in order."""
    if not words:
        return ()
    before, after = _numbers(old, one, language), _numbers(new, two, language)
    found: list[NumberChange] = []
    for stretch in words:
        was = [number for number in before if number[0].overlaps(stretch.old)]
        now = [number for number in after if number[0].overlaps(stretch.new)]
        kept = Counter(value for _, value in was) & Counter(value for _, value in now)
        pairs = zip(_without(was, kept), _without(now, kept), strict=False)
        found += [NumberChange(a, b, a.of(old), b.of(new), value, other) for (a, value), (b, other) in pairs]
    return tuple(dict.fromkeys(found))


def _numbers(text: str, sentence: Sentence, language: str) -> tuple[tuple[Span, float | None], ...]:
    """The quantities of a sentence and its other figures (years, dates, ordinals), in order."""
    readable = language in _COUNTED and sentence.span.end - sentence.span.start <= _LONGEST_READ
    counted = find_quantities(text, sentence.span, language) if readable else ()
    found: list[tuple[Span, float | None]] = [(quantity.span, quantity.value) for quantity in counted]
    for token in sentence.tokens:
        if token.key[0].isdigit() and not any(quantity.span.overlaps(token.span) for quantity in counted):
            found.append((token.span, _value(token.key)))
    return tuple(sorted(found, key=lambda number: number[0].start))


def _value(figure: str) -> float | None:
    try:
        return float(figure.replace(",", ""))
    except ValueError:  # a date or a clock time
        return None


def _without(
    numbers: Sequence[tuple[Span, float | None]], kept: Counter[float | None]
) -> list[tuple[Span, float | None]]:
    left = Counter(kept)
    others: list[tuple[Span, float | None]] = []
    for number in numbers:
        if left[number[1]] > 0 and number[1] is not None:
            left[number[1]] -= 1
        else:
            others.append(number)
    return others


def _turned(diff: Diff) -> Diff:
    """The edit the other way round."""
    return Diff(
        added=diff.removed,
        removed=diff.added,
        changed=_sorted(map(_turned_change, diff.changed)),
        respelled=_sorted(map(_turned_change, diff.respelled)),
        moved=_sorted(map(_turned_change, diff.moved)),
    )


def _turned_change(change: Change) -> Change:
    words = tuple(WordChange(word.new, word.old) for word in change.words)
    numbers = tuple(
        NumberChange(n.new, n.old, n.new_surface, n.old_surface, n.new_value, n.old_value) for n in change.numbers
    )
    return Change(change.new, change.old, change.similarity, words, numbers, change.moved)
