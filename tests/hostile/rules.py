"""robots.txt files with traps, one for each host name."""

from __future__ import annotations

import gzip

from framing import reset_at_once, silent, slow_body
from peer import ARTICLE, GZIP, PNG, ROBOTS


def robots(name: str, text: bytes, kind: str = "text/plain") -> None:
    ROBOTS[name] = lambda peer: peer.page(text, kind)


PRIVATE = b"User-agent: *\nDisallow: /plain\n"
robots("closed", PRIVATE)
robots("robots-bom", b"\xef\xbb\xbf" + PRIVATE)
robots("robots-nul", b"User-agent: *\x00\nDisallow: /plain\x00\n")
robots("robots-html", ARTICLE, "text/html")
robots("robots-huge", b"User-agent: *\n" + b"Disallow: /a*b*c*d*e*f*g$\n" * 400_000)
robots("robots-endless-stars", b"User-agent: *\nDisallow: /" + b"*a" * 5_000 + b"$\n")
robots(
    "robots-agents-times-rules",
    b"".join(b"User-agent: a%d\n" % n for n in range(12_000)) + b"".join(b"Disallow: /%d\n" % n for n in range(12_000)),
)
robots("robots-delay-huge", b"User-agent: *\nCrawl-delay: 99999999\n")
robots("robots-delay-nan", b"User-agent: *\nCrawl-delay: nan\nRequest-rate: 1/0s\n")
robots(
    "robots-ours",
    b"User-agent: GPTBot\nDisallow: /\n\nUser-agent: RASAD\nDisallow: /plain\n\nUser-agent: *\nAllow: /\n",
)
robots("robots-prefix-of-us", b"User-agent: ras\nDisallow: /\n")
robots("robots-empty", b"")
robots("robots-binary", PNG)
ROBOTS["robots-gzip"] = lambda peer: peer.page(gzip.compress(PRIVATE), "text/plain", GZIP)
ROBOTS["robots-403"] = lambda peer: peer.page(b"no", status="403 Forbidden")
ROBOTS["robots-500"] = lambda peer: peer.page(b"no", status="500 Internal Server Error")
ROBOTS["robots-429"] = lambda peer: peer.page(b"no", status="429 Too Many Requests")
ROBOTS["robots-silent"] = silent
ROBOTS["robots-slow"] = slow_body
ROBOTS["robots-moved"] = lambda peer: peer.head(
    "301 Moved", "Location: http://closed.example/robots.txt", "Content-Length: 0"
)
ROBOTS["robots-loop"] = lambda peer: peer.head("302 Found", "Location: /robots.txt", "Content-Length: 0")
ROBOTS["robots-inward"] = lambda peer: peer.head("302 Found", "Location: http://127.0.0.1/", "Content-Length: 0")
ROBOTS["robots-reset"] = reset_at_once
