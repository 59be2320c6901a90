"""clean on rows: landed pages in, article versions or reasons out."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version

from rasad.identity import article_id, version_id
from rasad.model import Article, Page, Rejected
from rasad.stages.clean.article import clean
from rasad.text.normalise import fold_key
from rasad.work import Row, Tables, Work

LANGUAGES = ("en", "fa")  # what later stages read
TELL_EVERY = 100


def build(work: Work) -> Tables:
    """The rows of `outcomes`, `articles` and `article_versions` for every page that waits."""
    tables: Tables = {"outcomes": [], "articles": [], "article_versions": []}
    versions = {row["version_id"] for row in work.inputs["versions"]}
    articles = {row["article_id"] for row in work.inputs["versions"]}
    pages = work.inputs["pages"]
    for number, page in enumerate(pages, 1):
        read = _read(work, page)
        if isinstance(read, Rejected):
            tables["outcomes"].append(_outcome(page, "rejected", read))
        else:
            _add(tables, page, read, versions, articles)
        if number % TELL_EVERY == 0:
            work.tell(f"clean: {number} of {len(pages)} pages")
    return tables


def _read(work: Work, row: Row) -> Article | Rejected:
    try:
        html = work.payload(row)
    except Exception as error:  # the record is gone or its bytes are others: never evidence, always a reason
        return Rejected("evidence_damaged", str(error)[:300])
    page = Page(
        url=row["url"],
        html=html,
        source_id=row["source_id"],
        fetched_at=row["first_seen_at"],
        feed_title=row["feed_title"],
        feed_published=row["feed_published_at"],
    )
    try:
        return clean(page, accepted=LANGUAGES)
    except Exception as error:  # one hostile page must never cost the others: whatever the parser throws is its reason
        return Rejected("extractor_failed", f"{type(error).__name__}: {error}"[:300])


def _add(tables: Tables, page: Row, article: Article, versions: set[str], articles: set[str]) -> None:
    own_id = article_id(article.url_canonical)
    this = version_id(own_id, article.title, article.text)
    known = this in versions
    tables["outcomes"].append(_outcome(page, "unchanged" if known else "version", None, this))
    if known:
        return
    versions.add(this)
    if own_id not in articles:
        articles.add(own_id)
        tables["articles"].append(
            {
                "article_id": own_id,
                "page_id": page["page_id"],
                "source_id": page["source_id"],
                "url_canonical": article.url_canonical,
                "first_seen_at": page["first_seen_at"],
                "lang": article.language,
                "script": article.script,
            }
        )
    tables["article_versions"].append(_version(page, own_id, this, article))


def _version(page: Row, own_id: str, this: str, article: Article) -> Row:
    dated = article.published
    return {
        "version_id": this,
        "article_id": own_id,
        "page_id": page["page_id"],
        "title": article.title,
        "byline": article.byline,
        "body": article.text,
        "body_chars": len(article.text),
        "boilerplate": json.dumps(
            [{"start": mask.span.start, "end": mask.span.end, "kind": mask.kind} for mask in article.boilerplate]
        ),
        "published_at": dated.value,
        "published_precision": dated.precision,
        "published_method": dated.method,
        "published_confidence": dated.confidence,
        "published_candidates": list(dated.candidates),
        "calendar_as_written": dated.calendar if dated.value else None,
        "extractor": "trafilatura",
        "extractor_version": version("trafilatura"),
        "zwnj_count": article.zwnj_count,
        "zwnj_suspect_loss": article.zwnj_suspect_loss,
        "norm_sha256": hashlib.sha256(" ".join(fold_key(article.text).split()).encode()).hexdigest(),
        "seen_at": page["first_seen_at"],
    }


def _outcome(page: Row, outcome: str, rejected: Rejected | None = None, this: str | None = None) -> Row:
    return {
        "page_id": page["page_id"],
        "outcome": outcome,
        "reason": rejected.reason if rejected else None,
        "detail": rejected.detail if rejected else None,
        "version_id": this,
    }
