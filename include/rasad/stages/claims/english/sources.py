"""Who it is that a cue belongs to: the noun phrase left of the verb, right of it when inverted, or after a preposition."""

from __future__ import annotations

from itertools import pairwise

from rasad.stages.claims.english.found import Range, Source
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.noun_phrases import (
    LONGEST_SOURCE,
    before_aside,
    leftwards,
    reduced_relative,
    rightwards,
)

_NAMES = frozenset({"N", "NAME", "PRON", "NUM", "DET", "QUANT", "OBJ"})
_APPOSITION = frozenset({"DET", "QUANT", "POSS", "N", "NAME", "ADJ"})
# Outside quotation marks "you" is the reader, and "I" and "we" are who writes: no sources.
_NOBODY = frozenset({"you"})
# What goes on with a noun phrase after a comma: what renames it, and who-clauses.
_MODIFIERS = _APPOSITION | {"REL"}
_NO_HEAD = frozenset({"PREP", "SUB", "VG", "REL", "WH", "AS", "TO", "VN"})
EARLIER = frozenset({"last", "late", "early", "earlier", "later"})
# "X, a, b, c, said": more commas than this between subject and verb are read as a list, not as appositions.
_MOST_SEGMENTS = 7


def left_of(line: Line, group: Group, floor: int) -> Source | None:
    """The subject directly left of a verb group, within the words from `floor` on; None when there is none."""
    last = group.first - 1
    if last < floor:
        return None
    last = _before_date(line, before_aside(line, last, floor), floor)
    tag = line.tags[last]
    if tag == "REL" or (tag == "THAT" and last > floor and line.tags[last - 1] in ("N", "NAME", ",")):
        return Source(((last, last + 1),), "relative")
    if tag == "Q" and last > floor and line.tags[last - 1] == "," and _in_relative(line, last - 1, floor):
        last, tag = last - 1, ","
    found = _across_commas(line, last, floor) if tag == "," else leftwards(line, last, floor)
    return _as_source(line, found)


def _before_date(line: Line, last: int, floor: int) -> int:
    """The word before "on Thursday" or "last week" when that stands between a subject and its verb, or `last` itself."""
    lowers, tags, index = line.words.lowers, line.tags, last
    while index > floor and (lowers[index] in line.lexicon.file.temporal or tags[index] == "NUM"):
        index -= 1
    if index == last or all(tags[at] == "NUM" for at in range(index + 1, last + 1)):
        return last
    while index > floor and (tags[index] in ("PREP", "DET") or lowers[index] in EARLIER):
        index -= 1
    return index if index >= floor and tags[index] in ("N", "NAME", "PRON", ",", "REL", ")") else last


def _in_relative(line: Line, last: int, floor: int) -> bool:
    """Whether the words before a comma belong to a who-clause after a comma ("X, who called it “a trap,” said")."""
    for index in range(last - 1, max(floor, last - LONGEST_SOURCE), -1):
        if line.tags[index] == "REL":
            return line.tags[index - 1] == ","
        if line.tags[index] in (";", "."):
            return False
    return False


def right_of(line: Line, start: int, end: int) -> Source | None:
    """The inverted subject that starts at word `start` ("..., said X, the minister")."""
    stop = rightwards(line, start, end)
    if stop == start:
        return None
    stop = with_appositions(line, stop, end)
    return _as_source(line, (start, stop))


def with_appositions(line: Line, stop: int, end: int) -> int:
    """The end (exclusive) of a noun phrase that ends at word `stop`, with what renames it after commas and who-clauses."""
    while stop < end and line.tags[stop] == "," and stop + 1 < end and line.tags[stop + 1] in _MODIFIERS:
        ahead = rightwards(line, stop + 1, end, relatives=True)
        if line.tags[stop + 1] == "REL":
            ahead = _relative_end(line, stop + 2, end)
        if ahead <= stop + 1:
            break
        stop = ahead
    return stop


def _relative_end(line: Line, start: int, end: int) -> int:
    """The end (exclusive) of the who-clause that goes on at word `start`: a comma, a quotation or the sentence's end."""
    limit = min(end, start + LONGEST_SOURCE)
    for index in range(start, limit):
        if line.tags[index] in (",", ".", ";", ":", "-", "Q", "SUB", "CC"):
            return index
    return limit


def after(line: Line, start: int, end: int) -> Source | None:
    """The noun phrase that starts at word `start` after a preposition (according to X, by X)."""
    return _as_source(line, (start, rightwards(line, start, end, relatives=True)))


def _as_source(line: Line, found: Range | None) -> Source | None:
    if found is None:
        return None
    start, end = found
    tags = line.tags
    while start < end and tags[start] in ("CC", "ADV", ",", "SUB", "PREP", "NOT", "AS"):
        if tags[start] == "PREP" and start + 1 < end and tags[start + 1] == "NUM":
            break
        start += 1
    while end > start and tags[end - 1] in ("CC", "PREP", ",", "ADV", "AS"):
        end -= 1
    if end <= start or end - start > LONGEST_SOURCE or not any(tag in _NAMES for tag in tags[start:end]):
        return None
    pronoun = end - start == 1 and tags[start] in ("PRON", "OBJ")
    if tags[start] == "TO" or (pronoun and line.words.lowers[start] in _NOBODY):
        return None
    return Source(((start, end),), "pronoun" if pronoun else "noun")


def _across_commas(line: Line, last: int, floor: int) -> Range | None:
    """The head phrase of "X, the minister, said" or "X, who had left, said", with appositions that rename it."""
    commas = [last]
    index = last - 1
    lowest = max(floor, last - 3 * LONGEST_SOURCE)
    while index >= lowest and len(commas) < _MOST_SEGMENTS:
        tag = line.tags[index]
        if tag == "SUB":
            index = _who_clause(line, index, lowest)
            tag = line.tags[index]
        if tag in (";", ":", ".", "-", "SUB") or (
            tag == "Q" and line.tags[index - 1] in (",", ".") and index < last - 1
        ):
            break
        if tag == ",":
            commas.append(index)
        index -= 1
    bounds = [index, *reversed(commas)]
    segments = [(a + 1, b) for a, b in pairwise(bounds)]
    usable: list[Range] = []
    for segment in reversed(segments):
        if _is_main_clause(line, segment):
            break
        usable.append(segment)
    usable.reverse()
    return _head_and_appositions(line, usable)


def _who_clause(line: Line, index: int, lowest: int) -> int:
    """Where the who-clause opens that a subordinate clause belongs to ("X, who asked whether ..., said"), or `index`."""
    for at in range(index - 1, lowest, -1):
        if line.tags[at] == "REL" and line.tags[at - 1] == ",":
            return at
        if line.tags[at] in (",", ";", "."):
            break
    return index


def _head_and_appositions(line: Line, segments: list[Range]) -> Range | None:
    for number, (start, end) in enumerate(segments):
        if start + 1 < end and line.tags[start] in ("AS", "SUB"):
            start += 1
        if start >= end or line.tags[start] in _NO_HEAD:
            continue
        head = leftwards(line, end - 1, start)
        if head is None:
            continue
        stop = head[1]
        for a, b in segments[number + 1 :]:
            if b - a == 1 and line.tags[a] == "NUM":
                continue
            if a >= b or line.tags[a] not in _MODIFIERS or line.words.lowers[a] == "meanwhile":
                break
            stop = b
        return head[0], stop
    return None


def _is_main_clause(line: Line, segment: Range) -> bool:
    start, end = segment
    if start < end and line.tags[start] in ("REL", "WH", "AS", "SUB"):
        return False
    index = start
    while index < end:
        group = line.finite_at(index)
        if group is not None:
            opening = line.tags[max(start + 1, group.first - 4) : max(start, group.first)]
            if not {"REL", "THAT", "WH"} & set(opening) and not reduced_relative(line, group, start):
                return True
            index = group.last
        index += 1
    return False
