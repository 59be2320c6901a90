"""What an article is about: keyword and entity rules with weights, and the spans that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from rasad.model import Mention, Sign, Span, Topic
from rasad.settings import INCLUDE
from rasad.stages.tag.surroundings import FOLDER, LANGUAGES, surroundings
from rasad.strict import Strict, read_model
from rasad.text.match import Form, Hit, Hits, Matcher

TOPICS = INCLUDE / "gazetteer" / "topics.yml"
_ENTITY_WEIGHT = 1.5
"""What one entity listed under a topic adds: between a weak and a strong word."""
_MOST_EVIDENCE = 12
"""Spans kept as evidence for one topic."""


class Words(Strict):
    """Words of one weight in both languages."""

    weight: float = Field(gt=0)
    en: tuple[str, ...] = ()
    fa: tuple[str, ...] = ()


class TopicName(Strict):
    """The label of a topic in both languages."""

    en: str
    fa: str


class TopicRule(Strict):
    """One topic, its IPTC code, and what speaks of it."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    iptc: str | None = Field(pattern=r"^[0-9]{8}$")
    name: TopicName
    politics: float = Field(ge=0, le=1)
    entities: tuple[str, ...] = ()
    words: tuple[Words, ...]


class TopicFile(Strict):
    """include/gazetteer/topics.yml."""

    least: float
    title_factor: float
    repeat_bonus: float
    most_repeats: int
    topics: tuple[TopicRule, ...]

    def rules(self) -> Mapping[str, TopicRule]:
        """The topics by id."""
        return {rule.id: rule for rule in self.topics}


class OffTopic(Strict):
    """Words of a subject that is not politics."""

    topic: str
    weight: float = Field(gt=0)
    words: tuple[str, ...]


class OffTopicFile(Strict):
    """include/lexicons/<language>/relevance.yml."""

    off_topic: tuple[OffTopic, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What a keyword speaks of: a topic, or a subject that is not politics."""

    subject: str
    weight: float


WordHits = Hits[Word]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much a text says about a subject: every sign of it, in the order of their first appearance."""

    signs: tuple[Sign, ...]

    @property
    def score(self) -> float:
        """What all signs weigh together."""
        return sum(sign.weight for sign in self.signs)

    @property
    def times(self) -> int:
        """How often its words stand in text and title, where a word counts twice at most."""
        return sum(min(len(sign.spans) + sign.in_title, 2) for sign in self.signs if not sign.is_entity)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its first signs stand in the text."""
        return tuple(sorted(span for sign in self.signs for span in sign.spans)[:_MOST_EVIDENCE])


@lru_cache(maxsize=1)
def topic_file() -> TopicFile:
    """The topics as shipped. Raises ConfigError when the file is wrong."""
    return read_model(TOPICS, TopicFile)


@lru_cache(maxsize=1)
def word_matcher() -> Matcher[Word]:
    """The automaton over all keywords, of topics and off-topic subjects, in both languages."""
    forms = [
        Form(word, Word(rule.id, words.weight))
        for rule in topic_file().topics
        for words in rule.words
        for word in (*words.en, *words.fa)
    ]
    for language in LANGUAGES:
        for subject in read_model(FOLDER / language / "relevance.yml", OffTopicFile).off_topic:
            forms += [Form(word, Word(subject.topic, subject.weight)) for word in subject.words]
    return Matcher(forms, surroundings().suffixes)


def weigh(text: WordHits, title: WordHits, mentions: Iterable[Mention]) -> dict[str, Evidence]:
    """The evidence for every topic and every off-topic subject, in the words of a text and its title, and in its mentions."""
    signs: dict[str, list[Sign]] = {}
    for sign in (*_word_signs(text, title), *_entity_signs(mentions)):
        signs.setdefault(sign.subject, []).append(sign)
    return {subject: Evidence(tuple(found)) for subject, found in signs.items()}


def _word_signs(text: WordHits, title: WordHits) -> Iterator[Sign]:
    """A word weighs more in the title, and a little more each time that it is said again."""
    rules = topic_file()
    entitled = {(hit.label.subject, hit.form.surface): hit.label for hit in _outermost(title)}
    found: dict[tuple[str, str], list[Span]] = {key: [] for key in entitled}
    weights = {key: word.weight for key, word in entitled.items()}
    for hit in _outermost(text):
        key = (hit.label.subject, hit.form.surface)
        found.setdefault(key, []).append(hit.span)
        weights.setdefault(key, hit.label.weight)
    for (subject, word), spans in found.items():
        in_title = (subject, word) in entitled
        repeats = min(max(len(spans) - 1, 0), rules.most_repeats)
        factor = (rules.title_factor if in_title else 1.0) * (1 + rules.repeat_bonus * repeats)
        yield Sign(subject, word, False, weights[subject, word] * factor, in_title, tuple(spans))


def _entity_signs(mentions: Iterable[Mention]) -> Iterator[Sign]:
    by_entity: dict[str, list[Span]] = {}
    for mention in mentions:
        if mention.entity_id:
            by_entity.setdefault(mention.entity_id, []).append(mention.span)
    for rule in topic_file().topics:
        for entity in rule.entities:
            if entity in by_entity:
                yield Sign(rule.id, entity, True, _ENTITY_WEIGHT, False, tuple(by_entity[entity]))


def _outermost(hits: Iterable[Hit[Word]]) -> list[Hit[Word]]:
    """The hits that no longer hit of the same subject covers ('nuclear' inside 'nuclear talks' says nothing more)."""
    kept: list[Hit[Word]] = []
    reach: dict[str, int] = {}
    for hit in hits:
        if hit.key.end > reach.get(hit.label.subject, -1):
            kept.append(hit)
            reach[hit.label.subject] = hit.key.end
    return kept


def topics_of(evidence: Mapping[str, Evidence]) -> tuple[Topic, ...]:
    """The topics with enough evidence, the strongest first; a score of 0.5 is just enough, 1 cannot be reached."""
    least = topic_file().least
    rules = topic_file().rules()
    enough = [(each.score, subject) for subject, each in evidence.items() if subject in rules and each.score >= least]
    return tuple(
        Topic(subject, round(score / (score + least), 3), evidence[subject].spans)
        for score, subject in sorted(enough, key=lambda pair: (-pair[0], pair[1]))
    )
