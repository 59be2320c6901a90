"""What a page states about itself outside its text: title, author, language, address; dates are next door."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml.etree import XPath

from rasad.edges.documents import linked_data, stated_dates
from rasad.edges.documents.linked_data import LinkedData
from rasad.edges.documents.stated_dates import Stated

_JSON_LD = XPath('//script[contains(@type, "ld+json")]/text()')
_META = XPath("//meta[@content and (@property or @name or @itemprop)]")
_AUTHORS = XPath(
    '//a[contains(@rel, "author")] | //*[self::span or self::a or self::div or self::p][contains(@class, "author-name") or '
    '@class="author" or @class="byline" or @itemprop="author"]'
)
_STRING = XPath("string()", smart_strings=False)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything read off a page beside its text. Dates are as written, best evidence first."""

    title: str | None
    headline: str | None
    author: str | None
    language: str | None
    canonical: str | None
    kind: str | None  # og:type
    published: tuple[Stated, ...]
    modified: tuple[Stated, ...]
    linked: LinkedData
    refresh: str | None  # content of a meta refresh
    frames: tuple[str, ...]  # addresses of the first iframes


@dataclass(frozen=True, slots=True)
class Head:
    """What a page states outside its visible part, and what goes when its machinery is stripped."""

    linked: LinkedData
    meta: dict[str, str]
    scripts: tuple[Stated, ...]  # dates in scripts that are no linked data
    titles: list[str]
    language: str | None
    canonical: str | None
    refresh: str | None
    frames: tuple[str, ...]


def read_head(tree: Any) -> Head:
    """The metadata of a parsed page that has not been stripped yet."""
    linked = linked_data.read(str(block) for block in _JSON_LD(tree))
    meta = _meta(tree)
    return Head(
        linked=linked,
        meta=meta,
        scripts=stated_dates.in_scripts(tree, linked),
        titles=_stated_titles(tree, meta, linked),
        language=(tree.get("lang") or meta.get("og:locale") or "")[:2].lower() or None,
        canonical=_canonical(tree, meta),
        refresh=_refresh(tree),
        frames=tuple(str(frame.get("src"))[:200] for frame in islice(tree.iter("iframe"), 3) if frame.get("src")),
    )


def read(tree: Any, head: Head) -> Metadata:
    """The metadata of a stripped page. Never raises on odd pages; missing values are None or empty."""
    linked, meta = head.linked, head.meta
    headline = _headline(tree, head.titles)
    return Metadata(
        title=_title(head.titles, headline),
        headline=_text(headline) or None if headline is not None else None,
        author=linked.author or _author(tree, meta),
        language=head.language,
        canonical=head.canonical,
        kind=meta.get("og:type"),
        published=stated_dates.publication(tree, headline, linked, meta, head.scripts),
        modified=stated_dates.modification(linked, meta),
        linked=linked,
        refresh=head.refresh,
        frames=head.frames,
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in _META(tree)[:400]:
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        found.setdefault(key, element.get("content").strip()[:1000])
    return {key: text for key, text in found.items() if text}


def _stated_titles(tree: Any, meta: dict[str, str], linked: LinkedData) -> list[str]:
    element = tree.find(".//title")
    titles = (
        meta.get("og:title"),
        linked.headline,
        meta.get("twitter:title"),
        _text(element) if element is not None else None,
    )
    return [" ".join(title.split()) for title in titles if title and title.strip()]


def _headline(tree: Any, titles: list[str]) -> Any:
    """The heading that shows one of the stated titles, with or without a section or site name around it.

    Where a page states none, its longest h1. Another heading may be the site's name, near which a calendar may stand.
    """
    headings = [(heading, _letters(_text(heading))) for heading in islice(tree.iter("h1", "h2"), 40)]
    for title in (_letters(title) for title in titles):
        for heading, shown in headings:
            enough = len(shown) > 10 and len(shown) > len(title) // 2
            if enough and (shown[:30] in title or (len(title) > 15 and title[:40] in shown)):
                return heading
    only_h1 = [heading for heading, shown in headings if heading.tag == "h1" and len(shown) > 10]
    return max(only_h1, key=lambda heading: len(_text(heading)), default=None) if not titles else None


def _letters(words: str) -> str:
    return "".join(character for character in words.lower() if character.isalnum())


def _title(titles: list[str], headline: Any) -> str | None:
    """The heading as shown, unless it has more around it than the shortest stated title that it shows."""
    shown = _text(headline) if headline is not None else ""
    inside = [title for title in titles if _letters(title) in _letters(shown) and 2 * len(title) > len(shown)]
    best = min(inside, key=len) if inside else shown or (titles[0] if titles else "")
    return (shown if _letters(best) == _letters(shown) and shown else best)[:300] or None


def _author(tree: Any, meta: dict[str, str]) -> str | None:
    for key in ("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author"):
        name = meta.get(key, "")
        if 1 < len(name) <= 120 and "://" not in name:
            return name
    for element in _AUTHORS(tree)[:5]:
        words = _text(element)
        if 1 < len(words) <= 80:
            return words
    return None


def _canonical(tree: Any, meta: dict[str, str]) -> str | None:
    for link in tree.iterfind('.//link[@rel="canonical"][@href]'):
        return str(link.get("href")).strip()[:2000] or None
    return meta.get("og:url")


def _refresh(tree: Any) -> str | None:
    for element in tree.iterfind(".//meta[@http-equiv][@content]"):
        if element.get("http-equiv").lower() == "refresh":
            return str(element.get("content"))[:500]
    return None


def _text(element: Any) -> str:
    return " ".join(_STRING(element).split())
