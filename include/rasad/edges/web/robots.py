"""robots.txt as RFC 9309 means it: our group chosen by us, paths judged by protego, traps defused before either."""

from __future__ import annotations

import json
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from protego import Protego

from rasad.edges.web.turns import file_name

TOKEN = "Rasad"  # product token that webmasters write; compared without case
MOST_BYTES = 500 * 1024  # RFC 9309: a crawler must read at least this much, and may stop there
KEPT_S = 24 * 3600.0  # RFC 9309: no longer than a day
LONGEST_DELAY_S = 120.0
_LINE = re.compile(r"[\r\n]{1,2}")
_TOKEN = re.compile(r"[A-Za-z_-]{1,200}")
_AGENT = ("user-agent", "useragent", "user agent")
_RULES = ("allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")  # as protego forgives
_PACE = ("crawl-delay", "crawl delay", "request-rate", "request rate")
_KNOWN = frozenset((*_AGENT, *_RULES, *_PACE))
_MARKUP = re.compile(r"\s{0,200}<(?:!doctype|html|head|body|script|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to one product token."""

    parsed: Protego | None = None  # None: no rule at all
    token: str = TOKEN
    delay_s: float = 0.0  # between requests, as the host asks, at most 120; 0 where it asks for nothing sensible

    def allow(self, url: str) -> bool:
        """Whether this address may be asked for."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.token))


def read_rules(body: bytes, token: str = TOKEN) -> Rules:
    """The rules of a robots.txt. A page of HTML, or nothing at all, holds none."""
    # A byte order mark or NULs would hide rules from any parser.
    text = body[:MOST_BYTES].decode("utf-8-sig", errors="replace").replace("\x00", "")
    ours = "" if _MARKUP.match(text) else _our_group(text, token.lower())
    if not ours:
        return Rules()
    parsed = Protego.parse(ours)
    rate = parsed.request_rate(token)
    wanted = max(parsed.crawl_delay(token) or 0.0, rate.seconds / rate.requests if rate else 0.0)
    return Rules(parsed, token, min(wanted, LONGEST_DELAY_S))


def _our_group(text: str, token: str) -> str:
    """Only the group that speaks to the token, or else the one for everybody, as one group for protego.

    protego adds every rule to every agent of a group: thousands of agents times thousands of rules would take minutes.
    It also takes a group for a shorter token ("ras") as ours, and ends a group at a line that it does not know.
    """
    groups: dict[str, list[str]] = {}
    current: list[str] = []
    in_agents = False
    for line in _LINE.split(text):
        name, value = _directive(line)
        if name in _AGENT:
            if not in_agents:
                current = []
            in_agents = True
            agent = _agent(value)
            if agent in (token, "*"):
                groups.setdefault(agent, [])
                current = [*current, agent]
        elif name in _RULES or name in _PACE:
            in_agents = False
            for agent in set(current):
                groups[agent].append(f"{name}: {value}")
    chosen = groups.get(token, groups.get("*", []))
    return "\n".join((f"user-agent: {token}", *chosen)) if chosen else ""


def _directive(line: str) -> tuple[str, str]:
    plain = line.partition("#")[0].strip()
    name, _, value = plain.partition(":")
    name = name.strip().lower()
    if name not in _KNOWN:
        name, _, value = plain.partition(" ")  # a missing colon is forgiven, as Google and protego do
    return name.strip().lower(), value.strip()


def _agent(value: str) -> str:
    if value.split(None, 1)[:1] == ["*"]:
        return "*"
    found = _TOKEN.match(value)
    return found.group().lower() if found else ""


class Kept:
    """robots.txt files of the last day, one small file each, shared by all workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, root: str) -> tuple[bytes, float] | None:
        """The text for one scheme and authority and the seconds for which it is still good, or None."""
        try:
            head, _, text = self._path(root).read_bytes().partition(b"\n")
            kept = json.loads(head)
            left = float(kept["fetched_at"]) + KEPT_S - time.time()
            whole = kept["root"] == root and kept["bytes"] == len(text)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return (text, left) if whole and 0 < left <= KEPT_S else None

    def put(self, root: str, text: bytes) -> None:
        """Keep a text. Losing it costs one more request, so a full disk is no error."""
        head = json.dumps({"root": root, "fetched_at": time.time(), "bytes": len(text)})
        try:
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".tmp", delete=False) as new:
                new.write(head.encode() + b"\n" + text)
            Path(new.name).replace(self._path(root))
        except OSError:
            return

    def _path(self, root: str) -> Path:
        return self._folder / f"{file_name(root)}.robots"
