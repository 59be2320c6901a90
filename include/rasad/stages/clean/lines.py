"""clean as a filter: id, url, html_b64 in; id, status, reason, text, title, author, language, published_at out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rasad.edges.documents.workers import read_all
from rasad.filters import Row, failure, is_failure
from rasad.model import Article, Page, Rejected
from rasad.stages.clean.article import clean

_TAKEN = ("id", "url", "html_b64", "outlet", "fetched_at")
_READ = ("en", "fa")  # languages that later stages read


def answer(rows: Iterable[Row], *, workers: int | None = None) -> Iterator[Row]:
    """One answer a row, in order; rows that are already failures pass through.

    Pages are read in killable workers, at most `workers` at once (default: one a core). A row that names its `outlet` comes
    from the pipeline: its article is refused where no later stage reads its language. Other rows get any language named.
    """
    read = read_all("rasad.stages.clean.lines:answered", rows, _to_read, workers=workers)
    for row, found in read:
        if found is None:
            yield row
        else:
            yield _refused(row, found) if isinstance(found, Rejected) else found


def _to_read(row: Row) -> tuple[Row] | None:
    return None if is_failure(row) else ({key: row.get(key) for key in _TAKEN},)


def answered(row: Row) -> Row:
    """The answer to one row. Raises MemoryError where the worker has none left."""
    page = _page(row)
    if isinstance(page, Rejected):
        return failure(row["id"], page.reason)
    try:
        article = clean(page, accepted=_READ if row.get("outlet") else None)
    except MemoryError:
        raise
    except Exception as error:  # one hostile page must never stop the others: whatever the parser throws is its answer
        return failure(row["id"], f"{type(error).__name__}: {error}"[:300])
    return _refused(row, article) if isinstance(article, Rejected) else _accepted(row, article)


def _page(row: Row) -> Page | Rejected:
    url, encoded = row.get("url"), row.get("html_b64")
    if not isinstance(url, str) or not isinstance(encoded, str):
        return Rejected("url and html_b64 must be texts")
    try:
        html = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return Rejected("html_b64 is not base64")
    outlet = row.get("outlet")
    return Page(
        url=url,
        html=html,
        source_id=outlet if isinstance(outlet, str) else None,
        fetched_at=_instant(row.get("fetched_at")) or datetime.now(UTC),
    )


def _instant(written: object) -> datetime | None:
    try:
        value = datetime.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _refused(row: Row, rejected: Rejected) -> Row:
    return {
        "id": row["id"],
        "status": "rejected",
        "reason": rejected.reason,
        "detail": rejected.detail,
        "text": None,
        "title": None,
        "author": None,
        "language": None,
        "published_at": None,
        "published_method": "none",
    }


def _accepted(row: Row, article: Article) -> Row:
    dated = article.published
    return {
        "id": row["id"],
        "status": "ok",
        "reason": None,
        "text": article.text,
        "title": article.title,
        "author": article.byline,
        "language": article.language,
        "published_at": _written(dated.value, dated.precision),
        "published_method": dated.method,
        "url_canonical": article.url_canonical,
        "boilerplate": [[mask.span.start, mask.span.end, mask.kind] for mask in article.boilerplate],
    }


def _written(value: datetime | None, precision: str) -> str | None:
    if value is None:
        return None
    return value.date().isoformat() if precision == "day" else value.isoformat()
