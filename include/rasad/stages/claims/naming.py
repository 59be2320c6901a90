"""Whom a source phrase names that no gazetteer knows: in Persian a name stands before its post, or behind the post's comma."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.phrase import Phrase

_LONGEST_NAME = 4  # words of a personal name without its titles
_COMMA = re.compile(r"\s*[,\u060c]\s*")
_QUOTED = re.compile(r"^[«“\"]?\s?([^«»“”\"]{2,40})[»”\"]\s?")
"""A name in quotation marks, as Persian agencies write foreign names; the phrase has already lost its opening mark."""
_POSTS = frozenset({"office_holder_unnamed", "collective_unverifiable", "anonymous_source"})
"""Types of source whose nouns say, behind a name, what that person is."""


@dataclass(frozen=True, slots=True)
class Named:
    """A personal name as match key, with the post that the same phrase gives, if it gives one."""

    name: str
    post: str | None


def named(phrase: Phrase, meaning: Meaning) -> Named | None:
    """The person whom a phrase of a head-first language names together with a post or title; None where it names none."""
    if not meaning.words.head_first or phrase.key != phrase.bare or not phrase.key:
        return None
    whole = meaning.relative.split(phrase.key)[0]
    quoted = _QUOTED.match(whole)
    if quoted:
        return _checked(quoted.group(1).split(), _post(whole[quoted.end() :].strip(" ،,"), meaning), meaning)
    parts = [part for part in _COMMA.split(whole) if part]
    if not parts:
        return None
    words = _untitled(parts[0].split(), meaning)
    apposed = parts[1] if len(parts) > 1 else ""
    at = next((n for n, word in enumerate(words) if _opens_post(word, meaning)), None)
    if at == 0:
        return _checked(_untitled(apposed.split(), meaning), " ".join(words), meaning)
    if at is not None:
        return _checked(words[:at], " ".join(words[at:]), meaning)
    post = _post(apposed, meaning)
    if post is None and len(words) == len(parts[0].split()):
        return None
    return _checked(words, post, meaning)


def _untitled(words: list[str], meaning: Meaning) -> list[str]:
    while words and words[0] in meaning.titles:
        words = words[1:]
    return words


def _opens_post(word: str, meaning: Meaning) -> bool:
    kind = meaning.kind_of.get(word)
    return kind is not None and kind.type in _POSTS and word not in meaning.titles


def _post(text: str, meaning: Meaning) -> str | None:
    """The text where it is a post; a post may be one of several ("one of the leaders of")."""
    one_of = meaning.partitive.match(text)
    words = _untitled(text[one_of.end() if one_of else 0 :].split(), meaning)
    if not words or not (one_of or _opens_post(words[0], meaning)):
        return None
    return " ".join(words)


def _checked(words: list[str], post: str | None, meaning: Meaning) -> Named | None:
    name = " ".join(words)
    one_of = meaning.partitive.search(name)
    if one_of:  # "Hadian one of the professors": what follows is the post
        post, name = name[one_of.end() :].strip() or post, name[: one_of.start()].strip()
        words = name.split()
    if not 0 < len(words) <= _LONGEST_NAME or meaning.organisation.search(name) or meaning.outlet.search(name):
        return None
    described = any(word in meaning.kind_of or word in meaning.class_nouns for word in words)
    if described or meaning.preposition.search(name) or meaning.determiner.match(name):
        return None
    return Named(name, post)
