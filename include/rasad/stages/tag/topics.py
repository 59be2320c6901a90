"""What an article is about: keyword and entity rules with weights, and the spans that decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from rasad.model import Mention, Span, Topic
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
    """How much a text says about a subject, with how many distinct words, and where."""

    score: float
    words: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One distinct word of a subject in an article; a word of the title weighs `factor` times as much."""

    word: Word
    factor: float
    spans: list[Span]

    def value(self) -> float:
        """What the word adds: its weight, and a bonus for saying it again."""
        rules = topic_file()
        repeats = min(max(len(self.spans) - 1, 0), rules.most_repeats)
        return self.word.weight * self.factor * (1 + rules.repeat_bonus * repeats)


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
    found = _words_found(text, title)
    scores: dict[str, float] = {}
    words: Counter[str] = Counter()
    where: dict[str, list[Span]] = {}
    for each in found:
        scores[each.word.subject] = scores.get(each.word.subject, 0.0) + each.value()
        words[each.word.subject] += 1
        where.setdefault(each.word.subject, []).extend(each.spans)
    _add_entities(scores, where, mentions)
    return {
        subject: Evidence(score, words[subject], tuple(sorted(where.get(subject, ()))[:_MOST_EVIDENCE]))
        for subject, score in scores.items()
    }


def _words_found(text: WordHits, title: WordHits) -> Iterable[Found]:
    found: dict[tuple[str, str], Found] = {}
    for source, factor in ((title, topic_file().title_factor), (text, 1.0)):
        for hit in _outermost(source):
            each = found.setdefault((hit.label.subject, hit.form.surface), Found(hit.label, factor, []))
            if source is text:
                each.spans.append(hit.span)
    return found.values()


def _add_entities(scores: dict[str, float], where: dict[str, list[Span]], mentions: Iterable[Mention]) -> None:
    by_entity: dict[str, list[Span]] = {}
    for mention in mentions:
        if mention.entity_id:
            by_entity.setdefault(mention.entity_id, []).append(mention.span)
    for rule in topic_file().topics:
        for entity in rule.entities:
            if entity in by_entity:
                scores[rule.id] = scores.get(rule.id, 0.0) + _ENTITY_WEIGHT
                where.setdefault(rule.id, []).extend(by_entity[entity])


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
