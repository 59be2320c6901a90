"""Tag: who and what an article is about, and whether that is Iranian politics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from rasad.gazetteer import Gazetteer
from rasad.model import Language, Mention, Tagged
from rasad.stages.tag.linking import mentions_of
from rasad.stages.tag.pronouns import pronoun_mentions
from rasad.stages.tag.reading import Sighted, read, sighted
from rasad.stages.tag.relevance import relevance
from rasad.stages.tag.topics import WordHits, topics_of, weigh, word_matcher
from rasad.stages.tag.unknown import unknown_mentions
from rasad.text.names import ready

_IRAN = timezone(timedelta(hours=3, minutes=30))
"""UTC+03:30 all year since September 2022; the day of a publication is the day in Tehran."""
_AT_ONCE = 300_000
"""Characters folded and searched together: the arrays of one round stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Article:
    """What the stage is told of an article. The title only lends evidence: it has no mentions."""

    text: str
    title: str | None
    language: Language
    published: datetime | None


def tag(
    text: str, *, title: str | None, language: Language, published: datetime | None, gazetteer: Gazetteer
) -> Tagged:
    """Mentions, topics and relevance of one article. Spans are offsets of `text`."""
    return next(tag_all((Article(text, title, language, published),), gazetteer))


def tag_all(articles: Iterable[Article], gazetteer: Gazetteer) -> Iterator[Tagged]:
    """Every article's mentions, topics and relevance, in order. Many at once cost a fraction of one by one."""
    for batch in _batches(articles):
        texts = ready([part for article in batch for part in (article.text, article.title or "")])
        seen = sighted(texts, gazetteer)
        words = word_matcher().find_all(texts)
        for number, article in enumerate(batch):
            at = slice(2 * number, 2 * number + 2)
            yield _tagged(article, seen[at], words[at], gazetteer)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _tagged(article: Article, seen: Sequence[Sighted], words: Sequence[WordHits], gazetteer: Gazetteer) -> Tagged:
    """One article from what was seen in its text and in its title."""
    day = _day(article.published)
    reading = read(seen[0], seen[1], day, gazetteer)
    known = mentions_of(reading)
    unknown = unknown_mentions(reading, known)
    mentions = _in_order((*known, *(each for each in unknown if each.entity_id)))
    strangers = tuple(each for each in unknown if not each.entity_id)
    inferred = _in_order((*strangers, *pronoun_mentions(reading, (*mentions, *strangers))))
    evidence = weigh(words[0], words[1], mentions)
    judged = relevance(reading, read(seen[1], None, day, gazetteer), article.language, mentions, evidence)
    topics = topics_of(evidence)
    kept = (*(topic.topic_id for topic in topics), *judged.others)
    signs = tuple(sign for subject in kept for sign in evidence[subject].signs)
    return Tagged(judged.relevant, judged.score, judged.reason, topics, mentions, signs, inferred)


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end)))


def _day(published: datetime | None) -> date | None:
    if published is None:
        return None
    return published.astimezone(_IRAN).date() if published.tzinfo else published.date()
