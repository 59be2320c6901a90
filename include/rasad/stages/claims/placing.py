"""Finding proposed words in an article: exactly as they stand, as whole words, in one paragraph, the nearest of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasad.model import Rejected, Relation, Span
from rasad.stages.claims.document import Document
from rasad.text.normalise import fold_key
from rasad.text.quotes import quotes

RULE = "proposed_by_model"
SHORTEST, _LONGEST = 3, 1_500  # characters of a content
_MARKS = " \t\"'“”«»‘’.,"


def place(document: Document, source: str, cue: str, content: Sequence[str]) -> Relation | Rejected:
    """The relation that proposed words stand for, or why not.

    Reasons: content_too_short, content_too_long, content_not_in_text, speaker_not_in_text, cue_not_in_text. Masked lines
    are no part of the text here, so boilerplate cannot be proposed.
    """
    size = sum(map(len, content))
    if size < SHORTEST or not all(any(map(str.isalnum, piece)) for piece in content):
        return Rejected("content_too_short")
    if size > _LONGEST:
        return Rejected("content_too_long")
    refused = Rejected("content_not_in_text")
    for paragraph in document.paragraphs:
        spans = _in_order(document.text, content, paragraph)
        if spans is None:
            continue
        speaker = _nearest(document.text, source, paragraph, spans)
        verb = _nearest(document.text, cue, paragraph, (*spans, *([speaker] if speaker else [])))
        if speaker is not None and verb is not None:
            return _relation(document, paragraph, spans, verb, speaker)
        refused = Rejected("speaker_not_in_text" if speaker is None else "cue_not_in_text")
    return refused


def letters(text: str, spans: Sequence[Span]) -> set[int]:
    """The places of letters and digits inside spans."""
    return {at for span in spans for at in range(span.start, span.end) if text[at].isalnum()}


def _in_order(text: str, pieces: Sequence[str], within: Span) -> tuple[Span, ...] | None:
    found: list[Span] = []
    start = within.start
    for piece in pieces:
        span = next(_occurrences(text, piece, Span(start, within.end)), None)
        if span is None:
            return None
        found.append(span)
        start = span.end
    return tuple(found)


def _nearest(text: str, words: str, within: Span, beside: Sequence[Span]) -> Span | None:
    """The occurrence nearest to the first of `beside` that overlaps none of them."""
    if not any(map(str.isalpha, words)) and not set(words) <= {":"}:
        return None
    free = [span for span in _occurrences(text, words, within) if not any(span.overlaps(one) for one in beside)]
    anchor = beside[0]
    return min(free, key=lambda span: (max(anchor.start - span.end, span.start - anchor.end), span), default=None)


def _occurrences(text: str, words: str, within: Span) -> Iterator[Span]:
    trimmed = words.strip()
    at = text.find(trimmed, within.start, within.end) if trimmed else -1
    while at >= 0:
        span = Span(at, at + len(trimmed))
        if not _cuts_a_word(text, span):
            yield span
        at = text.find(trimmed, at + 1, within.end)


def _cuts_a_word(text: str, span: Span) -> bool:
    before = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
    after = span.end < len(text) and text[span.end].isalnum() and text[span.end - 1].isalnum()
    return before or after


def _relation(document: Document, paragraph: Span, content: tuple[Span, ...], cue: Span, source: Span) -> Relation:
    return Relation(
        content=content,
        cue=(cue,),
        source=(source,),
        cue_lemma=fold_key(cue.of(document.text)),
        cue_class="proposed",
        quote_type=_quote_type(document.text, paragraph, content),
        basis="explicit",
        rule=RULE,
        method="model",
    )


def _quote_type(text: str, paragraph: Span, content: tuple[Span, ...]) -> str:
    """By the marks of the article, whatever the model thinks: wholly inside quotation marks, partly, or not at all."""
    quoted = [quote.outer for quote in quotes(text, paragraph) if quote.closed]
    if all(any(mark.contains(_trimmed(text, span)) for mark in quoted) for span in content):
        return "direct"
    return "mixed" if any(mark.overlaps(span) for mark in quoted for span in content) else "indirect"


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    left = len(words) - len(words.lstrip(_MARKS))
    return Span(span.start + left, max(span.start + left, span.start + len(words.rstrip(_MARKS))))
