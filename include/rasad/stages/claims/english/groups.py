"""Verb groups: the auxiliaries, adverbs and the main verb that together say one thing ("has repeatedly said")."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasad.stages.claims.english.lexicon import Lexicon
from rasad.stages.claims.english.tagging import Tagged
from rasad.stages.claims.english.words import Words

_AUXILIARY = {"MOD", "HAVE", "BE", "DO"}
_LINK = {"ADV", "NOT"}
_VERB = {"V", "VB", "VN", "VG"}
_IN_PHRASE = frozenset({"PREP", "DET", "N", "NAME", "NUM", "ADJ", "POSS", "ADV", "QUANT", "AS", "TO"})
# Longest chain of auxiliaries and adverbs read as one group; "would not have been so widely reported" has seven.
_LONGEST_GROUP = 10


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group by its word indices. `lemma` carries the particle of a phrasal verb ("point out")."""

    first: int
    head: int
    last: int
    lemma: str
    kind: str  # finite, infinitive, gerund, participle
    passive: bool
    negated: bool = False


def groups(words: Words, tagged: Tagged, lexicon: Lexicon) -> tuple[Group, ...]:
    """All verb groups of one paragraph, left to right, never overlapping."""
    found: list[Group] = []
    index, count = 0, len(words)
    tags = tagged.tags
    while index < count:
        tag = tags[index]
        if tag in _AUXILIARY or tag in _VERB or (tag == "TO" and _infinitive(tags, index)):
            group = _read(words, tagged, lexicon, index, found[-1].last if found else -1)
            if found and _is_reduced(found[-1], group, tagged, lexicon, words):
                found[-1] = replace(found[-1], kind="participle")
            if found and _carries_on(found[-1], group, words, lexicon):
                group = replace(group, first=found[-1].first, kind=found[-1].kind)
                found.pop()
            found.append(group)
            index = group.last + 1
        else:
            index += 1
    return tuple(found)


def _is_reduced(before: Group, group: Group, tagged: Tagged, lexicon: Lexicon, words: Words) -> bool:
    """Whether the verb before only modified its noun: "a draft approved on Saturday would move ..." has one main verb."""
    form = lexicon.forms.get(words.lowers[before.head])
    if form is None or not (form.participle and form.past) or before.first != before.last or before.kind != "finite":
        return False
    if group.kind != "finite" or tagged.tags[before.first - 1] not in ("N", "NAME") or before.first == 0:
        return False
    between = tagged.tags[before.last + 1 : group.first]
    if not between or between[0] not in ("PREP", "AS", "TO") or between[-1] not in ("N", "NAME", "NUM"):
        return False
    cue = lexicon.cues.get(before.lemma)
    speaks = cue is not None and bool(cue.frames & {"bare", "that"})
    return not speaks and not set(between) - _IN_PHRASE


def _carries_on(before: Group, group: Group, words: Words, lexicon: Lexicon) -> bool:
    """Whether `group` is the infinitive of "went on to say", "continued to insist": one group with what precedes."""
    if group.kind != "infinitive" or before.last + 1 != group.first or before.passive:
        return False
    return before.lemma in lexicon.file.catenatives or words.lowers[before.head] == "used"


def _infinitive(tags: list[str], index: int) -> bool:
    ahead = index + 1
    while ahead < len(tags) and ahead < index + 4 and tags[ahead] in _LINK:
        ahead += 1
    return ahead < len(tags) and tags[ahead] in ("VB", "BE", "HAVE", "DO")


def _read(words: Words, tagged: Tagged, lexicon: Lexicon, start: int, floor: int) -> Group:
    tags, lemmas = tagged.tags, tagged.lemmas
    first = start
    while first - 1 > floor and tags[first - 1] in _LINK and start - first < 3:
        first -= 1
    kind = {"TO": "infinitive", "VG": "gerund", "VN": "participle"}.get(tags[start], "finite")
    head = start
    be, negated = False, False
    index = start
    limit = min(len(words), start + _LONGEST_GROUP)
    while index < limit:
        tag = tags[index]
        if tag in _AUXILIARY:
            be = tag == "BE" or words.lowers[index] in ("been", "being")
            head = index
        elif tag in _VERB:
            if tag == "V" and index > start and tags[index - 1] in _AUXILIARY and tags[index - 1] != "DO":
                break
            head = index
            break
        elif tag == "NOT":
            negated = True
        elif tag not in ("ADV", "TO") or (tag == "TO" and index > start and not _chain(tags, index)):
            break
        index += 1
    passive = tags[head] in ("VN", "V") and be and tags[head] != "VG" and head > start
    stative = _stative(words, lexicon, tags, head if tags[head] == "BE" else head - 1)
    if stative is not None:
        return Group(first, stative, stative, f"be {words.lowers[stative]}", kind, passive=False, negated=negated)
    lemma, last = _particle(words, lexicon, tags, lemmas[head], head)
    if tags[start] in _AUXILIARY and words.lowers[start] in ("being", "having"):
        kind = "gerund"
    return Group(first, head, last, lemma, kind, passive, negated)


def _stative(words: Words, lexicon: Lexicon, tags: list[str], be: int) -> int | None:
    """The predicate of "is (also) confident that", "was concerned about": an adjective that holds an opinion."""
    if be < 0 or tags[be] not in ("BE", "ADV"):
        return None
    at = be + 1
    while at < len(tags) and at < be + 4 and tags[at] in _LINK:
        at += 1
    return at if at < len(tags) and words.lowers[at] in lexicon.file.statives and _is_be(tags, at) else None


def _is_be(tags: list[str], index: int) -> bool:
    before = index - 1
    while before > 0 and tags[before] in _LINK:
        before -= 1
    return tags[before] == "BE"


def _chain(tags: list[str], index: int) -> bool:
    """Whether `to` continues a chain of auxiliaries (is to say, has to admit, going to)."""
    return tags[index - 1] in ("BE", "HAVE") and index + 1 < len(tags) and tags[index + 1] in ("VB", "BE", "HAVE")


def _particle(words: Words, lexicon: Lexicon, tags: list[str], lemma: str, head: int) -> tuple[str, int]:
    for particle in lexicon.file.particles.get(lemma, ()):
        parts = particle.split()
        end = head + 1 + len(parts)
        if words.lowers[head + 1 : end] == parts and not (parts[-1] == "to" and tags[end : end + 1] == ["VB"]):
            return f"{lemma} {particle}", end - 1
    return lemma, head
