"""Verbs that attribute: "X said that ...", "..., said X", "..., adding that ...", "X was accused of ..."."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from rasad.stages.claims.english.clauses import main_clause
from rasad.stages.claims.english.complements import complement
from rasad.stages.claims.english.found import Complement, Found, Range, Source, verb_relation
from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.lexicon import CueVerb
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.noun_phrases import CLAUSE_OPENERS
from rasad.stages.claims.english.passives import WH
from rasad.stages.claims.english.quotations import (
    after_quotation,
    closes_statement,
    inverted,
    parenthetical,
    quote_before,
)
from rasad.stages.claims.english.subjects import subject

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
# No sentence that people write has more cues than this; what follows in a longer chain of verbs is not read.
_MOST_CUES = 30
# "on the websites X and Y, it is written": the medium is looked for this far left of the pronoun.
_LONGEST_MEDIUM = 12


def in_sentence(line: Line, first: int, last: int) -> Iterator[Found]:
    """Every candidate of a verb cue in the sentence of words [first, last), whether licensed or not."""
    previous: Found | None = None
    tried = 0
    number = bisect_left(line.groups, first, key=lambda group: group.first)
    while number < len(line.groups) and line.groups[number].head < last and tried < _MOST_CUES:
        group = line.groups[number]
        cue, closes = _cue(line, group, first)
        if cue is not None:
            tried += 1
            found = _read(line, number, group, cue, first, last, previous, closes=closes)
            if found is not None:
                previous = _without_main_clause(line, found, first)
                yield previous
        number += 1


def _cue(line: Line, group: Group, first: int) -> tuple[CueVerb | None, bool]:
    """The lexicon's entry for a group outside quotation marks, and whether a quotation ends just before it."""
    if line.words.quote[group.head] != -1:
        return None, False
    cue = line.lexicon.cues.get(group.lemma)
    closes = closes_statement(line, group, first)
    return (after_quotation(cue, group.lemma) if closes else cue), closes


def _without_main_clause(line: Line, found: Found, first: int) -> Found:
    """Cut the main clause off a subordinate attribution ("While X says that ..., Y ...", "X, who says that ..., left")."""
    if found.source_kind == "relative" and found.content[-1][0] >= found.cue_first:
        start, end = found.content[-1]
        verb = next((at for at in range(start, end) if line.finite_at(at) is not None), end)
        stop = next((at for at in range(verb + 1, end - 1) if _main_verb(line, at)), end)
        return found.with_content((*found.content[:-1], (start, stop)))
    start, end = found.content[-1]
    if found.form == "gerund" and found.cue_first <= first + 1 and start > found.cue_first:
        return found.with_content((*found.content[:-1], (start, main_clause(line, start, end))))
    if not found.source or found.source_kind == "shared":
        return found
    if start < found.cue_first or not _is_subordinate(line, found.source[0][0], first):
        return found
    return found.with_content((*found.content[:-1], (start, main_clause(line, start, end))))


def _main_verb(line: Line, comma: int) -> bool:
    """Whether a comma ends a who-clause: the verb of the main clause follows it at once."""
    group = line.finite_at(comma + 1)
    return line.tags[comma] == "," and group is not None and group.first == comma + 1


def _is_subordinate(line: Line, subject: int, first: int) -> bool:
    """Whether a clause opener governs a subject: right before it, or at the sentence's start with no comma between."""
    opener = subject - 1
    if opener < first:
        return False
    if line.tags[opener] in ("SUB", "AS") or line.words.lowers[opener] in CLAUSE_OPENERS:
        return True
    start = first
    while start < subject and line.tags[start] in ("CC", "ADV"):
        start += 1
    if line.tags[start] not in ("SUB", "AS", "PREP") and line.words.lowers[start] not in CLAUSE_OPENERS:
        return False
    between = line.tags[start + 1 : subject]
    if "," in between or any(line.finite_at(index) is not None for index in range(start, subject)):
        return False
    return line.tags[start] in ("SUB", "AS") or bool({"REL", "SUB", "WH"} & set(between))


def _read(
    line: Line,
    number: int,
    group: Group,
    cue: CueVerb,
    first: int,
    last: int,
    previous: Found | None,
    *,
    closes: bool,
) -> Found | None:
    found = inverted(line, group, cue, first, last)
    if found is not None:
        return found
    right = complement(line, group, cue, last)
    if closes and (right is None or right.frame not in ("quote", "parenthetical")):
        right = Complement("parenthetical", last, last, group.last + 1)
    if right is None or right.frame in ("none", "colon"):
        return None
    if group.kind == "gerund" and group.lemma in line.lexicon.file.conjunctions:
        return None
    if (right.frame == "wh" and _leaves_open(line, number, group)) or _withholds(line, number, group):
        return None
    source = subject(line, number, group, first, last, previous)
    if source is None:
        return _asked(line, group, cue, right, first)
    if group.passive:
        return _passive(line, group, cue, right, source)
    if cue.cue_class == "impersonal":
        return _raised(line, group, cue, right, source)
    if right.frame == "parenthetical":
        return parenthetical(line, group, cue, right, source, first, last)
    return _with_complement(line, group, cue, right, source, first)


def _leaves_open(line: Line, number: int, group: Group) -> bool:
    """ "did not say who", "declined to say whether": a question that nobody answered is no claim."""
    before = line.groups[number - 1] if number > 0 else None
    declined = before is not None and before.last + 1 == group.first and before.lemma in line.lexicon.file.withholding
    return group.negated or declined


def _withholds(line: Line, number: int, group: Group) -> bool:
    """ "declined to say whether ...": what is declined is to answer, and nothing is claimed."""
    after = line.groups[number + 1] if number + 1 < len(line.groups) else None
    if after is None or group.lemma not in line.lexicon.file.withholding or after.first != group.last + 1:
        return False
    cue = line.lexicon.cues.get(after.lemma)
    follows = line.words.lowers[after.last + 1] if after.last + 1 < len(line.tags) else ""
    return cue is not None and "wh" in cue.frames and follows in WH


def _asked(line: Line, group: Group, cue: CueVerb, right: Complement, first: int) -> Found | None:
    """ "Asked whether ..., X said" and "when asked about ...": a question whose asker is not named."""
    if group.head != group.first or line.words.lowers[group.head] not in ("asked", "pressed", "questioned"):
        return None
    if group.first != first and line.words.lowers[group.first - 1] not in ("when", "if", "repeatedly"):
        return None
    content = ((right.start, main_clause(line, right.start, right.end)),)
    return verb_relation(group, cue, "passive_that", content, Source((), "agentless"), "asked_whether")


def _raised(line: Line, group: Group, cue: CueVerb, right: Complement, subject: Source) -> Found | None:
    """ "X appears to have left": nobody says so, and X is part of what is said."""
    body = (right.start, right.end)
    empty = len(subject.ranges) == 1 and line.words.lowers[subject.ranges[0][0]] in ("it", "there")
    content = (body,) if empty else (*subject.ranges, body)
    return verb_relation(group, cue, right.frame, content, Source((), "agentless"), "raised_subject")


def _only_names(line: Line, group: Group, right: Complement, source: Source) -> bool:
    """ "a programme called “Open Line” went off the air", "a monthly named X": the verb gives its noun a name."""
    if right.frame not in ("quote", "np", "bare") or group.lemma not in line.lexicon.file.naming:
        return False
    if group.first != group.last or not source.ranges or source.kind not in ("noun", "relative"):
        return False
    start, end = source.ranges[0]
    indefinite = line.words.lowers[start] in ("a", "an", "one", "another") and end == group.first
    number = line.words.quote[right.start]
    past = right.start
    while number >= 0 and past < len(line.tags) and line.words.quote[past] == number:
        past += 1
    verb = line.finite_at(past) if number >= 0 and past < len(line.tags) else None
    return indefinite or (verb is not None and verb.first == past)


def _wants_no_name(line: Line, right: Complement) -> bool:
    """ "asked not to be named": a wish about the article and no statement in it."""
    following = " ".join(line.words.lowers[right.start : right.end])
    return any(f"{following} ".startswith(f"{wish} ") for wish in line.lexicon.file.naming_wishes)


def _with_complement(
    line: Line, group: Group, cue: CueVerb, right: Complement, source: Source, first: int
) -> Found | None:
    if _only_names(line, group, right, source) or _wants_no_name(line, right):
        return None
    content: tuple[Range, ...] = ((right.start, right.end),)
    rule = _RULES.get(right.frame, "verb_preposition")
    cue_end = right.cue_end if rule == "verb_preposition" else group.last + 1
    if right.frame == "quote" and source.kind in ("noun", "pronoun") and source.ranges:
        before = quote_before(line, source.ranges[0][0], first)
        if before is not None:
            content = (before, *content)
            rule = "split_quote"
    if right.frame in ("bare", "quote") and "parenthetical" in cue.frames:
        gap = _contact_relative(line, group, source, first)
        if gap is not None:
            content = (gap, *content)
            rule = "relative_gap"
        elif line.finite_at(group.last + 1) is not None and right.start == group.last + 1:
            return None
    start, end = content[-1]
    content = (*content[:-1], (start, _before_own_clause(line, source, start, end)))
    return verb_relation(group, cue, right.frame, content, source, rule, cue_end)


def _before_own_clause(line: Line, source: Source, start: int, end: int) -> int:
    """Where a content ends before ", and he ...", when "he" is also who speaks: that is told of him, not said by him."""
    if source.kind != "pronoun":
        return end
    spoken = line.words.lowers[source.ranges[0][0]]
    for at in range(start + 2, end - 2):
        same = line.tags[at] == "," and line.tags[at + 1] == "CC" and line.words.lowers[at + 2] == spoken
        if same and line.words.quote[at] < 0:
            return at
    return end


def _contact_relative(line: Line, group: Group, source: Source, first: int) -> Range | None:
    """ "a plan he said could fail": the noun before the subject belongs to the content."""
    after = group.last + 1
    if after >= len(line.tags) or line.finite_at(after) is None or not source.ranges:
        return None
    end = source.ranges[0][0]
    if end <= first or line.tags[end - 1] not in ("N", "NAME", "REL", "THAT", "WH"):
        return None
    if line.tags[end - 1] == "WH" and line.words.lowers[end - 1] != "what":
        return None
    start = end - 1
    while start > first and line.tags[start - 1] in ("N", "NAME", "ADJ", "DET", "QUANT", "POSS", "NUM"):
        start -= 1
    return (start, end)


def _passive(line: Line, group: Group, cue: CueVerb, right: Complement, patient: Source) -> Found | None:
    agent = right.agent or _medium(line, patient) or Source((), "agentless")
    rule = _RULES[right.frame]
    if right.frame == "passive_that":
        return verb_relation(group, cue, right.frame, ((right.start, right.end),), agent, rule, right.cue_end)
    impersonal = len(patient.ranges) == 1 and line.words.lowers[patient.ranges[0][0]] == "it"
    content = ((right.start, right.end),) if impersonal else (*patient.ranges, (right.start, right.end))
    return verb_relation(group, cue, right.frame, content, agent, rule, right.cue_end)


def _medium(line: Line, patient: Source) -> Source | None:
    """ "On the site Northport Now it was reported that ...": the medium that an impersonal passive opens with."""
    if not patient.ranges or line.words.lowers[patient.ranges[0][0]] != "it":
        return None
    last = patient.ranges[0][0] - 1
    if last > 0 and line.tags[last] == ",":
        last -= 1
    for opener in range(last, max(-1, last - _LONGEST_MEDIUM), -1):
        if line.words.lowers[opener] in ("on", "in"):
            words = line.words.lowers[opener + 1 : last + 1]
            outlet = not line.lexicon.file.outlet_nouns.isdisjoint(words)
            return Source(((opener + 1, last + 1),), "noun") if outlet else None
        if line.tags[opener] in (".", ";") or line.finite_at(opener) is not None:
            break
    return None
