"""A warehouse on which only dedupe runs, batch after batch."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import store
from rasad.settings import Settings

WORDS = [
    f"{first}{second}"
    for first in "bdfgklmnprstvz"
    for second in ("ala", "ero", "ini", "oku", "uda", "ame", "esi", "ilo")
]
DAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def prose(seed: int, words: int = 150) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


@dataclass(frozen=True)
class Text:
    """One version as clean promotes it; an article of its own and an outlet of its own where nothing else is said."""

    body: str
    article: str = ""
    outlet: str = ""


@dataclass
class Desk:
    """A warehouse on which only dedupe runs."""

    settings: Settings
    days: int = 0
    seen: dict[str, str] = field(default_factory=dict)

    def day(self, texts: Mapping[str, Text], *, after: int = 1) -> str:
        """So many days later clean promotes these versions; then dedupe builds, passes its gate and promotes. Returns the batch."""
        batch = ledger.open_batch(self.settings)
        self.days += after
        with store.warehouse(self.settings) as database:
            for number, (version_id, text) in enumerate(texts.items()):
                article = text.article or f"a-{version_id}"
                if article not in self.seen:
                    self.seen[article] = text.outlet or f"outlet-{version_id}"
                    row = {"article_id": article, "source_id": self.seen[article], "lang": "en"}
                    database.insert("clean.articles", [row])
                version = {"version_id": version_id, "article_id": article, "body": text.body, "run_id": batch}
                at = DAY + timedelta(days=self.days, minutes=number)
                database.insert("clean.article_versions", [version | {"published_at": at, "seen_at": at}])
        self.run(batch)
        return batch

    def run(self, batch: str) -> None:
        """dedupe of one batch."""
        runner.build(self.settings, batch, "dedupe", str)
        path = runner.candidate_path(self.settings, batch, contract("dedupe"))
        ledger.record_gate(self.settings, batch, "dedupe", path, ())
        runner.promote(self.settings, batch, "dedupe", str)

    def rows(self, sql: str) -> list[store.Row]:
        with store.opened(self.settings.warehouse, read_only=True) as database:
            return database.rows(sql)

    def members(self) -> dict[str, store.Row]:
        """Every member under the cluster that survives."""
        sql = (
            "SELECT m.* REPLACE (coalesce(g.surviving_id, m.dup_id) AS dup_id) FROM dedupe.members AS m"
            " LEFT JOIN dedupe.mergers AS g ON g.cluster_id = m.dup_id"
        )
        return {row["version_id"]: row for row in self.rows(sql)}

    def clusters(self) -> set[frozenset[str]]:
        found: dict[str, set[str]] = {}
        for version_id, row in self.members().items():
            found.setdefault(row["dup_id"], set()).add(version_id)
        return {frozenset(each) for each in found.values()}

    def links(self) -> dict[tuple[str, str], str]:
        """The kind of every link between two versions."""
        rows = self.rows("SELECT * FROM dedupe.links ORDER BY version_id, to_version_id")
        return {(row["version_id"], row["to_version_id"]): row["kind"] for row in rows}

    @property
    def index(self) -> Path:
        return self.settings.index / "bands"
