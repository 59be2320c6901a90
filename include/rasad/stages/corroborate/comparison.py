"""Do two claims say the same? Every answer carries its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum, log

from rasad.stages.corroborate.statement import Count, Statement

# Weighted share of common words above which two wordings of one language make one statement, and above which they do
# where they also share an anchor (an entity, a day or a number).
SAME_WORDING = 0.62
SAME_WITH_ANCHOR = 0.42
# Across languages only what needs no words can be compared: entities, speaker, day and numbers have to add up to this.
SAME_ANCHORS = 3.0
SPEAKER, DAY, NUMBER = 1.5, 1.0, 1.5
# "three" agrees by chance, 8,200 hectares does not.
LARGE, SMALL = 1000, 10
ROUNDING = 0.02  # "about 3,400" for 3,420
# Stories move on: claims further apart than this are not the same report.
NEAR_DAYS = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two statements relate: same, same_with_difference, conflict, or not at all (None)."""

    relation: str | None
    score: float
    method: str
    reasons: Mapping[str, object] = field(default_factory=dict)
    conflict: tuple[str, str, str] | None = None  # field, value of the earlier, value of the later


class Weights:
    """How telling a word or an entity is: rare ones tell more. Built over all statements at hand."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        counts: dict[str, int] = {}
        self._total = 1
        for statement in statements:
            self._total += 1
            for key in statement.stems | statement.anchors:
                counts[key] = counts.get(key, 0) + 1
        self._counts = counts

    def of(self, key: str) -> float:
        """Inverse document frequency of one word or entity."""
        return log(1 + self._total / (1 + self._counts.get(key, 0)))

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The weighted share of common members (Dice), 0 to 1."""
        # fsum: sets have no order, and a plain sum would differ from process to process in its last digit.
        total = fsum(map(self.of, one)) + fsum(map(self.of, other))
        return 2 * fsum(map(self.of, one & other)) / total if total else 0.0

    def telling(self, keys: frozenset[str]) -> float:
        """How much a set of anchors tells: about 1 for each that few statements name, little for the country's own name."""
        most = log(1 + self._total / 2)
        return fsum(min(1.0, self.of(key) / most * 1.5) for key in keys) if most > 0 else 0.0


def compare(earlier: Statement, later: Statement, weights: Weights) -> Comparison:
    """Compare two statements of different articles."""
    if abs((later.known_at - earlier.known_at).days) > NEAR_DAYS:
        return Comparison(None, 0.0, "none")
    anchors = earlier.anchors & later.anchors
    same_day = earlier.event_date is not None and earlier.event_date == later.event_date
    numbers = _numbers(earlier, later)
    reasons: dict[str, object] = {"entities": sorted(anchors)}
    if same_day:
        reasons["event_date"] = str(earlier.event_date)
    if numbers.agreeing:
        reasons["numbers"] = [f"{a.surface} / {b.surface}" for a, b in numbers.agreeing]
    if earlier.language == later.language:
        method, score = "same_language", weights.shared(earlier.stems, later.stems)
        reasons["common_words"] = round(score, 3)
        anchored = (anchors or same_day or numbers.agreeing) and not numbers.is_partial
        needed = SAME_WITH_ANCHOR if anchored else SAME_WORDING
        alike = score >= needed
    else:
        method = "cross_language"
        speaker = _same_speaker(earlier, later)
        if speaker:
            reasons["speaker"] = earlier.speaker
        evidence = weights.telling(anchors) + SPEAKER * speaker + DAY * same_day + fsum(map(_told_by, numbers.agreeing))
        tied = bool(anchors) or speaker or len(numbers.agreeing) > 1
        score, alike = min(1.0, evidence / (SAME_ANCHORS * 1.5)), evidence >= SAME_ANCHORS and tied
    if not alike:
        return Comparison(None, score, method)
    return _judged(earlier, later, score, method, reasons, numbers.differing)


def _judged(
    earlier: Statement,
    later: Statement,
    score: float,
    method: str,
    reasons: dict[str, object],
    differing: list[tuple[Count, Count]],
) -> Comparison:
    clash: tuple[str, str, str] | None = None
    if earlier.negative != later.negative:
        if not (earlier.denied or later.denied or score >= SAME_WORDING):
            # "has not changed" and "remains" are paraphrases: a sign alone contradicts only in the same words.
            return Comparison(None, score, method)
        clash = ("polarity", _sign(earlier), _sign(later))
    elif differing:
        clash = ("quantity", differing[0][0].surface, differing[0][1].surface)
    elif earlier.event_date and later.event_date and earlier.event_date != later.event_date:
        clash = ("event_date", str(earlier.event_date), str(later.event_date))
    if clash:
        return Comparison("conflict", score, method, reasons, clash)
    relation = "same" if score >= SAME_WORDING and earlier.language == later.language else "same_with_difference"
    return Comparison(relation, score, method, reasons)


def _sign(statement: Statement) -> str:
    return "negative" if statement.negative else "positive"


def _same_speaker(one: Statement, other: Statement) -> bool:
    return one.speaker is not None and one.speaker == other.speaker and not one.speaker.startswith(("anon:", "unk:"))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How the numbers of two statements go together."""

    agreeing: list[tuple[Count, Count]]  # count the same thing, and can both be true
    differing: list[tuple[Count, Count]]  # count the same thing, and cannot, while no other pair agrees
    is_partial: bool  # some agree, but one statement has another number of the same thing that the other lacks


def _numbers(earlier: Statement, later: Statement) -> _Numbers:
    across = earlier.language != later.language
    pairs = [(one, other) for one in earlier.counts for other in later.counts if _same_thing(one, other, across)]
    agreeing = [pair for pair in pairs if (_equal(*pair) if across else _compatible(*pair))]
    matched = {id(count) for pair in agreeing for count in pair}
    strays = any(id(count) not in matched for pair in pairs for count in pair)
    differing = [] if agreeing or across else pairs
    return _Numbers(agreeing, differing, bool(agreeing) and strays)


def _told_by(pair: tuple[Count, Count]) -> float:
    """What two agreeing numbers tell: more the larger they are, little where they count nothing known."""
    value = max(pair[0].value, pair[1].value)
    if value >= LARGE:
        return NUMBER + 0.5
    return NUMBER if value >= SMALL or pair[0].unit else NUMBER / 3


def _compatible(one: Count, other: Count) -> bool:
    return one.low <= other.high and other.low <= one.high


def _equal(one: Count, other: Count) -> bool:
    """Across languages nobody knows what is counted, so "at least 12" must not agree with any larger number."""
    return abs(one.value - other.value) <= ROUNDING * max(abs(one.value), abs(other.value))


def _same_thing(one: Count, other: Count, across: bool) -> bool:
    if across:
        # The other language may leave the unit to the sentence before; a large number needs none.
        return one.unit == other.unit or (None in (one.unit, other.unit) and min(one.value, other.value) >= LARGE)
    return one.unit == other.unit and (bool(one.counted & other.counted) or not (one.counted or other.counted))
