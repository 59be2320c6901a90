"""The cells of a candidate that tell of private persons, masked; and the log of it.

Which columns hold text is read off the tables, so that a table of tomorrow is masked like those of today.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from rasad.edges.privacy.finding import Private
from rasad.edges.store import Database
from rasad.identity import short_hash
from rasad.stages.publish.masking import Masker, hidden
from rasad.stages.publish.policy import Policy
from rasad.work import Row

_TEXTS = ("VARCHAR", "JSON", "VARCHAR[]")
_IDS = """
SELECT article_id AS article, version_id AS id FROM article_versions
UNION SELECT article_id, article_id FROM articles
UNION SELECT article_id, claim_id FROM claims
UNION SELECT c.article_id, m.cluster_id FROM claims AS c INNER JOIN claim_cluster_members AS m ON m.claim_id = c.claim_id
UNION SELECT v.article_id, m.mention_id FROM entity_mentions AS m INNER JOIN article_versions AS v ON v.version_id = m.version_id
"""
_SPEAKERS = """
SELECT v.article_id AS article, m.local_id AS id
FROM entity_mentions AS m
INNER JOIN article_versions AS v ON v.version_id = m.version_id
WHERE m.local_id IS NOT NULL
"""
_REFERENCE = re.compile(r"_id$|^(?:article|version|claim|cluster|mention)(?:_[ab])?$")
_WHO = re.compile(r"^(?:local|entity|speaker_entity)_id$")
"""Columns that name somebody, and say by themselves nothing about an article."""
_CUT = {"exact", "surface"}
"""Columns that are the body between start and end."""


_Articles = dict[str, set[str]]
"""Private articles by the ids that stand for them."""


class Masking:
    """One candidate's masking."""

    def __init__(self, database: Database, policy: Policy, private: Private) -> None:
        self._database, self._policy, self._private = database, policy, private
        self._bodies: dict[str, str] = {}  # masked ones, by version_id
        self._cells: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])

    def apply(self) -> None:
        """Mask every table, and log where."""
        for version in self._private.versions.values():
            if version["article_id"] in self._private.articles:
                masker, _ = self._private.veil({version["article_id"]})
                self._bodies[version["version_id"]] = masker.mask(
                    version["body"], self._private.linked[version["version_id"]]
                )
        articles_of = self._articles_by(_IDS), self._articles_by(_SPEAKERS)
        with self._database.transaction():
            for table in self._tables():
                self._apply(table, *articles_of)
            self._database.insert("maskings", list(self._log()))

    def _tables(self) -> list[str]:
        return [
            name
            for full in self._database.base_tables()
            if full.startswith("main.") and (name := full.removeprefix("main.")) not in self._policy.kept_tables
        ]

    def _apply(self, table: str, of_ids: _Articles, of_speakers: _Articles) -> None:
        columns = self._database.columns(table)
        strings = [name for name, kind in columns.items() if kind == "VARCHAR" and _is_reference(name)]
        told = [name for name in strings if not _WHO.search(name)]
        ids, articles_of = (told, of_ids) if told else (strings, of_speakers)
        kept = {*told, *self._policy.kept_columns}
        texts = {name: kind for name, kind in columns.items() if kind in _TEXTS and name not in kept}
        if not ids or not texts:
            return
        self._database.execute("CREATE OR REPLACE TEMPORARY TABLE private (id VARCHAR)")
        self._database.insert("private", [{"id": one} for one in sorted(articles_of)])
        touched = " OR ".join(f'"{name}" IN (SELECT id FROM private)' for name in ids)
        rows = [_written(row, columns) for row in self._database.rows(f"SELECT * FROM {table} WHERE {touched}")]
        masked = [
            self._masked(table, row, {one for name in ids for one in articles_of.get(row[name], ())}, texts)
            for row in rows
        ]
        if any(new != old for new, old in zip(masked, rows, strict=True)):
            self._database.execute(f"DELETE FROM {table} WHERE {touched}")
            self._database.insert(table, masked)

    def _masked(self, table: str, row: Row, articles: set[str], texts: Mapping[str, str]) -> Row:
        masker, pseudonyms = self._private.veil(articles)
        changed = dict(row)
        for name in [name for name in texts if row[name] is not None]:
            if not _is_reference(name):
                changed[name] = self._text(table, name, row, articles, masker)
            if changed[name] != row[name]:
                cell = self._cells[min(articles), table, name]
                cell[0] += 1
                cell[1] += sum(map(self._count, _parts(changed[name]), _parts(row[name])))
            if _is_reference(name) or texts[name] != "VARCHAR":  # not in what was written on a page: its offsets hold
                changed[name] = (
                    [*map(pseudonyms.put, parts)] if isinstance(parts := changed[name], list) else pseudonyms.put(parts)
                )
        if table == "article_versions" and changed["body"] != row["body"]:
            # A digest of the text as it was would let anybody try names against it.
            changed["norm_sha256"] = None
        return changed

    def _text(self, table: str, name: str, row: Row, articles: set[str], masker: Masker) -> Any:
        version = row.get("version_id") or row.get("first_version_id")
        if table == "article_versions" and name == "body":
            return self._bodies.get(row["version_id"], row["body"])
        if row.get("start") is not None and (cut := self._cut(name, row, version)) is not None:
            return cut
        if isinstance(row[name], list):
            return [self._excerpt(one, articles) or masker.mask(one) for one in row[name]]
        text = row[name]
        for claim_id in [value for key, value in row.items() if "claim" in key and isinstance(value, str)]:
            for old, new in self._pieces.get(claim_id, ()):
                text = text.replace(old, new)
        return masker.mask(text)

    def _excerpt(self, text: str, articles: set[str]) -> str | None:
        """A stretch of a body as the masked one has it, for its ends may cut a name; None where no body has it."""
        for version_id in [one for article in sorted(articles) for one in self._private.versions_of[article]]:
            if (at := self._private.versions[version_id]["body"].find(text)) >= 0:
                return self._bodies[version_id][at : at + len(text)]
        return None

    def _cut(self, name: str, row: Row, version: str | None) -> str | None:
        """What a column that is cut from the body reads in the masked one; None where it is no such column."""
        version = version or self._version_of.get(row.get("claim_id") or "")
        start, end, length = row["start"], row["end"], len(row[name])
        if name.startswith("to_"):  # the other text of a pair
            version, start, end, name = row.get("to_version_id"), row.get("to_start"), row.get("to_end"), name[3:]
        body = self._bodies.get(version or "")
        if body is None or start is None or end is None:
            return None
        at = {"prefix": (start - length, start), "suffix": (end, end + length)}.get(
            name, (start, end) if name in _CUT else None
        )
        if at is None or self._private.versions[version or ""]["body"][slice(*at)] != row[name]:
            return None
        return body[slice(*at)]

    def _articles_by(self, ids: str) -> _Articles:
        found: _Articles = defaultdict(set)
        for row in self._database.rows(ids):
            if row["article"] in self._private.articles:
                found[row["id"]].add(row["article"])
        return found

    @cached_property
    def _version_of(self) -> dict[str, str]:
        return {
            row["claim_id"]: row["v"]
            for row in self._database.rows("SELECT claim_id, first_version_id AS v FROM claims")
        }

    @cached_property
    def _pieces(self) -> dict[str, list[tuple[str, str]]]:
        """By claim: pieces of the body that it quotes, as they were and masked, longest first. A name may be cut by their ends."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        rows = self._database.rows(
            'SELECT claim_id, version_id, start, "end" FROM claim_spans ORDER BY claim_id, "end" - start DESC, start'
        )
        for row in rows:
            if (body := self._bodies.get(row["version_id"])) is not None:
                old, new = (
                    text[row["start"] : row["end"]]
                    for text in (self._private.versions[row["version_id"]]["body"], body)
                )
                if old != new:
                    found[row["claim_id"]].append((old, new))
        return found

    def _count(self, new: str, old: str) -> int:
        return hidden(new, old, self._policy.block) or 0

    def _log(self) -> Iterator[Row]:
        for (article, table, column), (cells, characters) in sorted(self._cells.items()):
            rules = sorted({rule for names in self._private.articles[article].values() for rule in names})
            yield {
                "masking_id": short_hash("masking", article, table, column),
                "article_id": article,
                "table_name": table,
                "column_name": column,
                "rules": rules,
                "n_persons": len(self._private.articles[article]),
                "n_cells": cells,
                "n_characters": characters,
            }


def _parts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _written(row: Row, columns: Mapping[str, str]) -> Row:
    """A row with its JSON as text, in letters and not in escapes."""
    written = {
        name: json.dumps(value, ensure_ascii=False)
        for name, value in row.items()
        if columns[name] == "JSON" and value is not None
    }
    return row | written


def _is_reference(name: str) -> bool:
    return _REFERENCE.search(name) is not None
