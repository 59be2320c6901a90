"""The fast parser: plain RSS, RDF and Atom over libxml2, field by field what feedparser gives. Anything odd is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urljoin

from lxml import etree

from rasad.stages.land.feeds.draft import BASE, EVERYWHERE, Draft, Odd, declared_markup, text_of, usual
from rasad.stages.land.feeds.entry import Entry, Reading
from rasad.stages.land.feeds.prolog import Document
from rasad.stages.land.feeds.vocabulary import NONE, ODD, declarations_are_plain, field, is_entry_name

Refusal = Literal["odd", "broken"]
_PIECE = 1 << 16  # characters fed to libxml2 at a time
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)")
_HTML_TYPES = {"text/html", "html", "application/xhtml+xml", "xhtml"}
_LINK_ATTRIBUTES = {"href", "rel", "type", "hreflang", "title", "length"}
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_WITH_CHILDREN = (NONE, "source")


def read_plain(document: Document, address: str, most: int) -> Reading | Refusal:
    """The entries of a plain feed, `most` at the most and no more of it parsed than they take.

    Refused as `broken` where libxml2 cannot parse the feed, as `odd` where it uses anything whose meaning is not plain:
    a base, markup in titles, unusual namespaces, structure or attributes. Linear in the length of the feed.
    """
    text = document.text
    if not declarations_are_plain(text, document.format) or ("base=" in text and "<div" in text):
        return "odd"
    reader = _Reader(document.format, address)
    try:
        return reader.read(text, most)
    except Odd:
        return "odd"
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return "broken"


class _Reader:
    def __init__(self, kind: str, address: str) -> None:
        self._kind = kind
        self._address = address
        self._fields: dict[str, str] = {}
        self._taken: set[str] = set()
        self._root: Any = None

    def read(self, text: str, most: int) -> Reading:
        entries: list[Entry] = []
        for element in self._entry_elements(text):
            if len(entries) == most:
                return Reading(tuple(entries), self._kind, partial=True)
            entries.append(self._entry(element))
            element.clear()
        return Reading(tuple(entries), self._kind)

    def _entry_elements(self, text: str) -> Iterator[Any]:
        parser = etree.XMLPullParser(
            events=("end",),
            tag=("{*}item", "{*}entry"),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE].encode("utf-8"))
            for _, element in parser.read_events():
                if self._is_entry(element):
                    yield element
        root = parser.close()
        self._check_root(root)
        self._check_all_taken(root)

    def _check_all_taken(self, root: Any) -> None:
        names: dict[str, bool] = {}
        for element in root.iter():
            tag = element.tag
            if tag not in names:
                names[tag] = is_entry_name(tag) and tag not in self._taken
            if names[tag]:
                raise Odd

    def _is_entry(self, element: Any) -> bool:
        if self._field(element) != ODD:
            return False  # an item of another vocabulary, inside an entry or beside it
        parent = element.getparent()
        if self._kind == "rss":
            container, root = parent, parent.getparent() if parent is not None else None
            proper = (
                element.tag == "item" and root is not None and container.tag == "channel" and root.getparent() is None
            )
        else:
            local = "item" if self._kind == "rdf" else "entry"
            proper = parent is not None and parent.getparent() is None and etree.QName(element).localname == local
            root = parent
        if not proper:
            raise Odd
        if root is not self._root:
            self._check_root(root)
            self._root = root
        self._taken.add(element.tag)
        return True

    def _check_root(self, root: Any) -> None:
        name = etree.QName(root)
        expected = {"rss": "rss", "rdf": "RDF", "atom": "feed"}[self._kind]
        if name.localname != expected or (self._kind == "rss") != (name.namespace is None) or self._field(root) != ODD:
            raise Odd

    def _field(self, element: Any) -> str:
        tag = element.tag
        found = self._fields.get(tag)
        if found is None:
            found = self._fields[tag] = field(tag, element.prefix)
        return found

    def _entry(self, element: Any) -> Entry:
        draft = Draft(_about(element))
        base = self._entry_base(element)
        for child in element:
            kind = self._field(child)
            if len(child):
                self._nested(child, kind, draft)
            elif kind == "link":
                self._link(child, draft, self._based(base, child))
            elif kind == "guid":
                self._guid(child, draft, self._based(base, child))
            elif kind == "title":
                draft.titles.append(self._title(child))
            elif kind == ODD:
                raise Odd
            elif kind:
                draft.take(kind, child)
        return draft.entry()

    def _title(self, element: Any) -> tuple[str, bool]:
        markup = declared_markup(element)
        title = text_of(element)
        suspicious = "<" in title or ("&" in title and ";" in title) or "\r" in title
        if markup and (suspicious or "&" in title):
            raise Odd
        if suspicious and self._kind != "atom":
            raise Odd
        return title, markup

    def _entry_base(self, element: Any) -> str:
        base = self._address
        for above in (*reversed(list(element.iterancestors())), element):
            if above.attrib:
                base = self._based(base, above)
        return base

    def _based(self, base: str, element: Any) -> str:
        stated = element.get(BASE) or element.get("base")
        if not stated:
            return base
        joined = _joined(base, stated)
        if not joined.startswith(("http://", "https://")):
            raise Odd
        return joined

    def _link(self, element: Any, draft: Draft, base: str) -> None:
        attributes = {name: value for name, value in element.attrib.items() if name not in EVERYWHERE}
        if not attributes:
            link = text_of(element)
            if "&" in link and ";" in link:
                raise Odd
            draft.link = _joined(base, link) if link else link
            return
        if "href" not in attributes or not _LINK_ATTRIBUTES.issuperset(attributes):
            raise Odd
        if attributes.get("rel", "alternate").lower() != "alternate":
            return
        if attributes.get("type", "text/html").lower() in _HTML_TYPES:
            draft.link = _joined(base, usual(attributes["href"]))

    def _guid(self, element: Any, draft: Draft, base: str) -> None:
        permalink = True
        for name, value in element.attrib.items():
            if name.lower() == "ispermalink":
                permalink = value == "true"
        guid = text_of(element)
        draft.guid = _joined(base, guid) if guid and permalink else guid
        if permalink:
            draft.link = draft.guid if draft.link is None else draft.link

    def _nested(self, element: Any, kind: str, draft: Draft) -> None:
        """An element with children: their text must fill no field, except that pictures and films have titles too."""
        if kind not in _WITH_CHILDREN:
            raise Odd
        draft.has_source |= kind == "source"
        for inner in element.iterdescendants():
            found = self._field(inner)
            if found in (ODD, "source"):
                raise Odd
            if found == NONE or (not len(inner) and (kind == "source" or found in ("original", "aside"))):
                continue
            if len(inner) or found not in ("summary", "media_title"):
                raise Odd
            draft.take(found, inner)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, _SLASHES.sub(r"\1", address))
    except ValueError:
        return ""


def _about(element: Any) -> str | None:
    about = None
    for name, value in element.attrib.items():
        if name == _ABOUT:
            about = value
        elif name not in EVERYWHERE:
            raise Odd
    return about
