"""Where clauses and noun phrases end: the extents of contents."""

from __future__ import annotations

from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.line import Line

_NP_START = frozenset({"DET", "QUANT", "POSS", "PRON", "NAME", "N", "ADJ", "NUM", "Q", "THAT", "ADV", "VG", "EX"})
_NP_INSIDE = (_NP_START - {"EX"}) | frozenset(
    {"PREP", "CC", "OBJ", "VN", "TO", "VB", "NOT", "AS", "REL", "WH", "&", "$", "%", "#", "(", ")", "/"}
)
_SUBJECTS = frozenset(
    {"N", "NAME", "PRON", "NUM", "DET", "QUANT", "ADJ", "Q", "EX", "OBJ", "THAT", "POSS", ")", "%", "VG"}
)
# How far ahead the finite verb of a clause is looked for; longer subjects are not read as clauses.
_SUBJECT_REACH = 45
# How far after a comma the verb of the main clause is looked for.
_MAIN_REACH = 20
# A noun phrase with all that modifies it is cut after so many words.
_LONGEST_PHRASE = 120
# What opens a clause that sets the outlet's own words against the source's.
CONTRASTS = frozenset({"while", "although", "though", "whereas"})
# Complements that a participle must license to attribute anew ("..., adding that").
_SPEECH = frozenset({"that", "bare", "quote", "np", "np_to"})
# A quotation of fewer words than this is a term or a name.
_SHORTEST_STATEMENT = 6
# One member of a list of noun phrases, and how many words it may have.
_MEMBER = frozenset({"DET", "QUANT", "ADJ", "N", "NAME", "NUM", "POSS", "PREP", "ADV", "TO"})
_LONGEST_MEMBER = 16


def clause_verb(line: Line, start: int, end: int) -> Group | None:
    """The finite verb group of a clause that starts at word `start`, or None when no clause starts there."""
    tags = line.tags
    if start >= end or tags[start] not in _NP_START:
        return None
    pending = commas = 0  # relative clauses whose verb is still to come; commas so far
    past_relative = False
    index = start
    limit = min(end, start + _SUBJECT_REACH)
    while index < limit:
        tag = tags[index]
        if tag in (".", ";", ":") or (index > start and _subordinates(line, index)):
            return None
        if tag == ",":
            commas += 1
        elif tag in ("REL", "WH") or (tag in ("THAT", "PRON") and index > start and tags[index - 1] in ("N", "NAME")):
            pending += 1
        group = line.finite_at(index)
        if group is None:
            index += 1
            continue
        if _is_subject(tags, group.first - 1, start, commas) or (past_relative and commas != 1):
            if not pending:
                return group
            pending -= 1
        elif tags[group.first - 1] in ("REL", "WH", "THAT"):
            pending = max(0, pending - 1)
        else:
            return None
        past_relative = True
        index = group.last + 1
    return None


def _subordinates(line: Line, index: int) -> bool:
    """Whether a clause of its own begins at a word: "the plans of the minister before he leaves" has no main verb."""
    if line.tags[index] == "SUB":
        return True
    return line.words.lowers[index] in line.lexicon.file.adjunct_openers and line.tags[index + 1 : index + 2] == [
        "PRON"
    ]


def _is_subject(tags: list[str], before: int, start: int, commas: int) -> bool:
    if before < start:
        return False
    if tags[before] == ",":
        return commas >= 2
    if tags[before] == "PREP":
        return before > start and tags[before - 1] in ("VG", "VN", "V") and commas != 1
    return tags[before] in _SUBJECTS and commas != 1


def main_clause(line: Line, start: int, end: int) -> int:
    """The comma after which the main clause begins within [start, end), or `end`."""
    for index in range(start + 2, end):
        closes = line.tags[index] == "Q" and line.tags[index - 1] == ","
        if not closes and (line.tags[index] != "," or line.words.quote[index] >= 0):
            continue
        if _clause_follows(line, index + 1, min(end, index + _MAIN_REACH)):
            return index + 1 if closes else index
    return end


def _clause_follows(line: Line, start: int, end: int) -> bool:
    """Whether a clause opens at word `start`, after an adverbial if need be ("at the town hall this week she said")."""
    if start < end and line.tags[start] == "PREP":
        start = next((at for at in range(start, end) if line.tags[at] == "PRON"), start)
    return clause_verb(line, start, end) is not None


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
        if tag == "SUB" and index > start + 1 and _concedes(line, index, end):
            return index
        if tag in (",", "CC", "-") and index > start + 1 and new_attribution(line, index, end):
            return index
        if tag == "Q" and index > start + 1 and tags[index - 1] == "," and _speaks_on(line, index + 1, end):
            return index + 1
        if tag == ";" or (tag == "-" and _statement_follows(line, index, end)):
            return index
        index += 1
    return end


def _concedes(line: Line, index: int, end: int) -> bool:
    """Whether "though he conceded that" follows, which attributes anew."""
    if line.words.lowers[index] not in CONTRASTS or index + 2 >= end or line.tags[index + 1] != "PRON":
        return False
    group = line.finite_at(index + 2)
    cue = line.lexicon.cues.get(group.lemma) if group is not None else None
    return cue is not None and "parenthetical" in cue.frames


def _speaks_on(line: Line, index: int, end: int) -> bool:
    """Whether a cue goes on right after a closing quotation mark ("“..., it is,” adding that")."""
    group = line.group_at(index) if index < end else None
    cue = line.lexicon.cues.get(group.lemma) if group is not None and group.first == index else None
    return group is not None and cue is not None and group.kind == "gerund" and bool(cue.frames & _SPEECH)


def _statement_follows(line: Line, dash: int, end: int) -> bool:
    """Whether a quoted statement opens after a dash ("was unserious - “Let us be clear,” she said - and")."""
    number = line.words.quote[dash + 1] if dash + 1 < end else -1
    return number >= 0 and line.words.quote[min(end - 1, dash + 1 + _SHORTEST_STATEMENT)] == number


def quote_end(line: Line, start: int, end: int) -> int:
    """The end (exclusive) of a statement that opens with the quotation at word `start`."""
    number = line.words.quote[start]
    if number < 0:
        return clause_end(line, start, end)
    last = start
    while last + 1 < end and line.words.quote[last + 1] == number:
        last += 1
    if last + 1 < end and line.tags[last + 1] in ("CC", ",") and new_attribution(line, last + 1, end):
        return last + 1
    stop = clause_end(line, last, end) if last + 1 < end else last + 1
    return max(stop, last + 1)


def new_attribution(line: Line, index: int, end: int) -> bool:
    """Whether what follows a comma or conjunction attributes anew: adding that, and said, according to."""
    lowers = line.words.lowers
    ahead = index + 1
    if ahead >= end:
        return False
    if lowers[ahead : ahead + 2] == ["according", "to"]:
        return True
    joined = line.tags[index] == "CC"
    if not joined and line.tags[ahead] == "CC":
        if lowers[ahead] == "but" and line.tags[index] == ",":
            return lowers[ahead + 1 : ahead + 2] != ["that"]
        joined = True
        ahead += 1
    if not joined and lowers[ahead] in CONTRASTS:
        return True
    group = line.group_at(ahead) if ahead < end else None
    cue = line.lexicon.cues.get(group.lemma) if group is not None and group.first == ahead else None
    if group is None or cue is None:
        return False
    if group.kind == "gerund":
        return not joined and bool(cue.frames & _SPEECH)
    says = "parenthetical" in cue.frames or (
        "that" in cue.frames and lowers[group.last + 1 : group.last + 2] == ["that"]
    )
    return group.kind == "finite" and joined and says


def relative_that(line: Line, index: int, end: int) -> bool:
    """ "published articles in October that examined it": right before its verb, `that` opens no content."""
    group = line.finite_at(index + 1) if index + 1 < end else None
    return group is not None and group.first == index + 1


def phrase_end(line: Line, start: int, end: int) -> int:
    """The end (exclusive) of the noun phrase that starts at word `start`, with what modifies it."""
    tags, quote = line.tags, line.words.quote
    end = min(end, start + _LONGEST_PHRASE)
    index = start
    relative = 0
    entered = False
    while index < end:
        if quote[index] != -1 and (index == start or quote[index - 1] != quote[index]):
            index = _past_quote(quote, index, end)
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
        if _phrase_stops(line, index, start, end, entered=entered):
            break
        index += 1
    return index


def _past_quote(quote: list[int], index: int, end: int) -> int:
    number = quote[index]
    while index < end and quote[index] == number:
        index += 1
    return index


def _phrase_stops(line: Line, index: int, start: int, end: int, *, entered: bool) -> bool:
    tag = line.tags[index]
    if tag == ",":
        return not _list_goes_on(line, index, end)
    if tag == "CC":
        return _new_clause(line, index + 1, end)
    if tag == "SUB" or tag not in _NP_INSIDE:
        return True
    if tag == "PREP" and index > start and not entered:
        return adjunct(line, index, end)
    dated = line.words.lowers[index] in line.lexicon.file.temporal and index > start + 1
    return dated and line.tags[index - 1] not in ("DET", "QUANT", "PREP", "POSS")


def adjunct(line: Line, index: int, end: int) -> bool:
    """Whether a preposition opens when or where it was said rather than part of what was said."""
    lowers, file = line.words.lowers, line.lexicon.file
    if lowers[index] in file.adjunct_openers:
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
