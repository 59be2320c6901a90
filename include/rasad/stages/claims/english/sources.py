"""Who it is that a cue belongs to: the noun phrase left of the verb, right of it when inverted, or after a preposition."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.stages.claims.english.clauses import adjunct, clause_verb
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.line import Line

_STOP = frozenset({",", ";", ":", ".", "…", "SUB", "THAT", "WH", "-", "(", ")", "[", "]", "REL"})
# Prepositions that also open clauses ("after the ministers agreed"): no subject reaches across them.
_CLAUSE_OPENERS = frozenset({"after", "before", "since", "until", "as"})
_NAMES = frozenset({"N", "NAME", "PRON", "NUM", "DET", "QUANT", "OBJ"})
_APPOSITION = frozenset({"DET", "QUANT", "POSS", "N", "NAME", "ADJ"})
# A source is a noun phrase; one longer than this many words is a clause read wrongly.
_LONGEST_SOURCE = 40
_MOST_SEGMENTS = 7

_LONGEST_ASIDE = 16

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source, and how it was come by."""

    ranges: tuple[Range, ...]
    kind: str  # noun, pronoun, relative, shared, agentless


def left_of(line: Line, group: Group, floor: int) -> Source | None:
    """The subject directly left of a verb group, within the words from `floor` on; None when there is none."""
    last = group.first - 1
    if last < floor:
        return None
    last = _before_parenthesis(line, last, floor)
    tag = line.tags[last]
    if tag == "REL" or (tag == "THAT" and last > floor and line.tags[last - 1] in ("N", "NAME", ",")):
        return Source(((last, last + 1),), "relative")
    found = _across_commas(line, last, floor) if tag == "," else _phrase_left(line, last, floor)
    return _as_source(line, found)


def _before_parenthesis(line: Line, last: int, floor: int) -> int:
    """The word before "(R-Texas)" or "— a teacher —" when such an aside stands right before the verb."""
    tags = line.tags
    close = tags[last]
    if close not in (")", "-"):
        return last
    opener = "(" if close == ")" else "-"
    for index in range(last - 1, max(floor, last - _LONGEST_ASIDE), -1):
        if tags[index] == opener and index > floor:
            return index - 1
        if tags[index] in (".", ";"):
            break
    return last


def right_of(line: Line, start: int, end: int) -> Source | None:
    """The inverted subject that starts at word `start` ("..., said X, the minister")."""
    stop = _phrase_right(line, start, end)
    if stop == start:
        return None
    while stop < end and line.tags[stop] == "," and stop + 1 < end and line.tags[stop + 1] in _APPOSITION:
        ahead = _phrase_right(line, stop + 1, end, relatives=True)
        if ahead <= stop + 1:
            break
        stop = ahead
    return _as_source(line, (start, stop))


def after(line: Line, start: int, end: int) -> Source | None:
    """The noun phrase that starts at word `start` after a preposition (according to X, by X)."""
    return _as_source(line, (start, _phrase_right(line, start, end, relatives=True)))


def _as_source(line: Line, found: Range | None) -> Source | None:
    if found is None:
        return None
    start, end = found
    tags = line.tags
    while start < end and tags[start] in ("CC", "ADV", ",", "SUB", "PREP", "NOT", "AS"):
        start += 1
    while end > start and tags[end - 1] in ("CC", "PREP", ",", "ADV", "AS"):
        end -= 1
    if end <= start or end - start > _LONGEST_SOURCE or not any(tag in _NAMES for tag in tags[start:end]):
        return None
    pronoun = end - start == 1 and tags[start] in ("PRON", "OBJ")
    return Source(((start, end),), "pronoun" if pronoun else "noun")


def _phrase_left(line: Line, last: int, floor: int) -> Range | None:
    """Walk left over one noun phrase that ends at word `last`."""
    tags = line.tags
    index = last
    lowest = max(floor, last - _LONGEST_SOURCE)
    while index >= lowest:
        tag = tags[index]
        if tag == "Q" and not _quote_in_phrase(line, index, last):
            break
        group = line.group_at(index)
        if group is not None and tag not in ("ADV",):
            before = group.first - 1
            if group.kind == "finite" and before >= lowest and tags[before] in ("REL", "THAT") and index < last:
                index = before - 1
                continue
            if group.kind != "finite" and group.kind != "gerund":
                index = before
                continue
            if group.kind == "gerund" and before >= lowest and tags[before] in ("N", "NAME", "PREP"):
                index = before
                continue
            if _reduced_relative(line, group, lowest):
                index = before
                continue
            break
        if tag in _STOP or (tag == "PREP" and line.words.lowers[index] in _CLAUSE_OPENERS and index < last):
            break
        if tag == "CC" and not _coordinated(line, index, lowest):
            break
        if tag == "PRON" and index < last:
            break
        index -= 1
    start = _past_adverbial(line, index + 1, last + 1)
    return (start, last + 1) if start <= last else None


def _quote_in_phrase(line: Line, index: int, last: int) -> bool:
    """Quotation marks around a name or term belong to the phrase; a whole quoted statement does not."""
    number = line.words.quote[index]
    if number < 0:
        return False
    first = index
    while first > 0 and line.words.quote[first - 1] == number:
        first -= 1
    return index - first <= 6 and index < last and line.tags[index - 1] not in (",", ".")


def _reduced_relative(line: Line, group: Group, lowest: int) -> bool:
    """"sources briefed on the talks": a past form right after a noun and before a preposition is no main verb."""
    if group.first != group.head or group.last + 1 >= len(line.tags) or group.first <= lowest:
        return False
    form = line.lexicon.forms.get(line.words.lowers[group.head])
    if form is None or not form.participle:
        return False
    return line.tags[group.first - 1] in ("N", "NAME", ")") and line.tags[group.last + 1] in ("PREP", "AS", "ADV", "TO")


def _coordinated(line: Line, index: int, lowest: int) -> bool:
    """Whether the conjunction at `index` joins two noun phrases of one subject."""
    before = index - 1
    if before < lowest or line.tags[before] not in ("N", "NAME", "NUM", ",", ")"):
        return False
    while before >= lowest:
        tag = line.tags[before]
        if tag in (";", ":", ".", "SUB", "REL", "WH", "-", "(", ")"):
            return True
        group = line.group_at(before)
        if group is not None and group.kind in ("finite", "infinitive", "gerund"):
            return False
        before -= 1
    return True


def _past_adverbial(line: Line, start: int, end: int) -> int:
    """Skip an opening adverbial that no comma closes ("On Tuesday the minister", "Last week Ms Doe")."""
    tags, lowers = line.tags, line.words.lowers
    temporal = line.lexicon.file.temporal
    while start < end and tags[start] in ("CC", "ADV", "SUB", "AS"):
        start += 1
    if start >= end:
        return start
    opening = tags[start] == "PREP" or lowers[start] in temporal or lowers[start : start + 1] == ["last"]
    if not opening:
        return start
    for index in range(start + 1, end):
        if tags[index - 1] in ("N", "NAME", "NUM") and tags[index] in ("DET", "QUANT", "PRON") or (
            tags[index] == "POSS" and lowers[index][0].isalpha() and tags[index - 1] in ("N", "NAME", "NUM")
        ):
            return index
        if lowers[index - 1] in temporal and lowers[index] not in temporal and tags[index] in ("NAME", "N", "ADJ"):
            return index
    return end if tags[start] == "PREP" else start


def _across_commas(line: Line, last: int, floor: int) -> Range | None:
    """The head phrase of "X, the minister, said" or "X, who had left, said", with appositions that rename it."""
    commas = [last]
    index = last - 1
    lowest = max(floor, last - 3 * _LONGEST_SOURCE)
    while index >= lowest and len(commas) < _MOST_SEGMENTS:
        tag = line.tags[index]
        if tag in (";", ":", ".", "-", "SUB") or (tag == "Q" and line.tags[index - 1] in (",", ".")):
            break
        if tag == ",":
            commas.append(index)
        index -= 1
    bounds = [index, *reversed(commas)]
    segments = [(a + 1, b) for a, b in zip(bounds, bounds[1:], strict=False)]
    usable: list[Range] = []
    for segment in reversed(segments):
        if _is_main_clause(line, segment):
            break
        usable.append(segment)
    usable.reverse()
    return _head_and_appositions(line, usable)


def _head_and_appositions(line: Line, segments: list[Range]) -> Range | None:
    for number, (start, end) in enumerate(segments[:-1] if len(segments) > 1 else []):
        if start >= end or line.tags[start] in ("PREP", "SUB", "VG", "REL", "WH", "AS", "TO", "VN"):
            continue
        head = _phrase_left(line, end - 1, start)
        if head is None:
            continue
        stop = head[1]
        for a, b in segments[number + 1 :]:
            if a >= b or line.tags[a] not in _APPOSITION or line.words.lowers[a] == "meanwhile":
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
            before = group.first - 1
            relative = before >= start and any(line.tags[k] in ("REL", "THAT", "WH") for k in range(max(start, before - 3), before + 1))
            if not relative and not _reduced_relative(line, group, start):
                return True
            index = group.last
        index += 1
    return False


_RIGHT_INSIDE = frozenset({"DET", "QUANT", "POSS", "NAME", "N", "ADJ", "NUM", "PREP", "CC", "PRON", "OBJ", "&", "VN", "Q", "/", "AS"})


def _phrase_right(line: Line, start: int, end: int, *, relatives: bool = False) -> int:
    tags, lowers = line.tags, line.words.lowers
    file = line.lexicon.file
    index = start
    limit = min(end, start + _LONGEST_SOURCE)
    while index < limit:
        tag = tags[index]
        if tag == "PRON":
            return index + 1 if index == start else index
        group = line.group_at(index)
        if group is not None:
            if relatives and index > start and tags[index - 1] in ("REL", "THAT"):
                index = group.last + 1
                continue
            if group.kind in ("participle", "gerund") and index > start and tags[index - 1] in ("N", "NAME"):
                index = group.last + 1
                continue
            if index > start and _reduced_relative(line, group, start - 1):
                index = group.last + 1
                continue
            break
        if tag == "REL" and tags[index - 1] != ",":
            relatives = True
        elif tag not in _RIGHT_INSIDE and not (tag == "THAT" and relatives) and not (tag == "ADV" and index + 1 < end and tags[index + 1] in ("ADJ", "N", "NUM")):
            break
        if tag == "CC" and _clause_after(line, index + 1, end):
            break
        if index > start and lowers[index] in file.temporal and tags[index - 1] not in ("DET", "QUANT", "POSS", "ADJ"):
            break
        if tag == "PREP" and index > start and _occasion(line, index, end):
            break
        index += 1
    return index


def _clause_after(line: Line, index: int, end: int) -> bool:
    if index >= end:
        return True
    return line.group_at(index) is not None or clause_verb(line, index, min(end, index + 10)) is not None


def _occasion(line: Line, index: int, end: int) -> bool:
    return adjunct(line, index, end)
