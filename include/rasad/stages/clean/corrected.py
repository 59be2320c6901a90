"""What a person corrected in a page that a gate had set aside. The archived page stays as it is; the row says who changed what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasad.model import Article, Dated
from rasad.work import Row

METHOD = "person"


def corrections_of(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """The corrected fields of each page; of two corrections of one field the later one holds."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        stored = row["correction"]
        fields = json.loads(stored) if isinstance(stored, str) else dict(stored)
        found.setdefault(row["page_id"], {}).update(fields)
    return found


def corrected(article: Article, fields: Mapping[str, Any]) -> Article:
    """The article with what a person set: the publication date (null: nobody knows it), the author line."""
    if "byline" in fields:
        article = replace(article, byline=fields["byline"])
    if "published_at" in fields:
        article = replace(article, published=_dated(article.published, fields["published_at"]))
    return article


def _dated(found: Dated, value: str | None) -> Dated:
    if value is None:
        return Dated(None, method=METHOD, conflicts=_overruled(found))
    return Dated(datetime.fromisoformat(value), "second", METHOD, confidence=1.0, conflicts=_overruled(found))


def _overruled(found: Dated) -> tuple[str, ...]:
    """What the page itself says stays beside the corrected date, as what names another day."""
    if found.value is None:
        return found.conflicts
    return (f"{found.method}: {found.as_written or found.value.isoformat()}", *found.conflicts)
