"""Documents and expected relations in the smallest form, and the spellings that Persian news comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rasad.model import Mention, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.persian import find
from rasad.text.normalise import fold
from rasad.text.sentences import paragraphs, sentences

ZWNJ = "\u200c"
SPELLINGS: dict[str, Callable[[str], str]] = {
    "zwnj": lambda text: text,
    "joined": lambda text: text.replace(ZWNJ, ""),
    "spaced": lambda text: text.replace(ZWNJ, " "),
    "arabic_letters": lambda text: text.replace("ی", "ي").replace("ک", "ك"),
}


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

    def spelt(self, spelling: Callable[[str], str]) -> Said:
        parts = (spelling(part) for part in (self.source, self.cue, self.content))
        return Said(*parts, self.rule, self.basis, self.quote_type, self.parent, self.voice)


def document(text: str, names: tuple[str, ...] = ()) -> Document:
    found = paragraphs(text)
    mentions = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), name, None, "person") for name in names
    )
    parts = tuple(sentences(text, paragraph) for paragraph in found)
    return Document(text, "fa", None, None, None, found, parts, mentions, fold(text))


def relations(text: str, names: tuple[str, ...] = ()) -> tuple[Relation, ...]:
    return find(document(text, names))


def said(text: str, names: tuple[str, ...] = ()) -> list[Said]:
    return [_surface(text, relation) for relation in relations(text, names)]


def _surface(text: str, relation: Relation) -> Said:
    source, cue, content = (
        " | ".join(span.of(text) for span in spans) for spans in (relation.source, relation.cue, relation.content)
    )
    return Said(
        source, cue, content, relation.rule, relation.basis, relation.quote_type, relation.parent, relation.voice
    )
