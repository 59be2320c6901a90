"""Which claims of two articles say the same: pairs are judged article by article, since a told story lends its claims weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from rasad.stages.corroborate.comparison import Comparison, compare
from rasad.stages.corroborate.statement import PERSON, Statement
from rasad.stages.corroborate.weights import Weights

STORY = 6.0
"""What the best pairs of two articles have in common, in the measure of rare names, from which on they tell one story."""
STORY_PAIRS = 3
"""So many pairs make a story: one claim that two articles share is a claim, not yet a story."""
LEAST_EVIDENCE = 1.0
CAST = 0.5
"""What each person adds whom both articles quote."""
SOMETHING_NEW = 0.6
"""What a further link of a claim must add, in the measure of rare names."""

Pair = tuple[Statement, Statement]


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims of different articles that belong together; `earlier` was known first."""

    earlier: Statement
    later: Statement
    comparison: Comparison


def links(pairs: Iterable[Pair], weights: Weights, linked: Collection[tuple[str, str]]) -> list[Link]:
    """Every link among candidate pairs. `linked` are pairs of articles, ids in order, whose texts were found to be related."""
    by_articles: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for one, other in pairs:
        earlier, later = sorted((one, other), key=lambda each: (each.known_at, each.claim_id))
        first, second = sorted((one.article_id, other.article_id))
        by_articles[first, second].append((earlier, later))
    found: list[Link] = []
    for articles, together in by_articles.items():
        found += _of_two_articles(together, weights, articles in linked)
    return sorted(found, key=lambda link: (link.later.claim_id, link.earlier.claim_id))


def _of_two_articles(pairs: Sequence[Pair], weights: Weights, linked: bool) -> list[Link]:
    judged = [(pair, compare(*pair, weights)) for pair in pairs]
    if linked or _tell_one_story(judged):
        judged = [(pair, compare(*pair, weights, one_story=True)) for pair in pairs]
    related = [Link(*pair, comparison) for pair, comparison in judged if comparison.relation]
    return _telling_something_new(related, weights)


def _tell_one_story(judged: Sequence[tuple[Pair, Comparison]]) -> bool:
    """Whether different claims of both articles go together, each claim counted once."""
    ranked = sorted(judged, key=lambda each: (-each[1].evidence, each[0][0].claim_id, each[0][1].claim_id))
    used: set[str] = set()
    told: list[float] = []
    for (earlier, later), comparison in ranked:
        if comparison.evidence < LEAST_EVIDENCE or len(told) == STORY_PAIRS:
            break
        if earlier.claim_id not in used and later.claim_id not in used:
            used |= {earlier.claim_id, later.claim_id}
            told.append(comparison.evidence)
    return len(told) == STORY_PAIRS and fsum(told) + CAST * _cast(judged) >= STORY


def _cast(judged: Sequence[tuple[Pair, Comparison]]) -> int:
    """How many persons both articles quote."""
    quoted: defaultdict[str, set[str]] = defaultdict(set)
    for pair, _ in judged:
        for statement in pair:
            if statement.speaker and statement.speaker.startswith(PERSON):
                quoted[statement.article_id].add(statement.speaker)
    return len(set.intersection(*quoted.values())) if len(quoted) == 2 else 0


def _telling_something_new(related: Sequence[Link], weights: Weights) -> list[Link]:
    """The links, best first, that go together by more than what better links of the same claims have already explained.

    A claim that says two things goes with one claim for each; a claim that only touches on what another one repeats whole does not.
    """
    explained: defaultdict[str, set[str]] = defaultdict(set)
    kept: list[Link] = []
    for link in sorted(related, key=lambda each: (-_strength(each), each.earlier.claim_id, each.later.claim_id)):
        sides = (link.earlier.claim_id, link.later.claim_id)
        common = set(link.comparison.common)
        new = all(not explained[side] or weights.told(common - explained[side]) >= SOMETHING_NEW for side in sides)
        if new or _contradicts(link):
            kept.append(link)
            for side in sides:
                explained[side] |= common
    return kept


def _contradicts(link: Link) -> bool:
    """Another number for the same thing, or another stage of the same plan, is news although nothing else in the claim is."""
    return any(clash.field in ("quantity", "stage") for clash in link.comparison.clashes)


def _strength(link: Link) -> float:
    return link.comparison.evidence + link.comparison.score
