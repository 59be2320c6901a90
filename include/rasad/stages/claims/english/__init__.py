"""Attribution relations of English articles: who says what, by which words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rasad.model import Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.english import lexicon as lexicons
from rasad.stages.claims.english import nouns, phrases, verbs
from rasad.stages.claims.english.carrying import is_quoted, leading_quotation, opens_block, split_quotes
from rasad.stages.claims.english.choosing import choose
from rasad.stages.claims.english.found import Found, Range
from rasad.stages.claims.english.line import Line, read_line

__all__ = ["find"]


def find(document: Document) -> tuple[Relation, ...]:
    """Every attribution relation of an English article in reading order. Pure; linear in the article's length."""
    lexicon = lexicons.load()
    reading = Reading()
    for paragraph, sentences in zip(document.paragraphs, document.sentences, strict=True):
        reading.add(read_line(document.text, paragraph, sentences, lexicon))
    return tuple(reading.relations)


@dataclass(slots=True)
class Reading:
    """The relations found so far, and what the last paragraph leaves open for the next one."""

    relations: list[Relation] = field(default_factory=list)
    block: Relation | None = None
    speaker: Relation | None = None

    def add(self, line: Line) -> None:
        """Read one more paragraph."""
        found = [choose(line, _candidates(line, first, last)) for first, last in line.sentences]
        base = len(self.relations)
        block, self.block = self.block, None
        if block is not None:
            self._fill(block, line, found)
        elif self.speaker is not None and not any(found) and is_quoted(line):
            self._float(self.speaker, line)
        for sentence in split_quotes(line, found):
            base = len(self.relations)
            self.relations.extend(_relation(line, one, base) for one in sentence)
        opener = opens_block(line)
        if opener is not None:
            self.block = _relation(line, opener, 0)
        self.speaker = self._last_speaker(line, found)

    def _fill(self, block: Relation, line: Line, found: list[list[Found]]) -> None:
        words = leading_quotation(line)
        if words is None and (any(found) or line.words.quotes):
            return
        content = _spans(line, (words or (0, len(line.words)),))
        if content:
            kind = "direct" if words is not None else "indirect"
            self.relations.append(replace(block, content=content, quote_type=kind))

    def _float(self, speaker: Relation, line: Line) -> None:
        content = _spans(line, ((0, len(line.words)),))
        self.relations.append(
            replace(speaker, content=content, cue=(), basis="floating_quote", rule="floating_quote", parent=None)
        )

    def _last_speaker(self, line: Line, found: list[list[Found]]) -> Relation | None:
        """Who speaks at the end of a paragraph, when a quotation that follows can only be theirs."""
        if not self.relations or not line.sentences:
            return None
        last = self.relations[-1]
        if is_quoted(line) and not any(found):
            return self.speaker
        spoken = last.quote_type in ("direct", "mixed") and last.content and last.content[0].start >= line.words.span.start
        return last if spoken and last.source else None


def _candidates(line: Line, first: int, last: int) -> list[Found]:
    return [
        *verbs.in_sentence(line, first, last),
        *phrases.prepositional(line, first, last),
        *phrases.possessive(line, first, last),
        *phrases.adverbs(line, first, last),
        *nouns.in_sentence(line, first, last),
    ]


def _relation(line: Line, found: Found, base: int) -> Relation:
    content = _spans(line, found.content)
    return Relation(
        content=content,
        cue=_spans(line, found.cue),
        source=_spans(line, found.source),
        cue_lemma=found.lemma,
        cue_class=found.cue_class,
        quote_type=_quote_type(line, found),
        basis=found.basis,
        rule=found.rule,
        parent=None if found.parent is None else base + found.parent,
    )


def _spans(line: Line, ranges: tuple[Range, ...]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end in ranges:
        while end > start and line.tags[end - 1] in (",", ";", ":", "-") or (end - start > 1 and line.tags[end - 1] == "." and line.words.quote[end - 1] < 0):
            end -= 1
        while start < end and line.tags[start] in (",", ";", ":", "-"):
            start += 1
        if end > start:
            spans.append(line.words.between(start, end - 1))
    return tuple(spans)


def _quote_type(line: Line, found: Found) -> str:
    quoted = total = 0
    for start, end in found.content:
        for index in range(start, end):
            if line.words.lowers[index][0].isalnum():
                total += 1
                quoted += line.words.quote[index] >= 0
    if quoted == 0:
        return "indirect"
    return "direct" if quoted == total else "mixed"
