"""Made rows of a day for every table of the stages before publication: as wide and as many an article as the sample newsroom gives.

Values are made by DuckDB from a number, so that a million articles take minutes; they read as nothing, but join as real ones do.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from rasad.contracts import Contract, contract
from rasad.edges import store
from rasad.model import STAGES

STAGES_FILLED = STAGES[:6]
# Rows of a table to one article; what is not named has one. From the bundled newsroom, rounded.
MANY = {
    "clean.edits": 0,
    "clean.drift": 0,
    "clean.measures": 0,
    "dedupe.mergers": 0,
    "dedupe.evidence": 5,
    "tag.mentions": 10,
    "tag.topics": 1,
    "tag.evidence": 4,
    "claims.claims": 6,
    "claims.spans": 20,
    "claims.hops": 12,
    "claims.entities": 7,
    "claims.quantities": 4,
    "claims.topics": 2,
    "corroborate.members": 6,
    "corroborate.origins": 6,
    "corroborate.statements": 6,
    "corroborate.links": 2,
    "corroborate.events": 6,
    "corroborate.conflicts": 0,
    "corroborate.cluster_merges": 0,
    "corroborate.drifts": 0,
    "corroborate.flags": 0,
    "land.polls": 0,
    "land.tombstones": 0,
    "land.coverage": 0,
    "land.gaps": 0,
    "land.blackouts": 0,
    "land.verifications": 0,
}
# Ids of which an article has several: a row of a table with more rows than that names each of them in turn.
ID_ROWS = {"claim_id": 6, "mention_id": 10}
WORDS = 2_000
_TEXT = {"body": 330, "content_text": 25, "exact": 12, "title": 9}  # words
_FIXED = {
    "outcome": "'article'",
    "kind": "'unique'",
    "role": "'content'",
    "lang": "CASE WHEN n % 3 = 0 THEN 'fa' ELSE 'en' END",
    "source_id": "'med:outlet' || (n % 90)",
    "is_past": "true",
    "relevant": "true",
    "ordinal": "CAST(n % 40 AS INTEGER)",
    "position": "n",
}
_BLOBS = {"signature": 144, "passages": 600, "landmarks": 160}  # bytes, as `dedupe_increment` makes them
_BY_TYPE = {
    "BOOLEAN": "n % 2 = 0",
    "INTEGER": "CAST(n % 3000 AS INTEGER)",
    "BIGINT": "n % 3000",
    "DOUBLE": "(n % 97) / 97.0",
    "DATE": "DATE '2026-01-01' + CAST(n % 300 AS INTEGER)",
    "JSON": "'{\"n\":' || (n % 500) || '}'",
    "UINTEGER[]": "list_transform(range(40), i -> CAST(hash(n * 40 + i) % 4294967295 AS UINTEGER))",
    "VARCHAR[]": "['word' || (n % 500), 'word' || (n % 700)]",
    "INTEGER[]": "[CAST(n % 90 AS INTEGER)]",
}


def fill(path: Path, stage: str, batch_id: str, first: int, stop: int) -> None:
    """A candidate file of one stage with the rows of articles `first` up to `stop`."""
    promise = contract(stage)
    with store.opened(path) as database:
        database.run(promise.folder / "tables.sql")
        for name in promise.tables:
            _fill(database, promise, name, batch_id, first, stop)


def _fill(database: store.Database, promise: Contract, name: str, batch_id: str, first: int, stop: int) -> None:
    table = f"{promise.namespace}.{name}"
    rows = MANY.get(table, 1)
    if rows == 0:
        return
    values = ", ".join(
        f'{_value(column, kind, rows, batch_id)} AS "{column}"' for column, kind in database.columns(table).items()
    )
    database.execute(f"INSERT INTO {table} BY NAME SELECT {values} FROM range({first * rows}, {stop * rows}) AS r (n)")


def _value(column: str, kind: str, rows: int, batch_id: str) -> str:
    if column == "run_id":
        return store.quoted(batch_id)
    if column in _TEXT and kind == "VARCHAR":
        return f"list_aggregate(list_transform(range({_TEXT[column]}), i -> 'w' || hash(n * 1000 + i) % {WORDS}), 'string_agg', ' ')"
    if column in _FIXED:
        return _FIXED[column]
    if column in _BLOBS:
        pieces = f"list_transform(range({_BLOBS[column] // 16}), i -> substr(md5(n || '-' || i), 1, 16))"
        return f"encode(list_aggregate({pieces}, 'string_agg', ''))"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return "to_timestamp(1767225600 + n % 25000000)"
    if column.endswith("_id") or column == "url_key":
        base = ID_ROWS.get(
            column, 1 if column in ("page_id", "version_id", "article_id", "fetch_id", "url_key") else rows
        )
        return f"substr(md5('{_kin(column)}' || (n // {max(rows // base, 1)})), 1, 20)"
    return _BY_TYPE.get(kind, "'value ' || (n % 900)")


def _kin(column: str) -> str:
    """Columns that name the same thing have the same ids."""
    return {"url_key": "url_key"}.get(
        column, column.removeprefix("to_").removeprefix("first_").removeprefix("nearest_")
    )


def sizes(data: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in data.rglob("*") if path.is_file())


def engine() -> str:
    """The version of DuckDB that measures."""
    return str(duckdb.__version__)
