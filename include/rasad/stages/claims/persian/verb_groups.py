"""Finite verbs with their auxiliaries in a row of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasad.stages.claims.persian.conjugation import Conjugation, Form, conjugation
from rasad.stages.claims.persian.words import word_classes

_ASKED_WORDS = 8  # between "from" and the verb that then means to ask of
OPEN_PARTICIPLE = "participle"
"""Tense of a participle before a comma: a perfect inside a subordinate clause, an adjective elsewhere."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A finite verb with its auxiliaries, tokens `start` to `end` (exclusive). Passive only for simple verbs."""

    start: int
    end: int
    verb: str
    person: int
    negative: bool
    passive: bool = False
    tense: str = "past"
    fused: str = ""  # the predicate adjective that the copula is written onto


def verb_groups(keys: Sequence[str]) -> dict[int, VerbGroup]:
    """The finite verbs of a sentence by every token that they cover. One pass."""
    groups: dict[int, VerbGroup] = {}
    known, index = conjugation(), 0
    while index < len(keys):
        group = _group_at(known, keys, index)
        if group is None:
            index += 1
            continue
        for covered in range(group.start, group.end):
            groups[covered] = group
        index = group.end
    return groups


def _group_at(known: Conjugation, keys: Sequence[str], index: int) -> VerbGroup | None:
    word, end = _word_at(known, keys, index)
    if word in known.modals:
        return None
    if word in known.futures and end == index + 1:
        return _future(known, keys, index)
    form = known.forms.get(word)
    if form is None:
        adjective, person = known.fused.get(keys[index], ("", 3))
        fused = VerbGroup(index, index + 1, known.copula, person, False, tense="present", fused=adjective)
        return fused if adjective else None
    if form.tense == "participle":
        return _perfect(known, keys, index, end, form)
    if _is_noun(known, keys, index, end, form):
        return None
    return VerbGroup(index, end, form.verb, form.person, form.negative, tense=form.tense)


def _word_at(known: Conjugation, keys: Sequence[str], index: int) -> tuple[str, int]:
    """The word at an index and the index after it; a prefix written apart belongs to the word that it precedes."""
    if index >= len(keys):
        return "", index
    if keys[index] in known.imperfective_words and index + 1 < len(keys):
        return keys[index] + keys[index + 1], index + 2
    return keys[index], index + 1


def _future(known: Conjugation, keys: Sequence[str], index: int) -> VerbGroup | None:
    """The future auxiliary and a past stem."""
    verb = known.past_stems.get(keys[index + 1]) if index + 1 < len(keys) else None
    if verb is None:
        return None
    auxiliary = known.futures[keys[index]]
    return VerbGroup(index, index + 2, verb, auxiliary.person, auxiliary.negative, tense="future")


def _perfect(known: Conjugation, keys: Sequence[str], index: int, end: int, form: Form) -> VerbGroup | None:
    """A participle with its auxiliaries; alone only where news leaves the auxiliary out, before a boundary."""
    word, after = _word_at(known, keys, end)
    follower, negative, passive = known.forms.get(word), form.negative, False
    if follower and follower.verb in known.passives and form.verb not in (*known.passives, known.copula):
        negative, passive, end = negative or follower.negative, True, after
        if follower.tense != "participle":
            return VerbGroup(index, end, form.verb, 3, negative, passive, follower.tense)
        word, after = _word_at(known, keys, end)
        follower = known.forms.get(word)
    if follower and follower.verb == known.copula and follower.tense != "participle":
        negative = negative or follower.negative
        return VerbGroup(index, end + 1, form.verb, follower.person, negative, passive, "perfect")
    if end < len(keys) and keys[end] in known.futures and (future := _future(known, keys, end)):
        return VerbGroup(index, future.end, form.verb, 3, negative, future.verb in known.passives, "future")
    if passive or form.verb in known.short_perfects:
        if _may_end(keys, end):
            return VerbGroup(index, end, form.verb, 3, negative, passive, "perfect")
        if keys[end] in word_classes().commas:
            return VerbGroup(index, end, form.verb, 3, negative, passive, OPEN_PARTICIPLE)
    return None


def _may_end(keys: Sequence[str], end: int) -> bool:
    if end >= len(keys):
        return True
    words, key = word_classes(), keys[end]
    boundary = key in words.conjunctions or key in words.clause_heads or key == words.colon
    return boundary or key in words.clause_ends or key in words.quote_closers


def _is_noun(known: Conjugation, keys: Sequence[str], index: int, end: int, form: Form) -> bool:
    words, following = word_classes(), keys[end] if end < len(keys) else ""
    if form.noun_like and index + 1 == end:
        if keys[index] in known.asks and any(
            key in words.origins for key in keys[max(index - _ASKED_WORDS, 0) : index]
        ):
            return False
        return not (_may_end(keys, end) or following in words.commas)
    # "talk" is the past and the present stem of "say" joined by "and", however it is spaced
    if keys[index] != known.to_say:
        return False
    if following in words.conjunctions:
        return end + 1 < len(keys) and keys[end + 1].startswith(known.say_noun)
    return any(following.startswith(link + known.say_noun) for link in words.coordinators)
