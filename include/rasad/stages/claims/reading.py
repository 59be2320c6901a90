"""Preparing an article for reading: its own paragraphs and sentences, without masks and repeated title."""

from __future__ import annotations

import re
from datetime import date

from rasad.model import Span, Tagged
from rasad.stages.claims.dateline import after_dateline
from rasad.stages.claims.document import Document
from rasad.text.boilerplate import masks
from rasad.text.normalise import fold, fold_key
from rasad.text.sentences import paragraphs, sentences

_NOT_WORDS = re.compile(r"[\W_]+")


def read(
    text: str,
    *,
    title: str | None,
    language: str,
    published: date | None,
    source_id: str | None,
    tagged: Tagged,
) -> Document:
    """The document that the finders read. Masked paragraphs, datelines, and a first line that repeats the title are left out."""
    masked = [mask.span for mask in masks(text, language, title)]
    kept = [
        part
        for number, paragraph in enumerate(paragraphs(text))
        if not (number == 0 and _repeats(paragraph.of(text), title))
        for part in _unmasked(after_dateline(text, paragraph, tagged.mentions), masked, text)
    ]
    return Document(
        text=text,
        language=language,
        title=title,
        source_id=source_id,
        published=published,
        paragraphs=tuple(kept),
        sentences=tuple(sentences(text, paragraph) for paragraph in kept),
        mentions=tuple(sorted(tagged.mentions, key=lambda mention: mention.span)),
        folded=fold(text),
        strangers=tuple(
            mention
            for mention in tagged.inferred
            if mention.local_id and mention.mention_type == "name" and mention.entity_type == "person"
        ),
    )


def _repeats(line: str, title: str | None) -> bool:
    return title is not None and bool(_plain(line)) and _plain(line) == _plain(title)


def _plain(line: str) -> str:
    return _NOT_WORDS.sub("", fold_key(line))


def _unmasked(paragraph: Span, masked: list[Span], text: str) -> list[Span]:
    """What is left of a paragraph beside its masks, without surrounding white space."""
    parts, start = [], paragraph.start
    for mask in sorted(span for span in masked if span.overlaps(paragraph)):
        parts.append(Span(start, max(start, mask.start)))
        start = max(start, mask.end)
    parts.append(Span(start, max(start, paragraph.end)))
    return [trimmed for part in parts if (trimmed := _trimmed(part, text)).start < trimmed.end]


def _trimmed(part: Span, text: str) -> Span:
    surface = part.of(text)
    left = len(surface) - len(surface.lstrip())
    return Span(part.start + left, max(part.start + left, part.start + len(surface.rstrip())))
