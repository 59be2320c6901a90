"""Where clauses and noun phrases end: the extents of contents."""

from __future__ import annotations

from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.line import Line

_NP_START = frozenset({"DET", "QUANT", "POSS", "PRON", "NAME", "N", "ADJ", "NUM", "Q", "THAT", "ADV", "VG", "EX"})
_NP_INSIDE = frozenset(
    {
        "DET",
        "QUANT",
        "POSS",
        "NAME",
        "N",
        "ADJ",
        "NUM",
        "PREP",
        "CC",
        "Q",
        "PRON",
        "OBJ",
        "ADV",
        "VG",
        "VN",
        "TO",
        "VB",
        "NOT",
    }
    | {"&", "$", "%", "#", "(", ")", "AS", "REL", "THAT", "WH", "/"}
)
_SUBJECTS = frozenset(
    {"N", "NAME", "PRON", "NUM", "DET", "QUANT", "ADJ", "Q", "EX", "OBJ", "THAT", "POSS", ")", "%", "VG"}
)
# How far ahead the finite verb of a clause is looked for; longer subjects are not read as clauses.
_SUBJECT_REACH = 45
# A noun phrase with all that modifies it is cut after so many words.
_LONGEST_PHRASE = 120
# One member of a list of noun phrases, and how many words it may have.
_MEMBER = frozenset({"DET", "QUANT", "ADJ", "N", "NAME", "NUM", "POSS", "PREP", "ADV", "TO"})
_LONGEST_MEMBER = 12


def clause_verb(line: Line, start: int, end: int) -> Group | None:
    """The finite verb group of a clause that starts at word `start`, or None when no clause starts there."""
    tags = line.tags
    if start >= end or tags[start] not in _NP_START:
        return None
    pending = commas = 0
    past_relative = False
    index = start
    limit = min(end, start + _SUBJECT_REACH)
    while index < limit:
        tag = tags[index]
        if tag in (".", ";", ":") or (tag == "SUB" and index > start):
            return None
        if tag == ",":
            commas += 1
        elif (
            tag in ("REL", "WH")
            or (tag == "THAT" and index > start and tags[index - 1] in ("N", "NAME"))
            or (tag == "PRON" and index > start and tags[index - 1] in ("N", "NAME"))
        ):
            pending += 1
        group = line.finite_at(index)
        if group is not None:
            if _is_subject(tags, group.first - 1, start, commas) or (past_relative and commas != 1):
                if not pending:
                    return group
                pending -= 1
                past_relative = True
            elif tags[group.first - 1] not in ("REL", "WH", "THAT"):
                return None
            else:
                pending = max(0, pending - 1)
                past_relative = True
            index = group.last + 1
            continue
        index += 1
    return None


def _is_subject(tags: list[str], before: int, start: int, commas: int) -> bool:
    if before < start:
        return False
    if tags[before] == ",":
        return commas >= 2
    if tags[before] == "PREP":
        return before > start and tags[before - 1] in ("VG", "VN", "V") and commas != 1
    return tags[before] in _SUBJECTS and commas != 1


def clause_end(line: Line, start: int, end: int) -> int:
    """The end (exclusive) of a content clause from word `start`: its sentence, unless another attribution begins."""
    tags, quote = line.tags, line.words.quote
    home = quote[start] if start < end else -1
    index = start
    while index < end:
        if quote[index] != home and quote[index] != -1:
            index += 1
            continue
        tag = tags[index]
        if home != -1 and quote[index] == -1 and tag not in (",", "."):
            home = -1
        if tag in (",", "CC", "-") and index > start + 1 and _new_attribution(line, index, end):
            return index
        if tag == ";":
            return index
        index += 1
    return end


def _new_attribution(line: Line, index: int, end: int) -> bool:
    """Whether what follows a comma or conjunction attributes anew: adding that, and said, according to."""
    tags, lowers = line.tags, line.words.lowers
    ahead = index + 1
    if ahead >= end:
        return False
    if lowers[ahead : ahead + 2] == ["according", "to"]:
        return True
    joined = tags[index] == "CC"
    if not joined and tags[ahead] == "CC":
        if lowers[ahead] == "but" and tags[index] == ",":
            return True
        joined = True
        ahead += 1
    if not joined and lowers[ahead] in ("while", "although", "though", "whereas"):
        return True
    if ahead >= end or line.group_of[ahead] < 0:
        return False
    group = line.groups[line.group_of[ahead]]
    if group.first != ahead:
        return False
    cue = line.lexicon.cues.get(group.lemma)
    if cue is None:
        return False
    if group.kind == "gerund":
        return not joined and bool(cue.frames & _SPEECH)
    return group.kind == "finite" and joined and "parenthetical" in cue.frames


_SPEECH = frozenset({"that", "bare", "quote", "np", "np_to"})


def phrase_end(line: Line, start: int, end: int) -> int:
    """The end (exclusive) of the noun phrase that starts at word `start`, with what modifies it."""
    tags, lowers, quote = line.tags, line.words.lowers, line.words.quote
    file = line.lexicon.file
    end = min(end, start + _LONGEST_PHRASE)
    index = start
    relative = 0
    entered = False
    while index < end:
        if quote[index] != -1 and (index == start or quote[index - 1] != quote[index]):
            last = index
            while last + 1 < end and quote[last + 1] == quote[index]:
                last += 1
            index = last + 1
            continue
        tag = tags[index]
        group = line.finite_at(index)
        if group is not None:
            if not relative and tags[index - 1] not in ("REL", "THAT", "WH", "PRON"):
                break
            relative = max(0, relative - 1)
            index = group.last + 1
            continue
        if tag in ("REL", "WH", "PRON") or (tag == "THAT" and index > start):
            relative += 1
            entered = True
        if tag == ",":
            if not _list_goes_on(line, index, end):
                break
        elif tag == "CC":
            if _new_clause(line, index + 1, end):
                break
        elif (
            tag == "SUB"
            or tag not in _NP_INSIDE
            or (tag == "PREP" and index > start and not entered and adjunct(line, index, end))
            or (
                lowers[index] in file.temporal
                and index > start + 1
                and tags[index - 1] not in ("DET", "QUANT", "PREP", "POSS")
            )
        ):
            break
        index += 1
    return max(index, start)


def adjunct(line: Line, index: int, end: int) -> bool:
    """Whether a preposition opens when or where it was said rather than part of what was said."""
    lowers, file = line.words.lowers, line.lexicon.file
    if lowers[index] in ("during", "after", "before", "following", "since", "amid", "until", "despite"):
        return True
    ahead = index + 1
    while ahead < end and ahead < index + 4 and line.tags[ahead] in ("DET", "QUANT", "ADJ", "POSS"):
        ahead += 1
    if ahead >= end or lowers[index] not in ("on", "in", "at", "late", "early", "by"):
        return False
    if lowers[ahead] in file.temporal:
        return True
    return lowers[index] in ("in", "at", "on", "during") and any(
        word in file.occasions for word in lowers[ahead : min(end, ahead + 2)]
    )


def _list_goes_on(line: Line, index: int, end: int) -> bool:
    """Whether a comma only separates the members of a list (X, Y and Z)."""
    tags = line.tags
    ahead = index + 1
    reach = min(end, index + _LONGEST_MEMBER)
    while ahead < reach and tags[ahead] in _MEMBER:
        ahead += 1
    if ahead >= reach:
        return False
    if tags[ahead] == "CC":
        return (not _new_clause(line, ahead + 1, end) and ahead > index + 1) or _short_member(line, ahead + 1, end)
    return tags[ahead] == "," and ahead - index > 1 and _list_goes_on(line, ahead, end)


def _short_member(line: Line, index: int, end: int) -> bool:
    if index < end and line.tags[index] == "ADV":
        index += 1
    return (
        index < end
        and line.tags[index] in ("DET", "QUANT", "N", "NAME", "ADJ", "POSS")
        and not _new_clause(line, index, end)
    )


def _new_clause(line: Line, index: int, end: int) -> bool:
    if index >= end:
        return True
    number = line.group_of[index]
    if number >= 0 and line.groups[number].first == index and line.groups[number].kind in ("finite", "gerund"):
        return True
    return clause_verb(line, index, min(end, index + 12)) is not None
