"""Do two claims say the same? Every answer carries its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rasad.stages.corroborate.concepts import concepts
from rasad.stages.corroborate.contrast import Alike, Clash, clashes
from rasad.stages.corroborate.numbers import Numbers, numbers
from rasad.stages.corroborate.statement import EVENT, Statement
from rasad.stages.corroborate.weights import Weights

# Weighted share of common words above which two wordings of one language make one statement, and above which they do
# where they also share an anchor (an entity, a day or a number).
SAME_WORDING = 0.62
SAME_WITH_ANCHOR = 0.42
# What two statements must have in common beyond words, in the measure of rare names and concepts (1 each), and its share of what
# the one says that says less: alone, where their articles tell one story, and in a story where the shorter is said whole.
ENOUGH, ENOUGH_IN_STORY, ENOUGH_IF_WHOLE = 3.0, 1.4, 1.2
CONTAINED, CONTAINED_IN_STORY, WHOLE = 0.5, 0.3, 0.6
TOLD = 0.8  # one day and one speaker are a setting: something must be said in it
SAME_TERMS, ALIKE_TERMS = 0.6, 0.3  # shares (Dice) above which the terms say the same, and the same with a difference
UNLIKE_WORDING = 0.12  # two statements of one language that share hardly a word are not one, whatever they are about
_SAME_DAY = "day"
_TOPIC = 2  # so many concepts that are not everyday ones make more than a topic
SPEAKER, DAY = 0.5, 1.0
# Stories move on: claims further apart than this are not the same report, unless they name the same day or nobody dated them.
NEAR_DAYS = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two statements relate: same, same_with_difference, overlap, conflict, or not at all (None)."""

    relation: str | None
    score: float  # 0 to 1: how sure the link is, for ordering; no probability
    method: str
    reasons: Mapping[str, object] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    evidence: float = 0.0  # what they share, about 1 for each rare name or concept
    common: frozenset[str] = frozenset()  # entities, concepts, day and numbers that both have


@dataclass(frozen=True, slots=True)
class _Common:
    """What two statements have in common."""

    wording: float | None  # share of common words; None across languages
    terms: float  # share (Dice) of common entities and concepts
    contained: float  # share of what the one that says less says
    evidence: float
    told: float  # of that, what entities, concepts and numbers tell, without day and speaker
    is_anchored: bool
    numbers: Numbers
    reasons: dict[str, object]
    keys: frozenset[str]


def compare(earlier: Statement, later: Statement, weights: Weights, *, one_story: bool = False) -> Comparison:
    """Compare two statements of different articles. `one_story`: their articles tell one story, by other evidence."""
    across = earlier.language != later.language
    method = "cross_language" if across else "same_language"
    if not _near_in_time(earlier, later, one_story):
        return Comparison(None, 0.0, "none")
    common = _common(earlier, later, weights)
    score = _score(common)
    if earlier.is_opinion != later.is_opinion and not _same_words(common):
        # What somebody thinks of a matter is not the matter.
        return Comparison(None, score, method, evidence=common.evidence)
    if not (_same_words(common) or _same_matter(common, one_story)):
        return Comparison(None, score, method, evidence=common.evidence)
    same_words = (common.wording or 0.0) >= SAME_WORDING
    alike = Alike(same_words, firm=common.is_anchored or same_words, one_event=_one_event(common))
    found = clashes(earlier, later, common.numbers, alike)
    if found is None:
        return Comparison(None, score, method, evidence=common.evidence)
    relation = "conflict" if found else _relation(common)
    return Comparison(relation, score, method, common.reasons, found, common.evidence, common.keys)


def _near_in_time(earlier: Statement, later: Statement, one_story: bool) -> bool:
    if one_story or not (earlier.is_dated and later.is_dated):
        return True
    days = abs((later.known_at - earlier.known_at).days)
    return days <= NEAR_DAYS or bool(earlier.day and later.day and earlier.day.value == later.day.value)


def _common(earlier: Statement, later: Statement, weights: Weights) -> _Common:
    across = earlier.language != later.language
    terms, other_terms = earlier.terms, later.terms
    shared = terms & other_terms
    counted = numbers(earlier, later)
    same_day = bool(earlier.day and later.day and earlier.day.agrees(later.day))
    speaker = _same_speaker(earlier, later)
    told = weights.told(shared)
    extra = counted.told + DAY * same_day + SPEAKER * speaker
    least = min(weights.whole(terms), weights.whole(other_terms))
    wording = None if across else weights.shared(earlier.stems, later.stems)
    reasons: dict[str, object] = {
        "entities": sorted(earlier.anchors & later.anchors),
        "concepts": sorted(earlier.concepts & later.concepts),
    }
    if earlier.day and same_day:
        reasons["event_date"] = earlier.day.surface
    if counted.agreeing:
        reasons["numbers"] = [f"{one.surface} / {other.surface}" for one, other in counted.agreeing]
    if speaker:
        reasons["speaker"] = earlier.speaker
    if wording is not None:
        reasons["common_words"] = round(wording, 3)
    anchors = bool(earlier.anchors & later.anchors)
    return _Common(
        wording=wording,
        terms=weights.shared(terms, other_terms),
        contained=(told + extra) / (least + extra) if least + extra else 0.0,
        evidence=told + extra,
        told=told + counted.told,
        is_anchored=(anchors or same_day or bool(counted.agreeing)) and not counted.is_partial,
        numbers=counted,
        reasons=reasons,
        keys=shared | {f"number {one.value:g}" for one, _ in counted.agreeing} | ({_SAME_DAY} if same_day else set()),
    )


def _same_words(common: _Common) -> bool:
    return (common.wording or 0.0) >= (SAME_WITH_ANCHOR if common.is_anchored else SAME_WORDING)


def _same_matter(common: _Common, one_story: bool) -> bool:
    """Whether entities, concepts, day, numbers and speaker add up, without a look at the words."""
    if not common.reasons["entities"] and not common.numbers.agreeing and not one_story:
        return False  # concepts alone make a topic, not a claim
    if common.wording is not None and common.wording < UNLIKE_WORDING:
        return False
    if common.told < TOLD or not _says_what(common):
        return False
    if one_story:
        enough = ENOUGH_IF_WHOLE if common.contained >= WHOLE else ENOUGH_IN_STORY
        return common.evidence >= enough and common.contained >= CONTAINED_IN_STORY
    return common.evidence >= ENOUGH and common.contained >= CONTAINED


def _says_what(common: _Common) -> bool:
    """Whether they share what happened, and not only who and where; one concept with nothing firm beside it is a topic."""
    said = common.keys - concepts().actors - {_SAME_DAY}
    happened = {key for key in said if ":" not in key or key.startswith(EVENT)}
    if common.is_anchored or "speaker" in common.reasons:
        return bool(happened)
    return len(happened - concepts().common) >= _TOPIC


def _one_event(common: _Common) -> bool:
    """Whether so much is the same that two days must be two answers to one question, and not two events of one story."""
    if common.wording is not None and common.wording < SAME_WITH_ANCHOR:
        return False
    return (common.wording or 0.0) >= SAME_WORDING or (common.terms >= SAME_TERMS and common.contained >= WHOLE)


def _relation(common: _Common) -> str:
    if common.numbers.is_partial or common.numbers.are_apart:
        return "overlap"
    if _one_event(common):
        return "same"
    if _same_words(common) or common.terms >= ALIKE_TERMS or common.contained >= WHOLE:
        return "same_with_difference"
    return "overlap"


def _score(common: _Common) -> float:
    return round(min(1.0, max(common.wording or 0.0, common.evidence / (ENOUGH * 1.5))), 4)


def _same_speaker(one: Statement, other: Statement) -> bool:
    return one.speaker is not None and one.speaker == other.speaker and not one.speaker.startswith(("anon:", "unk:"))
