"""Documents and expected relations in the smallest form."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model import Relation
from rasad.stages.claims.document import Document
from rasad.stages.claims.english import find
from rasad.text.normalise import fold
from rasad.text.sentences import paragraphs, sentences


@dataclass(frozen=True)
class Said:
    """One expected relation in surfaces; pieces are joined by " | "."""

    source: str
    cue: str
    content: str
    rule: str
    basis: str = "explicit"
    quote_type: str = "indirect"
    parent: int | None = None
    voice: str = "speaker"


def document(text: str) -> Document:
    found = paragraphs(text)
    parts = tuple(sentences(text, paragraph) for paragraph in found)
    return Document(text, "en", None, None, None, found, parts, (), fold(text))


def relations(text: str) -> tuple[Relation, ...]:
    return find(document(text))


def said(text: str) -> list[Said]:
    return [_surface(text, relation) for relation in relations(text)]


def contents(text: str) -> list[str]:
    return [one.content for one in said(text)]


def _surface(text: str, relation: Relation) -> Said:
    source, cue, content = (
        " | ".join(span.of(text) for span in spans) for spans in (relation.source, relation.cue, relation.content)
    )
    return Said(
        source,
        cue,
        content,
        relation.rule,
        relation.basis,
        relation.quote_type,
        relation.parent,
        relation.voice,
    )
