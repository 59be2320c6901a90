"""The archived page behind a row in quarantine: it need not be published to be read."""

from __future__ import annotations

from rasad.catalogue import known_outlets
from rasad.edges import archive
from rasad.edges.documents.workers import read_all
from rasad.errors import RasadError
from rasad.model import Article, Page, Rejected
from rasad.review.waiting import Aside
from rasad.settings import Settings

_READ = "rasad.stages.clean.rows:read"


def article_of(settings: Settings, row: Aside) -> Article | Rejected:
    """The page as the extractor reads it today, in a killable worker. Raises RasadError where no archived page is known."""
    if row.place is None or row.url is None:
        raise RasadError(f"row {row.row_id}: no archived page is known for unit {row.unit_id}")
    try:
        html = archive.payload(settings.archive, row.place)
    except (archive.Missing, archive.Damaged) as error:
        return Rejected("evidence_damaged", str(error))
    page = Page(row.url, html, row.source_id, row.seen_at)
    outlet = known_outlets(settings).get(row.source_id or "")
    ((_, found),) = read_all(_READ, [page], lambda one: (one, outlet), workers=1)
    read: Article | Rejected = found
    return read
