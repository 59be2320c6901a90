"""Nouns that attribute: "X's claim that ...", "his call for ...", "allegations that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.stages.claims.english.clauses import clause_end, phrase_end, relative_that
from rasad.stages.claims.english.found import Found, Range
from rasad.stages.claims.english.lexicon import CueNoun
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import after, left_of

# As with verbs: no sentence that people write has more noun cues.
_MOST_CUES = 20
# "his advice to the governor of the bank was": what stands between a cue noun and its verb has at most so many words.
_LONGEST_BESIDE = 10
_MODIFIERS = frozenset({"DET", "QUANT", "ADJ", "ADV", "N", "NUM"})
_POSSESSORS = frozenset({"N", "NAME", "DET", "QUANT", "ADJ", "NUM", "&"})


def in_sentence(line: Line, first: int, last: int) -> Iterator[Found]:
    """Every candidate of a noun cue in the sentence of words [first, last), whether licensed or not."""
    tried = 0
    for index in range(first, last):
        if tried >= _MOST_CUES:
            return
        if line.tags[index] != "N" or line.words.quote[index] != -1:
            continue
        noun = line.lexicon.nouns.get(line.words.lowers[index])
        if noun is not None:
            tried += 1
            found = _read(line, index, noun, first, last)
            if found is not None:
                yield found


def _read(line: Line, index: int, noun: CueNoun, first: int, last: int) -> Found | None:
    source, cue_start = _possessor(line, index, first)
    form = "noun_owned" if source is not None else "noun"
    at = index + 1
    if at >= last:
        return None
    cue_end = at
    if source is None and line.words.lowers[at] in ("from", "by"):
        agent = after(line, at + 1, last)
        if agent is not None:
            source, form = agent.ranges[-1], "noun_from"
            at = source[1]
            if at >= last:
                return None
    if source is None:
        maker = _maker(line, index, first)
        if maker is not None:
            source, cue_start, form = maker[0], maker[1], "noun_made"
    if noun.lemma == "hope" and source is None and index > first and line.words.lowers[index - 1] in ("the", "in"):
        return None
    lower = line.words.lowers[at]
    equated = _equated(line, at, last) if form == "noun_owned" else None
    if equated is not None:
        return _noun_relation(
            line, noun, (cue_start, cue_end), source, (equated, clause_end(line, equated, last)), "that", form
        )
    if lower == "that" and relative_that(line, at, last):
        return None
    if lower == "that" or (lower in ("whether", "how", "why")):
        content: Range = (at, _before_main_verb(line, at, clause_end(line, at, last)))
        frame = "that"
    elif line.tags[at] == "TO" and line.group_at(at) is not None:
        content = (at, phrase_end(line, at, last))
        frame = "to"
    elif line.tags[at] in ("PREP", "TO"):
        if at + 1 >= last:
            return None
        content = (at + 1, phrase_end(line, at + 1, last))
        frame = lower
        cue_end = at + 1 if form != "noun_from" else cue_end
    else:
        return None
    return _noun_relation(line, noun, (cue_start, cue_end), source, content, frame, form)


def _noun_relation(
    line: Line, noun: CueNoun, cue: Range, source: Range | None, content: Range, frame: str, form: str
) -> Found | None:
    if content[1] <= content[0]:
        return None
    return Found(
        content=(content,),
        cue=(cue,),
        source=(source,) if source is not None else (),
        lemma=noun.lemma,
        cue_class=noun.cue_class,
        basis=_basis(line, source),
        rule="noun_with_clause" if frame == "that" else "noun_with_phrase",
        frame=frame,
        form=form,
        source_kind="noun" if source else "agentless",
    )


def _equated(line: Line, at: int, last: int) -> int | None:
    """Where the content starts of "his advice to the bank was to ...", "her view is that ...": after the verb be."""
    for index in range(at, min(last, at + _LONGEST_BESIDE)):
        group = line.finite_at(index)
        if group is not None:
            opens = group.last + 1 < last and line.words.lowers[group.last + 1] in ("that", "to")
            be = line.tags[group.head] == "BE" or line.tags[group.first] == "BE"
            if be and not group.lemma.startswith("be ") and group.last > group.first:
                return next((n for n in range(group.first, group.last) if line.tags[n] == "TO"), None)
            return group.last + 1 if be and opens and not group.passive else None
        if line.tags[index] in (",", ".", ";", "THAT", "SUB", "REL"):
            return None
    return None


def _before_main_verb(line: Line, start: int, end: int) -> int:
    """Where the clause of "the claim that X left was denied" ends: before the verb whose subject the noun is."""
    seen = False
    index = start + 1
    while index < end:
        group = line.finite_at(index)
        if group is None or line.words.quote[index] >= 0:
            index += 1
            continue
        before = line.tags[group.first - 1]
        if seen and before in ("N", "NAME", "ADJ", "VN", "NUM", "OBJ", "ADV"):
            return group.first
        seen = seen or before != "REL"
        index = group.last + 1
    return end


def _basis(line: Line, source: Range | None) -> str:
    if source is None:
        return "impersonal"
    start, end = source
    return "pronoun" if end - start == 1 and line.tags[start] in ("POSS", "PRON", "OBJ") else "explicit"


def _maker(line: Line, index: int, first: int) -> tuple[Range, int] | None:
    """ "X made the claim that": the subject of a verb that only carries its noun, and where that verb starts."""
    start = index
    while start > first and line.tags[start - 1] in _MODIFIERS and index - start < 4:
        start -= 1
    group = line.group_at(start - 1) if start > first else None
    if group is None or group.kind != "finite" or group.passive:
        return None
    if group.lemma not in line.lexicon.file.light_verbs:
        return None
    owner = left_of(line, group, first)
    return (owner.ranges[-1], group.first) if owner is not None else None


def _possessor(line: Line, index: int, first: int) -> tuple[Range | None, int]:
    """The owner of a cue noun ("X's", "his") and the first word of the cue after it."""
    tags = line.tags
    start = index
    while start > first and tags[start - 1] in ("ADJ", "ADV", "N", "NUM") and index - start < 3:
        start -= 1
    if start <= first or tags[start - 1] != "POSS":
        return None, index
    owner_end = start - 1
    if line.words.lowers[owner_end][0].isalpha():
        return (owner_end, start), start
    owner = owner_end
    while owner > first and tags[owner - 1] in _POSSESSORS and owner_end - owner < 12:
        owner -= 1
    return ((owner, owner_end), start) if owner < owner_end else (None, index)
