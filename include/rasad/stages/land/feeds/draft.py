"""One entry in the making: what the fast parser has seen of it, and where feedparser alone knows what that comes to."""

from __future__ import annotations

import re
from typing import Any

from rasad.stages.land.feeds.entry import Entry

# feedparser rewrites these: C1 controls as windows-1252, and UTF-8 that was read as ISO 8859-1.
_REWRITTEN = re.compile("[\x80-\x9f]|[\xc2-\xf4][\x80-\xbf]")
_TEXT_TYPES = {"text/html": True, "html": True, "text/plain": False, "text": False, "plain": False, "": False}
BASE = "{http://www.w3.org/XML/1998/namespace}base"
EVERYWHERE = {BASE, "{http://www.w3.org/XML/1998/namespace}lang", "{http://www.w3.org/XML/1998/namespace}space"}


class Odd(Exception):
    """Something that only feedparser can judge."""


class Draft:
    """What has been seen of one entry, in the order of the document, on which feedparser's answer depends."""

    def __init__(self, guid: str | None) -> None:
        self.guid = guid or None
        self.link: str | None = None
        self.titles: list[tuple[str, bool]] = []
        self.has_source = False
        self._has_media_title = False
        self._summaries: list[str] = []
        self._contents: list[str] = []
        self._texts: dict[str, str] = {}

    def take(self, kind: str, element: Any) -> None:
        if kind == "summary":
            self._summaries.append(content_of(element))
        elif kind == "content":
            self._contents.append(content_of(element))
        elif kind == "media_title":
            self._has_media_title = True
        elif kind == "source":
            self.has_source = True
        elif kind != "aside":
            self._texts[kind] = text_of(element)

    def entry(self) -> Entry:
        """The entry; odd where titles or summaries overwrite each other by rules that only feedparser knows."""
        title, markup = next((one for one in self.titles if one[0]), ("", False))
        if (self._has_media_title or len(self.titles) > 1) and (not title or self.has_source):
            raise Odd
        if len(self._summaries) > (1 if self._contents else 2):
            raise Odd
        return Entry(
            title=title if self.titles else None,
            title_is_markup=markup,
            link=self.link,
            original=self._texts.get("original"),
            guid=self.guid,
            published=self._texts.get("published"),
            updated=self._texts.get("updated"),
            summary=usual((self._summaries or self._contents or [""])[0]),
        )


def text_of(element: Any) -> str:
    return usual((element.text or "").strip())


def usual(text: str) -> str:
    if not text.isascii() and _REWRITTEN.search(text):
        raise Odd
    return text


def content_of(element: Any) -> str:
    declared_markup(element)
    return (element.text or "").strip()


def declared_markup(element: Any) -> bool:
    markup = False
    for name, value in element.attrib.items():
        if name == "type" and value.lower() in _TEXT_TYPES:
            markup = _TEXT_TYPES[value.lower()]
        elif (name != "mode" or value not in ("escaped", "xml")) and name not in EVERYWHERE:
            raise Odd
    return markup
