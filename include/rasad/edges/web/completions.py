"""Answers of a language model from an endpoint of the operator's choice: any that speaks OpenAI's chat completions."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

import aiohttp

from rasad.edges.web.connecting import agent
from rasad.model import Rejected
from rasad.settings import Settings

MOST_BYTES = 262_144  # of one answer: sixty long proposals need a tenth of it
MOST_TOKENS = 4_096  # that the model may write for one article
_GIVES_UP_AFTER = 3  # failures in a row: an endpoint that is down is not asked for every article of the day


class Completions:
    """One endpoint for one run: bounded in time, in articles and in bytes. Never raises for what the endpoint does.

    The address is the operator's own setting, so it may be loopback; what an article says can never lead there. Nothing
    is taken from the environment's proxies, no redirect is followed, and the key goes into one header and no message.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ends_at = time.monotonic() + settings.extractor_budget_s
        self._asked = self._failed_in_a_row = 0

    def __call__(self, instruction: str, data: str, schema: Mapping[str, Any]) -> str | Rejected:
        """The model's words for an instruction and data, asked to follow a JSON schema; or the reason why there are none.

        Reasons: timeout, connection, too_big, http_<status>, not_an_answer; and over_budget, too_many_articles and gave_up,
        with which nothing was sent.
        """
        if refused := self._refusal():
            return refused
        self._asked += 1
        seconds = min(self._settings.extractor_timeout_s, self._ends_at - time.monotonic())
        found = asyncio.run(_ask(self._settings, _request(self._settings, instruction, data, schema), seconds))
        answer = found if isinstance(found, Rejected) else _words(found)
        self._failed_in_a_row = self._failed_in_a_row + 1 if isinstance(answer, Rejected) else 0
        return answer

    def _refusal(self) -> Rejected | None:
        if self._failed_in_a_row >= _GIVES_UP_AFTER:
            return Rejected("gave_up", f"{_GIVES_UP_AFTER} failures in a row")
        if time.monotonic() >= self._ends_at:
            return Rejected("over_budget", f"{self._settings.extractor_budget_s:.0f} s are spent")
        if self._asked >= self._settings.extractor_articles:
            return Rejected("too_many_articles", f"{self._asked} were asked about")
        return None


def completions(settings: Settings) -> Completions | None:
    """The endpoint of an installation; None where none is set, which is the default."""
    return Completions(settings) if settings.extractor_url else None


def _request(settings: Settings, instruction: str, data: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "model": settings.extractor_model,
        "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": data}],
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": schema},
        },
    }


async def _ask(settings: Settings, body: Mapping[str, Any], seconds: float) -> bytes | Rejected:
    headers = {"User-Agent": agent(settings), "Accept-Encoding": "identity"}
    if key := settings.extractor_key.get_secret_value():
        headers["Authorization"] = f"Bearer {key}"
    url = f"{settings.extractor_url.rstrip('/')}/chat/completions"
    try:
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=False) as session,
            session.post(url, json=body, headers=headers, allow_redirects=False) as response,
        ):
            if response.status != 200:
                return Rejected(f"http_{response.status}")
            return await _read(response)
    except TimeoutError:
        return Rejected("timeout", f"{seconds:.1f} s")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # Only the kind of failure: messages of the library may hold headers.
        return Rejected("connection", type(error).__name__)


async def _read(response: aiohttp.ClientResponse) -> bytes | Rejected:
    parts, size = [], 0
    async for part in response.content.iter_any():
        size += len(part)
        if size > MOST_BYTES:
            return Rejected("too_big", f"more than {MOST_BYTES} bytes")
        parts.append(part)
    return b"".join(parts)


def _words(body: bytes) -> str | Rejected:
    try:
        words = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return Rejected("not_an_answer", "no choices[0].message.content")
    return words if isinstance(words, str) else Rejected("not_an_answer", "its content is no text")
