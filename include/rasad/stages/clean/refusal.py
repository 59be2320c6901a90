"""Pages that answer 200 and are no article: soft 404s, walls, challenges, parked domains, lists. Each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from pydantic import Field

from rasad.edges.documents import Extracted
from rasad.model import Rejected
from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.normalise import fold_character

_LANGUAGES = ("en", "fa")
_SEPARATOR = re.compile(r"\s[-–—|»:/]{1,2}\s|\s?\|\s?|: ")
_TOO_SHORT = 80  # characters: a wire flash of one sentence is longer
_LEAD_LINES = 4
_BODY = 600  # characters of extracted text from which on a page has a body of its own
_PAGE_HEAD, _PAGE_TAIL = 4_000, 2_000  # characters of the page in which a phrase may stand
_TEASER = 200  # characters of the longest line: lists of articles have teasers, articles have paragraphs
_TEASER_OF_PAYWALL = 700  # characters: two paragraphs; whole articles for subscribers are longer
_SENTENCE_ENDS = (".", "!", "?", "؟", "…", '"', "'", "”", "’", "»", ")", "]", ":", "؛")
_LIST_HEADINGS, _LIST_LINKS = 12, 0.7  # linked headings, share of linked characters: lists of articles have more


class Signs(Strict):
    """How the pages of one reason read; see the head of the English file."""

    within: int = Field(gt=0)
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class Refusals(Strict):
    """include/lexicons/<language>/refusal.yml."""

    reasons: dict[str, Signs]
    index_titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    extracted: Extracted
    length: int
    titles: tuple[str, ...]  # folded, whole and in parts
    lead: tuple[str, ...]  # folded first lines
    everything: str  # folded readable text of the page, and the addresses of its frames


def refuse(extracted: Extracted, url: str) -> Rejected | None:
    """Why a page is not taken for an article, or None.

    Phrases count only on pages whose extracted text is short; a long text is never refused for a phrase in it. Reasons:
    the keys of refusal.yml, index_page, too_short, empty.
    """
    page = _prepared(extracted, url)
    return _by_phrase(page) or _by_shape(page)


def _prepared(extracted: Extracted, url: str) -> _Page:
    stated = extracted.metadata
    whole = [_folded(title) for title in (stated.title, stated.headline) if title]
    parts = [part.strip(" .!…") for title in whole for part in _SEPARATOR.split(title)]
    lines = [_folded(line).strip(" -•*") for line in extracted.text.split("\n")[:_LEAD_LINES]]
    length = len(extracted.text)
    shown = extracted.shape.text
    page_text = _folded(f"{shown[:_PAGE_HEAD]} {shown[-_PAGE_TAIL:]}") if length < _longest_limit() else ""
    return _Page(
        url=url,
        extracted=extracted,
        length=length,
        titles=tuple(dict.fromkeys([*whole, *parts])),
        # A banner above a real article is furniture; above nothing much, it is the page.
        lead=(*lines, page_text[:300]) if length < _BODY else tuple(lines),
        everything=page_text + " " + " ".join(stated.frames),
    )


def _by_phrase(page: _Page) -> Rejected | None:
    for reason, signs in _signs():
        if page.length > signs.within:
            continue
        for phrase in signs.title:
            if phrase in page.titles or (" " in phrase and any(title.startswith(phrase) for title in page.titles)):
                return Rejected(reason, f"title: {phrase}")
        for line in page.lead:
            if line.startswith(signs.lead) and signs.lead:
                return Rejected(reason, f"begins: {line[:60]}")
        found = next((phrase for phrase in signs.text if phrase in page.everything), None)
        if found:
            return Rejected(reason, f"says: {found}")
    return None


def _by_shape(page: _Page) -> Rejected | None:
    shape = page.extracted.shape
    if _is_cut(page):
        return Rejected("truncated", "the page ends inside its text")
    if not page.length:
        return Rejected("empty", "nothing that reads like an article")
    if page.extracted.metadata.refresh and page.length < 300:
        return Rejected("soft_404", "only sends the reader elsewhere")
    if urlsplit(page.url).path in ("", "/"):
        return Rejected("index_page", "the front page of a site")
    if page.extracted.metadata.linked.is_free is False and page.length < _TEASER_OF_PAYWALL and _breaks_off(page):
        return Rejected("paywall", f"{page.length} characters that break off, of an article that is not free")
    is_list = shape.n_linked_headings >= _LIST_HEADINGS or shape.link_share >= _LIST_LINKS
    longest = max(map(len, page.extracted.text.split("\n")))
    if is_list and longest < _TEASER and not _stated_article(page):
        return Rejected(
            "index_page", f"{shape.n_linked_headings} linked headings, {shape.link_share:.0%} of the text is links"
        )
    if shape.n_paragraphs <= 3 and any(_is_index(title) for title in page.titles[:1]):
        return Rejected("index_page", "titled as a list")
    if page.length < _TOO_SHORT:
        return Rejected("too_short", f"{page.length} characters")
    return None


def _is_cut(page: _Page) -> bool:
    """Whether the page ends before it closes itself, inside a sentence or before any text."""
    if page.extracted.shape.is_closed:
        return False
    words = page.extracted.text.rstrip()
    return not words or (not words.endswith(_SENTENCE_ENDS) and _ends_alike(words, page.extracted.shape.ending))


def _breaks_off(page: _Page) -> bool:
    words = page.extracted.text.rstrip()
    return words.endswith(("…", "...", "…]", "...]")) or not words.endswith(_SENTENCE_ENDS)


def _ends_alike(words: str, ending: str) -> bool:
    """Whether the article's last words are among the last that the page shows."""
    return "".join(words.split())[-40:] in "".join(ending.split())


def _is_index(title: str) -> bool:
    return any(title == phrase or (phrase.endswith("/") and title.startswith(phrase)) for phrase in _index_titles())


def _stated_article(page: _Page) -> bool:
    """Whether the page calls itself an article, or states the day on which it was published."""
    stated = page.extracted.metadata
    dated = any(date.method in ("jsonld", "meta", "time") for date in stated.published)
    return dated or stated.kind == "article" or any("article" in kind for kind in stated.linked.types)


def _folded(words: str) -> str:
    return (words.lower() if words.isascii() else "".join(map(fold_character, words))).strip()


@lru_cache(maxsize=1)
def _files() -> tuple[Refusals, ...]:
    return tuple(read_model(INCLUDE / "lexicons" / language / "refusal.yml", Refusals) for language in _LANGUAGES)


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[str, Signs], ...]:
    return tuple(
        (
            reason,
            Signs(
                within=signs.within,
                title=tuple(map(_folded, signs.title)),
                lead=tuple(map(_folded, signs.lead)),
                text=tuple(map(_folded, signs.text)),
            ),
        )
        for file in _files()
        for reason, signs in file.reasons.items()
    )


@lru_cache(maxsize=1)
def _index_titles() -> tuple[str, ...]:
    return tuple(_folded(title) for file in _files() for title in file.index_titles)


@lru_cache(maxsize=1)
def _longest_limit() -> int:
    return max(signs.within for _, signs in _signs())
