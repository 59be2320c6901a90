"""A second statement of the same speaker in one sentence: "X, saying that ..., added: ..."."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rasad.stages.claims.persian.clauses import Clause
from rasad.stages.claims.persian.drafts import Draft, basis_of
from rasad.stages.claims.persian.lexicon import Phrase, attribution_file, spellings
from rasad.stages.claims.persian.reading import Reading
from rasad.stages.claims.persian.verbal import Said
from rasad.stages.claims.persian.words import word_classes


@dataclass(frozen=True, slots=True)
class Participial:
    """One phrase: its class, and whether a bare noun phrase may follow."""

    lemma: str
    cue_class: str
    takes_noun: bool


@lru_cache(maxsize=1)
def _participials() -> dict[Phrase, Participial]:
    phrases = attribution_file().phrases
    return {
        phrase: Participial(entry, cue_class, entry in phrases.while_saying_noun)
        for cue_class, entries in phrases.while_saying.items()
        for entry in entries
        for phrase in spellings(entry)
    }


@lru_cache(maxsize=1)
def _openers() -> frozenset[Phrase]:
    return frozenset(phrase for entry in attribution_file().phrases.while_openers for phrase in spellings(entry))


_LONGEST = 5


def participial(reading: Reading, said: tuple[Said, ...]) -> tuple[Draft, ...]:
    """The statements added by participial phrases to the sentence's reporting clauses."""
    found: list[Draft] = []
    for item in said:
        clause = item.found.clause
        for place, index in enumerate(clause.own):
            if index < item.found.word_at and (reading.tokens.key(index),) in _openers():
                draft = _draft(reading, clause, place, item)
                if draft is not None:
                    found.append(draft)
    return tuple(found)


def _draft(reading: Reading, clause: Clause, place: int, item: Said) -> Draft | None:
    tokens, at = reading.tokens, clause.own[place] + 1
    for length in range(_LONGEST, 0, -1):
        known = _participials().get(tokens.keys[at : at + length])
        if known is not None:
            break
    else:
        return None
    start = at + length
    is_clause, start_of_content = _clause_start(reading, start)
    limit = item.found.word_at
    if is_clause:
        end = next((own for own in clause.own if own >= start_of_content), limit)
    elif known.takes_noun:
        end = next((own for own in clause.own if own >= start and tokens.is_comma(own)), limit)
    else:
        return None
    if end - start_of_content < 2:
        return None
    quoted = reading.speech_at.get(start_of_content)
    source = item.draft.source
    return Draft(
        reading,
        ((start_of_content, end),),
        ((at - 1, start),),
        source,
        known.lemma,
        known.cue_class,
        basis_of(reading, source),
        "while_saying",
        quoted if quoted is not None and quoted.end >= end - 1 else None,
    )


def _clause_start(reading: Reading, at: int) -> tuple[bool, int]:
    """Whether a clause follows, and where the thing said begins: after "that", "this that" or "this matter that"."""
    tokens, words = reading.tokens, word_classes()
    if tokens.key(at) in words.clause_heads:
        return True, at + 1
    if tokens.key(at) in words.demonstratives:
        for head in (at + 1, at + 2):
            if tokens.key(head) in words.clause_heads:
                return True, head + 1
    return False, at
