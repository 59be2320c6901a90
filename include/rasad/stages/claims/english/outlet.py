"""What an article says in its own name about the claims it carries: caveats and conditional readings, kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.stages.claims.english.clauses import clause_end
from rasad.stages.claims.english.found import Found, Range
from rasad.stages.claims.english.line import Line


def in_sentence(line: Line, first: int, last: int) -> Iterator[Found]:
    """The outlet's own statements in the sentence of words [first, last): one at most."""
    lowers, phrases = line.words.lowers, line.lexicon.outlet_phrases
    for at in range(first, last):
        for phrase, cue_class in phrases.get(lowers[at], ()):
            end = at + len(phrase)
            if tuple(lowers[at:end]) == phrase and end <= last and line.words.quote[at] < 0:
                yield _found(_content(line, cue_class, at, end, first, last), (at, end), cue_class)
                return


def _content(line: Line, cue_class: str, start: int, end: int, first: int, last: int) -> tuple[Range, ...]:
    if cue_class == "caveat":
        return ((_clause_start(line, start, first), last),)
    if end < last and line.tags[end] == ",":
        end += 1
    return ((end, clause_end(line, end, last)),) if end < last else ((start, end),)


def _clause_start(line: Line, index: int, first: int) -> int:
    """Where the clause of a caveat opens: after ", but", a semicolon or a dash, or with the sentence."""
    for at in range(index - 1, first, -1):
        if line.tags[at] in (";", "-"):
            return at + 1
        if line.tags[at] == "CC" and line.tags[at - 1] == ",":
            return at + 1
    return first


def _found(content: tuple[Range, ...], cue: Range, cue_class: str) -> Found:
    return Found(
        content=content,
        cue=(cue,),
        source=(),
        lemma=cue_class,
        cue_class="outlet_voice",
        basis="outlet_voice",
        rule=f"outlet_{cue_class}",
        frame="outlet",
        form="phrase",
        source_kind="agentless",
        voice="outlet",
    )
