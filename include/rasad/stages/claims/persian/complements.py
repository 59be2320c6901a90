"""What a reporting predicate reports: the extent of the thing said, after the verb or before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rasad.stages.claims.persian.cues import FoundCue
from rasad.stages.claims.persian.noun_phrases import NounPhrase, skip_adjuncts
from rasad.stages.claims.persian.reading import Quoted, Reading
from rasad.stages.claims.persian.words import word_classes

Shape = Literal["quote", "colon", "ke", "bare", "through", "object", "naming", "ezafe"]


_CLAUSE_WORDS = 4
_CLAUSAL = frozenset({"clause", "only_ke", "asking", "document"})
_AFTER_COLON = frozenset({"clause", "document"})
_ASKING = frozenset({"only_ke", "asking"})
_BARE = frozenset({"clause", "asking"})


@dataclass(frozen=True, slots=True)
class Complement:
    """Tokens `start` to `end` (exclusive) of the thing said. `quoted` is set where it is one quotation."""

    start: int
    end: int
    shape: Shape
    quoted: Quoted | None = None


def after_verb(reading: Reading, found: FoundCue) -> Complement | None:
    """The clause, quotation or colon text that follows the predicate."""
    tokens, words, at, takes = reading.tokens, word_classes(), found.end, found.cue.takes
    if at + 1 in reading.speech_at and tokens.key(at) and tokens.is_mark(at):
        at += 1  # the colon or comma before quoted speech
    if at in reading.speech_at:
        return _quotation(reading, at) if takes & _CLAUSAL else None
    if tokens.is_colon(at):
        return _whole(reading, at + 1, reading.end, "colon") if takes & _AFTER_COLON else None
    linked = tokens.key(at) in words.clause_heads and takes & _CLAUSAL
    if linked or (tokens.key(at) in words.asking_links and takes & _ASKING):
        if at + 1 in reading.speech_at:
            return _quotation(reading, at + 1)
        return _whole(reading, at + 1, _boundary(reading, found, at + 1), "ke")
    as_told = "document" in takes and found.clause.kind == "adverbial" and tokens.is_comma(at)
    return _bare(reading, found, at) if takes & _BARE or as_told else None


def _quotation(reading: Reading, at: int) -> Complement:
    quoted = reading.speech_at[at]
    return Complement(quoted.start, quoted.end, "quote", quoted)


def _bare(reading: Reading, found: FoundCue, at: int) -> Complement | None:
    tokens = reading.tokens
    if tokens.is_comma(at):
        if found.clause.kind == "relative" and found.clause.embedded and not _tells_as_whom(reading, found):
            return None  # the comma ends the relative clause, and its host goes on
        at += 1
    key = tokens.key(at)
    if not key or tokens.is_comma(at) or tokens.ends_clause(at) or key in word_classes().conjunctions:
        return None
    end = _boundary(reading, found, at)
    # A copula may be written onto a noun, where no form list finds it: plain saying needs only enough words.
    if not reading.has_verb(at, end) and (found.word_at < found.word_end or end - at < _CLAUSE_WORDS):
        return None
    return _whole(reading, at, end, "bare")


def _tells_as_whom(reading: Reading, found: FoundCue) -> bool:
    """Whether the clause only says on whose word the rest is told: "as X has said, ..."."""
    return reading.tokens.key(found.clause.start - 2) in word_classes().as_words


def _whole(reading: Reading, start: int, end: int, shape: Shape) -> Complement | None:
    while end > start and reading.tokens.is_comma(end - 1):
        end -= 1
    while start < end and reading.tokens.is_comma(start):
        start += 1
    return Complement(start, end, shape) if start < end else None


def _boundary(reading: Reading, found: FoundCue, start: int) -> int:
    """Where a reported clause stops: the sentence, a contrast with another report, or the host clause going on."""
    tokens = reading.tokens
    if found.clause.embedded:
        verb_end = reading.first_verb_end(start)
        if verb_end is not None and tokens.key(start) in word_classes().subordinators:
            verb_end = reading.first_verb_end(verb_end)
        if verb_end is not None:
            for at in range(verb_end, reading.end):
                if tokens.is_comma(at):
                    return at
    end = reading.end
    for later in reading.cues:
        if later.start > start:
            for at in range(start, later.start):
                if tokens.ends_clause(at) or (
                    tokens.is_comma(at) and tokens.at_phrase(at + 1, word_classes().contrast)
                ):
                    return at
            break
    return end


def quoted_before(reading: Reading, found: FoundCue) -> Complement | None:
    """The quotation that opens the reporting clause: the words first, then who said them."""
    if "clause" not in found.cue.takes:
        return None
    start = found.clause.start
    while start < found.start and start not in reading.speech_at and reading.tokens.is_comma(start):
        start += 1
    return _quotation(reading, start) if start in reading.speech_at and start < found.start else None


def before_verb(reading: Reading, found: FoundCue, subject: NounPhrase | None) -> Complement | None:
    """The noun phrase that the predicate reports: in its middle, after a preposition, or as its object."""
    takes, clause = found.cue.takes, found.clause
    own = [index for index in clause.own if index < found.word_at]
    rest = subject.rest if subject is not None else 0
    if found.apart:
        return _between(reading, found)
    if found.cue.through:
        through = _after_preposition(reading, found, own, rest)
        if through is not None:
            return through
    if takes & {"object", "naming"}:
        return _object(reading, found, own, rest)
    return None


def _between(reading: Reading, found: FoundCue) -> Complement | None:
    verb = found.clause.verb
    assert verb is not None
    start, tokens = found.word_end, reading.tokens
    if "ezafe" in found.cue.takes:
        return _noun(reading, start, verb.start, "ezafe")
    for phrase in found.cue.through:
        if tokens.keys[start : start + len(phrase)] == phrase:
            return _noun(reading, start + len(phrase), verb.start, "through")
    return None


def _after_preposition(reading: Reading, found: FoundCue, own: list[int], rest: int) -> Complement | None:
    tokens = reading.tokens
    for index in own[rest:]:
        for phrase in found.cue.through:
            if tokens.keys[index : index + len(phrase)] == phrase and index + len(phrase) < found.word_at:
                return _noun(reading, index + len(phrase), found.word_at, "through")
    return None


def _object(reading: Reading, found: FoundCue, own: list[int], rest: int) -> Complement | None:
    tokens, marker = reading.tokens, word_classes().object_marker
    at = next((place for place, index in enumerate(own) if tokens.key(index) == marker), None)
    if at is None or at <= rest:
        return None
    opened = skip_adjuncts(tokens, own, rest)
    start = own[opened] if opened < at else _behind_adjunct(reading, own, rest, at)
    if "naming" in found.cue.takes and own[at] + 1 < found.word_at:
        return _noun(reading, start, found.word_at, "naming")
    if tokens.keys[start : own[at]] in word_classes().empty_objects:
        return None
    if "object" in found.cue.takes and found.word_at - own[at] <= 2:
        return _noun(reading, start, own[at], "object")
    return None


def _behind_adjunct(reading: Reading, own: list[int], rest: int, marker: int) -> int:
    """Where the object begins after an adjunct that no comma ends: at the last word that opens a noun phrase, if one does."""
    tokens, words = reading.tokens, word_classes()
    if tokens.key(own[rest]) not in words.prepositions:
        return own[rest]
    for place in range(marker - 1, rest + 1, -1):
        key, before = tokens.key(own[place]), tokens.key(own[place - 1])
        opens = key in words.demonstratives or key in words.determiners or key in words.said_things
        if opens and before not in words.prepositions and before not in words.determiners:
            return own[place]
    return own[rest]


def _noun(reading: Reading, start: int, end: int, shape: Shape) -> Complement | None:
    """A noun phrase as complement, or the clause that a demonstrative and a clause head stand for."""
    tokens = reading.tokens
    if tokens.keys[start:end] in word_classes().empty_objects:
        return None
    if tokens.key(start) in word_classes().demonstratives and tokens.key(start + 1) in word_classes().clause_heads:
        start += 2
    elif tokens.key(start) in word_classes().clause_heads:
        start += 1
    opening = {item.start for item in reading.quoted}
    while start < end and tokens.is_mark(start) and start not in opening:
        start += 1
    while end > start and tokens.is_comma(end - 1):
        end -= 1
    return Complement(start, end, shape) if start < end else None
