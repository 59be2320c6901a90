"""Hostile feeds by the row of the fault matrix that they belong to, each with the outcome that is required of it.

All words are made up. A case is a body, HTTP's content type, and what reading it must give.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

SITE = "http://karaneh.example"
ADDRESS = f"{SITE}/feeds/all.xml"
RSS = "application/rss+xml; charset=utf-8"
PERSIAN = "شورای شهر گزارش سه‌شنبه را خواند"
DAY = "Sat, 21 Nov 2026 10:00:00 +0330"


@dataclass(frozen=True)
class Required:
    """What a reading must give: a reason, or at least these items; None means that anything goes."""

    reasons: tuple[str, ...] = ()  # one of them
    items: int | None = None
    at_least: int | None = None
    bad: int | None = None
    partial: bool | None = None
    note: str | None = None  # a note starts with it
    titles: tuple[str | None, ...] | None = None
    first: tuple[str, ...] | None = None  # the addresses, as they are


@dataclass(frozen=True)
class Case:
    """One hostile feed."""

    row: str
    name: str
    build: Callable[[], bytes]
    required: Required
    content_type: str | None = RSS


CASES: list[Case] = []


def case(
    row: str, name: str, build: Callable[[], bytes], content_type: str | None = RSS, /, **required: object
) -> None:
    """Adds a case; `reason` may be one reason or several with a bar between them."""
    reason = str(required.pop("reason", ""))
    reasons = tuple(reason.split("|")) if reason else ()
    CASES.append(Case(row, name, build, Required(reasons=reasons, **required), content_type))  # type: ignore[arg-type]


def item(n: int = 1, title: str | None = None, more: str = "", link: str | None = None) -> str:
    """One sound item; title and link are put in as they are."""
    shown = f"خبر {n}" if title is None else title
    where = f"{SITE}/a/{n}" if link is None else link
    return f'<item><title>{shown}</title><link>{where}</link><guid isPermaLink="false">g{n}</guid><pubDate>{DAY}</pubDate>{more}</item>'


def rss(items: str, head: str = "", encoding: str = "UTF-8") -> str:
    """A feed around items, with what stands before its root."""
    return f'<?xml version="1.0" encoding="{encoding}"?>{head}<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def feed(items: str, head: str = "") -> Callable[[], bytes]:
    """A builder of UTF-8 bytes."""
    return lambda: rss(items, head).encode("utf-8")


def filled(items: str, mark: str, filling: Callable[[], bytes], head: str = "") -> Callable[[], bytes]:
    """A builder that replaces a mark with bytes too many to keep."""
    return lambda: rss(items, head).encode().replace(mark.encode(), filling())


def hundred(bad: str = "", at: int = 50) -> str:
    """A hundred items, one of them with something in its title."""
    return "".join(item(n, f"title {n}{bad if n == at else ''}") for n in range(100))


def json_feed(count: int) -> bytes:
    """A JSON Feed of sound items."""
    items = [{"id": str(n), "url": f"{SITE}/a/{n}", "title": PERSIAN} for n in range(count)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": items}).encode()


def atom(inside: str, attributes: str = "") -> bytes:
    """An Atom feed of one entry with a link of its own, unless it has one already."""
    link = "" if "<link" in inside else f'<link href="{SITE}/a/1"/>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{attributes}><title>t</title><entry>{inside}{link}</entry></feed>'.encode()


TWENTY = rss("".join(item(n) for n in range(20))).encode()
