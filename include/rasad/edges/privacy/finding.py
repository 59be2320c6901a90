"""Who is private in which article of a candidate, and what stands for them in words and in ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rasad.edges.store import Database
from rasad.gazetteer import Gazetteer
from rasad.identity import slug
from rasad.model import Span
from rasad.stages.publish.masking import Masker, surname
from rasad.stages.publish.persons import private_persons
from rasad.stages.publish.policy import Policy
from rasad.stages.publish.pseudonyms import Pseudonyms, pseudonym
from rasad.text.match import Form, Matcher
from rasad.text.names import name_key
from rasad.work import Row

_VERSIONS = """
SELECT v.version_id, v.article_id, v.title, v.body, a.lang
FROM article_versions AS v
INNER JOIN articles AS a ON a.article_id = v.article_id
ORDER BY v.seen_at, v.version_id
"""
_LINKED = 'SELECT version_id, start, "end" FROM entity_mentions WHERE entity_id IS NOT NULL'


class Private:
    """The private persons of one candidate, by article."""

    def __init__(self, database: Database, policy: Policy, gazetteer: Gazetteer) -> None:
        self._policy = policy
        self._public = {name_key(name).key for e in gazetteer.entities.values() for _, name in _names_of(e)}
        self.versions: dict[str, Row] = {row["version_id"]: row for row in database.rows(_VERSIONS)}
        self.versions_of: dict[str, list[str]] = defaultdict(list)  # by article_id
        for row in self.versions.values():
            self.versions_of[row["article_id"]].append(row["version_id"])
        self.linked: dict[str, list[Span]] = defaultdict(list)
        for row in database.rows(_LINKED):
            self.linked[row["version_id"]].append(Span(row["start"], row["end"]))
        self.articles: dict[str, dict[str, set[str]]] = {}  # article_id -> full name -> rules
        self._pseudonyms: dict[str, str] = {}  # by the words of the full name: spellings with the same id share it
        self._veils: dict[frozenset[str], tuple[Masker, Pseudonyms]] = {}
        self._find(self._ruled())

    def veil(self, articles: Iterable[str]) -> tuple[Masker, Pseudonyms]:
        """What hides the private persons of some articles: in words, and in ids."""
        names = frozenset(name for article in articles for name in self.articles[article])
        if names not in self._veils:
            alone = {one: name for name in sorted(names) if name_key(one := surname(name)).key not in self._public}
            stand_ins = {one: f"{self._pseudonyms[slug(name)]}-surname" for one, name in alone.items()}
            self._veils[names] = (
                Masker(names, self._policy.block, alone=alone),
                Pseudonyms(stand_ins | {name: self._pseudonyms[slug(name)] for name in names}),
            )
        return self._veils[names]

    def _ruled(self) -> dict[str, set[str]]:
        """The rules by the full names that they make private."""
        rules: dict[str, set[str]] = defaultdict(set)
        for version in self.versions.values():
            text, linked = f"{version['body']}\n{version['title'] or ''}", self.linked[version["version_id"]]
            for one in private_persons(text, version["lang"], self._policy, self._public.__contains__, linked):
                rules[one.name].add(one.rule)
        return rules

    def _find(self, rules: dict[str, set[str]]) -> None:
        """The articles of each name: where a rule speaks, and wherever else the same full name stands."""
        if not rules:
            return
        everywhere, numbers = Matcher([Form(name, name) for name in sorted(rules)]), Counter[str]()
        for version in self.versions.values():
            article, kept = version["article_id"], self.linked[version["version_id"]]
            hits = [hit for hit in everywhere.find(version["body"]) if not any(hit.span.overlaps(one) for one in kept)]
            for hit in [*hits, *everywhere.find(version["title"] or "")]:
                self.articles.setdefault(article, {})[hit.label] = rules[hit.label]
                if (words := slug(hit.label)) not in self._pseudonyms:
                    numbers[article] += 1
                    self._pseudonyms[words] = pseudonym(article, numbers[article])


def _names_of(entity: Any) -> Iterator[tuple[str, str]]:
    yield from entity.strong()
    yield from entity.weak.each()
