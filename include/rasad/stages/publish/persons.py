"""Private persons in a text: names beside the words of a rule, unless they are known or bear a public role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rasad.model import Span
from rasad.stages.publish.policy import Policy, Rule
from rasad.stages.tag.surroundings import surroundings
from rasad.text.names import name_key
from rasad.text.normalise import fold, fold_key
from rasad.text.sentences import paragraphs, sentences

_WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’-][^\W\d_]+)*")
_LISTED = re.compile(r"\s*(?:,|،|and|&|و|,\s*and|،\s*و)\s*", re.IGNORECASE)
_MOST_WORDS = 4
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
    for paragraph in paragraphs(text):
        for sentence in sentences(text, paragraph):
            if (reading := _reading(text, sentence, language, policy)) is not None:
                found += _of_sentence(reading, known, linked)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sentence with the words of the rules, and the names in it. Spans count in the whole text."""

    text: str
    language: str
    policy: Policy
    rules: list[tuple[Rule, str, Span]]  # rule, side, words
    roles: list[tuple[str, Span]]
    names: list[Span]


@lru_cache(maxsize=8)
def _patterns(
    policy: Policy, language: str
) -> tuple[list[tuple[Rule, str, re.Pattern[str]]], list[tuple[str, re.Pattern[str]]]]:
    rules = [
        (rule, side, policy.words(getattr(rule.sides(language), side)))
        for rule in policy.rules
        for side in ("before", "after")
    ]
    roles = policy.roles_in(language)
    return rules, [("before", policy.words(roles.before)), ("after", policy.words(roles.after))]


def _reading(text: str, sentence: Span, language: str, policy: Policy) -> _Reading | None:
    folded = fold(sentence.of(text))
    rules, roles = _patterns(policy, language)

    def places(pattern: re.Pattern[str]) -> Iterator[Span]:
        for match in pattern.finditer(folded.key):
            at = folded.span(match.start(), match.end())
            yield Span(sentence.start + at.start, sentence.start + at.end)

    words = [(rule, side, at) for rule, side, pattern in rules for at in places(pattern)]
    if not words:
        return None
    named = list(_names(text, sentence, language, policy))
    return _Reading(text, language, policy, words, [(side, at) for side, p in roles for at in places(p)], named)


def _of_sentence(reading: _Reading, known: Known, linked: Sequence[Span]) -> Iterator[Private]:
    names = [name for name in reading.names if not any(name.overlaps(one) for one in linked)]
    for name, rule in _ruled(reading, names):
        surface = name.of(reading.text)
        if not known(name_key(surface).key) and not _is_public(reading, name):
            yield Private(rule, surface)


def _ruled(reading: _Reading, names: list[Span]) -> Iterator[tuple[Span, str]]:
    """Each name with the rule whose words stand nearest on their side of it; names in a list share them."""
    reach = reading.policy.reach
    for rule, side, words in reading.rules:
        if side == "before":
            near = next((i for i, n in enumerate(names) if 0 <= n.start - words.end <= reach), None)
            step = 1
        else:
            near = next((i for i, n in reversed(list(enumerate(names))) if 0 <= words.start - n.end <= reach), None)
            step = -1
        while near is not None and 0 <= near < len(names):
            yield names[near], rule.id
            following = near + step
            if not 0 <= following < len(names):
                break
            first, second = sorted((names[near], names[following]))
            near = following if _LISTED.fullmatch(reading.text[first.end : second.start]) else None


def _is_public(reading: _Reading, name: Span) -> bool:
    others = tuple(map(fold_key, reading.policy.roles_in(reading.language).of_others))
    for side, role in reading.roles:
        first, second = (role, name) if side == "before" else (name, role)
        gap = second.start - first.end
        if not 0 <= gap <= reading.policy.role_reach:
            continue
        before = fold_key(reading.text[max(0, role.start - 12) : role.start]).rstrip()
        if before.endswith(_POSSESSIVE) or any(before.split()[-1:] == [other] for other in others):
            continue
        # 'The lawyer of detainee N.': the words of a rule, or another name, between role and name part the two.
        between = Span(first.end, second.start)
        parted = any(between.contains(words) for _, _, words in reading.rules) or any(
            between.contains(one) for one in reading.names
        )
        if not parted:
            return True
    return False


def _names(text: str, sentence: Span, language: str, policy: Policy) -> Iterator[Span]:
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, sentence.start, sentence.end)]
    runs = _persian(text, words, policy) if language == "fa" else _english(text, words, policy)
    for run in runs:
        yield Span(run[0].start, run[-1].end)


def _adjacent(text: str, first: Span, second: Span) -> bool:
    return text[first.end : second.start] == " "


@lru_cache(maxsize=4)
def _lists(policy: Policy, language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[str, ...]]:
    told = policy.names_in(language)
    given = frozenset(fold_key(name) for name in surroundings().given_names.keys)
    stops, ends = (frozenset(map(fold_key, words)) for words in (told.stops, told.surname_ends))
    return given, stops, ends, tuple(map(fold_key, told.introduced))


def _english(text: str, words: list[Span], policy: Policy) -> Iterator[list[Span]]:
    """Runs of two to four capitalised words, with a given name among them or introduced as a name."""
    given, stops, _, introduced = _lists(policy, "en")
    run: list[Span] = []
    for word in [*words, None]:
        fits = word is not None and word.of(text)[:1].isupper() and fold_key(word.of(text)) not in stops
        if fits and word is not None and (not run or _adjacent(text, run[-1], word)):
            run.append(word)
            continue
        if 2 <= len(run) <= _MOST_WORDS:
            begins = next((i for i, one in enumerate(run) if fold_key(one.of(text)) in given), None)
            if begins is not None and len(run) - begins >= 2:
                yield run[begins:]
            elif begins is None and fold_key(text[max(0, run[0].start - 24) : run[0].start]).rstrip().endswith(
                introduced
            ):
                yield run
        run = [word] if fits and word is not None else []


def _persian(text: str, words: list[Span], policy: Policy) -> Iterator[list[Span]]:
    """Given names with the word after them (and what ends a surname), or two words that are introduced as a name."""
    given, stops, ends, introduced = _lists(policy, "fa")
    keys = [fold_key(word.of(text)) for word in words]
    joined = [_adjacent(text, a, b) for a, b in pairwise(words)] + [False]
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and keys[end] in given and (end == at or joined[end - 1]):
            end += 1
        named = fold_key(text[max(0, words[at].start - 12) : words[at].start]).rstrip().endswith(introduced)
        if end == at and named:
            end = at + 1
        if end > at and joined[end - 1] and keys[end] not in stops:
            end += 1
            if end < len(words) and joined[end - 1] and keys[end] in ends:
                end += 1
            yield words[at:end]
            at = end
        else:
            at += 1
