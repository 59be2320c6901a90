"""Reading an article paragraph by paragraph: the relations of each, and what one paragraph leaves open for the next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rasad.model import Relation, Span
from rasad.stages.claims.english import nouns, outlet, phrases, verbs
from rasad.stages.claims.english.carrying import (
    is_quotation,
    is_quoted,
    leading_quotation,
    opens_block,
    split_quotes,
)
from rasad.stages.claims.english.choosing import choose
from rasad.stages.claims.english.found import Found, Range
from rasad.stages.claims.english.inheriting import is_anonymous, points_back
from rasad.stages.claims.english.line import Line

_EDGES = frozenset({",", ";", ":", "-"})


@dataclass(slots=True)
class Reading:
    """The relations found so far, and what the last paragraph leaves open for the next one."""

    relations: list[Relation] = field(default_factory=list)
    block: Relation | None = None
    speaker: Relation | None = None
    carrier: Relation | None = None

    def add(self, line: Line) -> None:
        """Read one more paragraph."""
        found = [choose(line, _candidates(line, first, last)) for first, last in line.sentences]
        block, self.block = self.block, None
        if block is not None:
            self._fill(block, line, found)
        elif self.speaker is not None:
            self._float(self.speaker, line, found)
        self._sentences(line, *split_quotes(line, found))
        opener = opens_block(line)
        if opener is not None:
            self.block = _relation(line, opener, 0)
        self.speaker = self._last_speaker(line, found)

    def _sentences(self, line: Line, found: list[list[Found]], taken: set[int]) -> None:
        """Add what each sentence attributes, or what it inherits from the one before."""
        attributed = False
        for number, sentence in enumerate(found):
            if number in taken:
                continue
            attributed = attributed or bool(sentence)
            words = line.sentences[number]
            base = len(self.relations)
            self.relations.extend(_relation(line, one, base) for one in sentence)
            if sentence:
                self.carrier = _carrier(line, sentence[-1], self.relations[-1])
            elif self.carrier is not None and points_back(line, words, _said_before(self.carrier, line)):
                self._inherit(self.carrier, line, words, "inherited", "anaphoric_subject")
            elif attributed and is_quotation(line, words) and (speaker := self._main_speaker(line)) is not None:
                self._inherit(speaker, line, words, "floating_quote", "floating_quote")
            else:
                self.carrier = None

    def _main_speaker(self, line: Line) -> Relation | None:
        """Whom a quotation without a cue belongs to: the last named source of the paragraph outside clauses and contents."""
        for one in reversed(self.relations):
            if one.content[0].start < line.words.span.start:
                return None
            if one.source and one.parent is None and one.voice == "speaker" and one.basis != "anaphora":
                return one
        return None

    def _inherit(self, carrier: Relation, line: Line, words: Range, basis: str, rule: str) -> None:
        content = _spans(line, (words,))
        kind = "direct" if basis == "floating_quote" else "indirect"
        self.relations.append(
            replace(carrier, content=content, cue=(), basis=basis, rule=rule, parent=None, quote_type=kind)
        )

    def _fill(self, block: Relation, line: Line, found: list[list[Found]]) -> None:
        words = leading_quotation(line)
        if words is None and (any(found) or line.words.quotes or block.rule != "colon_block"):
            return
        content = _spans(line, (words or (0, len(line.words)),))
        if content:
            kind = "direct" if words is not None else "indirect"
            self.relations.append(replace(block, content=content, quote_type=kind))

    def _float(self, speaker: Relation, line: Line, found: list[list[Found]]) -> None:
        """Give the quoted sentences that open a paragraph to the speaker of the paragraph before."""
        end = 0
        for number, words in enumerate(line.sentences):
            if found[number] or not is_quotation(line, words):
                break
            end = words[1]
        if end and not any(end == stop for one in _after(line, found, end) for _, stop in one.content):
            self._inherit(speaker, line, (0, end), "floating_quote", "floating_quote")

    def _last_speaker(self, line: Line, found: list[list[Found]]) -> Relation | None:
        """Who speaks at the end of a paragraph, when a quotation that follows can only be theirs."""
        if not self.relations or not line.sentences:
            return None
        last = self.relations[-1]
        if is_quoted(line) and not any(found):
            return self.speaker
        here = bool(last.content) and last.content[0].start >= line.words.span.start
        return last if here and last.source and last.quote_type != "indirect" else None


def _said_before(carrier: Relation, line: Line) -> str:
    """What a relation that may be carried on says, in lower case."""
    return " ".join(span.of(line.words.text) for span in carrier.content).lower()


def _after(line: Line, found: list[list[Found]], word: int) -> list[Found]:
    """The relations of the sentence that starts at a word: "..." X said. may take the quotation before it."""
    return next((found[number] for number, (first, _) in enumerate(line.sentences) if first == word), [])


def _carrier(line: Line, found: Found, relation: Relation) -> Relation | None:
    """A relation that sentences after it may inherit: reported by unnamed people or by "according to"."""
    carries = found.form == "phrase" or found.basis == "impersonal" or is_anonymous(line, found.source)
    return relation if carries and relation.source and relation.voice == "speaker" else None


def _candidates(line: Line, first: int, last: int) -> list[Found]:
    return [
        *verbs.in_sentence(line, first, last),
        *phrases.prepositional(line, first, last),
        *phrases.possessive(line, first, last),
        *phrases.adverbs(line, first, last),
        *phrases.mounting(line, first, last),
        *nouns.in_sentence(line, first, last),
        *phrases.colon_speaker(line, first, last),
        *outlet.in_sentence(line, first, last),
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
        voice=found.voice,
        parent=None if found.parent is None else base + found.parent,
    )


def _spans(line: Line, ranges: tuple[Range, ...]) -> tuple[Span, ...]:
    """Word ranges as spans of the text, without the punctuation around them."""
    spans: list[Span] = []
    for start, end in ranges:
        while end > start and _is_edge(line, end - 1, single=end - start == 1):
            end -= 1
        while start < end and line.tags[start] in _EDGES:
            start += 1
        if end > start:
            spans.append(line.words.between(start, end - 1))
    return tuple(spans)


def _is_edge(line: Line, index: int, *, single: bool) -> bool:
    """A mark that only separates; a full stop belongs to what is said where the quotation closes after it."""
    tag = line.tags[index]
    return tag in _EDGES or (tag == "." and not single and line.words.quote[index] < 0)


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
