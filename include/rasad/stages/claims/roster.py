"""Everybody who speaks in one article, and the local ids of those whom the gazetteer does not know."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from rasad.identity import local_id, slug

UNSPECIFIED = "unk:unspecified"
AUTHOR = "unk:author"


class Offices(Protocol):
    """The part of the gazetteer that knows who held an office when."""

    def office_holder(self, office_id: str, on: date) -> str | None:
        """The one person who held an office on a day, or None."""

    def office_names(self, person_id: str) -> frozenset[str]:
        """What every office that a person ever held is called, in each language."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in one relation. `at` is where the article names them, `noun` the head noun that a later phrase may repeat."""

    id: str | None
    type: str
    surface: str | None
    at: int
    noun: str | None = None
    linked: bool = False
    nested: bool = False  # speaks inside what another says
    passing: bool = False  # only carries what others say

    def again(self, surface: str | None, at: int) -> Voice:
        """The same voice, taken up again elsewhere."""
        return replace(self, surface=surface, at=at)


@dataclass
class Roster:
    """Gives the speakers of one article their ids: the same words always get the same id."""

    article: str
    offices: Offices
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _people: dict[str, str] = field(default_factory=dict)
    _posts: dict[str, str] = field(default_factory=dict)

    def numbered(self, phrase: str, prefix: str = "anon") -> str:
        """`anon:<article>:<n>` or `doc:<article>:<n>` of a phrase; n counts the different phrases of the article from 1."""
        place = (prefix, slug(phrase))
        taken = sum(1 for kind, _ in self._numbers if kind == prefix)
        number = self._numbers.setdefault(place, taken + 1)
        return f"{prefix}:{self.article}:{number}"

    def local(self, prefix: str, phrase: str) -> str:
        """The id of a phrase by its own words."""
        return f"{prefix}:{slug(phrase) or 'unspecified'}"

    def person(self, name: str) -> str:
        """The id of a person whom the gazetteer does not know; a surname alone means the full name given before."""
        key = slug(name)
        known = self._people.get(key)
        if known:
            return known
        entity_id = local_id(name)
        self._people[key] = entity_id
        words = key.split("-")
        for start in range(1, len(words)):  # a surname may have several words
            self._people.setdefault("-".join(words[start:]), entity_id)
        return entity_id

    def appoint(self, entity_id: str, post: str) -> None:
        """Remember the post that the article gives somebody."""
        self._posts.setdefault(slug(post), entity_id)

    def in_post(self, post: str) -> str | None:
        """Whom the article has given this post, in the same words or in more or fewer of them; None where two fit."""
        asked = slug(post)
        fitting = {who for known, who in self._posts.items() if _same_post(asked, known)}
        return fitting.pop() if len(fitting) == 1 else None

    def has_post(self, entity_id: str) -> bool:
        """Whether the article has given somebody a post."""
        return entity_id in self._posts.values()

    def knows(self, name: str) -> bool:
        """Whether somebody of this name has been given an id."""
        return slug(name) in self._people

    def holder(self, office_id: str, on: date | None) -> str | None:
        """Who held an office on a day; None without a day or without a single holder."""
        return self.offices.office_holder(office_id, on) if on else None


def _same_post(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (longer == shorter or longer.startswith(f"{shorter}-"))
