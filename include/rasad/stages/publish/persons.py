"""Private persons in a text: names beside the words of a rule, unless they are known or bear a public role."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
_LONGEST_ROLE = 40  # characters
_MOST_LISTED = 40  # names on either side of the one that a rule reaches
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


@dataclass(frozen=True)
class _Reading:
    """One sentence with the words of the rules, and the names in it. Spans count in the whole text; all lists are in its order."""

    text: str
    language: str
    policy: Policy
    rules: list[tuple[Rule, str, Span]]  # rule, side, words
    roles: list[tuple[str, Span]]
    names: list[Name]
    said_before: str | None

    @cached_property
    def rule_starts(self) -> list[int]:
        """Where the words of the rules begin."""
        return [words.start for _, _, words in self.rules]

    @cached_property
    def role_starts(self) -> list[int]:
        """Where the public roles begin."""
        return [role.start for _, role in self.roles]

    @cached_property
    def name_starts(self) -> list[int]:
        """Where the names begin; they do not overlap."""
        return [name.span.start for name in self.names]

    def names_near(self, words: Span, side: str, reach: int) -> Iterator[int]:
        """The numbers of the names within reach on one side of words, nearest first. Texts may be long and hostile."""
        if side == "before":
            at = bisect_left(self.name_starts, words.end)
            while at < len(self.names) and self.name_starts[at] - words.end <= reach:
                yield at
                at += 1
        else:
            at = bisect_left(self.name_starts, words.start) - 1
            while at >= 0 and words.start - self.names[at].span.end <= reach:
                yield at
                at -= 1


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
    roles.sort(key=lambda each: (each[1], each[0]))
    return _Reading(text, language, policy, rules, roles, names, said)


def _of_sentence(reading: _Reading, known: Known) -> Iterator[Private]:
    for name, rule in _ruled(reading):
        surface = name.of(reading.text)
        if not known(name_key(surface).key) and not _is_public(reading, name):
            yield Private(rule, surface)


def _ruled(reading: _Reading) -> Iterator[tuple[Span, str]]:
    """Each name with the rule whose words stand nearest on their side of it; names in a list share them."""
    alone = not reading.said_before and all(rule.beside_others for rule, _, _ in reading.rules)
    for rule, side, words in reading.rules:
        if rule.beside_others and alone:
            continue
        reach = rule.reach or reading.policy.reach
        near = next(
            (
                i
                for i in reading.names_near(words, side, reach)
                if _reaches(reading, reach, side, words, reading.names[i])
            ),
            None,
        )
        if near is not None:
            yield from ((name.span, rule.id) for name in _list_of(reading, near))
    if not reading.rules and reading.said_before:
        yield from ((name.span, reading.said_before) for name in reading.names if name.introduced)


def _reaches(reading: _Reading, reach: int, side: str, words: Span, name: Name) -> bool:
    """Whether words of a rule are near a name, and nothing parts who tells from what is told."""
    first, second = (words, name.span) if side == "before" else (name.span, words)
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

    def goes_on(first: int) -> bool:
        one, other = reading.names[first], reading.names[first + 1]
        return listed(reading.text, one, other, reading.language, reading.policy)

    first = last = near
    while first > max(0, near - _MOST_LISTED) and goes_on(first - 1):
        first -= 1
    while last + 1 < min(len(reading.names), near + _MOST_LISTED) and goes_on(last):
        last += 1
    return reading.names[first : last + 1]


def _is_public(reading: _Reading, name: Span) -> bool:
    """Whether a name stands beside a public role that is its bearer's own."""
    policy, starts = reading.policy, reading.role_starts
    others = tuple(map(fold_key, policy.roles_in(reading.language).of_others))
    low = bisect_left(starts, name.start - policy.apposition_reach - _LONGEST_ROLE)
    for side, role in reading.roles[low : bisect_right(starts, name.end + policy.role_reach)]:
        first, second = (role, name) if side == "before" else (name, role)
        between = Span(first.end, max(first.end, second.start))
        closed = side == "before" and between.of(reading.text).rstrip().endswith((",", "،"))
        if not 0 <= second.start - first.end <= (policy.apposition_reach if closed else policy.role_reach):
            continue
        before = fold_key(reading.text[max(0, role.start - 12) : role.start]).rstrip()
        if before.endswith(_POSSESSIVE) or any(before.split()[-1:] == [other] for other in others):
            continue
        if not _is_parted(reading, between):
            return True
    return False


def _is_parted(reading: _Reading, between: Span) -> bool:
    """'The lawyer of detainee N.': the words of a rule, or another name, between role and name part the two."""
    rules = slice(bisect_left(reading.rule_starts, between.start), bisect_right(reading.rule_starts, between.end))
    names = slice(bisect_left(reading.name_starts, between.start), bisect_right(reading.name_starts, between.end))
    spans = [words for _, _, words in reading.rules[rules]] + [one.span for one in reading.names[names]]
    return any(between.contains(span) for span in spans)
