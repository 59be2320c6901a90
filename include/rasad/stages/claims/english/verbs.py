"""Verbs that attribute: "X said that ...", "..., said X", "..., adding that ...", "X was accused of ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rasad.stages.claims.english.clauses import clause_end, clause_verb
from rasad.stages.claims.english.complements import Complement, complement
from rasad.stages.claims.english.found import Found, Range
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.lexicon import CueVerb
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import Source, left_of, right_of

_RULES = {
    "that": "verb_that_clause",
    "bare": "verb_bare_clause",
    "wh": "verb_question_clause",
    "to": "verb_infinitive",
    "ing": "verb_gerund_complement",
    "np": "verb_object",
    "np_to": "verb_object_infinitive",
    "quote": "verb_quote",
    "passive_that": "passive_that_clause",
    "passive_to": "passive_infinitive",
    "passive_prep": "passive_preposition",
    "passive_np": "passive_agent",
}
# A subject between a quotation and its verb ("...," the long-serving minister of X, Y, says) is read this far back.
_LONGEST_SUBJECT = 30
_NOUN_STARTS = frozenset({"DET", "QUANT", "POSS", "NAME", "N", "ADJ", "NUM", "PRON"})


def in_sentence(line: Line, first: int, last: int) -> Iterator[Found]:
    """Every candidate of a verb cue in the sentence of words [first, last), whether licensed or not."""
    previous: Found | None = None
    for number in range(len(line.groups)):
        group = line.groups[number]
        if group.first < first or group.head >= last:
            continue
        if line.words.quote[group.head] != -1:
            continue
        cue = line.lexicon.cues.get(group.lemma)
        closes = _closes_statement(line, group, first)
        if closes:
            cue = _after_quotation(cue, group.lemma)
        if cue is None:
            continue
        found = _read(line, number, group, cue, first, last, previous, closes=closes)
        if found is not None:
            previous = _without_main_clause(line, found, first)
            yield previous


def _without_main_clause(line: Line, found: Found, first: int) -> Found:
    """Cut the main clause off a subordinate attribution ("While X says that ..., Y ...")."""
    if not found.source or found.source_kind == "shared":
        return found
    opener = found.source[0][0] - 1
    if opener < first or not (line.tags[opener] in ("SUB", "AS") or line.words.lowers[opener] in ("after", "before", "since", "until")):
        return found
    start, end = found.content[-1]
    if start < found.cue_first:
        return found
    for index in range(start + 2, end):
        if line.tags[index] == "," and line.words.quote[index] < 0 and clause_verb(line, index + 1, min(end, index + 20)):
            return found.with_content((*found.content[:-1], (start, index)))
    return found


def _closes_statement(line: Line, group: Group, first: int) -> bool:
    """Whether a quotation that ends in punctuation stands just before the verb or its subject ("...," X beams)."""
    if group.kind != "finite" or group.passive:
        return False
    index = group.first - 1
    lowest = max(first, group.first - _LONGEST_SUBJECT)
    while index >= lowest:
        if line.tags[index] == "Q":
            return index > first and line.tags[index - 1] in (",", ".", "-", "…")
        if line.tags[index] == ";" or line.finite_at(index) is not None:
            return False
        index -= 1
    return False


def _after_quotation(cue: CueVerb | None, lemma: str) -> CueVerb:
    """What stands after a quotation speaks, whichever verb it is."""
    if cue is not None:
        return cue.model_copy(update={"frames": cue.frames | {"parenthetical", "quote"}})
    return CueVerb.model_validate({"lemma": lemma, "class": "neutral_say", "frames": ["parenthetical", "quote"]})


def _read(
    line: Line, number: int, group: Group, cue: CueVerb, first: int, last: int, previous: Found | None, *, closes: bool
) -> Found | None:
    inverted = _inverted(line, group, cue, first, last)
    if inverted is not None:
        return inverted
    right = complement(line, group, cue, last)
    if closes and (right is None or right.frame not in ("quote", "parenthetical")):
        right = Complement("parenthetical", last, last, group.last + 1)
    if right is None or right.frame in ("none", "colon"):
        return None
    source = _source(line, number, group, first, last, previous)
    if source is None and _is_asked(line, group, first):
        source, right = Source((), "agentless"), replace(right, frame="passive_that")
        return _found(line, group, cue, right.frame, ((right.start, right.end),), source, "asked_whether")
    if source is None:
        return None
    if group.passive:
        return _passive(line, group, cue, right, source)
    if right.frame == "parenthetical":
        return _parenthetical(line, group, cue, right, source, first, last)
    return _with_complement(line, group, cue, right, source, first)


def _is_asked(line: Line, group: Group, first: int) -> bool:
    """ "Asked whether ..., X said" and "when asked about ...": a question whose asker is not named."""
    if group.head != group.first or line.words.lowers[group.head] not in ("asked", "pressed", "questioned"):
        return False
    return group.first == first or line.words.lowers[group.first - 1] in ("when", "if", "repeatedly")


def _form(group: Group) -> str:
    return "passive" if group.passive else group.kind


def _basis(source: Source) -> str:
    if source.kind == "pronoun":
        return "pronoun"
    return {"relative": "anaphora", "agentless": "impersonal"}.get(source.kind, "explicit")


def _found(
    line: Line,
    group: Group,
    cue: CueVerb,
    frame: str,
    content: tuple[Range, ...],
    source: Source,
    rule: str,
    cue_end: int | None = None,
) -> Found | None:
    kept = tuple((a, b) for a, b in content if b > a)
    if not kept:
        return None
    return Found(
        content=kept,
        cue=((group.first, cue_end or group.last + 1),),
        source=source.ranges,
        lemma=group.lemma,
        cue_class=cue.cue_class,
        basis=_basis(source),
        rule=rule,
        frame=frame,
        form=_form(group),
        source_kind=source.kind,
    )


def _with_complement(
    line: Line, group: Group, cue: CueVerb, right: Complement, source: Source, first: int
) -> Found | None:
    content: tuple[Range, ...] = ((right.start, right.end),)
    rule = _RULES.get(right.frame, "verb_preposition")
    cue_end = right.cue_end if rule == "verb_preposition" else group.last + 1
    if right.frame == "quote" and source.kind in ("noun", "pronoun") and source.ranges:
        before = _quote_before(line, source.ranges[0][0], first)
        if before is not None:
            content = (before, *content)
            rule = "split_quote"
    if right.frame in ("bare", "quote"):
        gap = _contact_relative(line, group, source, first)
        if gap is not None:
            content = (gap, *content)
            rule = "relative_gap"
    return _found(line, group, cue, right.frame, content, source, rule, cue_end)


def _quote_before(line: Line, subject: int, first: int) -> Range | None:
    """What is said before "he said, “..." when the sentence opens with the first half of the statement."""
    end = subject
    while end > first and line.tags[end - 1] == ",":
        end -= 1
    if end <= first or end == subject and line.tags[end - 1] != "Q":
        return None
    if line.tags[end - 1] == "Q":
        return (first, end)
    fragment = line.tags[first] in _NOUN_STARTS and not _has_finite(line, (first, end))
    return (first, end) if fragment else None


def _contact_relative(line: Line, group: Group, source: Source, first: int) -> Range | None:
    """"a plan he said could fail": the noun before the subject belongs to the content."""
    after = group.last + 1
    if after >= len(line.tags) or line.finite_at(after) is None or not source.ranges:
        return None
    end = source.ranges[0][0]
    if end <= first or line.tags[end - 1] not in ("N", "NAME", "REL", "THAT", "WH"):
        return None
    start = end - 1
    while start > first and line.tags[start - 1] in ("N", "NAME", "ADJ", "DET", "QUANT", "POSS", "NUM"):
        start -= 1
    return (start, end)


def _parenthetical(
    line: Line, group: Group, cue: CueVerb, right: Complement, source: Source, first: int, last: int
) -> Found | None:
    if not source.ranges or group.kind != "finite":
        return None
    start = source.ranges[0][0]
    if start > first and line.tags[start - 1] == "AS":
        return _as_said(line, group, cue, right, source, first, last)
    before = (first, start)
    while before[1] > first and line.tags[before[1] - 1] in (",", "-", "CC"):
        before = (first, before[1] - 1)
    after: Range = (right.end, right.end)
    if right.start < last and line.tags[right.start] == ",":
        stop = clause_end(line, right.start + 1, last)
        if clause_end(line, right.start - 1, last) > right.start:
            after = (right.start + 1, stop)
    closes_quote = before[1] > before[0] and line.tags[before[1] - 1] == "Q"
    if after[1] > after[0] and line.tags[after[0]] != "Q" and (closes_quote or not _has_finite(line, after)):
        after = (right.end, right.end)
    if before[1] <= before[0]:
        return _after_quoted_sentence(line, group, cue, source, first)
    if not closes_quote and line.tags[start - 1] not in (",", "-"):
        return None
    if not closes_quote and not _has_finite(line, before) and not _has_finite(line, after):
        return None
    frame = "after_quote" if closes_quote else "parenthetical"
    rule = ("final_quote" if closes_quote else "final_clause") if after[1] <= after[0] else "medial_clause"
    return _found(line, group, cue, frame, (before, after), source, rule)


def _after_quoted_sentence(line: Line, group: Group, cue: CueVerb, source: Source, first: int) -> Found | None:
    """ "... ended." X said: the quotation closed a sentence of its own before the one with the cue."""
    if first == 0 or line.tags[first - 1] != "Q" or source.ranges[0][0] > first + 1:
        return None
    start = next((a for a, b in line.sentences if b == first), None)
    return None if start is None else _found(line, group, cue, "parenthetical", ((start, first),), source, "final_quote")


def _as_said(
    line: Line, group: Group, cue: CueVerb, right: Complement, source: Source, first: int, last: int
) -> Found | None:
    start = source.ranges[0][0] - 1
    before = (first, start - 1 if start > first and line.tags[start - 1] == "," else start)
    after = (right.start + 1, clause_end(line, right.start + 1, last)) if right.start + 1 < last else (last, last)
    return _found(line, group, cue, "parenthetical", (before, after), source, "as_said")


def _has_finite(line: Line, part: Range) -> bool:
    return any(line.finite_at(index) is not None for index in range(part[0], part[1]))


def _inverted(line: Line, group: Group, cue: CueVerb, first: int, last: int) -> Found | None:
    before = group.first - 1
    if group.kind != "finite" or group.passive or before <= first or group.last + 1 >= last:
        return None
    if "parenthetical" not in cue.frames or line.tags[before] not in (",", "Q"):
        return None
    if line.tags[group.last + 1] not in _NOUN_STARTS or line.lemmas[group.head] == "":
        return None
    if line.tags[before] == "Q" and not (line.tags[before - 1] in (",", ".", "-", "…") or _opens_with_quote(line, first)):
        return None
    if line.tags[before] == "," and (not _says_something(line, first, before) or left_of(line, group, first) is not None):
        return None
    source = right_of(line, group.last + 1, last)
    if source is None:
        return None
    stop = source.ranges[-1][1]
    if stop < last and line.finite_at(stop) is not None:
        return None
    content: list[Range] = [(first, before if line.tags[before] == "," else before + 1)]
    after = stop
    if after + 1 < last and line.tags[after] == "," and line.tags[after + 1] == "Q":
        content.append((after + 1, clause_end(line, after + 1, last)))
    quoted = line.tags[before] == "Q"
    rule = "inverted_quote" if quoted else "inverted_clause"
    return _found(line, group, cue, "after_quote" if quoted else "parenthetical", tuple(content), source, rule)


def _opens_with_quote(line: Line, first: int) -> bool:
    return line.tags[first] == "Q"


def _says_something(line: Line, first: int, end: int) -> bool:
    return _has_finite(line, (first, end))


def _source(
    line: Line, number: int, group: Group, first: int, last: int, previous: Found | None
) -> Source | None:
    if group.kind == "gerund":
        return _gerund_source(line, number, group, first, last, previous)
    if group.kind == "infinitive" or group.kind == "participle":
        return _shared(line, number, first, previous)
    own = left_of(line, group, first)
    if own is not None:
        return own
    before = line.tags[group.first - 1] if group.first > first else ""
    if before in ("CC", ",", "VG", "N", "NAME", "ADV", "Q", ")", "-", "ADJ", "NUM"):
        return _shared(line, number, first, previous)
    return None


def _gerund_source(
    line: Line, number: int, group: Group, first: int, last: int, previous: Found | None
) -> Source | None:
    before = line.tags[group.first - 1] if group.first > first else ""
    if before in ("N", "NAME", ")", "OBJ", "NUM"):
        return left_of(line, group, first)
    shared = _shared(line, number, first, previous)
    if shared is not None:
        return shared
    for later in line.groups[number + 1 : number + 8]:
        if later.head >= last:
            break
        if later.kind == "finite":
            return left_of(line, later, group.last + 1)
    return None


def _shared(line: Line, number: int, first: int, previous: Found | None) -> Source | None:
    """The subject of the verb that this one is joined to, in the same sentence."""
    for earlier in reversed(line.groups[max(0, number - 8) : number]):
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


def _passive(line: Line, group: Group, cue: CueVerb, right: Complement, subject: Source) -> Found | None:
    agent = right.agent or Source((), "agentless")
    rule = _RULES[right.frame]
    if right.frame == "passive_that":
        return _found(line, group, cue, right.frame, ((right.start, right.end),), agent, rule, right.cue_end)
    content = (*subject.ranges, (right.start, right.end))
    return _found(line, group, cue, right.frame, content, agent, rule, right.cue_end)
