"""Ids that spell a private name, made to say nothing.

Whom the gazetteer does not know gets an id of the words that name them (`unk:<name>`, `grp:<family of name>`). For a private
person these words become a pseudonym, the same in every table, so that joins hold and the name is nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rasad.identity import short_hash, slug

_LOCAL = re.compile(r"(?<!\w)(?:anon|doc|grp|unk):[\w-]+")
_LENGTH = 12


def pseudonym(article_id: str, number: int) -> str:
    """What stands for the private person who comes as such a number in the article that named them first.

    It is made of the place and not of the name: a digest of the name would let anybody try names against it.
    """
    return f"private-{short_hash('private', article_id, str(number))[:_LENGTH]}"


class Pseudonyms:
    """Private names by the pseudonym that stands for them in ids."""

    def __init__(self, pseudonyms: Mapping[str, str]) -> None:
        """By name as written; a full name goes before a surname that is part of it."""
        self._by_words = {slug(name): stand_in for name, stand_in in pseudonyms.items() if slug(name)}
        longest_first = sorted(self._by_words, key=lambda words: (-len(words), words))
        self._words = re.compile(rf"(?<=[:-])(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?![^-])")

    def put(self, text: str) -> str:
        """The text with each local id in it freed of names; what is no id stays."""
        return _LOCAL.sub(lambda one: self._words.sub(self._stand_in, one.group()), text)

    def _stand_in(self, words: re.Match[str]) -> str:
        return self._by_words[words.group()]
