"""The network, and nothing but the network: polite, bounded fetching of public addresses. The only module that connects."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from protego import Protego

from rasad import __version__
from rasad.settings import Settings

MAX_REDIRECTS = 5
ATTEMPTS = 3
ROBOTS_BYTES = 500 * 1024  # RFC 9309: a crawler must read at least this much, and may stop there
MAX_CRAWL_DELAY_S = 30.0
HEALS = {429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one address: a body, a 304, or the reason why there is none."""

    url: str
    url_final: str
    started_at: datetime
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str | None = None  # reason code: refused_address, robots, timeout, too_big, http_404 ...
    attempts: int = 1

    @property
    def unchanged(self) -> bool:
        """The server says that we have these bytes already."""
        return self.status == 304 and self.error is None

    def header(self, name: str) -> str | None:
        """One response header, byte for byte."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)


class RefusedAddress(OSError):
    """The host resolves to an address that is not public."""


class _VettedResolver(AbstractResolver):
    """Resolves a host once and hands out only addresses that may be connected to; what is vetted is what is connected to."""

    def __init__(self, routes: Mapping[str, tuple[str, int]], allowed: frozenset[str]) -> None:
        self._routes, self._allowed = routes, allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if route := self._routes.get(host):
            return [_result(host, route[0], route[1], socket.AF_INET)]
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        public = [
            _result(host, str(address[0]), port, kind)
            for kind, _, _, _, address in found
            if may_connect(str(address[0])) or f"{host}:{port}" in self._allowed
        ]
        if not public:
            raise RefusedAddress(f"{host} does not resolve to a public address")
        return public

    async def close(self) -> None:
        return None


def _result(hostname: str, address: str, port: int, kind: int) -> ResolveResult:
    return {
        "hostname": hostname,
        "host": address,
        "port": port,
        "family": kind,
        "proto": 0,
        "flags": socket.AI_NUMERICHOST,
    }


def may_connect(address: str) -> bool:
    """Whether an IP address is a public one. IPv4 addresses mapped into IPv6 are judged as IPv4."""
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


class Fetcher:
    """Fetches addresses one at a time per host, within the limits of the settings. Use `fetching` to get one."""

    def __init__(
        self, session: aiohttp.ClientSession, settings: Settings, routes: Mapping[str, tuple[str, int]]
    ) -> None:
        self._session, self._settings, self._routes = session, settings, routes
        self._allowed = allowed_hosts(settings)
        self._turns: dict[str, asyncio.Lock] = {}
        self._robots: dict[str, Protego | None] = {}

    async def fetch(self, url: str, validators: Mapping[str, str] | None = None) -> Answer:
        """One address, conditionally where validators are given. Never raises: a failure is an Answer with its reason."""
        host = urlsplit(url).netloc
        async with self._turns.setdefault(host, asyncio.Lock()):
            robots = await self._robots_of(url)
            if robots is None:
                return _failed(url, "robots_unreachable")
            if not robots.can_fetch(url, self.agent):
                return _failed(url, "robots")
            if delay := robots.crawl_delay(self.agent):
                await asyncio.sleep(min(float(delay), MAX_CRAWL_DELAY_S))
            return await self._persist(url, validators or {})

    @property
    def agent(self) -> str:
        """An honest name, with an address where a webmaster can complain."""
        return f"Rasad/{__version__} (+{self._settings.contact})"

    async def _robots_of(self, url: str) -> Protego | None:
        root = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if root not in self._robots:
            answer = await self._persist(f"{root}/robots.txt", {})
            self._robots[root] = _rules(answer)
        return self._robots[root]

    async def _persist(self, url: str, validators: Mapping[str, str]) -> Answer:
        answer = _failed(url, "not_tried")
        for attempt in range(1, ATTEMPTS + 1):
            answer = await self._bounded(url, validators, attempt)
            if answer.error is None or not _heals(answer):
                return answer
            await asyncio.sleep(0.2 * 2**attempt)
        return answer

    async def _bounded(self, url: str, validators: Mapping[str, str], attempt: int) -> Answer:
        started = datetime.now(UTC)
        try:
            async with asyncio.timeout(self._settings.fetch_deadline_s):
                return await self._follow(url, validators, started, attempt)
        except TimeoutError:
            return _failed(url, "timeout", started, attempt)
        except (RefusedAddress, aiohttp.ClientConnectorError) as error:
            refused = isinstance(error, RefusedAddress) or isinstance(getattr(error, "os_error", None), RefusedAddress)
            return _failed(url, "refused_address" if refused else "connection", started, attempt)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return _failed(url, f"protocol_{type(error).__name__}", started, attempt)

    async def _follow(self, url: str, validators: Mapping[str, str], started: datetime, attempt: int) -> Answer:
        here = url
        for _ in range(MAX_REDIRECTS + 1):
            if reason := self._forbidden(here):
                return _failed(url, reason, started, attempt)
            async with self._session.get(here, headers=_conditional(validators), allow_redirects=False) as response:
                if response.status in (301, 302, 303, 307, 308) and (target := response.headers.get("Location")):
                    here = urljoin(here, target)
                    continue
                return await self._read(url, here, response, started, attempt)
        return _failed(url, "redirect_loop", started, attempt)

    def _forbidden(self, url: str) -> str | None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return "refused_url"
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if parts.hostname in self._routes or f"{parts.hostname}:{port}" in self._allowed:
            return None
        if port not in (80, 443):
            return "refused_url"
        try:
            # A literal address never reaches the resolver.
            return None if may_connect(parts.hostname) else "refused_address"
        except ValueError:
            return None

    async def _read(
        self, url: str, final: str, response: aiohttp.ClientResponse, started: datetime, attempt: int
    ) -> Answer:
        body = bytearray()
        async for chunk in response.content.iter_chunked(65536):
            body += chunk
            if len(body) > self._settings.max_bytes:
                return _failed(url, "too_big", started, attempt, response.status)
        error = None
        if response.status != 304 and not 200 <= response.status < 300:
            error = f"http_{response.status}"
        elif response.status != 304 and not body:
            error = "empty"
        kept = b"" if error else bytes(body)
        return Answer(url, final, started, response.status, dict(response.headers), kept, error, attempt)


def _conditional(validators: Mapping[str, str]) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
    return {names[key]: value for key, value in validators.items() if key in names and value}


def _rules(answer: Answer) -> Protego | None:
    """RFC 9309: a 4xx means no rules; a 5xx or silence means that nothing may be fetched for now."""
    if answer.status is not None and 400 <= answer.status < 500:
        return Protego.parse("")
    if answer.error == "empty":
        return Protego.parse("")
    if answer.error is not None:
        return None
    # A byte order mark or NULs would hide every rule from the parser.
    text = answer.body[:ROBOTS_BYTES].decode("utf-8-sig", errors="replace").replace("\x00", "")
    return Protego.parse(text)


def _heals(answer: Answer) -> bool:
    return answer.error in ("timeout", "connection") or (answer.status in HEALS if answer.status else False)


def _failed(
    url: str, error: str, started: datetime | None = None, attempt: int = 1, status: int | None = None
) -> Answer:
    return Answer(url, url, started or datetime.now(UTC), status=status, error=error, attempts=attempt)


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """The host:port pairs that the operator allows although they are not public."""
    return frozenset(part.strip() for part in settings.allow_hosts.split(",") if part.strip())


@asynccontextmanager
async def fetching(settings: Settings, routes: Mapping[str, tuple[str, int]]) -> AsyncIterator[Fetcher]:
    """A fetcher whose connections close at the end of the block. `routes` leads reserved hosts to the bundled newsroom."""
    resolver = _VettedResolver(routes, allowed_hosts(settings))
    connector = aiohttp.TCPConnector(resolver=resolver, limit=32, limit_per_host=1, use_dns_cache=False)
    headers = {"User-Agent": f"Rasad/{__version__} (+{settings.contact})", "Accept-Encoding": "gzip, deflate"}
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=settings.fetch_deadline_s)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(
        connector=connector, headers=headers, timeout=timeout, cookie_jar=jar, trust_env=False
    ) as session:
        yield Fetcher(session, settings, routes)


async def fetch_all(fetcher: Fetcher, wanted: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Answer]:
    """Many addresses at once; hosts wait for themselves only. Answers come in the order asked."""
    return list(await asyncio.gather(*(fetcher.fetch(url, validators) for url, validators in wanted)))
