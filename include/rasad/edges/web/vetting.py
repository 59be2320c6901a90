"""Which addresses may be asked for at all: web addresses in one plain spelling, on web ports, of public hosts."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from yarl import URL

from rasad.model import Rejected
from rasad.settings import Settings

Routes = Mapping[str, tuple[str, int]]

_PORTS: Final = {"http": 80, "https": 443}
_LONGEST = 8_000  # characters: what servers commonly take in a request line
_EDGE = "".join(map(chr, range(0x21)))
_ADDRESS = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_AUTHORITY_TRICK = re.compile(r"[@\\%\s<>\"^`{|}]")
_TAIL_TRICK = re.compile(r"[?#][^/]{0,300}@|[^?#]{0,8000}\\")  # parsers disagree about where the host ends
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{1,126}}")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
_DOTS = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)
_SAFE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"<>\\^`{|}')
# Names that lead to this machine or its network by convention: RFC 6761, RFC 6762, RFC 8375, RFC 7686, RFC 9476, ICANN.
_INWARD = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "onion", "alt")
# IANA special-purpose registries, where the standard library says "global" or nothing; 168.63.129.16 is the
# platform service of a large cloud on a public address.
_NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(each)
    for each in ("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "168.63.129.16/32")
]
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")  # all that is ever routed; leaves out mapped, NAT64 and local forms
_NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(each)
    for each in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: an IPv4 address hides in the interface identifier


@dataclass(frozen=True, slots=True)
class Target:
    """One address that may be asked for."""

    url: URL  # ASCII, no fragment, no userinfo
    host: str
    port: int
    turn: str  # who takes turns: the host, with its port where that is no web port
    root: str  # scheme and authority: what one robots.txt speaks for


@dataclass(frozen=True, slots=True)
class Exempt:
    """What the operator lets through although it is not public."""

    routes: Routes
    allowed: frozenset[str]

    def covers(self, host: str, port: int) -> bool:
        """Whether this host and port need not be public."""
        return (host in self.routes and port in _PORTS.values()) or f"{host}:{port}" in self.allowed


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """The host:port pairs that the operator allows although they are not public."""
    return frozenset(part.strip().lower() for part in settings.allow_hosts.split(",") if part.strip())


def may_connect(address: str) -> bool:
    """Whether an IP address is a public one of its own kind. IPv6 forms that carry an IPv4 address are not.

    Raises ValueError for what is no IP address.
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in net for net in _NOT_PUBLIC_4)
    if ip not in _UNICAST_6 or any(ip in net for net in _NOT_PUBLIC_6):
        return False
    return ip.is_global and (int(ip) >> 32) & 0xFFFFFFFF not in _ISATAP


def vet(url: str, exempt: Exempt) -> Target | Rejected:
    """The address as it may be sent, or why not: refused_url (spelling, scheme, port), refused_address (not public)."""
    trimmed = url.strip(_EDGE)
    found = _ADDRESS.fullmatch(trimmed)
    if found is None or len(trimmed) > _LONGEST or _CONTROL.search(trimmed):
        return Rejected("refused_url", "no web address")
    scheme, authority, tail = found[1].lower(), found[2], found[3]
    if not authority or _AUTHORITY_TRICK.search(authority) or _TAIL_TRICK.match(tail):
        return Rejected("refused_url", "ambiguous host")
    host_port = _host_and_port(authority, _PORTS[scheme])
    if host_port is None:
        return Rejected("refused_url", "odd host or port")
    host, port = host_port
    if not exempt.covers(host, port) and (reason := _not_public(host, port)):
        return Rejected(reason, f"{host}:{port}")
    escaped = _escaped(tail)
    return Rejected("refused_url", "not Unicode") if escaped is None else _target(scheme, host, port, escaped)


def _target(scheme: str, host: str, port: int, tail: str) -> Target:
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == _PORTS[scheme] else f"{shown}:{port}"
    url = URL(f"{scheme}://{netloc}{tail}", encoded=True)
    if _DOTS.search(url.raw_path):
        url = URL(str(url))  # without dot segments: robots.txt must see the path that the server will see
    return Target(url, host, port, shown if port in _PORTS.values() else netloc, f"{scheme}://{netloc}")


def _host_and_port(authority: str, default: int) -> tuple[str, int] | None:
    if authority.startswith("["):
        inner, bracket, rest = authority[1:].partition("]")
        host = _literal(inner) if bracket else None
    else:
        inner, colon, digits = authority.partition(":")
        host, rest = _ascii_host(inner), colon + digits
    if host is None or not (rest in ("", ":") or re.fullmatch(r":[0-9]{1,5}", rest)):
        return None
    port = int(rest[1:]) if len(rest) > 1 else default
    return (host, port) if 0 < port < 65_536 else None


def _literal(inner: str) -> str | None:
    try:
        return str(ipaddress.IPv6Address(inner))
    except ValueError:
        return None


def _ascii_host(host: str) -> str | None:
    """Lower case, punycode for what is not ASCII. Look-alikes of digits, dots and letters are None."""
    if host.isascii():
        return host.lower()
    plain = unicodedata.normalize("NFC", host.lower())
    if unicodedata.normalize("NFKC", plain) != plain or any(
        not character.isascii() and (character.isdigit() or unicodedata.category(character)[0] in "PSZC")
        for character in plain
        if character not in "\u200c\u200d"  # joiners belong to Persian names; IDNA judges where
    ):
        return None
    try:
        return URL.build(scheme="http", host=plain).raw_host
    except ValueError:
        return None


def _not_public(host: str, port: int) -> str | None:
    if port not in _PORTS.values():
        return "refused_url"
    try:
        return None if may_connect(host) else "refused_address"
    except ValueError:
        pass
    if not _NAME.fullmatch(host) or len(host) > 253 or _NUMBER.fullmatch(host.rpartition(".")[2]):
        return "refused_url"
    inward = any(host == name or host.endswith(f".{name}") for name in _INWARD)
    return "refused_url" if inward else None


def _escaped(tail: str) -> str | None:
    """Path and query in ASCII, escapes kept as they stand; raw bytes of a header are escaped as those bytes."""
    path = tail.partition("#")[0]
    if not path.startswith("/"):
        path = f"/{path}"
    try:
        return quote(path.encode("utf-8", "surrogateescape"), safe=_SAFE)
    except UnicodeEncodeError:
        return None
