"""The extents of one noun phrase: leftwards from its last word, rightwards from its first."""

from __future__ import annotations

from rasad.stages.claims.english.clauses import adjunct, clause_verb
from rasad.stages.claims.english.found import Range
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.line import Line

# A source is a noun phrase; one longer than this many words is a clause read wrongly.
LONGEST_SOURCE = 40
# An aside between a subject and its verb ("(R-Texas)", "— a teacher —") has at most so many words.
_LONGEST_ASIDE = 16
_STOP = frozenset({",", ";", ":", ".", "…", "SUB", "THAT", "WH", "-", "(", ")", "[", "]", "REL"})
# Prepositions that also open clauses ("after the ministers agreed"): no subject reaches across them.
CLAUSE_OPENERS = frozenset({"after", "before", "since", "until", "as"})
# Prepositions that only round a number: "about 9 percent said".
_ABOUT = frozenset({"about", "around", "over", "under", "nearly"})
_RIGHT_INSIDE = frozenset(
    {"DET", "QUANT", "POSS", "NAME", "N", "ADJ", "NUM", "PREP", "CC", "PRON", "OBJ", "&", "VN", "Q", "/", "AS"}
)
_AFTER_ADVERB = frozenset({"ADJ", "N", "NUM"})
# A quotation of more words than this inside a phrase is a statement, not a name or a term.
_LONGEST_TERM = 6


def leftwards(line: Line, last: int, floor: int) -> Range | None:
    """The noun phrase that ends at word `last` and starts no earlier than word `floor`."""
    lowest = max(floor, last - LONGEST_SOURCE)
    if line.tags[last] == "PRON" and (last == lowest or line.tags[last - 1] != "CC"):
        return last, last + 1
    index = last
    while index >= lowest:
        ahead = _step_left(line, index, last, lowest)
        if ahead == index:
            break
        index = ahead
    if lowest <= index < last and line.tags[index] == "PRON" and line.tags[index + 1] == "CC":
        index -= 1
    start = _past_adverbial(line, index + 1, last + 1)
    return (start, last + 1) if start <= last else None


def _step_left(line: Line, index: int, last: int, lowest: int) -> int:
    """The word to go on from, left of `index`; `index` itself where the phrase starts after it."""
    tags = line.tags
    tag = tags[index]
    group = line.group_at(index)
    if group is not None and tag != "ADV":
        return _past_group(line, group, index, last, lowest)
    if tag == "Q" and not _quote_in_phrase(line, index):
        return index
    if tag == ")" and index > lowest:
        return before_aside(line, index, lowest)
    if tag in _STOP or (tag == "PREP" and line.words.lowers[index] in CLAUSE_OPENERS and index < last):
        return index
    if tag == "AS" and index > lowest + 1 and tags[index - 2] == "AS":
        return index
    if tag == "CC" and not _coordinated(line, index, lowest):
        return index
    if tag == "PRON" and index < last:
        return index
    return index - 1


def _past_group(line: Line, group: Group, index: int, last: int, lowest: int) -> int:
    """Step over a verb group that only modifies the phrase; stay where it is a verb of its own."""
    before = group.first - 1
    tag = line.tags[before] if before >= lowest else ""
    if group.kind == "finite" and tag in ("REL", "THAT") and index < last:
        return before - 1
    if group.kind in ("infinitive", "participle"):
        return before
    if group.kind == "gerund" and tag in ("N", "NAME", "PREP"):
        return before
    return before if reduced_relative(line, group, lowest) else index


def before_aside(line: Line, last: int, floor: int) -> int:
    """The word before "(R-Texas)" or "— a teacher —" when such an aside stands right before the verb."""
    tags = line.tags
    close = tags[last]
    if close not in (")", "-"):
        return last
    opener = "(" if close == ")" else "-"
    for index in range(last - 1, max(floor, last - _LONGEST_ASIDE), -1):
        if tags[index] == opener and index > floor:
            return index - 1
        if tags[index] == ";" or (opener == "-" and tags[index] == "."):
            break
    return last


def _quote_in_phrase(line: Line, index: int) -> bool:
    """Quotation marks around a name or term belong to the phrase; a whole quoted statement does not."""
    number = line.words.quote[index]
    if number < 0:
        return False
    first = index
    while first > 0 and line.words.quote[first - 1] == number:
        first -= 1
    return index - first <= _LONGEST_TERM and line.tags[index - 1] not in (",", ".")


def reduced_relative(line: Line, group: Group, lowest: int) -> bool:
    """ "sources briefed on the talks": a past form right after a noun and before a preposition is no main verb."""
    if group.first != group.head or group.last + 1 >= len(line.tags) or group.first <= lowest:
        return False
    form = line.lexicon.forms.get(line.words.lowers[group.head])
    if form is None or not form.participle or form.lemma in line.lexicon.file.never_reduced:
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
    while start < end and tags[start] in ("CC", "ADV", "SUB", "AS"):
        start += 1
    if start >= end:
        return start
    if tags[start] == "PREP" and start + 1 < end and tags[start + 1] == "NUM":
        return start if lowers[start] in _ABOUT else end
    dated = next(
        (at for at in range(start + 1, min(end - 1, start + 4)) if lowers[at] in line.lexicon.file.temporal), None
    )
    if tags[start] == "DET" and dated is not None and tags[dated + 1] in ("NAME", "PRON", "DET"):
        return dated + 1
    if tags[start] != "PREP" and lowers[start] != "last" and lowers[start] not in line.lexicon.file.temporal:
        return start
    for index in range(start + 1, end):
        if _new_phrase(line, index):
            return index
    return end if tags[start] == "PREP" else start


def _new_phrase(line: Line, index: int) -> bool:
    """Whether a second noun phrase starts here, right after a first one."""
    tags, lowers, temporal = line.tags, line.words.lowers, line.lexicon.file.temporal
    if lowers[index - 1] in temporal and lowers[index] not in temporal and tags[index] in ("NAME", "N", "ADJ"):
        return True
    if tags[index - 1] not in ("N", "NAME", "NUM"):
        return False
    return tags[index] in ("DET", "QUANT", "PRON") or (tags[index] == "POSS" and lowers[index][0].isalpha())


def rightwards(line: Line, start: int, end: int, *, relatives: bool = False) -> int:
    """The end (exclusive) of the noun phrase that starts at word `start`; `relatives` lets who-clauses in."""
    tags = line.tags
    index = start
    limit = min(end, start + LONGEST_SOURCE)
    while index < limit:
        tag = tags[index]
        if tag == "PRON":
            return index + 1 if index == start else index
        group = line.group_at(index)
        if group is not None:
            if not _modifies(line, group, index, start, relatives=relatives):
                break
            index = group.last + 1
            continue
        if tag == "REL" and tags[index - 1] != ",":
            relatives = True
        elif not _inside(line, index, start, end, relatives=relatives):
            break
        if _ends_before(line, index, start, end):
            break
        index += 1
    return index


def _modifies(line: Line, group: Group, index: int, start: int, *, relatives: bool) -> bool:
    if index <= start:
        return False
    before = line.tags[index - 1]
    if relatives and before in ("REL", "THAT"):
        return True
    if group.kind in ("participle", "gerund") and before in ("N", "NAME"):
        return True
    return reduced_relative(line, group, start - 1)


def _inside(line: Line, index: int, start: int, end: int, *, relatives: bool) -> bool:
    tag = line.tags[index]
    if tag in _RIGHT_INSIDE or (tag == "THAT" and relatives):
        return True
    if tag == "TO":
        return index > start
    return tag == "ADV" and index + 1 < end and line.tags[index + 1] in _AFTER_ADVERB


def _ends_before(line: Line, index: int, start: int, end: int) -> bool:
    """Whether a new clause, a date or an occasion begins here, which no longer belongs to the phrase."""
    tag = line.tags[index]
    if tag == "CC":
        return _clause_after(line, index + 1, end)
    if index == start:
        return False
    if line.words.lowers[index] in line.lexicon.file.temporal:
        return line.tags[index - 1] not in ("DET", "QUANT", "POSS", "ADJ")
    return tag == "PREP" and adjunct(line, index, end)


def _clause_after(line: Line, index: int, end: int) -> bool:
    if index >= end or line.group_at(index) is not None:
        return True
    return clause_verb(line, index, min(end, index + 10)) is not None
