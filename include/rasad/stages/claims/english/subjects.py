"""The subject of a verb that has none of its own beside it: shared by coordination, participle or infinitive."""

from __future__ import annotations

from rasad.stages.claims.english.found import Found, Source
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.noun_phrases import leftwards
from rasad.stages.claims.english.sources import left_of

_JOINED = frozenset({"CC", ",", "VG", "N", "NAME", "ADV", "Q", ")", "-", "ADJ", "NUM"})
# A comma and a conjunction may stand between a content and the cue that goes on from it.
_JOINT = 2
# What may stand before the subject of a main clause.
_OPENS_MAIN = frozenset({",", "CC", ".", ";", "ADV", "Q", "-", "NUM", ")"})
# "with most of the voters who were asked saying": the preposition is looked for this far left.
_LONGEST_WITH = 14
# How many verb groups back or ahead the verb is looked for whose subject is shared.
_REACH = 8


def subject(line: Line, number: int, group: Group, first: int, last: int, previous: Found | None) -> Source | None:
    """Who says what `group` (the number-th of the paragraph) says, in the sentence of words [first, last)."""
    if group.kind == "gerund":
        return _gerund_source(line, number, group, first, last, previous)
    if group.kind == "infinitive" or group.kind == "participle":
        return _shared(line, number, first, previous)
    own = left_of(line, group, first)
    if own is not None:
        return None if _is_wished(line, own, first) else own
    before = line.tags[group.first - 1] if group.first > first else ""
    if before in _JOINED:
        return _shared(line, number, first, previous)
    return None


def _is_wished(line: Line, subject: Source, first: int) -> bool:
    """ "Let them explain why": nobody stands before the verb that calls on the subject to speak."""
    verb = subject.ranges[0][0] - 1
    if verb < first or line.words.lowers[verb] not in line.lexicon.file.wishing:
        return False
    return verb == first or line.tags[verb - 1] in _OPENS_MAIN


def _gerund_source(
    line: Line, number: int, group: Group, first: int, last: int, previous: Found | None
) -> Source | None:
    before = line.tags[group.first - 1] if group.first > first else ""
    if group.first > first and line.words.lowers[group.first - 1] == "without":
        return None
    quoted = _quoted_as(line, number, group, first)
    if quoted is not None:
        return quoted
    issuer = _issuer(line, number, group, first) if before in ("N", "NAME") else None
    if issuer is not None:
        return issuer
    if before in ("N", "NAME", ")", "OBJ", "NUM", "PRON"):
        return left_of(line, group, _after_with(line, group, first))
    if before == ",":
        own = _main_subject(line, number, first, previous)
        if own is not None:
            return own
    shared = _shared(line, number, first, previous)
    if shared is not None:
        return shared
    return _subject_ahead(line, number, group, last)


def _subject_ahead(line: Line, number: int, group: Group, last: int) -> Source | None:
    """The subject of the main clause that follows "Noting that ..., X added": the first one right after a comma."""
    fallback: Source | None = None
    for later in line.groups[number + 1 : number + _REACH]:
        if later.head >= last:
            break
        own = left_of(line, later, group.last + 1) if later.kind == "finite" else None
        if own is not None and own.kind != "relative" and line.tags[own.ranges[0][0] - 1] in (",", "Q"):
            return own
        fallback = fallback or own
    return fallback


def _quoted_as(line: Line, number: int, group: Group, first: int) -> Source | None:
    """ "quoted X as saying", "X was quoted by Y as saying": who is quoted speaks, and not who quotes."""
    if group.first <= first or line.tags[group.first - 1] != "AS" or number == 0:
        return None
    verb = line.groups[number - 1]
    if verb.first < first or verb.lemma not in line.lexicon.file.quoting:
        return None
    if verb.passive:
        return left_of(line, verb, first)
    whom = leftwards(line, group.first - 2, verb.last + 1) if group.first - 2 > verb.last else None
    return Source((whom,), "noun") if whom is not None else None


def _issuer(line: Line, number: int, group: Group, first: int) -> Source | None:
    """ "X released a statement (on Monday) confirming that ...": who issued what speaks, and not the statement."""
    verb = line.groups[number - 1] if number > 0 else None
    if verb is None or verb.first < first or verb.passive or verb.lemma not in line.lexicon.file.light_verbs:
        return None
    between = line.words.lowers[verb.last + 1 : group.first]
    if len(between) > _LONGEST_WITH or line.lexicon.file.issued.isdisjoint(between) or "," in between:
        return None
    return left_of(line, verb, first) if verb.kind == "finite" else None


def _after_with(line: Line, group: Group, first: int) -> int:
    """The word after the "with" of "with 30 percent of voters saying ...", or `first`."""
    for index in range(group.first - 1, max(first, group.first - _LONGEST_WITH), -1):
        if line.words.lowers[index] == "with":
            return index + 1
        if line.group_of[index] >= 0 or line.tags[index] in (",", ";"):
            break
    return first


def _main_subject(line: Line, number: int, first: int, previous: Found | None) -> Source | None:
    """The subject of the last main verb before "..., saying that": verbs of clauses inside the sentence do not count."""
    for earlier in reversed(line.groups[max(0, number - _REACH) : number]):
        if earlier.first < first:
            break
        if earlier.kind != "finite" or line.words.quote[earlier.head] != -1:
            continue
        if previous is not None and previous.source and previous.cue[0][0] == earlier.first:
            return Source(previous.source, "shared")
        own = left_of(line, earlier, first)
        if own is None or own.kind == "relative":
            continue
        start = own.ranges[0][0]
        if start == first or line.tags[start - 1] in _OPENS_MAIN:
            return Source(own.ranges, "shared" if own.kind == "noun" else own.kind)
    return None


def _shared(line: Line, number: int, first: int, previous: Found | None) -> Source | None:
    """The subject of the verb that this one is joined to, in the same sentence.

    Where the content before ends just here, this cue goes on from its cue ("X said Y left, adding that").
    """
    if previous is not None and previous.source:
        stop = previous.content[-1][1]
        if previous.cue_first < stop and 0 <= line.groups[number].first - stop <= _JOINT:
            return Source(previous.source, "shared")
    for earlier in reversed(line.groups[max(0, number - _REACH) : number]):
        if earlier.first < first:
            break
        if previous is not None and previous.source and previous.cue[0][0] == earlier.first:
            return Source(previous.source, "shared")
        if earlier.kind != "finite" or line.words.quote[earlier.head] != -1:
            continue
        own = left_of(line, earlier, first)
        if own is not None:
            return Source(own.ranges, "shared" if own.kind == "noun" else own.kind)
    return None
