"""The proof of a snapshot: everything that its manifest says, done again on the files and on the archive.

The records are read by our own reader and the pages by the extractor, so that a span is not compared with itself: its characters
are cut anew from the text that the archived page gives today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from rasad.catalogue import known_outlets
from rasad.contracts import contract
from rasad.edges import archive, gate, manifest, snapshot, store
from rasad.edges.documents.workers import read_all
from rasad.errors import RasadError
from rasad.model import Article, Page, Rejected
from rasad.settings import Settings
from rasad.stages.publish.masking import hidden
from rasad.stages.publish.policy import policy
from rasad.work import Row

_ALL = 1 << 60
NAMED = 5
"""Faults of one kind that are named one by one."""
_READ = "rasad.stages.clean.rows:read"
_VERSIONS = """
SELECT
    v.version_id, v.title, v.body, v.extractor_version, f.url_final, f.source_id, f.started_at, f.storage_path, f.raw_sha256
FROM article_versions AS v
INNER JOIN fetches AS f ON f.fetch_id = v.fetch_id
ORDER BY sha256(v.version_id)
LIMIT :most
"""
_RECORDS = """
SELECT fetch_id, storage_path, raw_sha256 FROM fetches WHERE storage_path IS NOT NULL ORDER BY storage_path
"""
_LOGGED = """
SELECT CAST(coalesce(sum(n_characters), 0) AS BIGINT) AS n FROM maskings
WHERE table_name = 'article_versions' AND column_name = 'body'
"""
_SPANS = 'SELECT claim_id, version_id, role, start, "end", exact FROM claim_spans WHERE version_id = :version'


@dataclass(slots=True)
class Finding:
    """One thing that was proved anew: how many were looked at, and what is wrong with those that do not hold."""

    what: str
    looked_at: int = 0
    faults: list[str] = field(default_factory=list)

    def check(self, holds: bool, fault: str) -> None:
        """Count one, and keep what is wrong with it."""
        self.looked_at += 1
        if not holds:
            self.faults.append(fault)

    def __str__(self) -> str:
        told = f"{'holds' if not self.faults else 'FAILS'}  {self.what}: {self.looked_at}"
        more = [f"\n       ... and {len(self.faults) - NAMED} more"] if len(self.faults) > NAMED else []
        return "".join([told, *(f"\n       {fault}" for fault in self.faults[:NAMED]), *more])


def verify(settings: Settings, folder: Path, *, most: int | None = None) -> Iterator[Finding]:
    """Every claim of a snapshot's manifest, proved anew, cheap ones first. `most` bounds the articles that are read again.

    Raises RasadError when there is no manifest that can be believed: nothing else can then be proved.
    """
    told = manifest.read(folder)
    files = _files(folder, told)
    yield files
    if files.faults:
        return  # a file that is not the published one is not handed to a database engine
    with store.opened(folder / snapshot.FILE, read_only=True) as database:
        yield _tables(database, told)
        yield _gates(database, told)
        yield _archive(settings, told)
        yield _records(settings, database)
        yield from _texts(settings, database, most)
    if told["facts"]["contracts"]["7_publish"] == manifest.facts(settings)["contracts"]["7_publish"]:
        yield _judged_again(folder, told)


def _files(folder: Path, told: Mapping[str, Any]) -> Finding:
    found = Finding("files are byte for byte those of the manifest")
    there = {path.name for path in folder.iterdir()} - {manifest.NAME}
    for name, stated in told["files"].items():
        found.check(name in there and manifest.file_facts(folder / name) == stated, f"{name} is missing or other bytes")
    for name in sorted(there - set(told["files"])):
        found.check(False, f"{name} does not belong to the snapshot")
    return found


def _tables(database: store.Database, told: Mapping[str, Any]) -> Finding:
    found = Finding("tables hold the rows of the manifest")
    found.check(database.storage_version() == told["storage_version"], f"storage is {database.storage_version()}")
    there = {name.removeprefix("main.") for name in database.base_tables()}
    for name, stated in told["tables"].items():
        found.check(name in there and manifest.table_facts(database, name) == stated, f"{name} holds other rows")
    for name in sorted(there - set(told["tables"])):
        found.check(False, f"{name} is not in the manifest")
    return found


def _gates(database: store.Database, told: Mapping[str, Any]) -> Finding:
    found = Finding("gates judged as the manifest says")
    stated = {gate["stage"]: gate for gate in told["gates"]}
    for judged in manifest.gates(database, told["batch_id"]):
        found.check(
            stated.pop(judged["stage"], None) == judged, f"{judged['stage']}: the verdicts in the file are others"
        )
    for stage in stated:
        found.check(False, f"{stage}: no verdicts in the file")
    return found


def _judged_again(folder: Path, told: Mapping[str, Any]) -> Finding:
    found = Finding("the gate of publish, judged again on this file")
    failed = set(filter(None, told["gate"]["failed"].split(", ")))
    for verdict in gate.audit(folder / snapshot.FILE, contract("publish")):
        found.check(verdict.success or verdict.name in failed, f"{verdict.name}: {verdict.unexpected_count} rows")
    return found


def _archive(settings: Settings, told: Mapping[str, Any]) -> Finding:
    found = Finding("archive files are byte for byte those of the manifest, to their last record then")
    for name, stated in told["archive"]["files"].items():
        try:
            with archive.opened(archive.shelf(settings), name) as stream:
                holds = stated["bytes"] is not None and manifest.stream_facts(stream, stated["bytes"]) == stated
            found.check(holds, f"{name} holds other bytes" if stated["bytes"] else f"{name}: {stated.get('error')}")
        except archive.Missing as error:
            found.check(False, str(error))
        except OSError as error:
            found.check(False, f"{name}: {error.strerror}")
    return found


def _records(settings: Settings, database: store.Database) -> Finding:
    found = Finding("archived records are there, readable, and of their digests")
    now = datetime.now(UTC)
    for row in database.rows(_RECORDS):
        place = _place(row)
        asked = {"archive_file": place.file, "archive_offset": place.offset, "payload_sha256": row["raw_sha256"]}
        verdict = archive.verify_sample(archive.shelf(settings), [{"fetch_id": row["fetch_id"], **asked}], now)[0]
        found.check(verdict["verdict"] == "verified", f"{row['storage_path']}: {verdict['detail']}")
    return found


def _texts(settings: Settings, database: store.Database, most: int | None) -> Iterator[Finding]:
    versions = database.rows(_VERSIONS, most=_ALL if most is None else most)
    outlets, block = known_outlets(settings), policy().block
    masked = 0
    bodies = Finding("texts are those that the archived pages give")
    spans = Finding("evidence, cut anew from the archived pages, is what the claims quote")

    def given(row: Row) -> tuple[Page, Any] | None:
        try:
            html = archive.payload(archive.shelf(settings), _place(row))
        except (archive.Missing, archive.Damaged):
            return None
        page = Page(row["url_final"], html, row["source_id"], row["started_at"], feed_title=row["title"])
        return page, outlets.get(row["source_id"])

    for version, answer in read_all(_READ, versions, given):
        text = answer.text if isinstance(answer, Article) else ""
        masked += hidden(version["body"], text, block) or 0
        bodies.check(hidden(version["body"], text, block) is not None, _difference(version, answer, block))
        for span in database.rows(_SPANS, version=version["version_id"]):
            cut = text[span["start"] : span["end"]]
            spans.check(
                bool(cut) and hidden(span["exact"], cut, block) is not None,
                f"claim {span['claim_id']}, {span['role']} {span['start']}-{span['end']} of {version['url_final']}",
            )
    yield bodies
    yield spans
    if most is None:
        logged = database.rows(_LOGGED)[0]["n"]
        names = Finding("masked characters are those of the log", logged)
        if masked != logged:
            names.faults.append(f"{masked} characters of the texts are masked, {logged} are logged")
        yield names


def _difference(version: Row, answer: Article | Rejected | None, block: str) -> str:
    where = version["url_final"]
    if answer is None:
        return f"{where}: no record"
    if isinstance(answer, Rejected):
        return f"{where}: the page is no article now ({answer.reason})"
    pairs = enumerate(zip(version["body"], answer.text, strict=False))
    first = next(
        islice((at for at, (a, b) in pairs if a not in (b, block)), 1), min(len(version["body"]), len(answer.text))
    )
    return f"{where}: differs from character {first} (read then by extractor {version['extractor_version']})"


def _place(row: Mapping[str, Any]) -> archive.Place:
    file, _, offset = str(row["storage_path"]).rpartition("@")
    return archive.Place(file, int(offset), row["raw_sha256"] or "")


def require(folder: Path) -> Path:
    """A snapshot folder by its path, the DuckDB file in it, or its name. Raises RasadError when there is none."""
    found = folder.parent if folder.name == snapshot.FILE else folder
    if not (found / manifest.NAME).is_file():
        raise RasadError(f"{folder} is no snapshot: it has no {manifest.NAME}")
    return found.resolve()
