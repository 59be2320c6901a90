"""One message to an address of the operator's own choice (a webhook): bounded in time, and followed nowhere."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from datetime import datetime

import aiohttp

from rasad.model import Rejected


def post(url: str, body: bytes, seconds: float, key: str = "", now: datetime | None = None) -> Rejected | None:
    """Send JSON; None when the receiver took it. Reasons: timeout, connection, http_<status>.

    With a key the receiver can tell that it was us and when: `X-Rasad-Signature: t=<unix time>,v1=<HMAC-SHA256 of "t.body">`.
    The address is the operator's setting, so it may be loopback; no proxy of the environment is used, no redirect followed,
    and the address, which may itself be a secret, is in no message.
    """
    headers = {"Content-Type": "application/json"}
    if key and now is not None:
        headers["X-Rasad-Signature"] = signature(body, key, int(now.timestamp()))
    return asyncio.run(_post(url, body, headers, seconds))


def signature(body: bytes, key: str, unix_time: int) -> str:
    """The value of the signature header; a receiver computes it anew and compares."""
    digest = hmac.new(key.encode(), f"{unix_time}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={unix_time},v1={digest}"


async def _post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> Rejected | None:
    try:
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=False) as session,
            session.post(url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            return None if 200 <= response.status < 300 else Rejected(f"http_{response.status}")
    except TimeoutError:
        return Rejected("timeout", f"{seconds:.1f} s")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # Only the kind of failure: messages of the library hold the address.
        return Rejected("connection", type(error).__name__)
