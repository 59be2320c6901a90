"""The privacy policy (include/privacy/policy.yml): whose names are masked, in which words it shows, and who is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.normalise import fold_key

FOLDER = INCLUDE / "privacy"


class Sides(Strict):
    """Words that stand before or after a name."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Roles(Sides):
    """The same of public roles; `of_others` before one says that it is another person's."""

    of_others: tuple[str, ...]


class Rule(Strict):
    """One kind of private person."""

    id: str = Field(pattern=r"^[a-z_]+$")
    why: str
    en: Sides
    fa: Sides

    def sides(self, language: str) -> Sides:
        """The words of one language."""
        return self.fa if language == "fa" else self.en


class NameWords(Strict):
    """What begins, ends or is no part of a name."""

    introduced: tuple[str, ...]
    stops: tuple[str, ...]
    surname_ends: tuple[str, ...]


class RolesOf(Strict):
    """Public roles by language."""

    en: Roles
    fa: Roles


class NameWordsOf(Strict):
    """Words of names by language."""

    en: NameWords
    fa: NameWords


class Policy(Strict):
    """The file."""

    block: str = Field(min_length=1, max_length=1)
    kept_tables: frozenset[str]
    kept_columns: frozenset[str]
    reach: int = Field(gt=0, description="Characters between a name and the words that make it private.")
    role_reach: int = Field(gt=0, description="Characters between a name and the role of its bearer.")
    rules: tuple[Rule, ...]
    age: str
    public_roles: RolesOf
    names: NameWordsOf

    def roles_in(self, language: str) -> Roles:
        """The public roles of one language."""
        return self.public_roles.fa if language == "fa" else self.public_roles.en

    def names_in(self, language: str) -> NameWords:
        """The words of names of one language."""
        return self.names.fa if language == "fa" else self.names.en

    def words(self, phrases: Iterable[str]) -> re.Pattern[str]:
        """A pattern of some phrases as whole words, on folded text; {age} is an age that makes a minor."""
        patterns = sorted({self._pattern(phrase) for phrase in phrases}, key=lambda word: (-len(word), word))
        return re.compile("|".join(patterns) or r"(?!)")

    def _pattern(self, phrase: str) -> str:
        before, age, after = phrase.partition("{age}")
        whole = re.escape(fold_key(before)) + (self.age if age else "") + re.escape(fold_key(after))
        begins, ends = (phrase[:1].isalnum() or phrase[:1] == "{"), (phrase[-1:].isalnum() or phrase[-1:] == "}")
        return (r"(?<!\w)" if begins else "") + whole + (r"(?!\w)" if ends else "")


@lru_cache(maxsize=1)
def policy(path: Path = FOLDER / "policy.yml") -> Policy:
    """The policy in force. Raises ConfigError when its file is wrong."""
    return read_model(path, Policy)
