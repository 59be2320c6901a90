"""Cues beside a statement instead of before it: "...," said X; "...," X beamed; ..., X said, ...; as X put it."""

from __future__ import annotations

from bisect import bisect_left

from rasad.stages.claims.english.clauses import clause_end, new_attribution
from rasad.stages.claims.english.found import Complement, Found, Range, Source, verb_relation
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.lexicon import CueVerb
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import left_of, right_of

# A subject between a quotation and its verb ("...," the long-serving minister of X, Y, says) is read this far back.
_LONGEST_SUBJECT = 30
# A quotation of fewer words inside a clause is a term, unless it opens the sentence or follows a comma.
_SHORTEST_STATEMENT = 5
# "twice as large as the audit suggests" compares; its two halves are at most so many words apart.
_LONGEST_COMPARISON = 5
_NOUN_STARTS = frozenset({"DET", "QUANT", "POSS", "NAME", "N", "ADJ", "NUM", "PRON"})
_ENDS_STATEMENT = frozenset({",", ".", "-", "…"})


def closes_statement(line: Line, group: Group, first: int) -> bool:
    """Whether a quotation that ends in punctuation stands just before the verb or its subject ("...," X beams)."""
    if group.kind != "finite" or group.passive or line.tags[group.first - 1] == "CC":
        return False
    cue = line.lexicon.cues.get(group.lemma)
    speaks = cue is not None and "parenthetical" in cue.frames
    index = group.first - 1
    lowest = max(first, group.first - _LONGEST_SUBJECT)
    while index >= lowest:
        if line.tags[index] == "Q":
            ended = index > first and line.tags[index - 1] in _ENDS_STATEMENT
            return ended and _is_statement(line, index, first) and (speaks or _stands_alone(line, index, first))
        if line.tags[index] in (";", "SUB") or line.finite_at(index) is not None:
            return False
        index -= 1
    return False


def _stands_alone(line: Line, mark: int, first: int) -> bool:
    """Whether the quotation that ends at a mark opens the sentence or follows a comma: only then any verb speaks it."""
    opening = mark
    while opening > first and line.words.quote[opening - 1] == line.words.quote[mark] != -1:
        opening -= 1
    return opening <= first + 1 or line.tags[opening - 1] in (",", ":")


def _is_statement(line: Line, mark: int, first: int) -> bool:
    """Whether the quotation that ends at a mark is more than a word or two quoted inside a clause."""
    opening = mark
    while opening > first and line.words.quote[opening - 1] == line.words.quote[mark] != -1:
        opening -= 1
    return opening <= first + 1 or mark - opening > _SHORTEST_STATEMENT or line.tags[opening - 1] in (",", ":")


def after_quotation(cue: CueVerb | None, lemma: str) -> CueVerb:
    """What stands after a whole quoted statement speaks, whichever verb it is."""
    if cue is not None:
        return cue.model_copy(update={"frames": cue.frames | {"parenthetical", "quote"}})
    return CueVerb.model_validate({"lemma": lemma, "class": "neutral_say", "frames": ["parenthetical", "quote"]})


def parenthetical(
    line: Line, group: Group, cue: CueVerb, right: Complement, source: Source, first: int, last: int
) -> Found | None:
    """A cue inside or after what is said: "..., X said", "..., X said, ...", "as X said, ..."."""
    if not source.ranges or group.kind != "finite" or "parenthetical" not in cue.frames:
        return None
    start = source.ranges[0][0]
    if start > first and line.tags[start - 1] == "AS":
        if "AS" in line.tags[max(first, start - _LONGEST_COMPARISON) : start - 1]:
            return None
        return _as_said(line, group, cue, right, source, first, last)
    end = start
    while end > first and line.tags[end - 1] in (",", "-", "CC"):
        end -= 1
    if end <= first:
        return _after_quoted_sentence(line, group, cue, source, first)
    quoted = line.tags[end - 1] == "Q"
    following = _following(line, right, last, quoted=quoted)
    if not quoted and (
        line.tags[start - 1] not in (",", "-")
        or not (has_finite(line, (first, end)) or has_finite(line, following or (end, end)))
    ):
        return None
    content: tuple[Range, ...] = ((_said_from(line, end, first) if quoted else _clause_from(line, end, first), end),)
    if following is not None:
        return verb_relation(group, cue, _frame(quoted=quoted), (*content, following), source, "medial_clause")
    rule = "final_quote" if quoted else "final_clause"
    return verb_relation(group, cue, _frame(quoted=quoted), content, source, rule)


def _said_from(line: Line, end: int, first: int) -> int:
    """Where the statement starts whose quotation ends before word `end`: after a dash or a colon before the quotation."""
    opening = end - 1
    while opening > first and line.words.quote[opening - 1] == line.words.quote[end - 1] != -1:
        opening -= 1
    if opening == first or line.tags[opening - 1] in ("-", ":", "(", ";"):
        return opening
    own = line.tags[opening - 1] == "," and end - opening > _SHORTEST_STATEMENT and has_finite(line, (first, opening))
    return opening if own else first


def _clause_from(line: Line, end: int, first: int) -> int:
    """Where the clause starts that ends before word `end`: after the last semicolon or colon of the sentence."""
    for at in range(end - 2, first, -1):
        if line.tags[at] in (";", ":") and line.words.quote[at] < 0:
            return at + 1
    return first


def _frame(*, quoted: bool) -> str:
    return "after_quote" if quoted else "parenthetical"


def _following(line: Line, right: Complement, last: int, *, quoted: bool) -> Range | None:
    """The rest of a statement that goes on after the cue and a comma."""
    comma = right.start
    if comma >= last or line.tags[comma] != "," or new_attribution(line, comma, last):
        return None
    rest = (comma + 1, clause_end(line, comma + 1, last))
    if rest[1] <= rest[0]:
        return None
    if line.tags[rest[0]] == "Q":
        return rest
    return rest if not quoted and has_finite(line, rest) else None


def _after_quoted_sentence(line: Line, group: Group, cue: CueVerb, source: Source, first: int) -> Found | None:
    """ "... ended." X said: the quotation closed a sentence of its own before the one with the cue."""
    if first == 0 or line.tags[first - 1] != "Q" or source.ranges[0][0] > first + 1:
        return None
    before = bisect_left(line.sentences, (first, first)) - 1
    if before < 0 or line.sentences[before][1] != first:
        return None
    start = line.sentences[before][0]
    return verb_relation(group, cue, "parenthetical", ((start, first),), source, "final_quote")


def _as_said(
    line: Line, group: Group, cue: CueVerb, right: Complement, source: Source, first: int, last: int
) -> Found | None:
    start = source.ranges[0][0] - 1
    before = (_innermost(line, start, first), start - 1 if start > first and line.tags[start - 1] == "," else start)
    after = (right.start + 1, clause_end(line, right.start + 1, last)) if right.start + 1 < last else (last, last)
    return verb_relation(group, cue, "parenthetical", (before, after), source, "as_said")


def _innermost(line: Line, end: int, first: int) -> int:
    """Where the clause starts that "..., as X said" closes: after the last cue before it ("saying nine had died, as ...")."""
    for index in range(end - 1, first, -1):
        group = line.group_at(index)
        cue = line.lexicon.cues.get(group.lemma) if group is not None and group.last == index else None
        if group is not None and cue is not None and "parenthetical" in cue.frames and line.words.quote[index] < 0:
            return index + 1
    return first


def inverted(line: Line, group: Group, cue: CueVerb, first: int, last: int) -> Found | None:
    """The verb before its subject, after what is said: "...," said X."""
    before = group.first - 1
    if group.kind != "finite" or group.passive or before <= first or group.last + 1 >= last:
        return None
    if "parenthetical" not in cue.frames or line.tags[group.last + 1] not in _NOUN_STARTS:
        return None
    if not _is_said_before(line, group, before, first):
        return None
    source = right_of(line, group.last + 1, last)
    if source is None:
        return None
    stop = source.ranges[-1][1]
    if stop < last and line.words.quote[stop] < 0 and line.finite_at(stop) is not None:
        return None
    quoted = line.tags[before] == "Q"
    if not quoted and ("np" in cue.frames or not _ends_clause(line, stop, last)):
        return None
    content: list[Range] = [(_said_from(line, before + 1, first), before + 1) if quoted else (first, before)]
    if stop + 1 < last and line.tags[stop] == "," and line.tags[stop + 1] == "Q":
        content.append((stop + 1, clause_end(line, stop + 1, last)))
    rule = "inverted_quote" if quoted else "inverted_clause"
    return verb_relation(group, cue, _frame(quoted=quoted), tuple(content), source, rule)


def _ends_clause(line: Line, index: int, last: int) -> bool:
    """Whether nothing goes on at a word, so that what stood before it was the subject after its verb."""
    return index >= last or line.tags[index] in (",", ".", ";", ":", "-", "PREP", "REL", "SUB", ")", "AS", "NUM")


def _is_said_before(line: Line, group: Group, before: int, first: int) -> bool:
    """Whether a statement ends at word `before`: a quotation, or a clause that is no subject of the verb."""
    if line.tags[before] == "Q":
        if line.tags[before - 1] == "," and not _is_statement(line, before, first):
            return has_finite(line, (first, before)) and left_of(line, group, first) is None
        ended = line.tags[before - 1] in _ENDS_STATEMENT
        whole = line.tags[first] == "Q" and before - first > _SHORTEST_STATEMENT
        return (ended or whole) and _is_statement(line, before, first)
    return line.tags[before] == "," and has_finite(line, (first, before)) and left_of(line, group, first) is None


def quote_before(line: Line, subject: int, first: int) -> Range | None:
    """What is said before "he said, “..." when the sentence opens with the first half of the statement."""
    end = subject
    while end > first and line.tags[end - 1] == ",":
        end -= 1
    if end <= first or (end == subject and line.tags[end - 1] != "Q"):
        return None
    if line.tags[end - 1] == "Q":
        return (first, end)
    fragment = line.tags[first] in _NOUN_STARTS and not has_finite(line, (first, end))
    return (first, end) if fragment else None


def has_finite(line: Line, part: Range) -> bool:
    """Whether some word of a range belongs to a finite verb."""
    return any(line.finite_at(index) is not None for index in range(part[0], part[1]))
