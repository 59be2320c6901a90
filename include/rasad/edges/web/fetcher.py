"""Polite fetching: robots.txt, turns, rests, redirects and retries around single requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Literal

import aiohttp

from rasad.edges.web.answer import Answer, failed, heals
from rasad.edges.web.connecting import open_session
from rasad.edges.web.journey import Budget, Journey, Kind, conditional
from rasad.edges.web.judging import Verdict, judge
from rasad.edges.web.requesting import REDIRECTS, Reply, request
from rasad.edges.web.resting import ATTEMPTS, pause_s, rest_after_refusals, rest_s
from rasad.edges.web.robots import MOST_BYTES, Kept, Rules
from rasad.edges.web.rulebook import Rulebook
from rasad.edges.web.turns import NoTurn, Resting, Turn, Turns
from rasad.edges.web.vetting import Exempt, Routes, Target, allowed_hosts, vet
from rasad.edges.web.walls import leads_to_filter
from rasad.model import Rejected
from rasad.settings import Settings

_MOST_AT_ONCE = 256  # requests in flight over all hosts
_WORTH_A_TRY_S = 0.1  # network time below which another attempt is not begun
_PATIENCE = 3.0  # deadlines and delays of others that a fetch waits for at a host that another process keeps busy


class Fetcher:
    """Fetches addresses one at a time per host, within the limits of the settings. Use `fetching` to get one."""

    def __init__(self, session: aiohttp.ClientSession, settings: Settings, exempt: Exempt) -> None:
        self._session, self._settings, self._exempt = session, settings, exempt
        self._turns = Turns(settings.hosts, settings.max_rest_s)
        self._rulebook = Rulebook(Kept(settings.hosts))
        self._places = asyncio.Semaphore(_MOST_AT_ONCE)

    async def fetch(
        self,
        url: str,
        validators: Mapping[str, str] | None = None,
        *,
        delay_s: float | None = None,
        kind: Literal["listing", "page"] = "page",
    ) -> Answer:
        """One address, conditionally where validators are given. Never raises: a failure is an Answer with its reason.

        `delay_s`: seconds between two requests to this outlet's host; None takes the setting, and no pause at all for
        the hosts of the bundled newsroom. robots.txt can only make it longer.
        """
        return await self._persist(url, conditional(validators or {}), delay_s, kind)

    async def _persist(self, url: str, headers: Mapping[str, str], delay_s: float | None, kind: Kind) -> Answer:
        budget = Budget(self._settings.fetch_deadline_s)
        answer = failed(url, "timeout")
        for attempt in range(1, ATTEMPTS + 1):
            answer = await self._travel(Journey(url, kind, headers, delay_s, budget, attempt))
            # What robots.txt left open is not asked again here: its own fetch was as persistent as this one.
            hopeless = answer.error is None or not heals(answer.error) or answer.error == "robots_unreachable"
            if hopeless or attempt == ATTEMPTS or budget.left < _WORTH_A_TRY_S:
                break
            with budget:
                await asyncio.sleep(pause_s(attempt, budget.left))
        return answer

    async def _travel(self, journey: Journey) -> Answer:
        """One attempt: hop after hop, each vetted, allowed by its robots.txt, and in its host's turn."""
        while True:
            target = vet(journey.here, self._exempt)
            if isinstance(target, Rejected):
                return journey.answer(error=_refused(target))
            if leads_to_filter(target.host):
                return journey.answer(error="filtered")
            journey.here = str(target.url)
            if journey.visited(target.url):
                return journey.answer(error="redirect_loop")
            # RFC 9309, 2.2.2: /robots.txt itself is always allowed.
            is_open = journey.kind == "robots" or target.url.path == "/robots.txt"
            rules = Rules() if is_open else await self._rules(target, journey)
            if isinstance(rules, Answer):
                return journey.answer(error=rules.error, retry_at=rules.retry_at)
            if not rules.allow(journey.here):
                return journey.answer(error="robots")
            answer = await self._in_turn(target, journey, self._delay_s(target, journey, rules))
            if answer is not None:
                return answer

    async def _in_turn(self, target: Target, journey: Journey, delay_s: float) -> Answer | None:
        """One request in the host's turn; None when it led on to another address."""
        patience = _PATIENCE * (self._settings.fetch_deadline_s + delay_s)
        try:
            async with self._turns.held(target.turn, delay_s, patience) as turn:
                reply = await self._request(target, journey)
                if isinstance(reply, Rejected):
                    return journey.answer(error=reply.reason)
                if reply.status in REDIRECTS:
                    error = journey.redirected(reply, target.url)
                    return journey.answer(error=error, status=reply.status) if error else None
                return self._answer(reply, journey, turn)
        except Resting as rest:
            return journey.answer(
                error="resting", retry_at=datetime.fromtimestamp(rest.until, UTC), notes=(rest.reason,)
            )
        except NoTurn:
            return journey.answer(error="timeout", notes=("no_turn",))

    async def _request(self, target: Target, journey: Journey) -> Reply | Rejected:
        if journey.budget.left <= 0:
            return Rejected("timeout", "")
        is_robots = journey.kind == "robots"
        async with self._places:
            with journey.budget:
                return await request(
                    self._session,
                    target.url,
                    journey.headers_for(target.url),
                    most=MOST_BYTES if is_robots else self._settings.max_bytes,
                    deadline_s=journey.budget.left,
                    cut=is_robots,
                )

    def _answer(self, reply: Reply, journey: Journey, turn: Turn) -> Answer:
        verdict = self._verdict(reply, journey)
        error, until = verdict.error, 0.0
        turn.refusals = turn.refusals + 1 if error == "challenge" else 0
        now = datetime.now(UTC)
        if error == "rest":
            error = "resting"
            seconds = rest_s(reply.headers.get("Retry-After"), now, self._settings.max_rest_s)
            until = turn.rest(seconds, f"http_{reply.status}")
        elif seconds := rest_after_refusals(turn.refusals, self._settings.max_rest_s):
            until = turn.rest(seconds, "challenge")
        return journey.answer(
            status=reply.status,
            headers=_headers(reply.headers),
            body=verdict.body,
            error=error,
            retry_at=datetime.fromtimestamp(until, UTC) if until else None,
            wire_bytes=len(reply.wire),
            notes=verdict.notes,
        )

    def _verdict(self, reply: Reply, journey: Journey) -> Verdict:
        if journey.kind == "robots" and 200 <= reply.status < 300:
            return Verdict(reply.wire)
        return judge(
            reply,
            asked=bool(journey.headers),
            most=self._settings.max_decoded_bytes,
            listing=journey.kind == "listing",
        )

    async def _rules(self, target: Target, journey: Journey) -> Rules | Answer:
        async def ask() -> Answer:
            return await self._persist(f"{target.root}/robots.txt", {}, journey.delay_s, "robots")

        return await self._rulebook.rules(target.root, ask)

    def _delay_s(self, target: Target, journey: Journey, rules: Rules) -> float:
        own = journey.delay_s
        if own is None:
            own = 0.0 if target.host in self._exempt.routes else self._settings.host_delay_s
        return max(own, rules.delay_s)


def _headers(raw: Mapping[str, str]) -> dict[str, str]:
    """Header lines as text that can be stored: bytes that are no UTF-8 become replacement characters."""
    return {
        name: value if value.isascii() else value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        for name, value in raw.items()
    }


def _refused(target: Rejected) -> str:
    if target.reason == "refused_address" and leads_to_filter(target.detail.rpartition(":")[0]):
        return "filtered"
    return target.reason


@asynccontextmanager
async def fetching(settings: Settings, routes: Routes) -> AsyncIterator[Fetcher]:
    """A fetcher whose connections close at the end of the block. `routes` leads reserved hosts to the bundled newsroom.

    Raises ConfigError when the folder of hosts cannot be made.
    """
    exempt = Exempt(routes, allowed_hosts(settings))
    async with open_session(settings, exempt) as session:
        yield Fetcher(session, settings, exempt)


async def fetch_all(fetcher: Fetcher, wanted: Sequence[tuple[str, Mapping[str, str]]]) -> list[Answer]:
    """Many addresses at once; hosts wait for themselves only. Answers come in the order asked."""
    return list(await asyncio.gather(*(fetcher.fetch(url, validators) for url, validators in wanted)))
