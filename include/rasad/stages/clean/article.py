"""One landed page to one article version: text, title, byline, language, date, boilerplate, or the reason why not."""

from __future__ import annotations

from collections.abc import Collection

from rasad.addresses import article_address
from rasad.catalogue import Dates, Outlet
from rasad.edges.documents import Extracted, Metadata, extract
from rasad.model import Article, Mask, Page, Rejected, Span
from rasad.page_hints import NO_HINTS
from rasad.stages.clean.dating import modified, published
from rasad.stages.clean.refusal import refuse
from rasad.text.boilerplate import masks
from rasad.text.language import Detected, detect
from rasad.text.normalise import nfc

_MAX_BYLINE = 200


def clean(page: Page, accepted: Collection[str] | None = None, outlet: Outlet | None = None) -> Article | Rejected:
    """The article on a page.

    `accepted` are the languages (BCP 47 tags) that the caller can read; None takes all and only names them. `outlet` is the
    catalogue's entry: hints about its pages, how it writes dates, which part of an address names an article. The text is NFC,
    one paragraph a line, from its first to its last line of the article's own; boilerplate between them is masked, not
    deleted. Rejected: see refusal.yml and `extract`; wrong_language; bad_url.
    """
    extracted = extract(page.html, page.url, outlet.extraction if outlet else NO_HINTS)
    if isinstance(extracted, Rejected):
        return extracted
    refused = refuse(extracted, page.url)
    if refused:
        return refused
    address = article_address(page.url, extracted.metadata.canonical)
    if isinstance(address, Rejected):
        return address
    detected = _language(extracted)
    if accepted is not None and detected.tag not in accepted:
        return Rejected("wrong_language", detected.tag)
    named = outlet.permalink.of(address) if outlet else address
    return _article(page, named, extracted, detected, outlet.dates if outlet else None)


def _article(
    page: Page, address: str, extracted: Extracted, detected: Detected, dates: Dates | None
) -> Article | Rejected:
    title = _title(page, extracted.metadata)
    text, masked = body(nfc(extracted.text), detected.language, title)
    if not text:
        return Rejected("empty", "only boilerplate")
    stated = extracted.metadata
    first = published(
        stated.published,
        page.url,
        detected.language,
        feed=page.feed_published,
        fetched_at=page.fetched_at,
        dates=dates,
    )
    return Article(
        url_canonical=address,
        title=title,
        byline=stated.author[:_MAX_BYLINE] if stated.author else None,
        text=text,
        language=detected.language,
        script=detected.script,
        published=first,
        modified=modified(
            (*stated.modified, *stated.published),
            detected.language,
            published=first,
            fetched_at=page.fetched_at,
            dates=dates,
        ),
        boilerplate=masked,
    )


def body(text: str, language: str, title: str | None) -> tuple[str, tuple[Mask, ...]]:
    """The text from its first to its last line that is the article's own, and the masks between them."""
    found = masks(text, language, title)
    start, end = 0, len(text)
    for mask in found:
        if text[start : mask.span.start].strip():
            break
        start = mask.span.end
    for mask in reversed(found):
        if mask.span.start < start or text[mask.span.end : end].strip():
            break
        end = mask.span.start
    own = text[start:end].strip()
    moved = start + (len(text[start:end]) - len(text[start:end].lstrip()))
    inside = (mask for mask in found if mask.span.start >= moved and mask.span.end <= moved + len(own))
    return own, tuple(Mask(Span(mask.span.start - moved, mask.span.end - moved), mask.kind) for mask in inside)


def _title(page: Page, stated: Metadata) -> str | None:
    title = " ".join((stated.title or page.feed_title or "").split())
    return nfc(title) or None


def _language(extracted: Extracted) -> Detected:
    words = extracted.text if len(extracted.text) > 40 else f"{extracted.metadata.title or ''}\n{extracted.text}"
    return detect(words, extracted.metadata.language)
