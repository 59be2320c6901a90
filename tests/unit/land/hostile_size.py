"""Rows B8 to B12: too much, broken, cut off, noise."""

from __future__ import annotations

import random

from hostile_feeds import TWENTY, case, feed, filled, hundred, item, json_feed, rss

# --- B8, B9: too much
case(
    "B8",
    "a million items",
    lambda: (
        rss("@@").encode().replace(b"@@", b"<item><title>t</title><link>http://k.example/1</link></item>" * 1_000_000)
    ),
    reason="too_big",
)
case(
    "B8",
    "200,000 items",
    lambda: (
        rss("@@")
        .encode()
        .replace(
            b"@@",
            b"".join(
                b"<item><title>t%d</title><link>http://k.example/%d</link></item>" % (n, n) for n in range(200_000)
            ),
        )
    ),
    items=1_000,
    partial=True,
)
case(
    "B8",
    "100,000 items with markup in a title",
    lambda: (
        rss("@@")
        .encode()
        .replace(
            b"@@",
            b"".join(
                b"<item><title>&lt;b&gt;%d&lt;/b&gt;</title><link>http://k.example/%d</link></item>" % (n, n)
                for n in range(100_000)
            ),
        )
    ),
    items=1_000,
    partial=True,
)
case(
    "B8",
    "100,000 items, broken",
    lambda: (
        rss("<x>@@")
        .encode()
        .replace(
            b"@@",
            b"".join(
                b"<item><title>t%d</title><link>http://k.example/%d</link></item>" % (n, n) for n in range(100_000)
            ),
        )
    ),
    items=1_000,
    partial=True,
)
case(
    "B9",
    "a summary of 9 MB",
    filled(item(more="<description>@@</description>"), "@@", lambda: b"word " * 1_800_000),
    items=1,
)
case(
    "B9",
    "a summary of 18 MB",
    filled(item(more="<description>@@</description>") + item(2), "@@", lambda: b"word " * 3_600_000),
    reason="cpu_budget|memory_budget",
    at_least=1,
)
case(
    "B9",
    "18 MB of escaped markup",
    filled(item(more="<description>@@</description>"), "@@", lambda: b"&lt;p&gt;word&lt;/p&gt;" * 780_000),
    reason="cpu_budget|memory_budget",
    at_least=1,
)
case(
    "B9",
    "19 MB of middling items",
    lambda: (
        rss("@@")
        .encode()
        .replace(b"@@", b"".join(item(n, f"t{n}").encode() + b"<!-- " + b"x" * 1_700 + b" -->" for n in range(10_000)))
    ),
    items=1_000,
    partial=True,
)
case("B9", "a title of 5 MB", filled(item(title="@@"), "@@", lambda: b"word " * 1_000_000), items=1)
# --- B10: markup for the loose parser
for name, bytes_, often in (
    ("less-than", b"<", 200_000),
    ("ampersand", b"&", 500_000),
    ("bang", b"<!", 50_000),
    ("bracket", b"<![", 50_000),
    ("open attribute", b'<a b="', 20_000),
    ("open comment", b"<!--", 50_000),
    ("open CDATA", b"<![CDATA[", 50_000),
    ("open item", b"<item ", 50_000),
    ("question", b"<?", 50_000),
):
    case(
        "B10",
        f"{name} repeated",
        filled(
            item(1) + item(2, more="<description>@@</description>"),
            "@@",
            lambda bytes_=bytes_, often=often: bytes_ * often,
        ),
        reason="cpu_budget",
        at_least=1,
    )  # type: ignore[misc]
case("B10", "entity declarations without end", feed(item(), "<!DOCTYPE rss [" + "<!ENTITY " * 200_000), reason="dtd")
case("B10", "a DOCTYPE of spaces", feed(item(), "<!DOCTYPE" + " " * 200_000), items=1, note="dtd_ignored")
case(
    "B10",
    "10,000 CDATA sections in one summary",
    feed(item(more="<description><![CDATA[" + "]]]]><![CDATA[>" * 10_000 + "]]></description>")),
    items=1,
)
case(
    "B10",
    "100,000 names for an HTML attribute",
    feed(item(title="&lt;p " + "a=1 " * 100_000 + "&gt;x&lt;/p&gt;") + item(2)),
    items=2,
)
# --- B11: cut anywhere
for share in (30, 50, 75, 95):
    cut = len(TWENTY) * share // 100
    case(
        "B11",
        f"cut at {share} %",
        lambda cut=cut: TWENTY[:cut],
        items=TWENTY[:cut].count(b"</item>"),
        bad=0,
        partial=True,
    )  # type: ignore[misc]
case("B11", "cut after the last item", lambda: TWENTY[: TWENTY.rindex(b"</channel>")], items=20, partial=True)
case("B11", "cut in the first item", lambda: TWENTY[: TWENTY.index(b"</link>")], items=0, partial=True)
case(
    "B11",
    "cut in a CDATA that names an end",
    lambda: rss(item(1) + item(2, "<![CDATA[x</item>@@")).encode().partition(b"@@")[0],
    items=1,
    partial=True,
)
case("B11", "JSON cut in the middle", lambda: json_feed(5)[:-40], "application/feed+json", items=4, partial=True)


# --- B12: three bytes of noise
def noisy(seed: int) -> bytes:
    chance = random.Random(seed)
    body = bytearray(rss(hundred()).encode())
    start = body.index(b"<item>")
    for _ in range(3):
        body[chance.randrange(start, len(body) - 20)] = chance.randrange(256)
    return bytes(body)


for seed in range(12):
    case("B12", f"noise {seed}", lambda seed=seed: noisy(seed), at_least=94)  # type: ignore[misc]
