"""What a page states about itself outside its text: title, author, language, address, and every date with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml.etree import XPath

from rasad.edges.documents import linked_data
from rasad.edges.documents.linked_data import LinkedData

_JSON_LD = XPath('//script[contains(@type, "ld+json")]/text()')
_META = XPath("//meta[@content and (@property or @name or @itemprop)]")
_BESIDE_ARTICLE = (
    "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form or "
    "ancestor::header[not(ancestor::article or ancestor::main or .//h1)] or "
    'ancestor::*[contains(@class, "header") and not(.//h1) and not(ancestor::main or ancestor::article)] or '
    'ancestor-or-self::*[contains(@class, "comment") or contains(@class, "related") or contains(@class, "sidebar") or '
    'contains(@class, "top-bar") or contains(@class, "topbar") or contains(@class, "current") or '
    'contains(@class, "today") or contains(@class, "clock") or contains(@id, "clock")]'
)  # where a page shows other articles' dates, or the day on which it was rendered
_TIMES = XPath(f".//time[@datetime][not({_BESIDE_ARTICLE})]")
_SHORT = f"[string-length(normalize-space(.)) < 120][not({_BESIDE_ARTICLE})]"
_DATE_NEAR = XPath(
    './/*[contains(@class, "date") or contains(@class, "time") or contains(@class, "posted") or contains(@id, "date")]'
    + _SHORT
)
_DATE_ANYWHERE = XPath(
    '//body//*[@itemprop="datePublished" or contains(@class, "publish") or contains(@class, "posted") or '
    'contains(@class, "pubdate") or contains(@class, "entry-date") or contains(@class, "post-date") or '
    'contains(@class, "article-date") or contains(@class, "news-date")]' + _SHORT
)
_AUTHORS = XPath(
    '//a[contains(@rel, "author")] | //*[self::span or self::a or self::div or self::p][contains(@class, "author-name") or '
    '@class="author" or @class="byline" or @itemprop="author"]'
)
_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "publication_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "pub_date",
    "published",
    "published_at",
    "published_time",
    "sailthru.date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "nastooh:publishdate",
    "analyticsattributes.articledate",
    "citation_publication_date",
    "uploaddate",
    "date",
)
_MODIFIED_META = {"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod"}
_MAX_DATES = 12  # statements kept of one kind
_NEAR_HEADLINE = 80  # elements after the headline in which a visible date line may stand
_DATELINE = 120  # characters: the first longer text is the article's
_STRING = XPath("string()", smart_strings=False)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as the page states it: by which means, under which name, in which words."""

    method: str  # jsonld, meta, time, visible_text; elsewhere: a <time> that may belong to another article
    key: str  # property, class or id; empty for words that merely follow the headline
    text: str


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


def read(tree: Any) -> Metadata:
    """The metadata of a parsed page. Never raises on odd pages; missing values are None or empty."""
    linked = linked_data.read(str(block) for block in _JSON_LD(tree))
    meta = _meta(tree)
    titles = _stated_titles(tree, meta, linked)
    headline = _headline(tree, titles)
    modified = [Stated("jsonld", "dateModified", linked.modified)] if linked.modified else []
    modified += [Stated("meta", key, text) for key, text in meta.items() if key in _MODIFIED_META]
    return Metadata(
        title=_title(titles, headline),
        headline=_text(headline) or None if headline is not None else None,
        author=linked.author or _author(tree, meta),
        language=(tree.get("lang") or meta.get("og:locale") or "")[:2].lower() or None,
        canonical=_canonical(tree, meta),
        kind=meta.get("og:type"),
        published=(*_stated(linked, meta), *_times(tree, headline), *_visible(tree, headline)),
        modified=tuple(modified),
        linked=linked,
        refresh=_refresh(tree),
        frames=tuple(str(frame.get("src"))[:200] for frame in islice(tree.iter("iframe"), 3) if frame.get("src")),
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in _META(tree)[:400]:
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        found.setdefault(key, element.get("content").strip()[:1000])
    return {key: text for key, text in found.items() if text}


def _stated(linked: LinkedData, meta: dict[str, str]) -> Iterator[Stated]:
    if linked.published:
        yield Stated("jsonld", "datePublished", linked.published[:60])
    for key in _PUBLISHED_META:
        if key in meta:
            yield Stated("meta", key, meta[key][:60])


def _times(tree: Any, headline: Any) -> Iterator[Stated]:
    """The <time> elements around the headline, then a few of the page as `elsewhere`."""
    near = _TIMES(_around(headline))[:_MAX_DATES] if headline is not None else []
    for element in near:
        yield Stated("time", _name(element), element.get("datetime").strip()[:60])
    for element in _TIMES(tree)[: 0 if near else 4]:
        method = "time" if "publi" in _name(element).lower() else "elsewhere"
        yield Stated(method, _name(element), element.get("datetime").strip()[:60])


def _visible(tree: Any, headline: Any) -> list[Stated]:
    """Short texts with a digit that stand where a page prints its publication date, likeliest place first."""
    near: list[Stated] = []
    if headline is not None:
        lines = _lines_after(headline)
        near = [Stated("visible_text", "", words) for words in lines if any(map(str.isdigit, words))]
        near += _named(_DATE_NEAR(_around(headline)))
    return near or _named(_DATE_ANYWHERE(tree))


def _lines_after(headline: Any) -> Iterator[str]:
    """The own text of each element that follows the headline, up to the article's first paragraph."""
    for element in islice(_after(headline), _NEAR_HEADLINE):
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            words = " ".join((element.text or "").split())
            if len(words) > _DATELINE:
                return
            yield words


def _named(elements: list[Any]) -> list[Stated]:
    worded = [(_name(element) or "date", _text(element)) for element in elements[:_MAX_DATES]]
    return [Stated("visible_text", name, words) for name, words in worded if any(map(str.isdigit, words))]


def _around(headline: Any) -> Any:
    """The container of the headline: up to four levels, below the body."""
    container = headline
    for ancestor in islice(headline.iterancestors(), 4):
        if ancestor.tag in ("body", "html"):
            break
        container = ancestor
    return container


def _after(element: Any) -> Iterator[Any]:
    """The elements after one in document order, outwards level by level."""
    while element is not None:
        for sibling in element.itersiblings():
            yield from sibling.iter()
        element = element.getparent()


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


def _name(element: Any) -> str:
    return str(element.get("itemprop") or element.get("class") or element.get("id") or "")[:60]


def _text(element: Any) -> str:
    return " ".join(_STRING(element).split())
