"""One request and its response as raw bytes, every failure as a code. Redirects, rules and retries are not its business."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from multidict import CIMultiDictProxy
from yarl import URL

from rasad.edges.web.connecting import Filtered, RefusedAddress
from rasad.model import Rejected

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ERROR_PAGE = 65_536  # bytes of an error page that are looked at: walls show within
_WITHOUT_BODY = (204, 205, 304)


@dataclass(frozen=True, slots=True)
class Reply:
    """A response as it came: body still encoded, cut at the cap where the caller wanted a cut."""

    status: int
    headers: CIMultiDictProxy[str]
    wire: bytes
    framed: bool  # whether the end of the body was announced, by a length or by chunks
    cut: bool = False


async def request(
    session: aiohttp.ClientSession,
    url: URL,
    headers: Mapping[str, str],
    *,
    most: int,
    deadline_s: float,
    cut: bool = False,
) -> Reply | Rejected:
    """One GET, from connecting to the last byte within `deadline_s`, at most `most` bytes of body.

    A longer body is Rejected as too_big, or cut there when `cut`. Other reasons: timeout, dns, connection, tls,
    protocol, truncated, bad_length, refused_address, filtered.
    """
    try:
        async with (
            asyncio.timeout(deadline_s),
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            with _told_of_the_end(response):
                return await _read(response, most, cut)
    except TimeoutError:
        return Rejected("timeout", f"{deadline_s:.1f} s")
    except (aiohttp.ClientError, HttpProcessingError, OSError, EOFError, ValueError) as error:
        return Rejected(_code(error), f"{type(error).__name__}: {error}"[:200])


@contextmanager
def _told_of_the_end(response: aiohttp.ClientResponse) -> Iterator[None]:
    """aiohttp tells the reader of a body nothing when its parser gives up in mid body; without this it would wait on."""
    protocol = response.connection.protocol if response.connection is not None else None
    closed = protocol.closed if protocol is not None else None  # an idle protocol is false

    def tell(_: object) -> None:
        if not response.content.is_eof() and response.content.exception() is None:
            response.content.set_exception(aiohttp.ClientPayloadError("the parser gave up"))

    if closed is None:
        tell(None)  # closed already
        yield
        return
    closed.add_done_callback(tell)
    try:
        yield
    finally:
        closed.remove_done_callback(tell)
        closed.remove_done_callback(_heard)
        closed.add_done_callback(_heard)


def _heard(closed: asyncio.Future[None]) -> None:
    if not closed.cancelled():
        closed.exception()


async def _read(response: aiohttp.ClientResponse, most: int, cut: bool) -> Reply | Rejected:
    status, headers = response.status, response.headers
    length, chunked = headers.get("Content-Length"), "Transfer-Encoding" in headers
    if len(headers.getall("Content-Length", ())) > 1 or (length is not None and not length.strip().isdigit()):
        response.close()
        return Rejected("bad_length", str(length)[:60])
    if status in REDIRECTS or status in _WITHOUT_BODY:
        # Nobody reads this body, and bytes behind a response without one would be taken for the next response.
        if chunked or (length != "0" if status in REDIRECTS else length not in (None, "0")):
            response.close()
        return Reply(status, headers, b"", True)
    error_page = not 200 <= status < 300
    if not (error_page or cut) and length is not None and int(length) > most:
        response.close()
        return Rejected("too_big", f"Content-Length {length[:20]}")
    room = min(most, _ERROR_PAGE) if error_page else most
    parts, size = [], 0
    async for part in response.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > room:
            response.close()
            if not (error_page or cut):
                return Rejected("too_big", f"more than {most} bytes")
            break
    return Reply(status, headers, b"".join(parts)[:room], chunked or length is not None, cut=size > room)


def _code(error: Exception) -> str:
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, Filtered):
        return "filtered"
    if isinstance(cause, RefusedAddress):
        return "refused_address"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "dns"
    if isinstance(error, aiohttp.ClientSSLError):
        return "tls"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "connection"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "protocol" if "ConnectionReset" in str(error) else "truncated"
    return _code_of_parser(str(error).partition(chr(10))[0].lower())


def _code_of_parser(message: str) -> str:
    if "content-length" in message:
        return "bad_length"
    return "truncated" if "chunk size" in message else "protocol"
