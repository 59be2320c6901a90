"""Whether an article is about Iranian politics: a share of Iran, times a weight of politics, with the reason in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import exp

from pydantic import Field

from rasad.gazetteer import Gazetteer
from rasad.model import Language, Mention
from rasad.settings import INCLUDE
from rasad.stages.tag.reading import HOME, NameHit, Reading
from rasad.stages.tag.topics import Evidence, topic_file
from rasad.strict import Strict, read_model

RULES = INCLUDE / "gazetteer" / "relevance.yml"
_ABROAD = "international"


class RelevanceRules(Strict):
    """include/gazetteer/relevance.yml."""

    threshold: float = Field(gt=0, lt=1)
    full_share: float = Field(gt=0, le=1)
    home_prior: Mapping[Language, float]
    passing_factor: Mapping[Language, float]
    off_topic_words: int
    lead_characters: int
    lead_factor: float
    title_factor: float
    steepness: float = Field(gt=0)
    entity_weights: Mapping[str, float]
    not_political_kinds: frozenset[str]
    abroad_weight: float
    description_weight: float
    background: frozenset[str]
    background_weight: float


@dataclass(frozen=True, slots=True)
class Relevance:
    """The judgement, its score between 0 and 1, and what it rests on."""

    relevant: bool
    score: float
    reason: str


@lru_cache(maxsize=1)
def relevance_rules() -> RelevanceRules:
    """The rules as shipped. Raises ConfigError when the file is wrong."""
    return read_model(RULES, RelevanceRules)


def relevance(
    reading: Reading,
    title: Reading,
    language: Language,
    mentions: Iterable[Mention],
    evidence: Mapping[str, Evidence],
) -> Relevance:
    """Judge an article from what was found in it. `title` is the reading of its title (of an empty text without one)."""
    rules = relevance_rules()
    countries = _weighted_countries(reading, title, rules)
    own = countries.pop(HOME, 0.0)
    other, most = max(countries.items(), key=lambda pair: pair[1], default=("", 0.0))
    prior = rules.home_prior[language]
    share = (own + prior) / (own + prior + most) if own + prior else 0.0
    share = min(1.0, share / rules.full_share)
    if not _leads_with_iran(reading, title, rules):
        share *= rules.passing_factor[language]
    weight_of_entities, who = _entities(mentions, reading.gazetteer, rules)
    topics = topic_file().rules()
    politics_of = {each: found.score * topics[each].politics for each, found in evidence.items() if each in topics}
    off_topic = sum(
        found.score for each, found in evidence.items() if each not in topics and found.words >= rules.off_topic_words
    )
    gain = weight_of_entities + sum(politics_of.values()) - off_topic
    politics = 1 - exp(-max(gain, 0.0) / rules.steepness)
    score = round(share * politics, 3)
    top = sorted(politics_of, key=lambda topic: (-politics_of[topic], topic))[:3]
    reason = (
        f"Iran {own:g} against {most:g} for {other or 'no other country'}; entities {', '.join(who) or 'none'}; "
        f"topics {', '.join(top) or 'none'}; off-topic words {off_topic:g}"
    )
    return Relevance(score >= rules.threshold, score, reason)


def _leads_with_iran(reading: Reading, title: Reading, rules: RelevanceRules) -> bool:
    """Whether the title or the lead names Iran, or something of it."""
    if title.mentions_of[HOME]:
        return True
    lead = (*reading.between(0, rules.lead_characters), *_countries_in_lead(reading, rules))
    return any(
        hit.label.target == HOME or (hit.label.grade == "strong" and reading.entity(hit).country == HOME)
        for hit in lead
    )


def _countries_in_lead(reading: Reading, rules: RelevanceRules) -> Iterator[NameHit]:
    return takewhile(lambda hit: hit.span.start < rules.lead_characters, reading.countries)


def _weighted_countries(reading: Reading, title: Reading, rules: RelevanceRules) -> dict[str, float]:
    """How often each country, or something of it, is named; the title and the lead count more."""
    counts: dict[str, float] = defaultdict(float)
    for country, n in title.mentions_of.items():
        counts[country] += n * rules.title_factor
    for country, n in reading.mentions_of.items():
        counts[country] += n
    for hit in _countries_in_lead(reading, rules):
        counts[hit.label.target] += rules.lead_factor - 1
    counts.pop(_ABROAD, None)
    return dict(counts)


def _entities(
    mentions: Iterable[Mention], gazetteer: Gazetteer, rules: RelevanceRules
) -> tuple[float, tuple[str, ...]]:
    """What the distinct entities of Iranian politics weigh, and the first few of them by name."""
    total = 0.0
    named: dict[str, None] = {}
    for mention in mentions:
        entity = gazetteer.entities.get(mention.entity_id or "")
        if entity is None or entity.id in named or entity.kind in rules.not_political_kinds:
            continue
        weight = rules.entity_weights.get(entity.type, 0.0)
        weight *= 1.0 if entity.country == HOME else rules.abroad_weight
        weight *= rules.description_weight if mention.mention_type == "description" else 1.0
        weight *= rules.background_weight if entity.id in rules.background else 1.0
        if weight:
            named[entity.id] = None
            total += weight
    return total, tuple(named)[:4]
