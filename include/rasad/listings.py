"""What lists an outlet's articles: feeds, sitemaps and front pages, each with the last evidence that it worked."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, field_validator, model_validator

from rasad.day import Day
from rasad.link_pattern import fault_of
from rasad.strict import Strict

LanguageCode = Literal["en", "fa", "ar", "az", "ckb", "de", "fr", "he", "hu", "ro", "ru"]
Verdict = Literal["works", "fails", "conflicting", "unchecked"]
UNCHECKED: Final = "unchecked"


def _http(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address starts with http:// or https:// and names a host: write it in full")
    return value


class Listing(Strict):
    """One address that lists articles, and what was last seen there."""

    url: Annotated[str, AfterValidator(_http)]
    language: LanguageCode
    verdict: Verdict = Field(default=UNCHECKED, description="What the evidence amounts to.")
    checked_on: Day | None = Field(
        default=None, description="Day, month or year of the look that decides; null: nobody wrote it down."
    )
    evidence: str = Field(default=UNCHECKED, description="Who saw it work or fail, and how.")

    @model_validator(mode="after")
    def _a_verdict_has_evidence(self) -> Listing:
        silent = not self.evidence or self.evidence.startswith(UNCHECKED)
        if self.verdict != UNCHECKED and silent:
            raise ValueError(f"verdict {self.verdict!r} without evidence: write who saw it and how, or leave it out")
        if self.verdict == UNCHECKED and self.checked_on:
            raise ValueError("checked_on without a verdict: write works, fails or conflicting, or leave it out")
        return self


class Feed(Listing):
    """One RSS, Atom or JSON feed."""


class Sitemap(Listing):
    """One sitemap or sitemap index."""


class FrontPage(Listing):
    """A page whose links are the news, for outlets without a feed."""

    links: str = Field(description="Regular expression that the path of an article's link matches as a whole.")

    @field_validator("links")
    @classmethod
    def _is_fast(cls, value: str) -> str:
        fault = fault_of(value)
        if fault:
            raise ValueError(f"the pattern {fault}")
        return value


def belongs_to(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or lies below one of them."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def is_stand_in(host: str) -> bool:
    """Whether only the operator's own machines can answer under this name: a local newsroom in place of the outlet."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host
