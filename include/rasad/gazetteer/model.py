"""What a gazetteer file may say: entities with names that stand alone, names that need company, and terms of office."""

from __future__ import annotations

import calendar
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from rasad.catalogue import Confidence, Name
from rasad.model import Language
from rasad.strict import Strict

EntityType = Literal["person", "org", "office", "place", "event", "group", "outlet", "concept"]
PREFIXES = {
    "per": "person",
    "org": "org",
    "off": "office",
    "plc": "place",
    "evt": "event",
    "grp": "group",
    "med": "outlet",
    "con": "concept",
}
"""What an id begins with, and the type that this means."""

_JOINERS = unicodedata.lookup("ZERO WIDTH NON-JOINER") + unicodedata.lookup("ZERO WIDTH JOINER")
_ARABIC_LETTERS = unicodedata.lookup("ARABIC LETTER YEH") + unicodedata.lookup("ARABIC LETTER KAF")


@dataclass(frozen=True, slots=True)
class When:
    """A year, month or day as a file gives it: the first and the last day that it may mean."""

    first: date
    last: date


def when(value: Any) -> Any:
    """`2021`, `2021-08` or `2021-08-03` (as text, number or date) as the days that it may mean."""
    if value is None or isinstance(value, When):
        return value
    if isinstance(value, date):
        return When(value, value)
    parts = [int(part) for part in str(value).split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return When(day, day)
    year, month = parts[0], parts[1] if len(parts) == 2 else None
    last_month = month or 12
    return When(date(year, month or 1, 1), date(year, last_month, calendar.monthrange(year, last_month)[1]))


PartialDate = Annotated[When | None, BeforeValidator(when)]


class Names(Strict):
    """Names in both languages. One Persian spelling is enough: joined and spaced forms are matched alike."""

    en: tuple[str, ...] = ()
    fa: tuple[str, ...] = ()

    @field_validator("en", "fa")
    @classmethod
    def _is_clean(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            _must_be_clean(name)
        return names

    def each(self) -> tuple[tuple[Language, str], ...]:
        """All names with their language."""
        return (*(("en", name) for name in self.en), *(("fa", name) for name in self.fa))


class Term(Strict):
    """One term of office. `from` and `to` are always written; null means open or unknown at that end."""

    office: str = Field(pattern=r"^off:[a-z0-9]+(-[a-z0-9]+)*$")
    from_: PartialDate = Field(alias="from")
    to: PartialDate
    confidence: Confidence = Field(default="high", description="low: never resolves a role by itself.")
    source: str = ""

    @model_validator(mode="after")
    def _has_dates_in_order(self) -> Term:
        if self.from_ is None and self.to is None:
            raise ValueError("a role needs at least one date: give from or to")
        if self.from_ and self.to and self.from_.first > self.to.last:
            raise ValueError("a role ends before it begins: swap from and to")
        return self

    def may_cover(self, day: date) -> bool:
        """Whether the term, in its widest reading, includes a day."""
        return (self.from_ is None or self.from_.first <= day) and (self.to is None or day <= self.to.last)

    def surely_overlaps(self, other: Term) -> bool:
        """Whether two terms share more than a day of handing over, in their narrowest reading."""
        start = max(term.from_.last if term.from_ else date.min for term in (self, other))
        end = min(term.to.first if term.to else date.max for term in (self, other))
        return start < end


class Alone(Strict):
    """A period in which weak names need no company, because only this entity was called so without a first name."""

    names: Names
    from_: PartialDate = Field(alias="from")
    to: PartialDate

    def covers(self, day: date) -> bool:
        """Whether a day lies surely inside the period."""
        return (self.from_ is None or self.from_.last <= day) and (self.to is None or day < self.to.first)


class Entity(Strict):
    """Somebody or something that texts name. `name` and `names` stand alone unless they are repeated under `weak`."""

    id: str = Field(pattern=r"^(per|org|off|plc|evt|grp|med|con):[a-z0-9]+(-[a-z0-9]+)*$")
    type: EntityType
    kind: str | None = Field(default=None, description="Finer type: armed, ministry, party, city, site ...")
    name: Name
    names: Names = Names()
    weak: Names = Field(default=Names(), description="Names that need company; see at_home for generic ones.")
    at_home: Names = Field(
        default=Names(), description="Generic names that mean this entity where the text speaks of its own country."
    )
    misspelt: Names = Field(
        default=Names(), description="Faulty spellings seen in texts; they link only beside what confirms them."
    )
    alone: tuple[Alone, ...] = ()
    company: Names = Field(default=Names(), description="Words that decide for this entity where a name is shared.")
    not_followed_by: Names = Names()
    not_preceded_by: Names = Names()
    roles: tuple[Term, ...] = ()
    shared: bool = Field(default=False, description="For offices: held by several people at once.")
    country: str = Field(default="IR", pattern=r"^([A-Z]{2}|international)$")
    period: str | None = Field(default=None, description="For events: when, as ISO 8601 date or interval.")
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9][0-9]*$")
    confidence: Confidence = "low"
    source: str = Field(default="", description="Where the names and terms come from; none is the file's own source.")
    note: str = ""

    @model_validator(mode="after")
    def _is_consistent(self) -> Entity:
        if PREFIXES[self.id.split(":")[0]] != self.type:
            raise ValueError(f"an id that begins so has type {PREFIXES[self.id.split(':')[0]]}: change one of them")
        if self.roles and self.type != "person":
            raise ValueError("only a person has roles: move them to the holder")
        for name in (self.name.en, self.name.fa or ""):
            _must_be_clean(name)
        return self

    def strong(self) -> tuple[tuple[Language, str], ...]:
        """The names that stand alone, the display names first."""
        own: list[tuple[Language, str]] = [("en", self.name.en)]
        if self.name.fa:
            own.append(("fa", self.name.fa))
        needing = {name.casefold() for _, name in (*self.weak.each(), *self.at_home.each(), *self.misspelt.each())}
        names = (pair for pair in (*own, *self.names.each()) if pair[1].casefold() not in needing)
        return tuple(dict.fromkeys(names))


class Entities(Strict):
    """One gazetteer file. `source` is that of every entry which gives none of its own."""

    source: str = ""
    entities: tuple[Entity, ...]


def _must_be_clean(name: str) -> None:
    """Refuse what an editor cannot see or a Persian keyboard does not write; the matcher folds texts, not files."""
    for character in name:
        if unicodedata.category(character) == "Cf" and character not in _JOINERS:
            raise ValueError(f"{name!r} holds the invisible mark U+{ord(character):04X}: delete it")
        if character in _ARABIC_LETTERS:
            raise ValueError(f"{name!r} holds an Arabic yeh or kaf: write the Persian letter")
    if name != name.strip() or name.strip(_JOINERS) != name:
        raise ValueError(f"{name!r} begins or ends with a space or a ZWNJ: delete it")
