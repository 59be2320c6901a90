"""Tag: who and what an article is about, and whether that is Iranian politics."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from rasad.gazetteer import Gazetteer
from rasad.model import Language, Tagged
from rasad.stages.tag.linking import mentions_of
from rasad.stages.tag.reading import read
from rasad.stages.tag.relevance import relevance
from rasad.stages.tag.topics import topics_of, weigh

_IRAN = timezone(timedelta(hours=3, minutes=30))
"""UTC+03:30 all year since September 2022; the day of a publication is the day in Tehran."""


def tag(
    text: str, *, title: str | None, language: Language, published: datetime | None, gazetteer: Gazetteer
) -> Tagged:
    """Mentions, topics and relevance of an article. Spans are offsets of `text`; the title only lends evidence."""
    day = _day(published)
    reading = read(text, title, day, gazetteer)
    mentions = mentions_of(reading)
    evidence = weigh(text, title, mentions)
    judged = relevance(reading, read(title or "", None, day, gazetteer), language, mentions, evidence)
    return Tagged(judged.relevant, judged.score, judged.reason, topics_of(evidence), mentions)


def _day(published: datetime | None) -> date | None:
    if published is None:
        return None
    return published.astimezone(_IRAN).date() if published.tzinfo else published.date()
