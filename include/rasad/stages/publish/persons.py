"""Private persons in a text: names beside the words of a rule, unless they are known or bear a public role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rasad.model import Span
from rasad.stages.publish.person_names import Name, listed, person_names
from rasad.stages.publish.policy import Policy, Rule
from rasad.stages.publish.wording import Wording
from rasad.stages.tag.unknown_lexicon import unknown_lists
from rasad.text.names import name_key
from rasad.text.normalise import fold, fold_key
from rasad.text.sentences import paragraphs, sentences

_WORD = re.compile(r"\w+(?:\u200c\w+)*")
_TELLING = 16  # characters before a name in which "according to" stands
_POSSESSIVE = ("'s", "’s")
Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Private:
    """A person whose name is masked, by which rule, and as written."""

    rule: str
    name: str


def private_persons(
    text: str, language: str, policy: Policy, known: Known, linked: Sequence[Span] = ()
) -> list[Private]:
    """The private persons whom a text names, in order; one may come several times.

    `known` says whether a match key is the name of a public person; `linked` are the mentions that the gazetteer knows.
    """
    found: list[Private] = []
    marked = bytearray(len(text))
    for span in linked:
        marked[span.start : span.end] = b"\1" * (span.end - span.start)
    covered = bytes(marked)
    words = _wordings(policy, language)
    for paragraph in paragraphs(text):
        said: str | None = None  # the rule that the sentence before speaks of
        for sentence in sentences(text, paragraph):
            reading = _reading(text, sentence, language, policy, covered, said, words)
            found += _of_sentence(reading, known)
            said = next((rule.id for rule, _, _ in reversed(reading.rules) if not rule.beside_others), None)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sentence with the words of the rules, and the names in it. Spans count in the whole text."""

    text: str
    language: str
    policy: Policy
    rules: list[tuple[Rule, str, Span]]  # rule, side, words
    roles: list[tuple[str, Span]]
    names: list[Name]
    said_before: str | None


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The words of the rules by rule and side, and those of the public roles by side."""

    rules: Wording[tuple[Rule, str]]
    roles: Wording[str]


@lru_cache(maxsize=4)
def _wordings(policy: Policy, language: str) -> _Wordings:
    roles, sides = policy.roles_in(language), ("before", "after")
    ruled = (
        ((rule, side), phrase)
        for rule in policy.rules
        for side in sides
        for phrase in getattr(rule.sides(language), side)
    )
    return _Wordings(
        Wording(ruled, policy.age),
        Wording(((side, phrase) for side in sides for phrase in getattr(roles, side)), policy.age),
    )


def _reading(
    text: str, sentence: Span, language: str, policy: Policy, covered: bytes, said: str | None, words: _Wordings
) -> _Reading:
    folded = fold(sentence.of(text))

    def place(start: int, end: int) -> Span:
        at = folded.span(start, end)
        return Span(sentence.start + at.start, sentence.start + at.end)

    rules = [(rule, side, place(start, end)) for (rule, side), start, end in words.rules.find(folded.key)]
    rules.sort(key=lambda each: (each[2], each[0].id, each[1]))
    names = person_names(text, sentence, language, policy, covered) if rules or said else []
    roles = [(side, place(start, end)) for side, start, end in words.roles.find(folded.key)] if names else []
    return _Reading(text, language, policy, rules, roles, names, said)


def _of_sentence(reading: _Reading, known: Known) -> Iterator[Private]:
    for name, rule in _ruled(reading):
        surface = name.of(reading.text)
        if not known(name_key(surface).key) and not _is_public(reading, name):
            yield Private(rule, surface)


def _ruled(reading: _Reading) -> Iterator[tuple[Span, str]]:
    """Each name with the rule whose words stand nearest on their side of it; names in a list share them."""
    names = reading.names
    alone = not reading.said_before and all(rule.beside_others for rule, _, _ in reading.rules)
    for rule, side, words in reading.rules:
        if rule.beside_others and alone:
            continue
        places = range(len(names)) if side == "before" else range(len(names) - 1, -1, -1)
        near = next((i for i in places if _reaches(reading, rule, side, words, names[i])), None)
        if near is not None:
            yield from ((name.span, rule.id) for name in _list_of(reading, near))
    if not reading.rules and reading.said_before:
        yield from ((name.span, reading.said_before) for name in names if name.introduced)


def _reaches(reading: _Reading, rule: Rule, side: str, words: Span, name: Name) -> bool:
    """Whether words of a rule are near a name, and nothing parts who tells from what is told."""
    first, second = (words, name.span) if side == "before" else (name.span, words)
    reach = rule.reach or reading.policy.reach
    if not name.sure:
        reach = min(reach, reading.policy.unsure_reach(reading.language))
    if not 0 <= second.start - first.end <= reach:
        return False
    between = fold_key(reading.text[first.end : second.start])
    if between.rstrip().endswith(":"):  # "the dead: ..."
        return True
    parting, marks = _parting(reading.policy, reading.language, name.sure)
    told_by = fold_key(reading.text[max(0, name.span.start - _TELLING) : name.span.start]).rstrip()
    if side == "after" and told_by.endswith(tuple(mark for mark in marks if mark[-1].isalnum())):
        return False
    return parting.isdisjoint(_WORD.findall(between)) and not any(map(between.__contains__, marks))


@lru_cache(maxsize=8)
def _parting(policy: Policy, language: str, sure: bool) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words and marks that part a name from the words of a rule: who tells of arrests was not arrested."""
    said = unknown_lists("fa" if language == "fa" else "en").said.keys
    words = () if sure else map(fold_key, policy.names_in(language).parting)
    return frozenset(said).union(words), tuple(map(fold_key, policy.parted_by))


def _list_of(reading: _Reading, near: int) -> list[Name]:
    """A name and those that are listed with it, on either side."""
    names, first, last = reading.names, near, near
    while first > 0 and listed(reading.text, names[first - 1], names[first], reading.language, reading.policy):
        first -= 1
    while last + 1 < len(names) and listed(
        reading.text, names[last], names[last + 1], reading.language, reading.policy
    ):
        last += 1
    return names[first : last + 1]


def _is_public(reading: _Reading, name: Span) -> bool:
    others = tuple(map(fold_key, reading.policy.roles_in(reading.language).of_others))
    for side, role in reading.roles:
        first, second = (role, name) if side == "before" else (name, role)
        between = Span(first.end, max(first.end, second.start))
        closed = side == "before" and between.of(reading.text).rstrip().endswith((",", "،"))
        reach = reading.policy.apposition_reach if closed else reading.policy.role_reach
        if not 0 <= second.start - first.end <= reach:
            continue
        before = fold_key(reading.text[max(0, role.start - 12) : role.start]).rstrip()
        if before.endswith(_POSSESSIVE) or any(before.split()[-1:] == [other] for other in others):
            continue
        # 'The lawyer of detainee N.': the words of a rule, or another name, between role and name part the two.
        parted = any(between.contains(words) for _, _, words in reading.rules) or any(
            between.contains(one.span) for one in reading.names
        )
        if not parted:
            return True
    return False
