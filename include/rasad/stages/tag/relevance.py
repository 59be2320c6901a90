"""Whether an article is about Iranian politics: a share of Iran, times a weight of politics, with the reason in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import exp

from pydantic import Field

from rasad.gazetteer import Entity
from rasad.model import Language, Mention, Sign
from rasad.settings import INCLUDE
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.reading import HOME, Reading
from rasad.stages.tag.topics import Evidence, topic_file
from rasad.strict import Strict, read_model

RULES = INCLUDE / "gazetteer" / "relevance.yml"
_ABROAD = "international"
_TELLING = 0.5
"""Weight of an entity from which on its name in a title says whose politics it is."""
_HALF = 0.5
"""A share of Iran below this says that another country is spoken of; where it is more, something else decided."""


class RelevanceRules(Strict):
    """include/gazetteer/relevance.yml."""

    threshold: float = Field(gt=0, lt=1)
    full_share: float = Field(gt=0, le=1)
    home_prior: Mapping[Language, float]
    passing_factor: Mapping[Language, float]
    later_factor: float
    acting_share: float
    beside: Mapping[str, float]
    off_topic_times: int
    lead_characters: int
    lead_factor: float
    title_factor: float
    steepness: float = Field(gt=0)
    entity_weights: Mapping[str, float]
    kind_weights: Mapping[str, float]
    abroad_weight: float
    description_weight: float
    background: frozenset[str]
    background_weight: float


@dataclass(frozen=True, slots=True)
class Relevance:
    """The judgement, its score between 0 and 1, what it rests on, and the other subjects that spoke against it."""

    relevant: bool
    score: float
    reason: str
    others: tuple[str, ...]


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
    mentions = tuple(mentions)
    if _acts_in_title(title, mentions, rules):
        share = max(share, rules.acting_share)
    weight_of_entities, who = _entities(mentions, reading, title, rules)
    politics_of = _politics(evidence, rules)
    other_subjects = _other_subjects(evidence, rules)
    against = sum(other_subjects.values())
    gain = weight_of_entities + sum(politics_of.values()) - against
    politics = 1 - exp(-max(gain, 0.0) / rules.steepness)
    score = round(share * politics, 3)
    relevant = score >= rules.threshold
    decided = "" if relevant else _why_not(share, other, other_subjects, gain, against) + "; "
    reason = (
        f"{decided}Iran {own:g} against {most:g} for {other or 'no other country'}; entities {', '.join(who) or 'none'}; "
        f"topics {_strongest(politics_of)}; other subjects {_strongest(other_subjects)}"
    )
    topics = topic_file().rules()
    return Relevance(relevant, score, reason, tuple(each for each in other_subjects if each not in topics))


def _why_not(share: float, other: str, other_subjects: Mapping[str, float], gain: float, against: float) -> str:
    """What kept a text from being relevant, in words: it is about another country, another subject, or nothing political."""
    if share < _HALF and other:
        return f"about {other} rather than Iran"
    if share < _HALF:
        return "not about Iran"
    return f"about {_strongest(other_subjects)}" if against > gain else "little politics"


def _strongest(weights: Mapping[str, float]) -> str:
    """The three subjects that weigh most, each with its weight."""
    top = sorted(weights, key=lambda each: (-weights[each], each))[:3]
    return ", ".join(f"{each} {weights[each]:.1f}" for each in top if weights[each]) or "none"


def _leads_with_iran(reading: Reading, title: Reading, rules: RelevanceRules) -> bool:
    """Whether the title or the lead names Iran, or something of it."""
    if title.mentions_of[HOME]:
        return True
    lead = (*reading.between(0, rules.lead_characters), *_countries_in_lead(reading, rules))
    return any(
        hit.label.target == HOME or (hit.label.grade == "strong" and reading.entity(hit).country == HOME)
        for hit in lead
    )


def _acts_in_title(title: Reading, mentions: Iterable[Mention], rules: RelevanceRules) -> bool:
    """Whether the title names a person, an office or a body of Iranian politics: then it is theirs, whoever it is about.

    A name that needs company counts in a title where the text tells who is meant.
    """
    entities = title.gazetteer.entities
    meant = {mention.entity_id for mention in mentions} & title.targets
    return any(
        entities[each].country == HOME and _entity_weight(entities[each], rules) >= _TELLING
        for each in (*title.named, *meant)
        if each
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


def _politics(evidence: Mapping[str, Evidence], rules: RelevanceRules) -> dict[str, float]:
    """What each topic says of politics."""
    topics = topic_file().rules()
    return {each: _weight(found, rules) * topics[each].politics for each, found in evidence.items() if each in topics}


def _other_subjects(evidence: Mapping[str, Evidence], rules: RelevanceRules) -> dict[str, float]:
    """What speaks for another subject: its own words, and topics that news has beside politics."""
    topics = topic_file().rules()
    found = {
        subject: _weight(each, rules)
        for subject, each in evidence.items()
        if subject not in topics and each.times >= rules.off_topic_times
    }
    return found | {
        each: _weight(evidence[each], rules) * n for each, n in rules.beside.items() if n and each in evidence
    }


def _weight(found: Evidence, rules: RelevanceRules) -> float:
    """What the signs of a subject weigh. What an article is about stands at its top; what comes later counts less."""
    return sum(sign.weight * (1.0 if _at_top(sign, rules) else rules.later_factor) for sign in found.signs)


def _at_top(sign: Sign, rules: RelevanceRules) -> bool:
    return sign.in_title or (bool(sign.spans) and sign.spans[0].start < rules.lead_characters)


def _entities(
    mentions: Iterable[Mention], reading: Reading, title: Reading, rules: RelevanceRules
) -> tuple[float, tuple[str, ...]]:
    """What the distinct entities of Iranian politics weigh, and the first few of them by name."""
    total = 0.0
    named: dict[str, None] = {}
    for mention in mentions:
        entity = reading.gazetteer.entities.get(mention.entity_id or "")
        if entity is None or entity.id in named:
            continue
        weight = _entity_weight(entity, rules)
        weight *= 1.0 if entity.country == HOME else rules.abroad_weight
        weight *= rules.description_weight if mention.mention_type == "description" else 1.0
        at_top = mention.span.start < rules.lead_characters or entity.id in title.targets
        weight *= 1.0 if at_top else rules.later_factor
        if weight:
            named[entity.id] = None
            total += weight
    return total, tuple(named)[:4]


def _entity_weight(entity: Entity, rules: RelevanceRules) -> float:
    """What naming an entity says of politics: by its type and kind, less where speeches name it out of habit."""
    weight = rules.entity_weights.get(entity.type, 0.0) * rules.kind_weights.get(entity.kind or "", 1.0)
    return weight * (rules.background_weight if entity.id in rules.background else 1.0)
