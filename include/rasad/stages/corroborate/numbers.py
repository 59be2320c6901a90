"""The numbers of two statements side by side: which agree, which cannot both be true."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, isclose

from rasad.stages.corroborate.concepts import concepts
from rasad.stages.corroborate.statement import Count, Statement
from rasad.text.numbers.neighbours import REJECTED

LARGE, SMALL = 1000, 10
"""Three agrees by chance, 8,200 hectares does not."""
ROUNDING = 0.02  # "about 3,400" for 3,420
TELLING = 1.0
"""What one agreeing number tells, in the measure of one rare name; a large one tells half as much again."""
_FIXES_NOTHING = ("d", "wk", "mo", "a", "h", "min", "s")
"""UCUM units of time: "two years" in both texts is seldom the same two years, and never a contradiction."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How the numbers of two statements go together."""

    agreeing: tuple[tuple[Count, Count], ...]  # count the same thing, and can both be true
    differing: tuple[tuple[Count, Count], ...]  # count the same thing, and cannot both be true
    is_partial: bool  # some agree, but as many numbers of the same things are in one statement only
    are_apart: bool = False  # each statement has a number that the other one says nothing of

    @property
    def told(self) -> float:
        """How much the agreeing numbers tell."""
        return fsum(map(_told_by, self.agreeing))


def numbers(earlier: Statement, later: Statement) -> Numbers:
    """Pair the numbers of two statements."""
    across = earlier.language != later.language
    pairs = [
        (one, other) for one in earlier.counts for other in later.counts if _same_thing(one, other, earlier, later)
    ]
    if rejecting := _rejected(pairs):
        return rejecting
    pairs = [pair for pair in pairs if REJECTED not in (pair[0].qualifier, pair[1].qualifier)]
    agreeing = [pair for pair in pairs if (_equal(*pair) if across else _compatible(*pair))]
    matched = {id(count) for pair in agreeing for count in pair}
    left = [[count for count in each.counts if id(count) not in matched] for each in (earlier, later)]
    strays = {id(count) for pair in pairs for count in pair} - matched
    if agreeing:
        differing = _counterparts(*left)
    elif across:
        differing = tuple(pair for pair in pairs if _contradict(*pair) and _stands_alone(pair, earlier, later))
    else:
        differing = tuple(pairs)
    spoken_of = matched | {id(count) for pair in differing for count in pair}
    apart = all(any(id(count) not in spoken_of for count in each.counts) for each in (earlier, later))
    return Numbers(tuple(agreeing), differing, bool(agreeing) and len(strays) >= len(agreeing), apart)


def _rejected(pairs: list[tuple[Count, Count]]) -> Numbers | None:
    """ "2,000 workers, not 2,100": the number of the other statement is named, and called wrong."""
    for one, other in pairs:
        if (one.qualifier == REJECTED) != (other.qualifier == REJECTED) and _equal(one, other):
            return Numbers(((one, other),), (_instead(one, other, pairs),), is_partial=False)
    return None


def _instead(one: Count, other: Count, pairs: list[tuple[Count, Count]]) -> tuple[Count, Count]:
    """The number that stands, and the one that is said to be right instead; without such a one, the rejected one."""
    if other.qualifier == REJECTED:
        return next((pair for pair in pairs if pair[0] is one and pair[1].qualifier != REJECTED), (one, other))
    return next((pair for pair in pairs if pair[1] is other and pair[0].qualifier != REJECTED), (one, other))


def _stands_alone(pair: tuple[Count, Count], earlier: Statement, later: Statement) -> bool:
    """Across languages two numbers only contradict each other where neither statement has a third that may be meant."""
    return all(
        sum(count.unit in (pair[0].unit, None) and _kind(count) <= other.concepts for count in each.counts) == 1
        for each, other in ((earlier, later), (later, earlier))
    )


def _counterparts(earlier: list[Count], later: list[Count]) -> tuple[tuple[Count, Count], ...]:
    """ "19 of 31" and "18 of 31": where each has one number left, and both count one kind of thing, they are about the same.

    Where only one has a number left, or one has several, nobody can tell. Called beside a number that agrees, so that a bare
    number may be taken to count what the other one counts.
    """
    if len(earlier) != 1 or len(later) != 1:
        return ()
    one, other = earlier[0], later[0]
    fits = len({one.unit, other.unit} - {None}) == 1 and _kind(one) == _kind(other)
    return ((one, other),) if fits and _contradict(one, other) else ()


def _contradict(one: Count, other: Count) -> bool:
    """Whether two numbers of one thing cannot both be true."""
    is_time = bool({one.unit, other.unit} & set(_FIXES_NOTHING))
    return not (is_time or _compatible(one, other) or _is_elided(one, other))


def _is_elided(one: Count, other: Count) -> bool:
    """ "From 65 to 25 million": the first number leaves its thousands or millions to the second."""
    if None not in (one.unit, other.unit) or not (one.value and other.value):
        return False
    ratio = max(one.value, other.value) / min(one.value, other.value)
    return any(isclose(ratio, scale) for scale in (1e3, 1e6, 1e9))


def _told_by(pair: tuple[Count, Count]) -> float:
    """What two agreeing numbers tell: more the larger they are, little where they count nothing known."""
    value = max(pair[0].value, pair[1].value)
    if value >= LARGE:
        return TELLING * 1.5
    return TELLING if value >= SMALL and pair[0].unit not in _FIXES_NOTHING else TELLING / 3


def _compatible(one: Count, other: Count) -> bool:
    return one.low <= other.high and other.low <= one.high


def _equal(one: Count, other: Count) -> bool:
    """Across languages nobody knows what is counted, so "at least 12" must not agree with any larger number."""
    return abs(one.value - other.value) <= ROUNDING * max(abs(one.value), abs(other.value))


def _same_thing(one: Count, other: Count, earlier: Statement, later: Statement) -> bool:
    across = earlier.language != later.language
    if one.unit != other.unit:
        # The other language may leave the unit to the sentence before ("eight of the 22 people").
        return across and None in (one.unit, other.unit) and _equal(one, other)
    kinds = _kind(one), _kind(other)
    if kinds[0] & kinds[1]:
        return True
    if any(kinds):
        # The "12 miners" of a statement about deaths in a mine are the "9 dead" of the other one, and not its "14 injured".
        return kinds[0] <= later.concepts and kinds[1] <= earlier.concepts
    return across or bool(one.counted & other.counted) or not (one.counted or other.counted)


def _kind(count: Count) -> frozenset[str]:
    """What a number counts, as concepts; nothing for bare people and things."""
    return concepts().find(count.surface).concepts - concepts().common
