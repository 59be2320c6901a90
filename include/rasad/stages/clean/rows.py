"""clean on rows: landed pages in, article versions, their edits, or reasons out; and how each outlet's pages read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from rasad.catalogue import Outlet, known_outlets
from rasad.edges.documents.workers import read_all
from rasad.identity import article_id, version_id
from rasad.model import Article, Dated, Page, Rejected
from rasad.stages.clean import watch
from rasad.stages.clean.article import clean
from rasad.stages.clean.columns import edit_rows, version_row
from rasad.stages.clean.corrected import corrected, corrections_of
from rasad.stages.clean.drift import Finding
from rasad.work import Row, Rows, Tables, Work

LANGUAGES = ("en", "fa")  # what later stages read
TELL_EVERY = 100
_READ = "rasad.stages.clean.rows:read"


def build(work: Work) -> Tables:
    """The rows of every table of `clean` for the pages that wait."""
    pages = work.inputs["pages"]
    return _Found(work).tables(pages, apart(work) if work.apart is None else work.apart)


def apart(work: Work) -> Tables:
    """What each page is by itself: a row of `outcomes`, and of an article one of `articles` and `article_versions` each."""
    pages = work.inputs["pages"]
    outlets = known_outlets(work.settings)
    corrections = corrections_of(work.inputs.get("corrections", []))
    damaged: dict[str, Rejected] = {}
    tables: Tables = {"outcomes": [], "articles": [], "article_versions": []}

    def given(page: Row) -> tuple[Page, Outlet | None] | None:
        try:
            return _page(page, work.payload(page)), outlets.get(page["source_id"])
        except Exception as error:  # the record is gone or its bytes are others: never evidence, always a reason
            damaged[page["page_id"]] = Rejected("evidence_damaged", str(error)[:300])
            return None

    for number, (page, answer) in enumerate(read_all(_READ, pages, given), 1):
        own = page["page_id"]
        _enter(tables, page, damaged.get(own, answer), corrections.get(own, {}))
        if number % TELL_EVERY == 0:
            work.tell(f"clean: {number} of {len(pages)} pages")
    return tables


def _enter(tables: Tables, page: Row, answer: Article | Rejected, set_by_hand: Mapping[str, Any]) -> None:
    if isinstance(answer, Rejected):
        tables["outcomes"].append(_outcome(page, "rejected", answer))
        return
    answer = corrected(answer, set_by_hand)
    own_id = article_id(answer.url_canonical)
    this = version_id(own_id, answer.title, answer.text)
    tables["outcomes"].append(_outcome(page, "version", None, this))
    tables["articles"].append(_article(page, own_id, answer))
    tables["article_versions"].append(
        version_row(page, own_id, this, answer) | {"corrected_fields": sorted(set_by_hand)}
    )


def read(page: Page, outlet: Outlet | None) -> Article | Rejected:
    """What one page is; called in a killable worker. Raises MemoryError where the worker has none left."""
    try:
        return _plain(clean(page, accepted=LANGUAGES, outlet=outlet))
    except MemoryError:
        raise
    except Exception as error:  # one hostile page must never cost the others: whatever the parser throws is its reason
        return Rejected("extractor_failed", f"{type(error).__name__}: {error}"[:300])


def _page(row: Row, html: bytes) -> Page:
    return Page(
        url=row["url"],
        html=html,
        source_id=row["source_id"],
        fetched_at=_in_utc(row["first_seen_at"]),
        feed_title=row["feed_title"],
        feed_published=_in_utc(row["feed_published_at"]),
    )


def _plain(article: Article | Rejected) -> Article | Rejected:
    """The same with its instants in UTC: a worker answers in plain values only."""
    if isinstance(article, Rejected):
        return article
    return replace(article, published=_dated(article.published), modified=_dated(article.modified))


def _dated(dated: Dated) -> Dated:
    return replace(dated, value=_in_utc(dated.value), stated=_in_utc(dated.stated))


def _in_utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None


@dataclass(slots=True)
class _Found:
    """The growing tables of one batch."""

    work: Work
    outcomes: dict[str, Row] = field(default_factory=dict)  # by page_id
    articles: dict[str, Row] = field(default_factory=dict)  # by article_id, those that are new
    versions: dict[str, Row] = field(default_factory=dict)  # by version_id, those that are new
    edits: Rows = field(default_factory=list)
    latest: dict[str, Row] = field(default_factory=dict)  # by article_id, its newest version so far
    known_versions: set[str] = field(default_factory=set)
    known_articles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.known_versions = {row["version_id"] for row in self.work.inputs["versions"]}
        self.known_articles = {row["article_id"] for row in self.work.inputs["versions"]}
        self.latest = {row["article_id"]: row for row in self.work.inputs.get("previous", [])}

    def tables(self, pages: Rows, apart: Tables) -> Tables:
        """Everything as rows; the pages of an outlet that has drifted are held back, the others go on."""
        outcomes, articles, versions = (_by_page(apart[name]) for name in ("outcomes", "articles", "article_versions"))
        for page in pages:
            own = page["page_id"]
            self.outcomes[own] = outcomes[own]
            if own in versions:
                self._add(page, articles[own], versions[own])
        today = watch.measure(pages, self.outcomes, self.versions)
        drifted = watch.findings(today, self.work.inputs.get("measures", []))
        for (source_id, day), told in drifted.items():
            for finding in told:
                self.work.tell(f"clean: {source_id} on {day}: [{finding.severity}] {finding.wording}")
        self._hold(pages, {source: told[0] for (source, _), told in drifted.items() if told[0].severity == "critical"})
        return {
            "outcomes": list(self.outcomes.values()),
            "articles": list(self.articles.values()),
            "article_versions": list(self.versions.values()),
            "edits": self.edits,
            "measures": watch.measure_rows(today),
            "drift": watch.drift_rows(drifted),
        }

    def _add(self, page: Row, article: Row, version: Row) -> None:
        own_id, this = article["article_id"], version["version_id"]
        if this in self.known_versions:
            self.outcomes[page["page_id"]] = _outcome(page, "unchanged", None, this)
            return
        self.known_versions.add(this)
        if own_id not in self.known_articles:
            self.known_articles.add(own_id)
            self.articles[own_id] = article
        if (previous := self.latest.get(own_id)) is not None:
            self.edits += edit_rows(previous, version, article["lang"])
        self.versions[this] = self.latest[own_id] = version

    def _hold(self, pages: Rows, drifted: Mapping[str, Finding]) -> None:
        released = {row["page_id"] for row in self.work.inputs.get("released", [])}
        held = {
            page["page_id"]: Rejected(f"drift_{finding.measure}", finding.wording)
            for page in pages
            if page["page_id"] not in released and (finding := drifted.get(page["source_id"]))
        }
        for page_id, reason in held.items():
            self.outcomes[page_id] = _outcome({"page_id": page_id}, "held", reason)
        self.versions = {key: row for key, row in self.versions.items() if row["page_id"] not in held}
        self.articles = {key: row for key, row in self.articles.items() if row["page_id"] not in held}
        self.edits = [row for row in self.edits if row["version_id"] in self.versions]


def _by_page(rows: Rows) -> dict[str, Row]:
    return {row["page_id"]: row for row in rows}


def _article(page: Row, own_id: str, article: Article) -> Row:
    return {
        "article_id": own_id,
        "page_id": page["page_id"],
        "source_id": page["source_id"],
        "url_canonical": article.url_canonical,
        "first_seen_at": page["first_seen_at"],
        "lang": article.language,
        "script": article.script,
    }


def _outcome(page: Row, outcome: str, rejected: Rejected | None = None, this: str | None = None) -> Row:
    return {
        "page_id": page["page_id"],
        "outcome": outcome,
        "reason": rejected.reason if rejected else None,
        "detail": rejected.detail if rejected else None,
        "version_id": this,
    }
