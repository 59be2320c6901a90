"""What a snapshot says of itself: digests of its files and tables, the contracts, gates and archive that it rests on.

`proof` re-proves all of it. The digest of a table is the same for the same rows in any order, any file and any time zone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from rasad import __version__
from rasad.catalogue import folder_of
from rasad.edges import archive, store
from rasad.errors import RasadError
from rasad.settings import INCLUDE, Settings
from rasad.strict import digest_of

NAME = "manifest.json"
FORMAT = 1
_BLOCK = 1 << 20
_ARCHIVED = """
SELECT
    regexp_extract(storage_path, '^(.*)@\\d+$', 1) AS file,
    max(CAST(regexp_extract(storage_path, '@(\\d+)$', 1) AS BIGINT)) AS last_offset,
    min(started_at) AS from_at,
    max(started_at) AS to_at,
    count(*) AS n_records
FROM fetches
WHERE storage_path IS NOT NULL
GROUP BY file
ORDER BY file
"""
_GATES = """
SELECT
    stage,
    count(*) AS checks,
    count(*) FILTER (WHERE success) AS held,
    coalesce(string_agg(expectation, ', ' ORDER BY expectation) FILTER (WHERE NOT success), '') AS failed
FROM quality_results
WHERE batch_id = :batch_id
GROUP BY stage
ORDER BY min(checked_at), stage
"""
Manifest = dict[str, Any]


def read(folder: Path) -> Manifest:
    """The manifest of a snapshot folder. Raises RasadError when it is missing, no manifest, or not as it was written."""
    try:
        found: Manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RasadError(f"{folder / NAME} cannot be read: {error}") from error
    if not isinstance(found, dict) or found.get("sha256") != _own(found):
        raise RasadError(f"{folder / NAME} is not as it was written; take another snapshot, or publish again")
    return found


def write(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write the manifest of a folder whose other files are complete, with the digests of those files."""
    files = {path.name: file_facts(path) for path in sorted(folder.iterdir()) if path.name != NAME}
    whole = {"format": FORMAT, "code_version": __version__, **facts, "files": files}
    whole["sha256"] = _own(whole)
    (folder / NAME).write_text(json.dumps(whole, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
    store.sync(folder / NAME)


def describe(database: store.Database, settings: Settings, batch_id: str, earlier: Mapping[str, Any]) -> Manifest:
    """What an opened snapshot file holds and rests on. `earlier` is the manifest before, whose archive digests still hold."""
    names = [name.removeprefix("main.") for name in database.base_tables() if name.startswith("main.")]
    return {
        "batch_id": batch_id,
        "storage_version": database.storage_version(),
        "tables": {name: table_facts(database, name) for name in names},
        "gates": gates(database, batch_id),
        "facts": facts(settings),
        "archive": _archive(database, settings, earlier.get("archive", {}).get("files", {})),
    }


def gates(database: store.Database, batch_id: str) -> list[dict[str, Any]]:
    """How each gate before publication judged a run, by the verdicts in the snapshot."""
    return database.rows(_GATES, batch_id=batch_id)


def facts(settings: Settings) -> dict[str, Any]:
    """The version of every contract and of every folder of facts, as digests."""
    contracts = {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((INCLUDE / "contracts").glob("*.yml"))
    }
    folders = {
        "lexicons": INCLUDE / "lexicons",
        "gazetteer": INCLUDE / "gazetteer",
        "privacy": INCLUDE / "privacy",
        "sources": folder_of(settings),
    }
    return {"contracts": contracts, **{name: digest_of(folder) for name, folder in folders.items()}}


def table_facts(database: store.Database, source: str) -> dict[str, Any]:
    """Rows and digest of a table, or of a table function such as read_parquet('...').

    The digest adds up the first 60 bits of the SHA-256 of each row, and the next 60: equal for equal rows in any order.
    """
    columns = ", ".join(_plain(name, kind) for name, kind in database.columns(source).items())
    found = database.rows(
        f"SELECT count(*) AS n, sum(('0x' || substr(h, 1, 15))::BIGINT::HUGEINT) AS a,"
        f" sum(('0x' || substr(h, 16, 15))::BIGINT::HUGEINT) AS b"
        f" FROM (SELECT sha256(CAST(to_json(t) AS VARCHAR)) AS h FROM (SELECT {columns} FROM {source}) AS t) AS d"
    )[0]
    return {"rows": found["n"], "digest": f"{int(found['a'] or 0):x}-{int(found['b'] or 0):x}"}


def file_facts(path: Path, length: int | None = None) -> dict[str, Any]:
    """Size and SHA-256 of a file, or of its first bytes."""
    with path.open("rb") as stream:
        return stream_facts(stream, length)


def stream_facts(stream: BinaryIO, length: int | None = None) -> dict[str, Any]:
    """The same of what can be read from a stream."""
    digest, read = hashlib.sha256(), 0
    while block := stream.read(_BLOCK if length is None else min(_BLOCK, length - read)):
        digest.update(block)
        read += len(block)
    return {"bytes": read, "sha256": digest.hexdigest()}


def _archive(database: store.Database, settings: Settings, earlier: Mapping[str, Any]) -> dict[str, Any]:
    """The WARC files that the rows point into, each to the end of its last record; a file that did not grow is not read again."""
    rows = database.rows(_ARCHIVED)
    files = {row["file"]: _archived(archive.shelf(settings), row, earlier.get(row["file"], {})) for row in rows}
    return {
        "from": min((row["from_at"] for row in rows), default=None),
        "to": max((row["to_at"] for row in rows), default=None),
        "records": sum(row["n_records"] for row in rows),
        "files": files,
    }


def _archived(root: archive.Root, row: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    try:
        end = archive.end_of(root, archive.Place(row["file"], row["last_offset"], ""))
        if earlier.get("bytes") == end:
            return dict(earlier)
        with archive.opened(root, row["file"]) as stream:
            return stream_facts(stream, end)
    except (archive.Missing, archive.Damaged, OSError) as error:
        # Publication does not stop for it: what the file proved can be looked up elsewhere, and `verify` names it every time.
        return {"bytes": None, "sha256": None, "error": str(error)}


def _plain(name: str, kind: str) -> str:
    """A column as it reads in every time zone."""
    return f'epoch_us("{name}") AS "{name}"' if kind == "TIMESTAMP WITH TIME ZONE" else f'"{name}"'


def _own(manifest: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in manifest.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, default=str).encode()).hexdigest()
