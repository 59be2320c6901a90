"""The subject of a verb that has none of its own beside it: shared by coordination, participle or infinitive."""

from __future__ import annotations

from rasad.stages.claims.english.found import Found, Source
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import left_of

_JOINED = frozenset({"CC", ",", "VG", "N", "NAME", "ADV", "Q", ")", "-", "ADJ", "NUM"})
# A comma and a conjunction may stand between a content and the cue that goes on from it.
_JOINT = 2
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
        return own
    before = line.tags[group.first - 1] if group.first > first else ""
    if before in _JOINED:
        return _shared(line, number, first, previous)
    return None


def _gerund_source(
    line: Line, number: int, group: Group, first: int, last: int, previous: Found | None
) -> Source | None:
    before = line.tags[group.first - 1] if group.first > first else ""
    if group.first > first and line.words.lowers[group.first - 1] == "without":
        return None
    if before in ("N", "NAME", ")", "OBJ", "NUM", "PRON"):
        return left_of(line, group, first)
    shared = _shared(line, number, first, previous)
    if shared is not None:
        return shared
    for later in line.groups[number + 1 : number + _REACH]:
        if later.head >= last:
            break
        if later.kind == "finite":
            return left_of(line, later, group.last + 1)
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
