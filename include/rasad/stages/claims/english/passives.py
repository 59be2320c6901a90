"""What stands to the right of a passive cue: "was accused by X of ...", "it was reported that ...", "is said to ..."."""

from __future__ import annotations

from rasad.stages.claims.english.clauses import clause_end, phrase_end, quote_end
from rasad.stages.claims.english.found import Complement, Source
from rasad.stages.claims.english.lexicon import CueVerb
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import after

WH = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which", "whose"})
# An adjunct between cue and content ("said in an interview on Tuesday that") is at most this many words long.
LONGEST_ADJUNCT = 16
# Prepositions that follow any passive cue: accused of, described as, told about.
_PASSIVE = frozenset({"of", "as", "about"})


def passive(line: Line, cue: CueVerb, start: int, end: int) -> Complement | None:
    """What follows "was accused", "was reported by X", "is said": agent first, then the complement."""
    agent: Source | None = None
    cue_end = start
    if cue.lemma in line.lexicon.file.quoting and _says_next(line, start, end):
        return None
    instrument = line.words.lowers[start + 1 : start + 2]
    if start < end and line.words.lowers[start] == "by" and not line.lexicon.file.channels.isdisjoint(instrument):
        start += 2
    elif start < end and line.words.lowers[start] == "by":
        agent = after(line, start + 1, end)
        if agent is not None:
            agent = _before_as(line, agent)
            cue_end, start = start + 1, agent.ranges[-1][1]
    while start < end and line.tags[start] in ("ADV", "EX"):
        start += 1
    found = _passive_clause(line, cue, start, end, cue_end, agent) if start < end else None
    if found is None and start < end:
        found = _passive_phrase(line, cue, start, end, cue_end, agent)
    if found is None and agent is not None:
        return Complement("passive_np", start, start, cue_end, agent)
    return found


def _says_next(line: Line, start: int, end: int) -> bool:
    """Whether "as saying" follows ("was quoted by the agency as saying that"): that verb has the content."""
    for index in range(start, min(end, start + LONGEST_ADJUNCT) - 1):
        if line.tags[index] == "AS" and line.tags[index + 1] == "VG":
            return line.group_at(index + 1) is not None
        if line.tags[index] in (",", ".", ";") or line.finite_at(index) is not None:
            break
    return False


def _before_as(line: Line, agent: Source) -> Source:
    """ "was seen by some as a setback": what follows "as" is what is said, not who says it."""
    start, end = agent.ranges[-1]
    stop = next((at for at in range(start + 1, end) if line.tags[at] == "AS"), end)
    return Source((*agent.ranges[:-1], (start, stop)), agent.kind)


def _passive_clause(
    line: Line, cue: CueVerb, start: int, end: int, cue_end: int, agent: Source | None
) -> Complement | None:
    tags, lowers = line.tags, line.words.lowers
    first = start + 1 if tags[start] == "," and start + 1 < end else start
    whole = tags[first : first + 2][1:] != ["PREP"]
    if tags[first] == "Q" and whole and agent is None and "quote" in cue.frames:
        return Complement("passive_that", first, quote_end(line, first, end), cue_end)
    first = _to_clause(line, start, end)
    if lowers[first] == "that":
        return Complement("passive_that", first, clause_end(line, first, end), cue_end, agent)
    if tags[start] == "TO" and line.group_at(start) is not None:
        return Complement("passive_to", start, clause_end(line, start, end), cue_end, agent)
    if agent is None and lowers[start] in WH and "wh" in cue.frames:
        return Complement("passive_that", start, clause_end(line, start, end), cue_end)
    return None


def _passive_phrase(
    line: Line, cue: CueVerb, start: int, end: int, cue_end: int, agent: Source | None
) -> Complement | None:
    if line.tags[start] not in ("PREP", "AS") or line.words.lowers[start] not in cue.frames | _PASSIVE:
        return None
    ahead = start + 1
    gerund = ahead < end and line.tags[ahead] == "VG"
    stop = clause_end(line, ahead, end) if gerund else phrase_end(line, ahead, end)
    if agent is None:
        return Complement("passive_prep", ahead, stop, ahead)
    return Complement("passive_prep", start, stop, cue_end, agent)


def _to_clause(line: Line, start: int, end: int) -> int:
    """The `that` after an adjunct ("was revealed in March that"), or `start` itself."""
    if start >= end or line.tags[start] not in ("PREP", "NAME", "ADV"):
        return start
    for index in range(start + 1, min(end, start + LONGEST_ADJUNCT)):
        if line.words.lowers[index] == "that":
            return index
        if line.group_at(index) is not None or line.tags[index] in (",", ".", ";"):
            break
    return start
