"""The outlets: one YAML file each, read strictly. Registration is by existing, so there is no list to forget."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

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


class Feed(Strict):
    """One feed address, and the last evidence that it worked."""

    url: str
    language: Literal["en", "fa"]
    evidence: str = "unchecked"

    @field_validator("url")
    @classmethod
    def _is_http(cls, value: str) -> str:
        if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
            raise ValueError("a feed address starts with http:// or https:// and names a host")
        return value


class Outlet(Strict):
    """Everything that is true about one outlet."""

    id: str = Field(pattern=r"^med:[a-z0-9]+(-[a-z0-9]+)*$")
    name: Name
    domain: str
    languages: tuple[Literal["en", "fa", "ar", "he", "az"], ...] = Field(min_length=1)
    country: str = Field(pattern=r"^([A-Z]{2}|unknown)$")
    affiliation: Affiliation
    publisher_group: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="'unlisted' where nobody knows.")
    aliases: tuple[str, ...] = Field(default=(), description="Other names by which texts cite it.")
    feeds: tuple[Feed, ...] = ()
    allow_paths: tuple[str, ...] = Field(default=(), description="Article paths start with one of these; empty means any.")
    valid_from: date | None = None
    valid_to: date | None = None
    enabled: bool = False
    notes: str = ""

    @model_validator(mode="after")
    def _enabled_needs_a_feed(self) -> Outlet:
        if self.enabled and not self.feeds:
            raise ValueError("an enabled outlet needs at least one feed: add one, or set enabled: false")
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
            raise ConfigError(path, "id", f"the file must be named {outlet.id.removeprefix('med:')}.yml after its outlet")
        outlets[outlet.id] = outlet
    if not outlets:
        raise ConfigError(folder, "sources", "holds no outlet file (*.yml); name a folder that does, or use sample or live")
    return outlets


def known_outlets(settings: Settings) -> dict[str, Outlet]:
    """All outlets that a text may cite: the real ones, and those of the folder in use (which win)."""
    return read_outlets(INCLUDE / "sources") | read_outlets(folder_of(settings))
