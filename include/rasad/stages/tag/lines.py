"""The tag stage as a filter: one JSON row in, one out, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from rasad.filters import Row, failure, is_failure
from rasad.gazetteer import load
from rasad.model import Language, Mention, Rejected, Tagged
from rasad.stages.tag import Article, tag_all
from rasad.text.normalise import is_persian_letter

_AT_ONCE = 64
"""Rows that are read before the first of them is answered: finding names in many texts at once is cheaper."""


def answer(rows: Iterable[Row]) -> Iterator[Row]:
    """Tag every row (`id, text`, optional `language, title, published_at`); a row that cannot be used says why."""
    gazetteer = load()
    rows = iter(rows)
    while batch := list(islice(rows, _AT_ONCE)):
        read = [row if is_failure(row) else _article(row) for row in batch]
        tagged = tag_all((each for each in read if isinstance(each, Article)), gazetteer)
        for row, each in zip(batch, read, strict=True):
            yield _row(row["id"], next(tagged)) if isinstance(each, Article) else each


def _article(row: Row) -> Article | Row:
    """What a row says of an article, or the answer to a row that cannot be used."""
    text, title = row.get("text"), row.get("title")
    if not isinstance(text, str):
        return failure(row["id"], "text: must be a string")
    if title is not None and not isinstance(title, str):
        return failure(row["id"], "title: must be a string or null")
    published = _instant(row.get("published_at"))
    if isinstance(published, Rejected):
        return failure(row["id"], f"published_at: {published.reason}")
    return Article(text, title, _language(row.get("language"), text), published)


def _instant(value: Any) -> datetime | Rejected | None:
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return Rejected("must be an ISO 8601 date or instant, or null")


def _language(value: Any, text: str) -> Language:
    """The row's own language where it is one of ours, else the script that most letters are in."""
    if value in ("en", "fa"):
        return "fa" if value == "fa" else "en"
    persian = sum(map(is_persian_letter, text))
    return "fa" if persian > sum(character.isascii() and character.isalpha() for character in text) else "en"


def _row(row_id: Any, tagged: Tagged) -> Row:
    return {
        "id": row_id,
        "relevant": tagged.relevant,
        "score": tagged.score,
        "topics": [topic.topic_id for topic in tagged.topics],
        "mentions": [_mention(mention) for mention in (*tagged.mentions, *tagged.inferred)],
    }


def _mention(mention: Mention) -> Row:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "surface": mention.surface,
        "entity_id": mention.entity_id,
        "type": mention.entity_type,
        "candidates": list(mention.candidates),
        "local_id": mention.local_id,
        "method": mention.link_method,
    }
