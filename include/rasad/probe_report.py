"""What a probe found, for a person at a terminal, for a machine, and for the outlet's file. Fetched text stays plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasad.edges.probe import ListingFound, Report
from rasad.report import plain

_LONGEST_SHOWN = 300
_SECTIONS = {"feed": "feeds", "sitemap": "sitemaps", "front_page": "front_pages"}
_BY_INDEX = "index"  # what an index names is found again through it, and needs no line in the outlet's file


def show(report: Report, console: Console) -> None:
    """Print the findings: robots.txt, every listing, what it would mean for the outlet's file."""
    console.print(shown(f"{report.name} ({report.outlet_id or 'no file yet'}), {report.home}"), style="bold")
    console.print(_robots(report))
    console.print(_listings(report))
    for line in _remarks(report):
        console.print(shown(line))
    console.print("\nFor the outlet's file:" if report.usable else "\nNothing that lists articles was found.")
    for line in snippet(report).splitlines():
        console.print(shown(line, len(line)), soft_wrap=True)


def as_json(report: Report) -> str:
    """The findings as one JSON object in ASCII: dates as ISO 8601 in UTC, names as in `edges.probe.findings`."""
    content = asdict(report) | {"usable": report.usable, "snippet": snippet(report)}
    for found, listing in zip(content["listings"], report.listings, strict=True):
        found["usable"] = listing.usable
    return json.dumps(content, indent=2, default=_iso)


def snippet(report: Report) -> str:
    """YAML that may be pasted into the outlet's file: every listing that answered, with its evidence, and the volume."""
    sections: dict[str, Any] = {}
    for listing in report.listings:
        if listing.origin == "configured" or (listing.usable and listing.origin != _BY_INDEX):
            sections.setdefault(_SECTIONS[listing.kind], []).append(_entry(listing, report.probed_at.date()))
    paced = [listing for listing in report.listings if listing.pace and listing.usable]
    if paced:
        # A listing that reaches further back knows more of the week than one that only holds the last hours.
        best = max(paced, key=lambda listing: (listing.pace.hours, listing.pace.items) if listing.pace else (0.0, 0))
        if best.pace and best.pace.per_day > 0:
            words = f"estimated {report.probed_at:%Y-%m-%d} from {best.pace.items} dates over {best.pace.hours:g} h of {best.url}"
            sections["volume"] = {"per_day": best.pace.per_day, "evidence": words}
    if not sections:
        return ""
    return str(yaml.safe_dump(sections, allow_unicode=True, sort_keys=False, width=1000))


def evidence(listing: ListingFound, day: date) -> str:
    """One line that says what a listing gave on a day."""
    if listing.error:
        return f"probed {day}: {listing.error}"
    return f"probed {day}: {listing.status}, {_listed(listing)}"


def shown(value: object, most: int = _LONGEST_SHOWN) -> Text:
    """Fetched text, cut to `most` characters, without control characters, markup or lone surrogates."""
    text = "" if value is None else str(value)
    return plain(text[:most].encode("utf-8", "replace").decode("utf-8"))


def _robots(report: Report) -> Table:
    table = Table(title="robots.txt", title_justify="left")
    for heading in ("address", "answer", "delay asked for", "sitemaps named"):
        table.add_column(heading, overflow="fold")
    for found in report.robots:
        answer = " ".join(str(part) for part in (found.status, found.error) if part)
        delay = f"{found.delay_s:g} s" if found.delay_s else "none"
        table.add_row(shown(found.url), shown(answer), delay, shown("\n".join(found.sitemaps) or "none"))
    return table


def _listings(report: Report) -> Table:
    table = Table(title="Listings", title_justify="left", show_lines=True)
    for heading in (
        "found by",
        "listing",
        "robots",
        "answer",
        "format",
        "items",
        "newest",
        "a day",
        "in scope",
        "304",
        "notes",
    ):
        table.add_column(heading, overflow="fold", justify="right" if heading in ("items", "a day") else "left")
    for found in report.listings:
        table.add_row(
            found.origin,
            shown(found.url),
            "allowed" if found.allowed else "refused",
            shown(_answer(found)),
            shown(found.format or found.kind),
            _count(found),
            f"{found.newest:%Y-%m-%d %H:%M}" if found.newest else "",
            f"{found.pace.per_day:g}" if found.pace else "",
            "" if found.in_scope is None else f"{found.in_scope:.0%}",
            found.conditional if not found.validators else f"{found.conditional} ({', '.join(found.validators)})",
            shown(", ".join(found.notes)),
            style="" if found.usable else "red",
        )
    return table


def _answer(found: ListingFound) -> str:
    size = f"{found.bytes:,} bytes" if found.bytes else ""
    return ", ".join(str(part) for part in (found.status, size, found.error, found.detail) if part)


def _count(found: ListingFound) -> str:
    return f"{_listed(found)}, {found.bad_items} bad" if found.bad_items else _listed(found)


def _listed(found: ListingFound) -> str:
    number, word = (len(found.children), "sitemap") if found.children else (found.items, "item")
    return f"{number} {word}{'s' if number != 1 else ''}"


def _remarks(report: Report) -> Iterator[str]:
    if report.home_error:
        yield f"The front page could not be looked at for more listings: {report.home_error}"
    extrapolated = [found.url for found in report.listings if found.pace and found.pace.hours < 24]
    if extrapolated:
        yield f"Articles a day extrapolated from less than a day: {', '.join(extrapolated)}"
    if report.tried_in_vain:
        yield f"{report.tried_in_vain} usual paths were tried and list nothing."
    if report.not_tried:
        yield f"Not tried: {', '.join(report.not_tried)}"


def _entry(listing: ListingFound, day: date) -> dict[str, Any]:
    entry: dict[str, Any] = {"url": listing.url, "language": listing.language or "und"}
    if listing.links:
        entry["links"] = listing.links
    verdict = "fails" if listing.error else "works"
    return entry | {"verdict": verdict, "checked_on": day, "evidence": evidence(listing, day)}


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON")
