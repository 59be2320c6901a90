"""Connections that only ever lead to vetted addresses: what was judged is what is connected to, to the very socket."""

from __future__ import annotations

import asyncio
import socket
import ssl

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType

from rasad import __version__
from rasad.edges.web.vetting import Exempt, may_connect
from rasad.edges.web.walls import leads_to_filter
from rasad.settings import Settings

_LONGEST_LINE = 8_190  # bytes of one header line, as common servers limit it
_MOST_HEADERS = 128


class RefusedAddress(OSError):
    """The host resolves to an address that is not public."""


class Filtered(OSError):
    """The host resolves to the filter of a country."""


class VettedResolver(AbstractResolver):
    """Resolves a host once per connection and hands out only addresses that may be connected to."""

    def __init__(self, exempt: Exempt) -> None:
        self._exempt = exempt
        self.let_through: set[str] = {address for address, _ in exempt.routes.values()}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if route := self._exempt.routes.get(host):
            return [_result(host, route[0], route[1], socket.AF_INET)]
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        addresses = [(str(address[0]), kind) for kind, _, _, _, address in found]
        if any(leads_to_filter(address) for address, _ in addresses):
            raise Filtered(f"{host} resolves to a filter")
        if self._exempt.covers(host, port):
            self.let_through.update(address for address, _ in addresses)
            return [_result(host, address, port, kind) for address, kind in addresses]
        public = [_result(host, address, port, kind) for address, kind in addresses if may_connect(address)]
        if not public:
            raise RefusedAddress(f"{host} does not resolve to a public address")
        return public

    async def close(self) -> None:
        return None

    def socket(self, address: AddrInfoType) -> socket.socket:
        """A socket for one address, if it may be connected to: the last look, whatever led here."""
        family, kind, protocol, _, place = address
        host = str(place[0])
        if host not in self.let_through and not may_connect(host):
            raise RefusedAddress(f"{host} is not public")
        return socket.socket(family=family, type=kind, proto=protocol)


def _result(hostname: str, address: str, port: int, kind: int) -> ResolveResult:
    return {
        "hostname": hostname,
        "host": address,
        "port": port,
        "family": kind,
        "proto": 0,
        "flags": socket.AI_NUMERICHOST,
    }


def open_session(settings: Settings, exempt: Exempt) -> aiohttp.ClientSession:
    """A session for one fetcher: no proxies or passwords from the environment, no cookies, certificates verified."""
    resolver = VettedResolver(exempt)
    # Addresses without a name reach the socket without the resolver; the operator's own are let through there.
    resolver.let_through.update(each.rpartition(":")[0].strip("[]") for each in exempt.allowed)
    connector = aiohttp.TCPConnector(
        resolver=resolver,
        socket_factory=resolver.socket,
        ssl=ssl.create_default_context(),
        limit=0,
        limit_per_host=1,
        use_dns_cache=False,
    )
    return aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": agent(settings), "Accept-Encoding": "gzip"},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        max_line_size=_LONGEST_LINE,
        max_field_size=_LONGEST_LINE,
        max_headers=_MOST_HEADERS,
    )


def agent(settings: Settings) -> str:
    """An honest name, with an address where a webmaster can complain."""
    return f"Rasad/{__version__} (+{settings.contact})"
