"""Persian names that the gazetteer does not know: without capitals, only a title, role or first name before them tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rasad.model import Span
from rasad.stages.tag.unknown_lexicon import unknown_lists
from rasad.text.normalise import fold_key, is_persian_letter

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u200c\u200d\u064b-\u0652\u0654\u0670])*|[^\s\w]")
_QUOTED = re.compile(r"[ ]?«([^«»\n]{2,40})»")
_MOST_SURNAMES = 2
_LEAST_LETTERS = 3
_MOST_QUOTED_WORDS = 5

Found = tuple[Span, str]  # the name, and what it names: person or org


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    key: str

    @property
    def is_mark(self) -> bool:
        return not any(map(is_persian_letter, self.key))


def names_in(text: str, sentence: Span, covered: bytes) -> Iterator[Found]:
    """The names in one sentence, outside what is `covered` (one byte a character: other than 0 where a mention stands)."""
    words = [
        _Word(Span(match.start(), match.end()), fold_key(match.group()))
        for match in _WORD.finditer(text, sentence.start, sentence.end)
    ]
    at = 0
    while at < len(words):
        found, used = _person(words, at, covered)
        found = found or _body(text, words[at], covered)
        if found:
            yield found
        at += max(used, 1)


def _person(words: list[_Word], at: int, covered: bytes) -> tuple[Found | None, int]:
    """A title and a name, or a known first name with a surname and a role or a verb of saying beside it."""
    lists, title = unknown_lists("fa"), _title(words, at)
    name = _name(words, at + title, covered)
    if name is None:
        return None, 0
    end = at + title + len(name)
    first = name[0].key in lists.sure_given_names.keys
    if first and len(name) > 1:
        known = bool(title) or _is_supported(words, at, end)
    else:
        sure = any(" ".join(w.key for w in words[at + n : at + title]) in lists.sure_titles.keys for n in range(title))
        known = sure and not first and _is_followed(words, end)
    return ((Span(name[0].span.start, name[-1].span.end), "person"), title + len(name)) if known else (None, 0)


def _is_followed(words: list[_Word], end: int) -> bool:
    """Whether a surname without a first name is followed as subjects are: a mark, a verb of saying, 'also', 'with'."""
    lists = unknown_lists("fa")
    return end >= len(words) or words[end].is_mark or words[end].key in lists.said.keys | lists.follows.keys


def _title(words: list[_Word], at: int) -> int:
    """How many words of titles stand here, one title after the other."""
    lists, length = unknown_lists("fa"), 0
    while True:
        for size in (3, 2, 1):
            phrase = " ".join(word.key for word in words[at + length : at + length + size])
            if phrase in lists.titles.keys:
                length += size
                break
        else:
            return length


def _name(words: list[_Word], at: int, covered: bytes) -> list[_Word] | None:
    """First name (if known) and up to two words of surname, ended by a mark or a word that no name holds."""
    lists = unknown_lists("fa")
    name: list[_Word] = []
    most = _MOST_SURNAMES + 1 if at < len(words) and words[at].key in lists.sure_given_names.keys else _MOST_SURNAMES
    for word in words[at : at + most + 1]:
        if word.is_mark or word.key in lists.ends.keys:
            break
        if any(covered[word.span.start : word.span.end]) or word.key in lists.never.keys:
            return None
        name.append(word)
    else:
        if at + len(name) < len(words):
            return None
    if not name or len(name) > most or len(name[-1].key) < _LEAST_LETTERS:
        return None
    return name


def _is_supported(words: list[_Word], at: int, end: int) -> bool:
    """Whether a role stands before a full name, or a role in apposition or a verb of saying behind it."""
    lists = unknown_lists("fa")
    if at and words[at - 1].key in lists.before_the_name.keys:
        return True
    behind = words[end : end + 2]
    if behind and behind[0].key in lists.said.keys:
        return True
    return (
        len(behind) > 1
        and behind[0].span.end - behind[0].span.start == 1
        and behind[0].is_mark
        and behind[1].key in lists.apposition.keys
    )


def _body(text: str, word: _Word, covered: bytes) -> Found | None:
    """The noun of a body with its name in guillemets: a quoted name is the only end that can be seen."""
    if word.key not in unknown_lists("fa").body_heads.keys or any(covered[word.span.start : word.span.end]):
        return None
    quoted = _QUOTED.match(text, word.span.end)
    if (
        quoted is None
        or len(quoted.group(1).split()) > _MOST_QUOTED_WORDS
        or any(covered[quoted.start() : quoted.end()])
    ):
        return None
    return Span(word.span.start, quoted.end()), "org"
