"""Reads the gold set of the bundled newsroom, and the text of its pages without their markup."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal

import pytest
from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model

SAMPLE = INCLUDE / "sample"


class Claim(Strict):
    """One attributed claim, as a careful reader marks it."""

    content: tuple[str, ...] = Field(min_length=1)
    cue: tuple[str, ...]
    source: tuple[str, ...]
    speaker_id: str | None
    voice: Literal["speaker", "outlet"]
    quote_type: Literal["direct", "indirect", "mixed", "quoted_paraphrase"]
    polarity: Literal["positive", "negative", "mixed"]
    modality: Literal["asserted", "reported", "possible", "estimated", "conditional", "considered", "belief"]


class Page(Strict):
    """What is to become of one address."""

    file: str | None
    url: str
    language: Literal["en", "fa"]
    edition: Literal["any", "morning", "evening"]
    fate: Literal["published", "duplicate", "irrelevant", "rejected"]
    reason: str | None
    duplicate_of: str | None
    title: str | None
    published: date | None
    not_claims: tuple[str, ...]
    claims: tuple[Claim, ...]


class Story(Strict):
    """A relation across pages."""

    kind: Literal[
        "relay_credited", "relay_uncredited", "reprint", "denial", "number_conflict", "edit", "same_claim", "drift"
    ]
    pages: tuple[str, ...] = Field(min_length=2)
    claim: str
    values: tuple[int, ...] = ()
    unit: str | None = None
    drift: str | None = None
    n_origins: int | None
    notes: str = ""


class Link(Strict):
    """A page that has its story, or a part of it, from another one, or tells the same story."""

    later: str
    earlier: str
    kind: str
    direction: Literal["certain", "likely", "undetermined"]


class Expected(Strict):
    """The whole gold file."""

    pages: tuple[Page, ...]
    stories: tuple[Story, ...]
    links: tuple[Link, ...]


@lru_cache
def expected() -> Expected:
    return read_model(SAMPLE / "expected.yml", Expected)


def stored() -> list[Page]:
    return [page for page in expected().pages if page.file]


def published() -> list[Page]:
    return [page for page in expected().pages if page.fate == "published"]


def by_name(pages: list[Page]) -> list[object]:
    return [pytest.param(page, id=page.file) for page in pages]


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.paragraphs: list[str] = []
        self.open_in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("script", "style", "p"):
            self.open_in = tag
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open_in:
            self.open_in = ""

    def handle_data(self, data: str) -> None:
        if self.open_in in ("script", "style"):
            return
        self.texts.append(data)
        if self.open_in == "p":
            self.paragraphs[-1] += data


@lru_cache
def rendered(file: str) -> tuple[str, tuple[str, ...]]:
    """The text of a page without its markup, and its paragraphs."""
    parser = _Blocks()
    parser.feed((SAMPLE / "pages" / file).read_text(encoding="utf-8"))
    return " ".join(parser.texts), tuple(parser.paragraphs)


def words_of(file: str) -> list[str]:
    return re.findall(r"\S+", " ".join(rendered(file)[1]))


def home(claim: Claim, paragraphs: tuple[str, ...]) -> str:
    """The one paragraph that holds the content."""
    return next(paragraph for paragraph in paragraphs if claim.content[0] in paragraph)
