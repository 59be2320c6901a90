"""Events of a parser to the entries of a sitemap. No tree is built, so that depth and size cost nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from rasad.stages.land.events import DEEPEST, feed
from rasad.stages.land.items import LONGEST_URL
from rasad.stages.land.sitemaps.markup import Markup

_ENTRIES = ("url", "sitemap")
# A field counts below its own parent only: images and videos of an entry have loc and title too.
_FIELDS = {
    ("url", "loc"): "loc",
    ("sitemap", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "title"): "title",
    ("news", "publication_date"): "published",
    ("publication", "language"): "language",
}
_LONGEST_FIELD = 2 * LONGEST_URL
_LONGEST_PATH = 100


@dataclass(slots=True)
class Entry:
    """One `url` or `sitemap` element as written: field name to text."""

    kind: str
    fields: dict[str, str] = field(default_factory=dict)


def read_entries(markup: Markup) -> tuple[list[Entry], bool]:
    """The complete entries in their order, and whether the strict parser lost some, so that the lenient one read them."""
    strict = _Entries()
    options = {"recover": True, "no_network": True}
    feed(
        etree.XMLParser(target=strict, resolve_entities=False, load_dtd=False, huge_tree=False, **options),
        markup.text,
        strict,
    )
    if len(strict.entries) >= markup.entries:
        return strict.entries, False
    lenient = _Entries(DEEPEST)
    feed(etree.HTMLParser(target=lenient, encoding="utf-8", **options), markup.text, lenient)
    return max(strict.entries, lenient.entries, key=len), True


class _Entries:
    """Target of an lxml parser."""

    def __init__(self, deepest: int | None = None) -> None:
        self._deepest, self._depth = deepest, 0
        self.entries: list[Entry] = []
        self._open: Entry | None = None
        self._path: list[str] = []
        self._field = ""
        self._text: list[str] = []
        self._length = 0

    @property
    def stopped(self) -> bool:
        return self._deepest is not None and self._depth > self._deepest

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        self._depth += 1
        name = _local(tag)
        parent = self._path[-1] if self._path else ""
        if name in _ENTRIES:
            # An entry inside an entry: the end tag of the one before was lost.
            self._finish()
            self._open = Entry(name)
            self._path.clear()
        self._field = _FIELDS.get((parent, name), "")
        self._text, self._length = [], 0
        if len(self._path) < _LONGEST_PATH:
            self._path.append(name)

    def end(self, tag: str) -> None:
        self._depth -= 1
        name = _local(tag)
        self._take()
        if name in _ENTRIES:
            self._finish()
        if name in self._path:
            while self._path.pop() != name:
                pass

    def data(self, text: str) -> None:
        if self._field and self._length <= _LONGEST_FIELD:
            self._text.append(text)
            self._length += len(text)

    def comment(self, text: str) -> None:
        """Comments are no data."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor are processing instructions."""

    def close(self) -> list[Entry]:
        return self.entries

    def _take(self) -> None:
        if self._open is not None and self._field:
            self._open.fields.setdefault(self._field, "".join(self._text))
        self._field = ""

    def _finish(self) -> None:
        self._take()
        if self._open is not None:
            self.entries.append(self._open)
        self._open = None


def _local(tag: str) -> str:
    """The name without its namespace or prefix: sites misspell both."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
