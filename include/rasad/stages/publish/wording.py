"""The words of a policy in a sentence: each phrase is looked for only where its rarest-looking word stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from rasad.text.normalise import fold_key

T = TypeVar("T", bound=Hashable)
_WORD = re.compile(r"\w+")
_AGE = "{age}"


class Wording(Generic[T]):
    """Labelled phrases as whole words, on folded text. {age} in a phrase is an age that makes a minor."""

    def __init__(self, phrases: Iterable[tuple[T, str]], age: str) -> None:
        by_word: dict[str, dict[T, set[str]]] = defaultdict(lambda: defaultdict(set))
        for label, phrase in phrases:
            words = _WORD.findall(fold_key(phrase.replace(_AGE, " ")))
            by_word[max(words, key=len, default="")][label].add(_pattern(phrase, age))
        self._by_word = {
            word: [(label, re.compile("|".join(sorted(patterns)))) for label, patterns in labelled.items()]
            for word, labelled in by_word.items()
        }
        self._always = self._by_word.pop("", [])

    def find(self, key: str) -> Iterator[tuple[T, int, int]]:
        """Each phrase in a folded text with its label, start and end, in no order."""
        standing = self._by_word.keys() & set(_WORD.findall(key))
        for label, pattern in [*self._always, *(each for word in standing for each in self._by_word[word])]:
            for match in pattern.finditer(key):
                yield label, match.start(), match.end()


def _pattern(phrase: str, age: str) -> str:
    before, has_age, after = phrase.partition(_AGE)
    whole = re.escape(fold_key(before)) + (age if has_age else "") + re.escape(fold_key(after))
    begins, ends = (phrase[:1].isalnum() or phrase[:1] == "{"), (phrase[-1:].isalnum() or phrase[-1:] == "}")
    return (r"(?<!\w)" if begins else "") + whole + (r"(?!\w)" if ends else "")
