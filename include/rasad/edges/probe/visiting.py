"""Asking a site what it lists, one polite request after another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal, Protocol
from urllib.parse import urljoin, urlsplit

from rasad.addresses import canonical_url
from rasad.catalogue import Feed, FrontPage
from rasad.edges import newsroom, web
from rasad.edges.confined import Confined
from rasad.edges.probe.findings import Conditional, Kind, ListingFound, Report, RobotsFound
from rasad.edges.probe.target import Target
from rasad.edges.web.robots import read_rules
from rasad.model import Rejected
from rasad.settings import Settings
from rasad.stages.land.autodiscovery import Candidate, well_known
from rasad.stages.land.items import Item, Listed
from rasad.stages.land.pace import pace
from rasad.stages.land.sitemaps import read_date
from rasad.text.language import detect

MOST_TRIED = 15  # addresses beyond the outlet's file that one probe asks for
_SHUT = ("challenge", "filtered", "legal", "resting")  # a host that answers so is not asked for guesses
_MOST_ITEMS = 50_000
_TITLES_READ = 40
_LAND = "rasad.stages.land"

Tell = Callable[[str], None]
Run = Callable[..., Any]
"""Runs `module:function` with arguments, as `Confined.run` does: what is read here is hostile."""


class Fetches(Protocol):
    """The part of a fetcher that a probe needs."""

    async def fetch(
        self,
        url: str,
        validators: Mapping[str, str] | None = None,
        *,
        delay_s: float | None = None,
        kind: Literal["listing", "page"] = "page",
    ) -> web.Answer: ...


def probe(settings: Settings, target: Target, tell: Tell) -> Report:
    """Look at a site over the network; the sample's hosts are served by the bundled newsroom."""
    with ExitStack() as stack:
        routes: dict[str, tuple[str, int]] = {}
        if settings.sources == "sample":
            routes = stack.enter_context(newsroom.serving(settings.edition))
        cell = stack.enter_context(Confined())
        return asyncio.run(_probed(settings, routes, target, cell.run, tell))


async def _probed(
    settings: Settings, routes: Mapping[str, tuple[str, int]], target: Target, run: Run, tell: Tell
) -> Report:
    async with web.fetching(settings, routes) as fetcher:
        return await visit(fetcher, target, run, tell)


async def visit(fetcher: Fetches, target: Target, run: Run, tell: Tell) -> Report:
    """robots.txt of every host, every configured listing, then what the front page and robots.txt name beyond those.

    The usual paths are only tried for kinds of listing that nothing else gave. Never raises for what the site does.
    """
    return await _Visit(fetcher, target, run, tell).report()


class _Visit:
    def __init__(self, fetcher: Fetches, target: Target, run: Run, tell: Tell) -> None:
        self._fetcher, self._target, self._run, self._tell = fetcher, target, run, tell
        self._listings: list[ListingFound] = []
        self._vain = 0
        self._answers: dict[str, web.Answer] = {}

    async def report(self) -> Report:
        started = datetime.now(UTC)
        home, front = await self._home()
        robots = [await self._robots(root) for root in self._roots(home)]
        for listing in self._target.listings:
            kind: Kind = (
                "front_page" if isinstance(listing, FrontPage) else "feed" if isinstance(listing, Feed) else "sitemap"
            )
            links = listing.links if isinstance(listing, FrontPage) else None
            self._listings.append(await self._look(kind, listing.url, "configured", listing.language, links))
        await self._children()
        left = await self._discover(home, front, robots)
        name, outlet = self._target.name, self._target.outlet
        return Report(
            name,
            outlet.id if outlet else None,
            home,
            started,
            tuple(robots),
            tuple(self._listings),
            home_error=front.error,
            tried_in_vain=self._vain,
            not_tried=left,
        )

    async def _home(self) -> tuple[str, web.Answer]:
        home = self._target.home
        answer = await self._fetch(home, kind="page")
        if answer.status is None and not self._target.outlet and home.startswith("https:"):
            plain = f"http:{home.removeprefix('https:')}"
            second = await self._fetch(plain, kind="page")
            if second.status is not None:
                return plain, second
        return home, answer

    def _roots(self, home: str) -> list[str]:
        addresses = [home, *(listing.url for listing in self._target.listings)]
        return list(dict.fromkeys("{0.scheme}://{0.netloc}/".format(urlsplit(address)) for address in addresses))

    async def _robots(self, root: str) -> RobotsFound:
        url = urljoin(root, "/robots.txt")
        answer = await self._fetch(url)
        if answer.error is not None:
            return RobotsFound(url, answer.status, answer.error, 0.0, ())
        rules = read_rules(answer.body)
        named = self._run(f"{_LAND}.autodiscovery:sitemaps_in_robots", answer.body.decode("utf-8", "replace"), root)
        return RobotsFound(url, answer.status, None, rules.delay_s, _addresses(named))

    async def _children(self) -> None:
        """The sitemap that changed last, of every index: it shows what the others are like."""
        for index in [found for found in self._listings if found.children]:
            child = await self._look("sitemap", index.children[0], "index", index.language)
            self._listings.append(child)

    async def _discover(self, home: str, front: web.Answer, robots: Iterable[RobotsFound]) -> tuple[str, ...]:
        asked = [Candidate(self._target.asked, "feed", "link")] if self._target.asked else []
        named = self._run(f"{_LAND}.autodiscovery:find_listings", front.body, front.url_final) if front.body else ()
        candidates = [*asked, *(() if isinstance(named, Rejected) else named)]
        candidates += [Candidate(url, "sitemap", "robots") for found in robots for url in found.sitemaps]
        left = await self._try(candidates, MOST_TRIED)
        if front.status is None or front.error in _SHUT:
            return left
        missing = {"feed", "sitemap"} - {found.kind for found in self._listings if found.usable}
        usual = [candidate for candidate in well_known(home) if candidate.kind in missing]
        await self._try(usual, MOST_TRIED)
        return left

    async def _try(self, candidates: Iterable[Candidate], most: int) -> tuple[str, ...]:
        """Asks for the first few that are not known yet, and returns the others."""
        known = {canonical_url(found.url) for found in self._listings}
        fresh = list({canonical_url(one.url): one for one in reversed(list(candidates))}.items())[::-1]
        unknown = [candidate for address, candidate in fresh if address not in known]
        for candidate in unknown[:most]:
            origin = "asked" if candidate.url == self._target.asked else candidate.origin
            found = await self._look(candidate.kind, candidate.url, origin, None)
            # Nobody promised anything at the usual paths.
            if found.usable or origin != "well_known":
                self._listings.append(found)
            else:
                self._vain += 1
        return tuple(candidate.url for candidate in unknown[most:])

    async def _fetch(
        self, url: str, validators: Mapping[str, str] | None = None, kind: Literal["listing", "page"] = "listing"
    ) -> web.Answer:
        if validators is None and url in self._answers:
            return self._answers[url]
        self._tell(f"asking for {url}")
        answer = await self._fetcher.fetch(url, validators, delay_s=self._target.delay_s, kind=kind)
        if validators is None:
            self._answers[url] = answer
        return answer

    async def _look(
        self, kind: Kind, url: str, origin: str, language: str | None, links: str | None = None
    ) -> ListingFound:
        answer = await self._fetch(url)
        seen = ListingFound(
            kind, url, origin, answer.status, answer.error, bytes=len(answer.body), language=language, links=links,
            notes=answer.notes,
        )  # fmt: skip
        if answer.error is not None:
            return seen
        read_as, listed = self._read(kind, answer, links, sniff=origin != "configured")
        if isinstance(listed, Rejected):
            return replace(seen, error=listed.reason, detail=listed.detail)
        dates = [date for item in listed.items if (date := _date(item))]
        return replace(
            seen,
            kind=read_as,
            format=listed.format,
            items=len(listed.items),
            bad_items=listed.bad_items,
            children=listed.children,
            in_scope=self._in_scope(listed),
            newest=max(dates, default=None),
            pace=pace(dates, answer.started_at),
            language=language or _language(listed),
            conditional=await self._conditional(answer),
            validators=tuple(name for name in ("ETag", "Last-Modified") if answer.header(name)),
            notes=(*answer.notes, *listed.notes, *(["partial"] if listed.partial else [])),
        )

    def _read(
        self, kind: Kind, answer: web.Answer, links: str | None, *, sniff: bool
    ) -> tuple[Kind, Listed | Rejected]:
        address, body = answer.url_final, answer.body
        if kind == "front_page":
            return kind, self._run(f"{_LAND}.frontpage:read_front_page", body, address, links, _MOST_ITEMS)
        listed: Listed | Rejected = Rejected("not_tried")
        for attempt in (kind, "sitemap" if kind == "feed" else "feed"):
            if attempt == "feed":
                arguments = (body, address, answer.header("Content-Type"), _MOST_ITEMS)
                tried = self._run(f"{_LAND}.feeds:read_feed", *arguments)
            else:
                tried = self._run(f"{_LAND}.sitemaps:read_sitemap", body, address, _MOST_ITEMS)
            if not isinstance(tried, Rejected):
                return attempt, tried
            listed = tried if attempt == kind else listed
            if not sniff:
                break
        return kind, listed

    def _in_scope(self, listed: Listed) -> float | None:
        outlet = self._target.outlet
        if outlet is None or not listed.items:
            return None
        return sum(outlet.covers(item.url) for item in listed.items) / len(listed.items)

    async def _conditional(self, answer: web.Answer) -> Conditional:
        """Whether the host answers 304 to the validators that it has just sent, byte for byte."""
        offered = {"etag": answer.header("ETag") or "", "last_modified": answer.header("Last-Modified") or ""}
        if not any(offered.values()):
            return "not offered"
        second = await self._fetch(answer.url, {name: value for name, value in offered.items() if value})
        return "honoured" if second.unchanged else "ignored"


def _addresses(named: tuple[Candidate, ...] | Rejected) -> tuple[str, ...]:
    return () if isinstance(named, Rejected) else tuple(candidate.url for candidate in named)


def _date(item: Item) -> datetime | None:
    if item.published:
        return item.published
    stretch = read_date(item.stated) if item.stated else None
    return stretch.first if stretch else None


def _language(listed: Listed) -> str | None:
    titles = "\n".join(item.title for item in listed.items[:_TITLES_READ] if item.title)
    return detect(titles).language if titles else None
