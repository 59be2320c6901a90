"""The privacy policy on the joined rows of `publish`: private names are masked in every text, and the masking is logged.

Which columns hold text is read off the tables, so that a table of tomorrow is masked like those of today. The file is written
anew afterwards: what was overwritten in place could still be read from its free blocks.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rasad.edges.store import STORAGE_VERSION, Database, quoted, scratch
from rasad.gazetteer import Gazetteer
from rasad.identity import short_hash
from rasad.model import Span
from rasad.stages.publish.masking import Masker, hidden, surname
from rasad.stages.publish.persons import private_persons
from rasad.stages.publish.policy import Policy
from rasad.text.match import Form, Matcher
from rasad.text.names import name_key
from rasad.work import Row

_TEXTS = ("VARCHAR", "JSON", "VARCHAR[]")
_VERSIONS = """
SELECT v.version_id, v.article_id, v.title, v.body, a.lang
FROM article_versions AS v
INNER JOIN articles AS a ON a.article_id = v.article_id
ORDER BY v.version_id
"""
_LINKED = 'SELECT version_id, start, "end" FROM entity_mentions WHERE entity_id IS NOT NULL'
_IDS = """
SELECT article_id AS article, version_id AS id FROM article_versions
UNION SELECT article_id, article_id FROM articles
UNION SELECT article_id, claim_id FROM claims
UNION SELECT c.article_id, m.cluster_id FROM claims AS c INNER JOIN claim_cluster_members AS m ON m.claim_id = c.claim_id
UNION SELECT v.article_id, m.mention_id FROM entity_mentions AS m INNER JOIN article_versions AS v ON v.version_id = m.version_id
"""
_REFERENCE = re.compile(r"_id$|^(?:article|version|claim|cluster|mention)(?:_[ab])?$")
_CUT = {"exact", "surface"}
"""Columns that are the body between start and end."""


@dataclass(slots=True)
class _Article:
    """What is private in one article."""

    rules: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # full name -> rules

    def names(self) -> set[str]:
        return set(self.rules)


def mask(database: Database, policy: Policy, gazetteer: Gazetteer) -> bool:
    """Mask the private names of a candidate and fill its table `maskings`. Returns whether there were any."""
    masking = _Masking(database, policy, gazetteer)
    if masking.articles:
        masking.apply()
    return bool(masking.articles)


def rewrite(path: Path) -> None:
    """The same database in a file without a past."""
    fresh = path.with_name(path.name + ".fresh")
    fresh.unlink(missing_ok=True)
    with scratch() as database:
        database.execute(f"ATTACH {quoted(path)} AS old (READ_ONLY)")
        database.execute(f"ATTACH {quoted(fresh)} AS new (STORAGE_VERSION {quoted(STORAGE_VERSION)})")
        database.execute("COPY FROM DATABASE old TO new")
        database.execute("DETACH new")
        database.execute("DETACH old")
    fresh.replace(path)


class _Masking:
    """One candidate's masking: who is private where, and which cells tell of them."""

    def __init__(self, database: Database, policy: Policy, gazetteer: Gazetteer) -> None:
        self._database, self._policy = database, policy
        self._public = {name_key(name).key for e in gazetteer.entities.values() for _, name in _names_of(e)}
        self._versions = {row["version_id"]: row for row in database.rows(_VERSIONS)}
        self._linked: dict[str, list[Span]] = defaultdict(list)
        for row in database.rows(_LINKED):
            self._linked[row["version_id"]].append(Span(row["start"], row["end"]))
        self.articles = self._found()
        self._maskers: dict[frozenset[str], Masker] = {}
        self._bodies: dict[str, str] = {}  # masked ones, by version_id
        self._cells: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])

    def _found(self) -> dict[str, _Article]:
        """Private persons by article: where the words of a rule are, and wherever else the same full name stands."""
        rules: dict[str, set[str]] = defaultdict(set)
        for version in self._versions.values():
            text = f"{version['body']}\n{version['title'] or ''}"
            for one in private_persons(
                text, version["lang"], self._policy, self._public.__contains__, self._linked[version["version_id"]]
            ):
                rules[one.name].add(one.rule)
        articles: dict[str, _Article] = defaultdict(_Article)
        if rules:
            everywhere = Matcher([Form(name, name) for name in sorted(rules)])
            for version in self._versions.values():
                kept = self._linked[version["version_id"]]
                hits = [
                    hit for hit in everywhere.find(version["body"]) if not any(hit.span.overlaps(one) for one in kept)
                ]
                for hit in [*hits, *everywhere.find(version["title"] or "")]:
                    articles[version["article_id"]].rules[hit.label] |= rules[hit.label]
        return dict(articles)

    def apply(self) -> None:
        """Mask every table, and log where."""
        for version in self._versions.values():
            if version["article_id"] in self.articles:
                masker = self._masker({version["article_id"]})
                self._bodies[version["version_id"]] = masker.mask(version["body"], self._linked[version["version_id"]])
        with self._database.transaction():
            for table in self._tables():
                self._apply(table)
            self._database.insert("maskings", list(self._log()))

    def _tables(self) -> list[str]:
        return [
            name
            for full in self._database.base_tables()
            if full.startswith("main.") and (name := full.removeprefix("main.")) not in self._policy.kept_tables
        ]

    def _apply(self, table: str) -> None:
        columns = self._database.columns(table)
        ids = [name for name, kind in columns.items() if kind == "VARCHAR" and _is_reference(name)]
        texts = [
            name
            for name, kind in columns.items()
            if kind in _TEXTS and name not in ids and not name.endswith("_id") and name not in self._policy.kept_columns
        ]
        if not ids or not texts:
            return
        self._database.execute("CREATE OR REPLACE TEMPORARY TABLE private (id VARCHAR)")
        self._database.insert("private", [{"id": one} for one in sorted(self._articles_of)])
        touched = " OR ".join(f'"{name}" IN (SELECT id FROM private)' for name in ids)
        rows = [_written(row, columns) for row in self._database.rows(f"SELECT * FROM {table} WHERE {touched}")]
        masked = [self._masked(table, row, ids, texts) for row in rows]
        if any(new != old for new, old in zip(masked, rows, strict=True)):
            self._database.execute(f"DELETE FROM {table} WHERE {touched}")
            self._database.insert(table, masked)

    def _masked(self, table: str, row: Row, ids: list[str], texts: list[str]) -> Row:
        articles = {article for name in ids for article in self._articles_of.get(row[name], ())}
        masker = self._masker(articles)
        changed = dict(row)
        for name in texts:
            if row[name] is None:
                continue
            changed[name] = self._text(table, name, row, masker)
            if changed[name] != row[name]:
                cell = self._cells[min(articles), table, name]
                cell[0] += 1
                cell[1] += sum(
                    self._count(new, old) for new, old in zip(_parts(changed[name]), _parts(row[name]), strict=True)
                )
        if table == "article_versions" and changed["body"] != row["body"]:
            # A digest of the text as it was would let anybody try names against it.
            changed["norm_sha256"] = None
        return changed

    def _text(self, table: str, name: str, row: Row, masker: Masker) -> Any:
        version = row.get("version_id") or row.get("first_version_id")
        if table == "article_versions" and name == "body":
            return self._bodies.get(row["version_id"], row["body"])
        if row.get("start") is not None and (cut := self._cut(name, row, version)) is not None:
            return cut
        if isinstance(row[name], list):
            return [masker.mask(one) for one in row[name]]
        text = row[name]
        for claim_id in [value for key, value in row.items() if "claim" in key and isinstance(value, str)]:
            for old, new in self._pieces.get(claim_id, ()):
                text = text.replace(old, new)
        return masker.mask(text)

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
        if at is None or self._versions[version or ""]["body"][slice(*at)] != row[name]:
            return None
        return body[slice(*at)]

    @cached_property
    def _articles_of(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._database.rows(_IDS):
            if row["article"] in self.articles:
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
                    text[row["start"] : row["end"]] for text in (self._versions[row["version_id"]]["body"], body)
                )
                if old != new:
                    found[row["claim_id"]].append((old, new))
        return found

    def _masker(self, articles: Iterable[str]) -> Masker:
        names = frozenset(name for article in articles for name in self.articles[article].names())
        if names not in self._maskers:
            alone = [one for one in map(surname, names) if name_key(one).key not in self._public]
            self._maskers[names] = Masker(names, self._policy.block, alone=alone)
        return self._maskers[names]

    def _count(self, new: str, old: str) -> int:
        return hidden(new, old, self._policy.block) or 0

    def _log(self) -> Iterator[Row]:
        for (article, table, column), (cells, characters) in sorted(self._cells.items()):
            rules = sorted({rule for names in self.articles[article].rules.values() for rule in names})
            yield {
                "masking_id": short_hash("masking", article, table, column),
                "article_id": article,
                "table_name": table,
                "column_name": column,
                "rules": rules,
                "n_persons": len(self.articles[article].rules),
                "n_cells": cells,
                "n_characters": characters,
            }


def _names_of(entity: Any) -> Iterator[tuple[str, str]]:
    yield from entity.strong()
    yield from entity.weak.each()


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
