"""What the published tables and the archive know of one claim or one address, gathered and verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rasad.addresses import canonical_url
from rasad.edges import archive, snapshot, store
from rasad.errors import RasadError
from rasad.evidence.page import occurs, visible_text
from rasad.model import Rejected
from rasad.plain import plain
from rasad.settings import Settings
from rasad.work import Row, Rows

_LISTED = 20  # claims of an ambiguous id, records of one address


class Unknown(RasadError):
    """Nothing, or more than one thing, goes by that name. The message says what to try."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One archived record against what the tables say of it."""

    fetch_id: str
    file: str
    offset: int
    verdict: str  # verified, missing, damaged
    detail: str
    stated_sha256: str | None  # in the tables
    actual_sha256: str | None  # of the body in the archive, computed now
    kind: str | None = None  # response, revisit
    length: int | None = None
    record_id: str | None = None
    url: str | None = None
    date: datetime | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    content_in_page: bool | None = None  # None where there is no claim, or no page to look in


@dataclass(frozen=True, slots=True)
class Dossier:
    """All there is to show for one claim (`claim` is set) or one address. Rows are those of docs/TABLES.md."""

    asked: str
    snapshot: str
    outlet: Row
    article: Row
    claim: Row | None
    spans: Rows
    body: str | None
    proofs: tuple[Proof, ...]
    history: Rows
    claims_of_address: Rows

    @property
    def intact(self) -> bool:
        """Whether every record that it rests on was verified."""
        return all(proof.verdict == "verified" for proof in self.proofs)


def look_up(settings: Settings, asked: str) -> Dossier:
    """Everything about a claim id (its beginning is enough) or an address, from the published snapshot and the archive.

    Raises Unknown when nothing or several claims go by the name, RasadError when nothing is published yet.
    """
    path = snapshot.current(settings)
    with store.opened(path, read_only=True) as database:
        if "/" in asked or "." in asked:
            return _of_address(settings, database, asked, path.parent.name)
        return _of_claim(settings, database, asked, path.parent.name)


def _of_claim(settings: Settings, database: store.Database, asked: str, shown: str) -> Dossier:
    claim = _claim(database, asked, shown)
    version = _one(database, "SELECT * FROM article_versions WHERE version_id = :id", claim["first_version_id"])
    article = _one(database, "SELECT * FROM articles WHERE article_id = :id", claim["article_id"])
    spans = database.rows(
        'SELECT role, ordinal, "start", "end", exact FROM claim_spans WHERE claim_id = :claim AND version_id = :version'
        ' ORDER BY "start", "end"',
        claim=claim["claim_id"],
        version=claim["first_version_id"],
    )
    fetch = _one(database, "SELECT * FROM fetches WHERE fetch_id = :id", version.get("fetch_id"))
    contents = [span["exact"] for span in spans if span["role"] == "content"] or [claim["content_text"]]
    known = (fetch.get("url_requested"), fetch.get("url_final"), article.get("url_canonical"))
    return Dossier(
        asked=asked,
        snapshot=shown,
        outlet=_outlet(database, article.get("source_id")),
        article=article
        | {key: version.get(key) for key in ("title", "published_at", "published_precision", "seen_at")},
        claim=claim,
        spans=spans,
        body=version.get("body"),
        proofs=(_proof(archive.shelf(settings), fetch, contents),) if fetch.get("storage_path") else (),
        history=_history(database, [address for address in known if address]),
        claims_of_address=[],
    )


def _of_address(settings: Settings, database: store.Database, asked: str, shown: str) -> Dossier:
    canonical = canonical_url(asked if "://" in asked else f"https://{asked}")
    if isinstance(canonical, Rejected):
        raise Unknown(f"{asked!r} is neither a claim id nor an address ({canonical.detail})")
    article = _one(database, "SELECT * FROM articles WHERE url_canonical = :id", canonical)
    versions = database.rows(
        "SELECT f.url_requested, f.url_final, v.title, v.published_at, v.published_precision, v.seen_at"
        " FROM article_versions AS v INNER JOIN fetches AS f ON f.fetch_id = v.fetch_id"
        " WHERE v.article_id = :article ORDER BY v.seen_at",
        article=article.get("article_id"),
    )
    addresses = {asked, canonical} | {row[key] for row in versions for key in ("url_requested", "url_final")}
    history = _history(database, sorted(addresses))
    if not history:
        raise Unknown(
            f"no fetch of {asked!r} in snapshot {shown}; take an address from `make sql Q=fate_of_each_page`, "
            "or the id of a claim from `make sql Q=evidence`"
        )
    kept = [fetch for fetch in history if fetch["storage_path"]][-_LISTED:]
    latest = versions[-1] if versions else {}
    return Dossier(
        asked=asked,
        snapshot=shown,
        outlet=_outlet(database, history[-1]["source_id"]),
        article={"url_canonical": canonical, **article}
        | {key: latest.get(key) for key in ("title", "published_at", "published_precision", "seen_at")},
        claim=None,
        spans=[],
        body=None,
        proofs=tuple(_proof(archive.shelf(settings), fetch, []) for fetch in kept),
        history=history,
        claims_of_address=database.rows(
            "SELECT claim_id, speaker_surface, content_text FROM claims WHERE article_id = :article ORDER BY claim_id",
            article=article.get("article_id"),
        ),
    )


def _claim(database: store.Database, asked: str, shown: str) -> Row:
    wanted = asked.strip().lower()
    found = database.rows(
        "SELECT * FROM claims WHERE starts_with(claim_id, :wanted) ORDER BY claim_id LIMIT :most",
        wanted=wanted,
        most=_LISTED + 1,
    )
    if not found or not wanted:
        raise Unknown(
            f"no claim {asked!r} in snapshot {shown}; `make sql Q=evidence` lists claims by id, and the address of an "
            "article does as well"
        )
    if len(found) == 1 or found[0]["claim_id"] == wanted:
        return found[0]
    listed = "\n".join(f"  {row['claim_id']}  {plain(row['content_text'][:100])}" for row in found[:_LISTED])
    more = "\n  ..." if len(found) > _LISTED else ""
    raise Unknown(f"several claims begin with {asked!r}; give more of the id:\n{listed}{more}")


def _history(database: store.Database, addresses: list[str]) -> Rows:
    rows = database.rows(
        "SELECT * FROM fetches WHERE list_contains(:addresses, url_requested) OR list_contains(:addresses, url_final)"
        " ORDER BY started_at, fetch_id",
        addresses=addresses,
    )
    return [row | {"outcome": row.get("outcome") or _outcome(row)} for row in rows]


def _outcome(fetch: Row) -> str:
    if fetch["error_class"]:
        return "failed"
    return "kept" if fetch["storage_path"] else "unchanged"


def _proof(root: archive.Root, fetch: Row, contents: list[str]) -> Proof:
    file, _, offset = str(fetch["storage_path"]).rpartition("@")
    place = archive.Place(file, int(offset), fetch["raw_sha256"] or "")
    verdict = archive.verify_sample(
        root,
        [
            {
                "fetch_id": fetch["fetch_id"],
                "archive_file": file,
                "archive_offset": place.offset,
                "payload_sha256": fetch["raw_sha256"],
            }
        ],
        fetch["started_at"],
    )[0]
    judged = (verdict["verdict"], verdict["detail"], fetch["raw_sha256"])
    try:
        found = archive.record(root, place)
    except archive.Damaged:
        return Proof(fetch["fetch_id"], file, place.offset, *judged, None)
    text = visible_text(found.payload) if contents and found.payload is not None else None
    return Proof(
        fetch["fetch_id"],
        file,
        place.offset,
        *judged,
        found.sha256,
        kind=found.kind,
        length=found.length,
        record_id=found.record_id,
        url=found.url,
        date=found.date,
        status=found.status,
        headers=found.headers,
        content_in_page=None if text is None else all(occurs(content, text) for content in contents),
    )


def _outlet(database: store.Database, source_id: str | None) -> Row:
    return _one(database, "SELECT * FROM sources WHERE source_id = :id", source_id)


def _one(database: store.Database, sql: str, key: str | None) -> Row:
    found = database.rows(sql, id=key)
    return found[0] if found else {}
