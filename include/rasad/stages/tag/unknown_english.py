"""English names that the gazetteer does not know: capitalised words with something beside them that says whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rasad.model import Span
from rasad.stages.tag.surroundings import surroundings
from rasad.stages.tag.unknown_lexicon import unknown_lists

_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’\-]*\.?|&")
_GAP = re.compile(r"[ ­ ]{1,2}|-")
_MOST_WORDS = 4
_LEAST_BODY = 2
_TITLE_CASE = 0.7
"""From this share of capitals among the words of four letters and more, a sentence is a headline and shows no names."""
_LONG = 4
_LEAST_LONG = 4
_LEAST_LONG_ENDED = 8
"""Headlines seldom end in a full stop; a short sentence that does may be full of names."""
_ENDS = (".", "!", "?")

_ARTICLES = frozenset({"a", "an", "the"})
"""Before two capitals without a title they show a thing, a species or a family."""

Found = tuple[Span, str]  # the name, and what it names: person, org, or MAYBE where nothing but capitals says so
MAYBE = "maybe"


def names_in(text: str, sentence: Span, covered: bytes, *, in_headlines: bool = False) -> Iterator[Found]:
    """The names in one sentence, outside what is `covered` (one byte a character: other than 0 where a mention stands).

    A sentence that is mostly capitals counts as a headline and shows no names, unless `in_headlines` asks for them.
    """
    words = list(_WORD.finditer(text, sentence.start, sentence.end))
    if not in_headlines and _is_headline(words, ends=text[sentence.end - 1 : sentence.end] in _ENDS):
        return
    at = 0
    while at < len(words):
        run = _run(text, words, at, covered)
        if not run:
            at += 1
            continue
        found = _body(text, words, at, run) or _person(text, words, at, run, sentence)
        if found:
            yield found
        at += run


def _is_headline(words: list[re.Match[str]], *, ends: bool) -> bool:
    long = [word.group() for word in words if len(word.group()) >= _LONG]
    return len(long) >= (_LEAST_LONG_ENDED if ends else _LEAST_LONG) and sum(
        word[0].isupper() for word in long
    ) >= _TITLE_CASE * len(long)


def _run(text: str, words: list[re.Match[str]], at: int, covered: bytes) -> int:
    """How many words from here on are capitalised, uncovered and directly beside one another; connectors inside count."""
    lists = unknown_lists("en")
    length = 0
    for index in range(at, len(words)):
        word = words[index]
        if any(covered[word.start() : word.end()]):
            break
        if length and not _GAP.fullmatch(text, words[index - 1].end(), word.start()):
            break
        if word.group()[0].isupper() and _key(word) not in lists.never.keys:
            length = index - at + 1
        elif not length or _key(word) not in lists.connectors.keys | lists.particles.keys:
            break
        if word.group().endswith(".") and len(word.group()) > 2:
            break
    return length


def _person(text: str, words: list[re.Match[str]], at: int, run: int, sentence: Span) -> Found | None:
    """A person's name inside a run: behind a title or role, or a known first name, or with what only persons do behind it."""
    lists = unknown_lists("en")
    names = words[at : at + run]
    connector = next((n for n, word in enumerate(names) if _key(word) in lists.connectors.keys), None)
    names = names[:connector]
    titled = False
    while names and _key(names[0]) in lists.titles.keys and not _is_possessive(names[0]):  # "Editor's Pick" is nobody
        names, titled = names[1:], True
    if not names or len(names) > _MOST_WORDS or any(_is_possessive(word) for word in names[:-1]):
        return None
    before = _key(words[at - 1]) if at and _GAP.fullmatch(text, words[at - 1].end(), words[at].start()) else ""
    owner = bool(at) and _is_possessive(words[at - 1])
    titled = titled or (not owner and bool({before, before.rstrip(".")} & lists.titles.keys))
    span = Span(names[0].start(), _without_possessive(text, names[-1].end()))
    first = _key(names[0])
    if before in _ARTICLES and not titled:
        return None
    if titled and (len(names) > 1 or len(first) > 2):
        return span, "person"
    if len(names) < 2:
        return None
    if first in surroundings().given_names.keys:
        return span, "person"
    opens = names[0].start() == sentence.start
    return span, "person" if not opens and _acts(text, words, at + run, span.end) else MAYBE


def _acts(text: str, words: list[re.Match[str]], following: int, end: int) -> bool:
    """Whether the words behind a name say or are said of a person: 'X Y said', 'X Y, a lawyer'."""
    lists = unknown_lists("en")
    if following >= len(words):
        return False
    between, word = text[end : words[following].start()], _key(words[following])
    return (between == " " and word in lists.said.keys) or (between == ", " and word in lists.apposition.keys)


def _body(text: str, words: list[re.Match[str]], at: int, run: int) -> Found | None:
    """A body's name: a run of at least two words with the noun of a body at its end, or 'Union of ...' inside it."""
    nouns = unknown_lists("en").body_nouns.keys
    names = words[at : at + run]
    keys = [_key(word) for word in names]
    if keys[-1] not in nouns:
        heads = (n for n in range(len(keys) - 2) if keys[n] in nouns and keys[n + 1] == "of")
        names = names[next(heads, len(keys)) :]
    if (
        sum(word.group()[0].isupper() for word in names) < _LEAST_BODY
        or _key(names[0]) in unknown_lists("en").titles.keys
    ):
        return None
    return Span(names[0].start(), _without_possessive(text, names[-1].end())), "org"


def _without_possessive(text: str, end: int) -> int:
    for ending in ("'s", "’s", "'", "’", "."):
        if text[:end].endswith(ending) and not (ending == "." and text[end - 2 : end - 1].isupper()):
            return end - len(ending)
    return end


def _is_possessive(word: re.Match[str]) -> bool:
    return word.group().replace("’", "'").endswith(("'s", "'"))


def _key(word: re.Match[str]) -> str:
    plain = word.group().replace("’", "'").lower()
    return plain.removesuffix("'s") if plain.endswith("'s") else plain
