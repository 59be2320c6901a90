"""The privacy policy (include/privacy/policy.yml): whose names are masked, in which words it shows, and who is kept."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model

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
    reach: int | None = Field(default=None, gt=0, description="Its own, where the policy's is too far.")
    beside_others: bool = Field(default=False, description="Whether it counts only where another rule speaks as well.")
    en: Sides
    fa: Sides

    def sides(self, language: str) -> Sides:
        """The words of one language."""
        return self.fa if language == "fa" else self.en


class NameWords(Strict):
    """What begins, ends or is no part of a name."""

    given: tuple[str, ...]
    joins: tuple[str, ...]
    years: str
    verbal: tuple[str, ...]
    parting: tuple[str, ...]
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


class UnsureReach(Strict):
    """Characters by language; -1 where nothing reaches."""

    en: int = Field(ge=-1)
    fa: int = Field(ge=-1)


class Policy(Strict):
    """The file."""

    block: str = Field(min_length=1, max_length=1)
    kept_tables: frozenset[str]
    kept_columns: frozenset[str]
    reach: int = Field(gt=0, description="Characters between a name and the words that make it private.")
    reach_of_unsure: UnsureReach = Field(description="The same where it is not sure that words are a name.")
    role_reach: int = Field(gt=0, description="Characters between a name and the role of its bearer.")
    apposition_reach: int = Field(gt=0, description="The same where a comma ends the role: the head of the office, N.")
    parted_by: tuple[str, ...] = Field(
        description="What stands between who tells of others and what is told, but verbs of saying."
    )
    rules: tuple[Rule, ...]
    age: str
    public_roles: RolesOf
    names: NameWordsOf

    def roles_in(self, language: str) -> Roles:
        """The public roles of one language."""
        return self.public_roles.fa if language == "fa" else self.public_roles.en

    def unsure_reach(self, language: str) -> int:
        """How far words may be from what is not surely a name; -1 where they never reach it."""
        return self.reach_of_unsure.fa if language == "fa" else self.reach_of_unsure.en

    def names_in(self, language: str) -> NameWords:
        """The words of names of one language."""
        return self.names.fa if language == "fa" else self.names.en


@lru_cache(maxsize=1)
def policy(path: Path = FOLDER / "policy.yml") -> Policy:
    """The policy in force. Raises ConfigError when its file is wrong."""
    return read_model(path, Policy)
