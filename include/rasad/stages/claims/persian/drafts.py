"""An attribution relation in the making: still in tokens, so that later rules can cut or split it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasad.model import Relation, Span
from rasad.stages.claims.persian.reading import Quoted, Reading
from rasad.stages.claims.persian.words import word_classes

Pieces = tuple[tuple[int, int], ...]
"""Token ranges, end exclusive."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Source, cue and content as token ranges of one reading. `quoted` is set where the content is one quotation."""

    reading: Reading
    content: Pieces
    cue: Pieces
    source: tuple[int, int] | None
    lemma: str
    cue_class: str
    basis: str
    rule: str
    quoted: Quoted | None = None
    carrier: bool = False  # only passes on what another draft says
    said_in: Reading | None = None  # the sentence of source and cue, where it is not that of the content

    @property
    def start(self) -> int:
        """The first token of the content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """One past the last token of the content."""
        return self.content[-1][1]

    def cut(self, end: int) -> Draft:
        """The same with its content ending before token `end`; a quotation stays whole."""
        if self.quoted is not None:
            return self
        pieces = tuple((first, min(last, end)) for first, last in self.content if first < end)
        return replace(self, content=pieces)


def basis_of(reading: Reading, source: tuple[int, int] | None) -> str:
    """How the source is given: explicit, pronoun, anaphora, or inherited where it has to come from before."""
    if source is None:
        return "inherited"
    head, words = reading.tokens.key(source[0]), word_classes()
    if head in words.pronouns and source[1] - source[0] == 1:
        return "pronoun"
    return "anaphora" if head in words.demonstratives else "explicit"


def relation(draft: Draft, parent: int | None = None) -> Relation | None:
    """The draft as a relation with spans of the stored text; None where no words are left of its content."""
    tokens = draft.reading.tokens
    if draft.quoted is not None:
        content: tuple[Span, ...] = (trimmed(tokens.folded.length, draft.quoted.inner),)
        quote_type = "direct"
    else:
        pieces = tuple(piece for start, end in draft.content if (piece := _trim(draft.reading, start, end)))
        content = tuple(tokens.span(start, end) for start, end in pieces)
        quote_type = "mixed" if any(_holds_quote(draft.reading, *piece) for piece in pieces) else "indirect"
    if not content or any(span.start >= span.end for span in content):
        return None
    said_in = (draft.said_in or draft.reading).tokens
    source = () if draft.source is None else (said_in.span(*draft.source),)
    cue = tuple(said_in.span(start, end) for start, end in draft.cue)
    return Relation(
        content,
        cue,
        source,
        draft.lemma,
        draft.cue_class,
        quote_type,
        draft.basis,
        draft.rule,
        "carrier" if draft.carrier else "speaker",
        parent,
    )


def trimmed(length: int, span: Span) -> Span:
    """A span kept inside a text of `length` characters."""
    return Span(min(span.start, length), min(span.end, length))


def _trim(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """A piece without the marks and links around it; marks of quotations and brackets inside it stay."""
    words = word_classes()
    opens = {item.start for item in reading.quoted}
    closes = {item.end for item in reading.quoted}
    while start < end and start not in opens and _is_margin(reading, start, words.openers):
        start += 1
    while end > start and end not in closes and _is_margin(reading, end - 1, words.closers):
        end -= 1
    return (start, end) if start < end else None


def _is_margin(reading: Reading, at: int, kept: frozenset[str]) -> bool:
    key = reading.tokens.key(at)
    return (reading.tokens.is_mark(at) and key not in kept) or key in word_classes().conjunctions


def _holds_quote(reading: Reading, start: int, end: int) -> bool:
    return any(start <= item.start and item.end <= end and not item.is_name for item in reading.quoted)
