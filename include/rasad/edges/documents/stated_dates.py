"""Every date that a page states, with its place: linked data, meta elements, scripts, <time>, visible lines. As written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Any

from lxml.etree import XPath

from rasad.edges.documents.linked_data import LinkedData

PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "rnews:datepublished",
    "og:published_time",
    "og:pubdate",
    "publication_date",
    "originalpublicationdate",
    "article_date_original",
    "publishdate",
    "publish-date",
    "publish_date",
    "publish_time",
    "pubdate",
    "pub_date",
    "published",
    "published_at",
    "published_time",
    "published-date",
    "bt:pubdate",
    "lw.pubdate",
    "mediator_published_time",
    "displaydate",
    "sailthru.date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "article.created",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "nastooh:publishdate",
    "analyticsattributes.articledate",
    "citation_publication_date",
    "citation_date",
    "uploaddate",
    "date",
)
MODIFIED_META = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article.updated",
)
_SCRIPTS = XPath("//script/text()", smart_strings=False)
_IN_SCRIPT = re.compile(r'\\?"(datePublished|dateModified)\\?"\s{0,3}:\s{0,3}\\?"([^"\\]{6,60})\\?"')
_ITEMS = XPath('//*[@itemprop="datePublished" or @itemprop="dateModified" or @itemprop="dateCreated"][not(self::meta)]')
_NAMED = XPath(
    './/*[contains(@class, "date") or contains(@class, "time") or contains(@class, "posted") or contains(@id, "date")]'
)
_PUBLISHED_NAMES = re.compile(r"publish|posted|pubdate|entry-date|post-date|article-date|news-date", re.IGNORECASE)
_DATING_NAMES = XPath(
    '//body//*[contains(@class, "date") or contains(@class, "time") or contains(@class, "publish") or contains(@class, "posted")]'
)
_TITLED = XPath('//abbr[@title][contains(@class, "publish") or contains(@class, "date") or contains(@class, "time")]')
_OUTSIDE = {"nav", "footer", "aside", "form"}
_OTHER_CONTENT = re.compile(
    r"(?<![a-z])(?:[Cc]omments?(?:-?list)?|[Rr]elated|[Ss]idebar|[Tt]op-?[Bb]ar|[Cc]urrent|[Tt]oday|[Cc]lock|recent-posts"
    r"|[Mm]ost-?[Rr]ead|[Tt]rending)(?![a-z])"
)
_MAX_DATES = 12  # statements kept of one kind
_MAX_LOOKED_AT = 200  # elements looked at of one kind: a page with more lists other articles
_MAX_SCRIPT = 400_000  # characters of one script
_MAX_SCRIPTS = 2_000_000  # characters of all
_MAX_DEPTH = 60  # ancestors looked at
_NEAR_HEADLINE = 80  # elements after the headline in which a visible date line may stand
_DATELINE = 120  # characters: the first longer text is the article's


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as the page states it: by which means, under which name, in which words."""

    method: str  # jsonld, meta, script, time, visible_text; elsewhere, scattered: may belong to another article
    key: str  # property, class or id; empty for words that merely follow the headline
    text: str


def publication(
    tree: Any, headline: Any, linked: LinkedData, meta: dict[str, str], scripts: Iterable[Stated] = ()
) -> tuple[Stated, ...]:
    """What may say when the article was published, best evidence first; labels and keys tell which speak of changes.

    `scripts` are the statements of `in_scripts`, which has to look before scripts are stripped.
    """
    machine = (*_linked(linked.published, "datePublished"), *_of_meta(meta, PUBLISHED_META), *_items(tree), *scripts)
    times = tuple(_times(tree, headline))
    visible = _visible(tree, headline)
    if not machine and not times and not visible:
        visible = _named(_DATING_NAMES(tree), "scattered")
    return (*machine, *times, *visible)


def modification(linked: LinkedData, meta: dict[str, str]) -> tuple[Stated, ...]:
    """What the page's machine-readable parts say about its last change."""
    return (*_linked(linked.modified, "dateModified"), *_of_meta(meta, MODIFIED_META))


def in_scripts(tree: Any, linked: LinkedData) -> tuple[Stated, ...]:
    """Dates under the names of linked data in other scripts, and in linked data that is not valid JSON.

    Empty where the page's linked data states a publication, which makes the rest superfluous.
    """
    return () if linked.published else tuple(islice(_in_scripts(tree), _MAX_DATES))


def _in_scripts(tree: Any) -> Iterator[Stated]:
    left = _MAX_SCRIPTS
    for text in _SCRIPTS(tree):
        left -= len(text)
        if left < 0:
            return
        if len(text) <= _MAX_SCRIPT and "date" in text:
            yield from (Stated("script", found[1], found[2]) for found in _IN_SCRIPT.finditer(text))


def _linked(text: str | None, key: str) -> Iterator[Stated]:
    if text:
        yield Stated("jsonld", key, text[:60])


def _of_meta(meta: dict[str, str], keys: Iterable[str]) -> Iterator[Stated]:
    return (Stated("meta", key, meta[key][:60]) for key in keys if key in meta)


def _items(tree: Any) -> Iterator[Stated]:
    """Microdata on elements other than <meta>: the value in an attribute, else the words."""
    for element in islice(_ITEMS(tree), _MAX_LOOKED_AT):
        text = element.get("content") or element.get("datetime")
        if text and not _is_beside(element):
            yield Stated("meta", element.get("itemprop"), text.strip()[:60])
            return


def _times(tree: Any, headline: Any) -> Iterator[Stated]:
    """The <time> elements around the headline, then a few of the page as `elsewhere`."""
    near = _outside_others(_around(headline).iter("time")) if headline is not None else []
    for element in near[:_MAX_DATES]:
        text = _time_text(element)
        if text:
            yield Stated("time", _name(element), text)
    if near:
        return
    for element in _outside_others(tree.iter("time"))[:4]:
        text = _time_text(element)
        if text:
            published = "publi" in _name(element).lower() or element.get("pubdate") is not None
            yield Stated("time" if published else "elsewhere", _name(element), text)


def _time_text(element: Any) -> str:
    stated = (element.get("datetime") or "").strip()
    text = stated if any(map(str.isdigit, stated)) else _short_text(element)
    return text[:60] if any(map(str.isdigit, text)) else ""


def _visible(tree: Any, headline: Any) -> list[Stated]:
    """Short texts with a digit that stand where a page prints its publication date, likeliest place first."""
    near: list[Stated] = []
    if headline is not None:
        dated = (
            words for words, place in _lines_after(headline) if any(map(str.isdigit, words)) and not _is_beside(place)
        )
        near = [Stated("visible_text", "", words) for words in islice(dated, _MAX_DATES)]
        near += _named(_NAMED(_around(headline)), "visible_text")
    near += [
        Stated("visible_text", _name(each), each.get("title")[:_DATELINE])
        for each in _outside_others(_TITLED(tree))[:2]
    ]
    return near or _named(
        (each for each in _DATING_NAMES(tree) if _PUBLISHED_NAMES.search(_name(each))), "visible_text"
    )


def _lines_after(headline: Any) -> Iterator[tuple[str, Any]]:
    """The own text of each element after the headline, and the text after it, with its place; up to the first paragraph."""
    for element in islice(_after(headline), _NEAR_HEADLINE):
        own = element.text if isinstance(element.tag, str) and element.tag not in ("script", "style") else None
        for text, place in ((own, element), (element.tail, element.getparent())):
            words = " ".join((text or "")[: 8 * _DATELINE].split())
            if len(words) > _DATELINE:
                return
            if place is not None:
                yield words, place


def _named(elements: Iterable[Any], method: str) -> list[Stated]:
    found: list[Stated] = []
    for element in islice(elements, _MAX_LOOKED_AT):
        words = _short_text(element)
        if any(map(str.isdigit, words)) and not _is_beside(element):
            found.append(Stated(method, _name(element) or "date", words))
            if len(found) == _MAX_DATES:
                break
    return found


def _outside_others(elements: Iterable[Any]) -> list[Any]:
    return [element for element in islice(elements, _MAX_LOOKED_AT) if not _is_beside(element)]


def _is_beside(element: Any) -> bool:
    """Whether an element stands where pages show other articles' dates, or the day on which they were rendered."""
    own = False  # inside <article>, <main> or a header that holds a heading
    for place in _places(element):
        if _is_others(place):
            return True
        if not own and (place.tag == "header" or (place is not element and "header" in (place.get("class") or ""))):
            own = _is_own_header(place)
            if not own:
                return True
        own = own or place.tag in ("article", "main")
    return False


def _places(element: Any) -> Iterator[Any]:
    """An element and what holds it, below the body."""
    return takewhile(
        lambda place: place.tag not in ("body", "html"), chain((element,), islice(element.iterancestors(), _MAX_DEPTH))
    )


def _is_others(place: Any) -> bool:
    return place.tag in _OUTSIDE or bool(_OTHER_CONTENT.search(_names(place)))


def _is_own_header(place: Any) -> bool:
    """Whether a header is the article's: it holds a heading, or lies in the article."""
    if next(place.iter("h1"), None) is not None:
        return True
    return any(each.tag in ("article", "main") for each in islice(place.iterancestors(), _MAX_DEPTH))


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


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:200]


def _name(element: Any) -> str:
    return str(element.get("itemprop") or element.get("class") or element.get("id") or "")[:60]


def _short_text(element: Any) -> str:
    """The words of an element, or nothing where they are longer than a line that dates a page."""
    words = ""
    for piece in islice(element.itertext(), _DATELINE):
        words = f"{words}{piece[:_DATELINE]}"
        if len(words) > 2 * _DATELINE:
            return ""
    line = " ".join(words.split())
    return line if len(line) < _DATELINE else ""
