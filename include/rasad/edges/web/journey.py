"""What one fetch carries along its hops: its time, its cookies, where it has been."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote, urljoin

import aiohttp
from yarl import URL

from rasad.edges.web.answer import Answer
from rasad.edges.web.requesting import Reply

MAX_REDIRECTS = 5
_ASCII = "".join(map(chr, range(0x80)))
_VALIDATORS = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}

Kind = Literal["listing", "page", "robots"]


class Budget:
    """Seconds of network time for one fetch with all its hops and attempts. Waiting for a turn is not counted:
    `with budget:` goes around what is, never inside itself."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self._began = 0.0

    def __enter__(self) -> None:
        """Begin to count."""
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        """Count what was spent."""
        self.left -= time.monotonic() - self._began


@dataclass(slots=True)
class Journey:
    """One attempt at one address: from the address asked for to wherever its redirects lead."""

    url: str
    kind: Kind
    headers: Mapping[str, str]  # conditional ones; empty when nothing is known yet
    delay_s: float | None
    budget: Budget
    attempt: int = 1
    here: str = ""
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    hops: list[str] = field(default_factory=list)
    _seen: set[tuple[str, str]] = field(default_factory=set)
    _jar: aiohttp.CookieJar | None = None

    def __post_init__(self) -> None:
        self.here = self.url

    def headers_for(self, url: URL) -> Mapping[str, str]:
        """The headers of the next request: validators, and cookies that this fetch got from this very host."""
        cookie = self._cookie(url)
        return {**self.headers, "Cookie": cookie} if cookie else self.headers

    def redirected(self, reply: Reply, url: URL) -> str | None:
        """Move to where the redirect leads. Gives redirect_nowhere or redirect_loop when it leads nowhere new."""
        location = _readable(reply.headers.get("Location", "").strip())
        if not location:
            return "redirect_nowhere"
        self._seen.add((str(url), self._cookie(url)))
        self.hops.append(str(url))
        self._keep_cookies(reply, url)
        try:
            self.here = urljoin(str(url), location)
        except ValueError:
            return "redirect_nowhere"
        if len(self.hops) > MAX_REDIRECTS:
            return "redirect_loop"
        return None

    def visited(self, url: URL) -> bool:
        """Whether this very request was made before on this journey; another cookie makes it another request."""
        return bool(self.hops) and (str(url), self._cookie(url)) in self._seen

    def answer(self, **more: object) -> Answer:
        """The answer of this journey with the given fields of Answer."""
        return Answer(
            self.url,
            self.here,
            self.started_at,
            attempts=self.attempt,
            hops=tuple(self.hops),
            **more,  # type: ignore[arg-type]
        )

    def _cookie(self, url: URL) -> str:
        if self._jar is None:
            return ""
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self._jar.filter_cookies(url).items())

    def _keep_cookies(self, reply: Reply, url: URL) -> None:
        lines = reply.headers.getall("Set-Cookie", ())
        if not lines:
            return
        if self._jar is None:
            self._jar = aiohttp.CookieJar(unsafe=True)  # unsafe: cookies of a host without a name, on the sample's port
        # Without their Domain attribute cookies belong to this host alone.
        self._jar.update_cookies_from_headers([_host_only(line) for line in lines], url)


def conditional(validators: Mapping[str, str]) -> dict[str, str]:
    """Request headers for stored validators (etag, last_modified), byte for byte, or not at all."""
    return {
        _VALIDATORS[key]: value
        for key, value in validators.items()
        if key in _VALIDATORS and value and len(value) < 4_096 and value.isprintable() and "\ufffd" not in value
    }


def _readable(location: str) -> str:
    """Raw bytes that are no UTF-8 as escapes of those bytes."""
    try:
        location.encode()
    except UnicodeEncodeError:
        return quote(location.encode("utf-8", "surrogateescape"), safe=_ASCII)
    return location


def _host_only(line: str) -> str:
    pair, *attributes = line.split(";")
    return ";".join((pair, *(each for each in attributes if not each.strip().lower().startswith("domain"))))
