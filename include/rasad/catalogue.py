"""The outlets: one YAML file each, read strictly. Registration is by existing, so there is no list to forget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from rasad.addresses import canonical_url
from rasad.affiliation import Affiliation, AffiliationClass, Confidence
from rasad.day import days_of
from rasad.errors import ConfigError
from rasad.habits import Dates, Politeness, Volume
from rasad.listings import (
    Feed,
    FrontPage,
    LanguageCode,
    Listing,
    Sitemap,
    belongs_to,
    is_stand_in,
)
from rasad.model import Rejected
from rasad.page_hints import NO_HINTS, PageHints
from rasad.permalink import Permalink
from rasad.settings import INCLUDE, Settings
from rasad.strict import Strict, read_model

__all__ = [
    "READ_LANGUAGES",
    "UNLISTED",
    "Affiliation",
    "AffiliationClass",
    "Confidence",
    "Dates",
    "Feed",
    "FrontPage",
    "LanguageCode",
    "Name",
    "Outlet",
    "Politeness",
    "Sitemap",
    "Volume",
    "check_together",
    "folder_of",
    "known_outlets",
    "read_outlets",
]

READ_LANGUAGES = frozenset({"en", "fa"})
"""The languages that the text stages read; an outlet is only enabled with a listing in one of them."""
UNLISTED = "unlisted"
"""The publisher group of outlets whose owner nobody knows; they count as one origin, so they cannot confirm one another."""

_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")


def _bare_host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError(
            "a domain is a bare host in lower-case ASCII, like news.example: no scheme, path or port "
            "(a section of a shared site goes to allow_paths, a name in other letters is written as xn--...)"
        )
    if value.startswith("www."):
        raise ValueError("a domain is written without www.: delete it")
    return value


Domain = Annotated[str, AfterValidator(_bare_host)]
PathPrefix = Annotated[str, Field(pattern=r"^/[^?#\s]*$", description="Begins with a slash; no query or fragment.")]


EntityId = Annotated[str, Field(pattern=r"^(per|org|off|grp):[a-z0-9]+(-[a-z0-9]+)*$")]


class Name(Strict):
    """A name in both languages; `fa` is empty where no Persian name is known."""

    en: str = Field(min_length=1)
    fa: str | None = None


class Outlet(Strict):
    """Everything that is true about one outlet. What a file leaves out is unchecked or unknown."""

    id: str = Field(pattern=r"^med:[a-z0-9]+(-[a-z0-9]+)*$")
    name: Name
    domain: Domain
    other_domains: tuple[Domain, ...] = Field(
        default=(), description="Further domains of its own: they serve its pages or feeds too."
    )
    languages: tuple[LanguageCode, ...] = Field(min_length=1, description="The main language first, as far as known.")
    country: str = Field(pattern=r"^([A-Z]{2}|unknown)$")
    affiliation: Affiliation
    former_affiliations: tuple[Affiliation, ...] = Field(default=(), description="Earlier ones, each with valid_to.")
    publisher_group: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="'unlisted' where nobody knows.")
    admiralty_reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        default="F", description="Admiralty code; set by a person only, F means not judged."
    )
    patrons: tuple[EntityId, ...] = Field(
        default=(), description="Gazetteer ids of whom it belongs or answers to; what it says of them is flagged."
    )
    opponents: tuple[EntityId, ...] = Field(
        default=(), description="Gazetteer ids of those whom it declares to oppose, in its own words."
    )
    aliases: tuple[str, ...] = Field(default=(), description="Other names by which texts cite it.")
    weak: tuple[str, ...] = Field(
        default=(),
        description="Those of its names that are also words, months or places: they need a word like 'agency'.",
    )
    feeds: tuple[Feed, ...] = ()
    sitemaps: tuple[Sitemap, ...] = ()
    front_pages: tuple[FrontPage, ...] = ()
    allow_paths: tuple[PathPrefix, ...] = Field(
        default=(), description="Article paths start with one of these; empty means any."
    )
    deny_paths: tuple[PathPrefix, ...] = Field(default=(), description="Paths that are never articles; they win.")
    permalink: Permalink = Permalink()
    extraction: PageHints = NO_HINTS
    volume: Volume = Volume()
    politeness: Politeness = Politeness()
    dates: Dates = Dates()
    enabled: bool = False
    notes: str = ""

    @field_validator("former_affiliations")
    @classmethod
    def _former_ones_have_ended(cls, former: tuple[Affiliation, ...], info: ValidationInfo) -> tuple[Affiliation, ...]:
        current = info.data.get("affiliation")
        begins = current.valid_from if isinstance(current, Affiliation) else None
        for one in former:
            if one.valid_to is None:
                raise ValueError(f"a former affiliation ({one.class_}) needs valid_to: write when it ended")
            if begins and days_of(one.valid_to)[0] > days_of(begins)[1]:
                raise ValueError(f"one that ended in {one.valid_to} overlaps the present one, from {begins}: mend one")
        return former

    @field_validator("weak")
    @classmethod
    def _weak_names_are_names(cls, weak: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        name, aliases = info.data.get("name"), info.data.get("aliases", ())
        unknown = set(weak) - {*aliases, *((name.en, name.fa) if isinstance(name, Name) else ())}
        if unknown:
            raise ValueError(f"weak names must also be names or aliases: add {min(unknown)!r} to aliases")
        return weak

    @field_validator("feeds", "sitemaps", "front_pages")
    @classmethod
    def _lists_its_own_articles(cls, listings: tuple[Listing, ...], info: ValidationInfo) -> tuple[Listing, ...]:
        domains = [info.data.get("domain"), *info.data.get("other_domains", ())]
        languages = info.data.get("languages", ())
        for listing in listings:
            host = urlsplit(listing.url).hostname or ""
            if all(domains) and not belongs_to(host, domains) and not is_stand_in(host):
                raise ValueError(
                    f"{listing.url} is not on {domains[0]}: mend the address, or add its domain to other_domains"
                )
            if languages and listing.language not in languages:
                raise ValueError(f"{listing.url} is in {listing.language!r}: add that to languages, or mend it")
        return listings

    @field_validator("deny_paths")
    @classmethod
    def _something_is_left(cls, deny: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for prefix in info.data.get("allow_paths") or ("/",):
            if prefix.startswith(deny):
                raise ValueError(f"leaves nothing of {prefix}: narrow it, or take {prefix} out of allow_paths")
        return deny

    @field_validator("enabled")
    @classmethod
    def _enabled_needs_a_listing(cls, enabled: bool, info: ValidationInfo) -> bool:
        kinds = [info.data.get(kind, ()) for kind in ("feeds", "sitemaps", "front_pages")]
        readable = [listing for kind in kinds for listing in kind if listing.language in READ_LANGUAGES]
        affiliation = info.data.get("affiliation")
        if not enabled:
            return enabled
        if not readable:
            raise ValueError(
                "an enabled outlet needs at least one feed, sitemap or front page in en or fa: "
                "add one, or set enabled: false"
            )
        if all(listing.verdict == "fails" for listing in readable):
            raise ValueError("all that is known of its listings is that they fail: probe them, or set enabled: false")
        if isinstance(affiliation, Affiliation) and affiliation.class_ == "unclassified":
            raise ValueError("an enabled outlet needs a class: say whom it answers to, or set enabled: false")
        return enabled

    @property
    def listings(self) -> tuple[Feed | Sitemap | FrontPage, ...]:
        """Everything that lists the outlet's articles."""
        return (*self.feeds, *self.sitemaps, *self.front_pages)

    @property
    def valid_from(self) -> date | None:
        """The first day on which its affiliation surely held; None where nobody knows."""
        return days_of(self.affiliation.valid_from)[1] if self.affiliation.valid_from else None

    @property
    def valid_to(self) -> date | None:
        """The last day on which its affiliation surely held; None while it lasts, or where nobody knows."""
        return days_of(self.affiliation.valid_to)[0] if self.affiliation.valid_to else None

    def key(self, url: str) -> str:
        """The one address of an article of this outlet, whatever spelling and headline it is reached under."""
        canonical = canonical_url(url)
        return url if isinstance(canonical, Rejected) else self.permalink.of(canonical)

    def covers(self, url: str) -> bool:
        """Whether an address is in the scope of what is taken from this outlet. Only its path counts."""
        try:
            path = urlsplit(url).path or "/"
        except ValueError:
            return False
        return (not self.allow_paths or path.startswith(self.allow_paths)) and not path.startswith(self.deny_paths)


def folder_of(settings: Settings) -> Path:
    """The folder of outlet files that the setting `sources` names."""
    bundled = {"sample": INCLUDE / "sample" / "sources", "live": INCLUDE / "sources"}
    return bundled.get(settings.sources) or Path(settings.sources)


def read_outlets(folder: Path) -> dict[str, Outlet]:
    """Every outlet of a folder by id. Raises ConfigError for a wrong file, an empty folder or files that contradict."""
    files = {path: read_model(path, Outlet) for path in sorted(folder.glob("*.yml"))}
    if not files:
        raise ConfigError(
            folder, "sources", "holds no outlet file (*.yml); name a folder that does, or use sample or live"
        )
    check_together(files)
    return {outlet.id: outlet for outlet in files.values()}


def check_together(files: Mapping[Path, Outlet]) -> None:
    """Raise ConfigError where files of one folder contradict: names and ids, listing addresses, or whose a domain is."""
    listed: dict[object, str] = {}
    for path, outlet in files.items():
        if path.stem != outlet.id.removeprefix("med:"):
            raise ConfigError(
                path, "id", f"the file must be named {outlet.id.removeprefix('med:')}.yml after its outlet"
            )
        for kind, listing in _by_kind(outlet):
            address = canonical_url(listing.url)
            if address in listed:
                raise ConfigError(
                    path, kind, f"{listing.url} is already listed by {listed[address]}; keep one of the two"
                )
            listed[address] = outlet.id
    for (path, outlet), (_, other) in permutations(files.items(), 2):
        _check_neighbours(path, outlet, other)


def _by_kind(outlet: Outlet) -> Iterator[tuple[str, Listing]]:
    for kind in ("feeds", "sitemaps", "front_pages"):
        yield from ((kind, listing) for listing in getattr(outlet, kind))


def _check_neighbours(path: Path, outlet: Outlet, other: Outlet) -> None:
    """Two outlets may share a domain only as editions of one publisher, each with paths of its own."""
    if not {outlet.domain, *outlet.other_domains} & {other.domain, *other.other_domains}:
        return
    if outlet.publisher_group != other.publisher_group or outlet.publisher_group == UNLISTED:
        raise ConfigError(
            path, "domain", f"{outlet.domain} is also {other.id}'s; mend one, or give both one publisher_group"
        )
    for prefix in outlet.allow_paths or ("/",):
        if other.covers(f"https://{outlet.domain}{prefix}"):
            raise ConfigError(path, "allow_paths", f"{other.id} takes {prefix} too; set its deny_paths or allow_paths")


def known_outlets(settings: Settings) -> dict[str, Outlet]:
    """All outlets that a text may cite: the real ones, and those of the folder in use (which win)."""
    return read_outlets(INCLUDE / "sources") | read_outlets(folder_of(settings))
