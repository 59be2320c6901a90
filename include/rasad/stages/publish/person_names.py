"""Full names of people in a sentence, and how sure it is that they are names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rasad.model import Span
from rasad.stages.publish.policy import Policy
from rasad.stages.tag import unknown_english
from rasad.stages.tag.surroundings import surroundings
from rasad.stages.tag.unknown_lexicon import unknown_lists
from rasad.text.normalise import fold, fold_key

_WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’-][^\W\d_]+)*")
_PERSON_KINDS = ("person", unknown_english.MAYBE)
_BEFORE = 24  # characters looked at for what introduces a name
_LEAST_SURNAME = 3


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A full name in a text. Unsure: only capitals, or a first name that is a word as well, say that it is one."""

    span: Span
    sure: bool
    introduced: bool = False


def person_names(text: str, sentence: Span, language: str, policy: Policy, covered: bytes) -> list[Name]:
    """The names of at least two words in one sentence, in order, that touch nothing `covered` (one byte a character, other than 0)."""
    found = _persian(text, sentence, policy) if language == "fa" else _english(text, sentence, policy, covered)
    return [one for one in found if not any(covered[one.span.start : one.span.end])]


def listed(text: str, first: Name, second: Name, language: str, policy: Policy) -> bool:
    """Whether nothing but an age and 'and' or a comma parts two names."""
    return _between(policy, language).fullmatch(text, first.span.end, second.span.start) is not None


@lru_cache(maxsize=4)
def _between(policy: Policy, language: str) -> re.Pattern[str]:
    told = policy.names_in(language)
    joins = "|".join(map(re.escape, told.joins))
    age = rf"(?:\s*[,،]?\s*\(?\d{{1,3}}\)?(?:[\s\u200c]*{re.escape(told.years)})?)?"
    return re.compile(rf"{age}\s*(?:[,،](?:\s*(?:{joins}))?|{joins})\s*", re.IGNORECASE)


def _english(text: str, sentence: Span, policy: Policy, covered: bytes) -> Iterator[Name]:
    lists = _lists(policy, "en")
    last: Name | None = None
    for span, kind in unknown_english.names_in(text, sentence, covered, in_headlines=True):
        words = [fold_key(word.group()) for word in _WORD.finditer(text, span.start, span.end)]
        shouted = kind == unknown_english.MAYBE and span.of(text).isupper()
        if kind not in _PERSON_KINDS or len(words) < 2 or lists.stops.intersection(words) or shouted:
            continue
        introduced = _is_introduced(text, span.start, policy, "en") or _goes_on(text, last, span, "en", policy)
        last = Name(span, kind == "person" or words[0] in lists.given or introduced, introduced)
        yield last


def _persian(text: str, sentence: Span, policy: Policy) -> Iterator[Name]:
    """A first name with the word after it (and what ends a surname), or two words that are introduced as a name."""
    lists = _lists(policy, "fa")
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, sentence.start, sentence.end)]
    keys = [fold_key(word.of(text)) for word in words]
    joined = [text[a.end : b.start] == " " for a, b in pairwise(words)] + [False]
    at, last = 0, None
    while at < len(words):
        end = at
        while end < len(words) and keys[end] in lists.given and (end == at or joined[end - 1]):
            end += 1
        sure = end > at
        if not sure and keys[at] in lists.unsure:
            end = at + 1
        introduced = _is_introduced(text, words[at].start, policy, "fa") or _goes_on(
            text, last, words[at], "fa", policy
        )
        if end == at and introduced:
            end = at + 1
        if (
            end == at
            or not joined[end - 1]
            or keys[end] in lists.stops
            or not _may_be_surname(words[end].of(text), policy)
        ):
            at += 1
            continue
        end += 1
        if end < len(words) and joined[end - 1] and keys[end] in lists.surname_ends:
            end += 1
        span = Span(words[at].start, words[end - 1].end)
        last = Name(span, sure or introduced or _is_aged(text, span.end, policy), introduced)
        yield last
        at = end


def _may_be_surname(word: str, policy: Policy) -> bool:
    return len(word) >= _LEAST_SURNAME and not word.startswith(policy.names_in("fa").verbal)


def _goes_on(text: str, last: Name | None, span: Span, language: str, policy: Policy) -> bool:
    return last is not None and last.introduced and listed(text, last, Name(span, sure=False), language, policy)


def _is_introduced(text: str, start: int, policy: Policy, language: str) -> bool:
    before = fold_key(text[max(0, start - _BEFORE) : start]).rstrip(" :")
    return f" {before}".endswith(_lists(policy, language).introduced)


def _is_aged(text: str, end: int, policy: Policy) -> bool:
    """Whether an age of any height follows."""
    return _aged(policy).match(fold(text[end : end + _BEFORE]).key) is not None


@lru_cache(maxsize=4)
def _aged(policy: Policy) -> re.Pattern[str]:
    return re.compile(rf"[\s،,(]*(?:\d{{1,3}}|{policy.age})\s*{fold_key(policy.names_in('fa').years)}")


@dataclass(frozen=True, slots=True)
class _Lists:
    """Words of one language as match keys."""

    given: frozenset[str]
    unsure: frozenset[str]  # first names that are words as well
    stops: frozenset[str]
    surname_ends: frozenset[str]
    introduced: tuple[str, ...]  # each behind a space


@lru_cache(maxsize=4)
def _lists(policy: Policy, language: str) -> _Lists:
    told = policy.names_in(language)
    unsure, stops, ends = (frozenset(map(fold_key, words)) for words in (told.given, told.stops, told.surname_ends))
    sure = unknown_lists("fa").sure_given_names.keys if language == "fa" else ()
    given = frozenset(fold_key(name) for name in surroundings().given_names.keys).union(sure) - unsure
    return _Lists(given, unsure, stops, ends, tuple(f" {fold_key(words)}" for words in told.introduced))
