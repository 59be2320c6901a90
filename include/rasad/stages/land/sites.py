"""Whose address a link is: absolute, safe to ask for, and on the same registrable domain as the page that names it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import tld

from rasad.addresses import canonical_url
from rasad.model import Rejected
from rasad.stages.land.items import LONGEST_URL

_EDGE_SPACE = "".join(map(chr, range(0x21))) + "\u00a0\u200b\u200e\u200f\ufeff"
# A replaced character means that the address was damaged on its way; user names and backslashes hide which host is meant.
_DAMAGED = re.compile("[\ufffd\x00-\x20\x7f\u202a-\u202e\u2066-\u2069]")
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_MISLEADING = re.compile(r"[@\\]")


@dataclass(frozen=True, slots=True)
class Link:
    """One usable address: as the page meant it, and in the spelling under which it is known."""

    url: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The hosts whose addresses a listing may name: those of its own registrable domain, and further ones by name."""

    site: str
    hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, address: str, hosts: frozenset[str] | None = None) -> Reach:
        """The reach of the listing at `address`; `hosts` (and their subdomains) count as its own."""
        return cls(site_of(_host(address)), frozenset(host.lower().rstrip(".") for host in hosts or ()))

    def covers(self, link: Link) -> bool:
        """Whether the address belongs here. Letters that only look alike make another host."""
        host = urlsplit(link.canonical).hostname or ""
        if self.site and site_of(host) == self.site:
            return True
        return any(host == named or host.endswith(f".{named}") for named in self.hosts)


def read_link(written: str, base: str) -> Link | None:
    """A link as written, made absolute against `base` and without its fragment; None for one that nobody may follow.

    None: no http or https address, no host, longer than 2,083 characters, damaged characters, user name or backslash.
    """
    trimmed = written.strip(_EDGE_SPACE)
    if not trimmed or len(trimmed) > LONGEST_URL or _DAMAGED.search(trimmed):
        return None
    try:
        url = (trimmed if _ABSOLUTE.match(trimmed) else urljoin(base, trimmed)).partition("#")[0]
        parts = urlsplit(url)
    except ValueError:
        return None
    if len(url) > LONGEST_URL or parts.scheme not in ("http", "https") or _MISLEADING.search(parts.netloc):
        return None
    canonical = canonical_url(url)
    return None if isinstance(canonical, Rejected) else Link(url, canonical)


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """The registrable domain of a host by the public suffix list (that of the library `tld`).

    A host without a listed suffix counts by its last two labels; an IP address and a single label stand for themselves.
    """
    if not host or _is_ip(host):
        return host
    found = tld.get_fld(f"http://{host}", fail_silently=True, search_private=True)
    return found or ".".join(host.split(".")[-2:])


def _host(url: str) -> str:
    canonical = canonical_url(url)
    return "" if isinstance(canonical, Rejected) else urlsplit(canonical).hostname or ""


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
