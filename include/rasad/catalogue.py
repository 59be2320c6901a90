"""The outlets: one YAML file each, read strictly. Registration is by existing, so there is no list to forget."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, field_validator, model_validator

from rasad.errors import ConfigError
from rasad.settings import INCLUDE, Settings
from rasad.strict import Strict, read_model

AffiliationClass = Literal[
    "state",
    "irgc-linked",
    "semi-official",
    "domestic-private",
    "exile-opposition",
    "exile-independent",
    "mek-ncri-linked",
    "western-public",
    "wire",
    "private-international",
    "state-funded-foreign",
    "rights-group",
    "aggregator",
    "foreign-relay",
]
Confidence = Literal["high", "medium", "low"]
LanguageCode = Literal["en", "fa", "ar", "az", "ckb", "de", "fr", "he", "hu", "ro", "ru"]
READ_LANGUAGES = frozenset({"en", "fa"})
"""The languages that the text stages read; an outlet is only enabled with a feed in one of them."""


class Name(Strict):
    """A name in both languages; `fa` is empty where no Persian name is known."""

    en: str = Field(min_length=1)
    fa: str | None = None


class Affiliation(Strict):
    """Whom the outlet belongs or answers to: a neutral class, with the note and the citation behind it."""

    class_: AffiliationClass = Field(alias="class")
    note: str = ""
    source: str = Field(default="", description="Citation; empty means nobody has checked it.")
    confidence: Confidence = "low"


def _http(value: str) -> str:
    if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
        raise ValueError("an address starts with http:// or https:// and names a host")
    return value


class Feed(Strict):
    """One feed address, and the last evidence that it worked."""

    url: Annotated[str, AfterValidator(_http)]
    language: LanguageCode
    evidence: str = Field(default="unchecked", description="Who saw it work or fail, and when.")


class Sitemap(Strict):
    """One sitemap or sitemap index, and the last evidence that it worked."""

    url: Annotated[str, AfterValidator(_http)]
    language: LanguageCode
    evidence: str = Field(default="unchecked", description="Who saw it work or fail, and when.")


class FrontPage(Strict):
    """A page whose links are the news, for outlets without a feed."""

    url: Annotated[str, AfterValidator(_http)]
    language: LanguageCode
    links: str = Field(description="Regular expression that the path of an article's link matches as a whole.")
    evidence: str = Field(default="unchecked", description="Who saw it work or fail, and when.")

    @field_validator("links")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression ({error}); mend it") from error
        return value


class Volume(Strict):
    """How many articles a day are to be expected; null means that nobody has counted."""

    per_day: float | None = Field(default=None, gt=0)
    evidence: str = "unchecked"


class Politeness(Strict):
    """What this outlet asks of its visitors, or what we owe it; null means the setting of the installation."""

    delay_s: float | None = Field(default=None, ge=0, le=120)
    evidence: str = "unchecked"


class Dates(Strict):
    """How the outlet writes dates; null means that nobody has checked."""

    calendar: Literal["gregorian", "solar_hijri", "hijri"] | None = None
    order: Literal["ymd", "dmy", "mdy"] | None = None
    timezone: str | None = Field(default=None, description="IANA name of the zone of times without one.")
    feed_clock: Literal["as_stated", "local_printed_as_utc"] | None = None
    evidence: str = "unchecked"


class Outlet(Strict):
    """Everything that is true about one outlet."""

    id: str = Field(pattern=r"^med:[a-z0-9]+(-[a-z0-9]+)*$")
    name: Name
    domain: str
    languages: tuple[LanguageCode, ...] = Field(min_length=1)
    country: str = Field(pattern=r"^([A-Z]{2}|unknown)$")
    affiliation: Affiliation
    publisher_group: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="'unlisted' where nobody knows.")
    admiralty_reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        default="F", description="Admiralty code; set by a person only, F means not judged."
    )
    aliases: tuple[str, ...] = Field(default=(), description="Other names by which texts cite it.")
    weak: tuple[str, ...] = Field(
        default=(),
        description="Those of its names that are also words, months or places: they need a word like 'agency'.",
    )
    feeds: tuple[Feed, ...] = ()
    sitemaps: tuple[Sitemap, ...] = ()
    front_pages: tuple[FrontPage, ...] = ()
    allow_paths: tuple[str, ...] = Field(
        default=(), description="Article paths start with one of these; empty means any."
    )
    deny_paths: tuple[str, ...] = Field(default=(), description="Paths that are never articles; they win.")
    volume: Volume = Volume()
    politeness: Politeness = Politeness()
    dates: Dates = Dates()
    valid_from: date | None = Field(default=None, description="First day of this entry's affiliation; null: not known.")
    valid_to: date | None = None
    enabled: bool = False
    notes: str = ""

    @model_validator(mode="after")
    def _enabled_needs_a_feed(self) -> Outlet:
        if self.enabled and not any(listing.language in READ_LANGUAGES for listing in self.listings):
            raise ValueError(
                "an enabled outlet needs at least one feed, sitemap or front page in en or fa: add one, or set enabled: false"
            )
        return self

    @property
    def listings(self) -> tuple[Feed | Sitemap | FrontPage, ...]:
        """Everything that lists the outlet's articles."""
        return (*self.feeds, *self.sitemaps, *self.front_pages)

    def covers(self, url: str) -> bool:
        """Whether an address is in the scope of what is taken from this outlet."""
        path = urlsplit(url).path
        return (not self.allow_paths or path.startswith(self.allow_paths)) and not path.startswith(self.deny_paths)

    @model_validator(mode="after")
    def _weak_names_are_names(self) -> Outlet:
        unknown = set(self.weak) - {self.name.en, self.name.fa, *self.aliases}
        if unknown:
            raise ValueError(f"weak names must also be names or aliases: add {sorted(unknown)[0]!r} to aliases")
        return self


def folder_of(settings: Settings) -> Path:
    """The folder of outlet files that the setting `sources` names."""
    bundled = {"sample": INCLUDE / "sample" / "sources", "live": INCLUDE / "sources"}
    return bundled.get(settings.sources) or Path(settings.sources)


def read_outlets(folder: Path) -> dict[str, Outlet]:
    """Every outlet of a folder by id. Raises ConfigError for a wrong file, an empty folder or an id given twice."""
    outlets: dict[str, Outlet] = {}
    for path in sorted(folder.glob("*.yml")):
        outlet = read_model(path, Outlet)
        if outlet.id in outlets:
            raise ConfigError(path, "id", f"{outlet.id} is taken by another file of this folder; choose another id")
        if path.stem != outlet.id.removeprefix("med:"):
            raise ConfigError(
                path, "id", f"the file must be named {outlet.id.removeprefix('med:')}.yml after its outlet"
            )
        outlets[outlet.id] = outlet
    if not outlets:
        raise ConfigError(
            folder, "sources", "holds no outlet file (*.yml); name a folder that does, or use sample or live"
        )
    return outlets


def known_outlets(settings: Settings) -> dict[str, Outlet]:
    """All outlets that a text may cite: the real ones, and those of the folder in use (which win)."""
    return read_outlets(INCLUDE / "sources") | read_outlets(folder_of(settings))
