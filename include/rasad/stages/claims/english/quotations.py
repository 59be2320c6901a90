"""Cues beside a statement instead of before it: "...," said X; "...," X beamed; ..., X said, ...; as X put it."""

from __future__ import annotations

from bisect import bisect_left

from rasad.stages.claims.english.clauses import clause_end
from rasad.stages.claims.english.found import Complement, Found, Range, Source, verb_relation
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.lexicon import CueVerb
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import left_of, right_of

# A subject between a quotation and its verb ("...," the long-serving minister of X, Y, says) is read this far back.
_LONGEST_SUBJECT = 30
# A quotation of fewer words inside a clause is a term, unless it opens the sentence or follows a comma.
_SHORTEST_STATEMENT = 5
_NOUN_STARTS = frozenset({"DET", "QUANT", "POSS", "NAME", "N", "ADJ", "NUM", "PRON"})
_ENDS_STATEMENT = frozenset({",", ".", "-", "…"})


def closes_statement(line: Line, group: Group, first: int) -> bool:
    """Whether a quotation that ends in punctuation stands just before the verb or its subject ("...," X beams)."""
    if group.kind != "finite" or group.passive:
        return False
    index = group.first - 1
    lowest = max(first, group.first - _LONGEST_SUBJECT)
    while index >= lowest:
        if line.tags[index] == "Q":
            ended = index > first and line.tags[index - 1] in _ENDS_STATEMENT
            return ended and _is_statement(line, index, first)
        if line.tags[index] == ";" or line.finite_at(index) is not None:
            return False
        index -= 1
    return False


def _is_statement(line: Line, mark: int, first: int) -> bool:
    """Whether the quotation that ends at a mark is more than a word or two quoted inside a clause."""
    opening = mark
    while opening > first and line.words.quote[opening - 1] == line.words.quote[mark] != -1:
        opening -= 1
    return opening <= first + 1 or mark - opening > _SHORTEST_STATEMENT or line.tags[opening - 1] in (",", ":")


def after_quotation(cue: CueVerb | None, lemma: str) -> CueVerb:
    """What stands after a quotation speaks, whichever verb it is."""
    if cue is not None:
        return cue.model_copy(update={"frames": cue.frames | {"parenthetical", "quote"}})
    return CueVerb.model_validate({"lemma": lemma, "class": "neutral_say", "frames": ["parenthetical", "quote"]})


def parenthetical(
    line: Line, group: Group, cue: CueVerb, right: Complement, source: Source, first: int, last: int
) -> Found | None:
    """A cue inside or after what is said: "..., X said", "..., X said, ...", "as X said, ..."."""
    if not source.ranges or group.kind != "finite":
        return None
    start = source.ranges[0][0]
    if start > first and line.tags[start - 1] == "AS":
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
    content: tuple[Range, ...] = ((first, end),)
    if following is not None:
        return verb_relation(group, cue, _frame(quoted=quoted), (*content, following), source, "medial_clause")
    rule = "final_quote" if quoted else "final_clause"
    return verb_relation(group, cue, _frame(quoted=quoted), content, source, rule)


def _frame(*, quoted: bool) -> str:
    return "after_quote" if quoted else "parenthetical"


def _following(line: Line, right: Complement, last: int, *, quoted: bool) -> Range | None:
    """The rest of a statement that goes on after the cue and a comma."""
    comma = right.start
    if comma >= last or line.tags[comma] != "," or clause_end(line, comma - 1, last) <= comma:
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
    before = (first, start - 1 if start > first and line.tags[start - 1] == "," else start)
    after = (right.start + 1, clause_end(line, right.start + 1, last)) if right.start + 1 < last else (last, last)
    return verb_relation(group, cue, "parenthetical", (before, after), source, "as_said")


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
    content: list[Range] = [(first, before + 1 if quoted else before)]
    if stop + 1 < last and line.tags[stop] == "," and line.tags[stop + 1] == "Q":
        content.append((stop + 1, clause_end(line, stop + 1, last)))
    rule = "inverted_quote" if quoted else "inverted_clause"
    return verb_relation(group, cue, _frame(quoted=quoted), tuple(content), source, rule)


def _is_said_before(line: Line, group: Group, before: int, first: int) -> bool:
    """Whether a statement ends at word `before`: a quotation, or a clause that is no subject of the verb."""
    if line.tags[before] == "Q":
        ended = line.tags[before - 1] in _ENDS_STATEMENT or line.tags[first] == "Q"
        return ended and _is_statement(line, before, first)
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
