"""What stands to the right of a cue: the complement frame, and the words of the content."""

from __future__ import annotations

from rasad.stages.claims.english.clauses import adjunct, clause_end, clause_verb, phrase_end, quote_end, relative_that
from rasad.stages.claims.english.found import Complement
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.lexicon import CueVerb
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.noun_phrases import reduced_relative
from rasad.stages.claims.english.passives import LONGEST_ADJUNCT, WH, passive
from rasad.stages.claims.english.sources import EARLIER

# How far after "that" the verb of its clause is looked for; without one it only points ("signed that day").
_FARTHEST_VERB = 45
_CUE = frozenset({"V", "VB", "VG", "VN", "ADV"})
_OBJECT_START = frozenset({"DET", "QUANT", "POSS", "NAME", "N", "ADJ", "NUM", "OBJ", "THAT", "PRON", "Q", "ADV", "VN"})


def complement(line: Line, group: Group, cue: CueVerb, end: int) -> Complement | None:
    """The complement of an active or passive cue group inside its sentence (which ends at word `end`)."""
    start = group.last + 1
    if group.passive:
        return passive(line, cue, start, end)
    later = _past_date(line, start, end)
    if later > start and later < end and line.tags[later - 1] != "ADV" and line.finite_at(later) is not None:
        later = start
    found = _active(line, cue, later, end)
    if later > start and (found is None or found.frame not in cue.frames | {"colon", "quote"}):
        found = _active(line, cue, start, end) or found
    return found


def _past_date(line: Line, start: int, end: int) -> int:
    """The word after "on Monday", "last week", "Tuesday night (local time)" or an adverb that follows a cue."""
    lowers, tags, temporal = line.words.lowers, line.tags, line.lexicon.file.temporal
    if start < end and tags[start] == "ADV" and lowers[start] not in temporal and lowers[start] not in EARLIER:
        return start + 1
    index = start
    while index < min(end, start + 3) and (tags[index] in ("PREP", "DET") or lowers[index] in EARLIER):
        index += 1
    dated = index
    while dated < end and (lowers[dated] in temporal or (dated > index and tags[dated] == "NUM")):
        dated += 1
    if dated == index:
        return start
    if dated < end and tags[dated] == "(":
        return next((at + 1 for at in range(dated, min(end, dated + 6)) if tags[at] == ")"), dated)
    return dated


def _active(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    found = _past_addressee(line, cue, start, end) if cue.addressee else None
    if found is None or (found.frame == "parenthetical" and "np" in cue.frames):
        found = _right(line, cue, start, end) or found
    if found is None or found.frame not in cue.frames | {"colon", "quote"}:
        distant = _past_adjunct(line, cue, start, end)
        if distant is not None:
            return distant
    return found


def _right(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    tags, lowers = line.tags, line.words.lowers
    if start >= end or tags[start] in (".", ")", "-", ";"):
        return Complement("parenthetical", start, start, start)
    tag, lower = tags[start], lowers[start]
    if tag == "," and tags[start + 1 : start + 3] == ["ADV", ","]:
        return _right(line, cue, start + 3, end)
    if tag == ",":
        if start + 1 < end and tags[start + 1] == "Q":
            return Complement("quote", start + 1, quote_end(line, start + 1, end), start)
        return _past_aside(line, cue, start, end) or Complement("parenthetical", start, start, start)
    if tag == ":":
        if start + 1 >= end:
            return Complement("colon", start + 1, start + 1, start)
        if tags[start + 1] != "Q" and not cue.frames & {"parenthetical", "quote"}:
            return None
        return Complement("quote", start + 1, end, start)
    if lower == "that" and relative_that(line, start, end) and tags[start - 1] not in _CUE:
        return None
    if lower == "that" and _complementiser(line, start, end):
        return Complement("that", start, clause_end(line, start, end), start)
    if tag == "Q":
        return Complement("quote", start, quote_end(line, start, end), start)
    if lower in WH and "wh" in cue.frames:
        return Complement("wh", start, clause_end(line, start, end), start)
    if _opens_infinitive(line, start, end):
        return Complement("to", start, clause_end(line, start, end), start)
    if "bare" in cue.frames and (group := line.finite_at(start)) is not None and group.first == start:
        return Complement("bare", start, clause_end(line, start, end), start)
    if tag == "VG":
        return Complement("ing", start, clause_end(line, start, end), start)
    if "bare" in cue.frames and clause_verb(line, start, end) is not None:
        return Complement("bare", start, clause_end(line, start, end), start)
    if tag in ("AS", "SUB") and "parenthetical" in cue.frames and clause_verb(line, start + 1, end) is not None:
        return Complement("parenthetical", start, start, start)
    if tag in ("PREP", "TO", "AS"):
        return _prepositional(line, cue, start, end)
    if tag in _OBJECT_START:
        return _object(line, cue, start, end)
    return None


def _past_aside(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    """ "said, among other things, that ...": an aside between commas is no part of the content."""
    for index in range(start + 2, min(end, start + LONGEST_ADJUNCT)):
        if line.tags[index] in (".", ";", ":") or line.finite_at(index) is not None:
            return None
        if line.tags[index] == "," and index + 1 < end:
            marked = line.words.lowers[index + 1] == "that" or line.tags[index + 1] == "Q"
            return _marked(line, cue, index + 1, end) if marked else None
    return None


def _opens_infinitive(line: Line, start: int, end: int) -> bool:
    at = start + 1 if line.tags[start] == "NOT" else start
    return at + 1 < end and line.tags[at] == "TO" and line.group_at(at) is not None


def _complementiser(line: Line, start: int, end: int) -> bool:
    """`that` opens a clause here, rather than standing for a thing ("denied that", "said that on Monday")."""
    if start + 1 >= end or line.tags[start + 1] == ".":
        return False
    points = line.tags[start + 1] in ("N", "ADJ")
    if points and not any(line.finite_at(at) is not None for at in range(start + 1, min(end, start + _FARTHEST_VERB))):
        return False
    if line.tags[start + 1] == ",":
        return start + 2 < end and line.tags[start + 2] in ("PREP", "SUB", "ADV", "AS", "VG")
    return True


def _prepositional(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    preposition = line.words.lowers[start]
    if preposition == "to":
        preposition = "to_np"
    if preposition not in cue.frames or adjunct(line, start, end):
        return Complement("none", start, start, start)
    ahead = start + 1
    if ahead >= end:
        return None
    lower = line.words.lowers[ahead]
    if line.tags[ahead] == "VG" or lower in WH:
        return Complement(preposition, ahead, clause_end(line, ahead, end), ahead)
    stop = phrase_end(line, ahead, end)
    if preposition == "to_np" and not line.lexicon.file.unanswered.isdisjoint(line.words.lowers[ahead:stop]):
        return Complement("none", start, start, start)
    if "np_to" in cue.frames and stop < end and line.tags[stop] == "TO":
        stop = clause_end(line, stop, end)
    return Complement(preposition, ahead, _spelled_out(line, stop, end), ahead) if stop > ahead else None


def _spelled_out(line: Line, stop: int, end: int) -> int:
    """ "agreed on a course of action: preparing a statement ...": what a colon spells out belongs to what it spells out."""
    if stop + 1 < end and line.words.lowers[stop] == ":" and line.tags[stop + 1] == "VG":
        return clause_end(line, stop + 1, end)
    return stop


def _object(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    stop = phrase_end(line, start, end)
    if stop <= start:
        return None
    if "np_to" in cue.frames:
        to = _first_infinitive(line, start, stop, end)
        if to is not None:
            first = to if cue.addressee else start
            return Complement("np_to", first, clause_end(line, to, end), start)
    return Complement("np", start, _spelled_out(line, stop, end), start)


def _first_infinitive(line: Line, start: int, stop: int, end: int) -> int | None:
    for index in range(start + 1, min(stop + 1, end)):
        if line.tags[index] == "TO" and line.group_at(index) is not None:
            return index
        if line.tags[index] == "NOT" and index + 1 < end and line.tags[index + 1] == "TO":
            return index
    return None


def _past_addressee(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    """ "told reporters that ...", "assured the court it ...": the addressee is no part of the content."""
    tags = line.tags
    if start >= end or tags[start] not in _OBJECT_START or tags[start] == "Q" or line.words.lowers[start] == "that":
        return None
    if tags[start] == "PRON" and line.words.lowers[start] not in ("you", "it"):
        return None
    ahead = start
    limit = min(end, start + LONGEST_ADJUNCT)
    while ahead < limit:
        if ahead > start:
            found = _marked(line, cue, ahead, end)
            if found is not None:
                return found
            if (
                tags[ahead - 1] in ("N", "NAME", "OBJ", "POSS")
                and tags[ahead] in ("DET", "QUANT", "PRON", "NAME", "POSS", "EX", "NUM")
                and ("bare" in cue.frames and tags[ahead - 1] != "POSS" and clause_verb(line, ahead, end) is not None)
                and not (tags[ahead] == "NAME" and _names_goes_on(line, ahead, end))
            ):
                return Complement("bare", ahead, clause_end(line, ahead, end), start)
        finite = line.finite_at(ahead)
        if tags[ahead] in (".", ";") or (finite is not None and tags[finite.first - 1] not in ("REL", "THAT")):
            break
        opens = tags[ahead + 1 : ahead + 2] in (["Q"], ["NAME"], ["ADV"])
        if tags[ahead] == "," and not opens and tags[ahead - 1] != "ADV":
            break
        ahead += 1
    if ahead >= end or tags[ahead] in (".", ",", ";"):
        return Complement("parenthetical", ahead, ahead, start)
    return None


def _names_goes_on(line: Line, index: int, end: int) -> bool:
    """Whether a name belongs to the addressee before it: "told host Jane Doe she ...", and not "told reporters Doe had ..."."""
    if line.tags[index - 1] == "NAME":
        return True
    while index < end and line.tags[index] == "NAME":
        index += 1
    return index < end and line.tags[index] in ("PRON", "DET", "EX") and clause_verb(line, index, end) is not None


def _marked(line: Line, cue: CueVerb, index: int, end: int) -> Complement | None:
    """A content that announces itself: that, whether, a quote, a colon, to do."""
    tags, lower = line.tags, line.words.lowers[index]
    if lower == "that" and tags[index - 1] != "PREP" and not relative_that(line, index, end):
        return Complement("that", index, clause_end(line, index, end), index)
    if lower in ("whether", "if", "how", "why", "what") and "wh" in cue.frames and tags[index - 1] != "PREP":
        return Complement("wh", index, clause_end(line, index, end), index)
    if tags[index] == ":" and index + 1 < end:
        return Complement("quote", index + 1, end, index)
    if tags[index] == ":":
        return Complement("colon", index + 1, index + 1, index)
    if tags[index] == "Q" and line.words.quote[index] >= 0 and "quote" in cue.frames:
        opening = _infinitive_around(line, index)
        return Complement("quote", opening, quote_end(line, index, end), opening)
    if tags[index] == "TO" and line.group_at(index) is not None and "np_to" in cue.frames:
        return Complement("np_to", index, clause_end(line, index, end), index)
    return None


def _infinitive_around(line: Line, mark: int) -> int:
    """Where a content begins whose quotation opens after its infinitive has begun: 'told him not to "sell the land"'."""
    opening = mark
    while line.tags[opening - 1] in ("TO", "NOT"):
        opening -= 1
    before = line.tags[opening:mark]
    verb_follows = mark + 1 < len(line.tags) and line.tags[mark + 1] in ("V", "VB")
    return opening if "TO" in before and ("NOT" in before or verb_follows) else mark


def _past_adjunct(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    """ "said on Tuesday that", "said in a statement: ...": when and where it was said is no part of the content."""
    tags, temporal = line.tags, line.lexicon.file.temporal
    if start >= end or (tags[start] not in ("PREP", "ADV", "TO") and line.words.lowers[start] not in temporal):
        return None
    for ahead in range(start, min(end, start + LONGEST_ADJUNCT)):
        found = _marked(line, cue, ahead, end) if ahead > start else None
        if found is not None:
            return Complement(found.frame, found.start, found.end, start)
        if tags[ahead] == "," and ahead + 1 < end and tags[ahead + 1] == "Q":
            return Complement("quote", ahead + 1, quote_end(line, ahead + 1, end), start)
        if tags[ahead] == "VG":
            return None
        finite = line.finite_at(ahead)
        if finite is not None and not reduced_relative(line, finite, start):
            return None
        if tags[ahead] in (",", ".", ";"):
            return Complement("parenthetical", ahead, ahead, start)
        dated = line.words.lowers[ahead] in temporal and tags[ahead - 1] not in ("DET", "QUANT")
        if tags[ahead : ahead + 2][1:] == ["THAT"]:
            continue
        if dated and "bare" in cue.frames and clause_verb(line, ahead + 1, end) is not None:
            return Complement("bare", ahead + 1, clause_end(line, ahead + 1, end), start)
    return Complement("parenthetical", end, end, start) if end <= start + LONGEST_ADJUNCT else None
