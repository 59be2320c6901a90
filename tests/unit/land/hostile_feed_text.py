"""Rows B13 to B22: encodings, characters, scripts, links, and what is no feed."""

from __future__ import annotations

import random
from xml.sax.saxutils import escape

from hostile_feeds import PERSIAN, SITE, atom, case, feed, item, rss


# --- B13, B14, B15: encodings
def spelt(codec: str, declared: str) -> bytes:
    text = rss(item(1, PERSIAN.replace("ی", "ي") if codec == "cp1256" else PERSIAN), encoding=declared)
    return text.encode(codec, "replace")


ARABIC_YEH = (PERSIAN.replace("ی", "ي"),)
case(
    "B13",
    "one bad byte",
    lambda: rss(item(1, PERSIAN * 3) + item(2, "@@")).encode().replace(b"@@", b"\xff" + PERSIAN.encode()),
    titles=(PERSIAN * 3, f"\ufffd{PERSIAN}"),
    note="encoding_repaired",
)
case(
    "B13",
    "half a letter",
    lambda: rss(item(1, PERSIAN) + item(2, "@@")).encode().replace(b"@@", PERSIAN.encode()[:-1]),
    titles=(PERSIAN, PERSIAN[:-1] + "\ufffd"),
    note="encoding_repaired",
)
case(
    "B13",
    "surrogates as bytes",
    lambda: rss(item(1, PERSIAN) + item(2, "a@@b")).encode().replace(b"@@", b"\xed\xa0\x80"),
    items=2,
    note="encoding_repaired",
)
case(
    "B14",
    "windows-1256 declared as UTF-8",
    lambda: spelt("cp1256", "UTF-8"),
    titles=ARABIC_YEH,
    note="encoding_repaired",
)
case(
    "B14",
    "windows-1256 declared in HTTP as UTF-8 too",
    lambda: spelt("cp1256", "UTF-8"),
    "text/xml; charset=utf-8",
    titles=ARABIC_YEH,
)
case(
    "B14",
    "windows-1256 undeclared",
    lambda: spelt("cp1256", "x").replace(b' encoding="x"', b""),
    "text/xml",
    titles=ARABIC_YEH,
)
case("B14", "windows-1256 declared as ISO 8859-1", lambda: spelt("cp1256", "iso-8859-1"), None, titles=ARABIC_YEH)
case(
    "B14",
    "windows-1256 declared rightly",
    lambda: spelt("cp1256", "windows-1256"),
    "application/rss+xml",
    titles=ARABIC_YEH,
)
case(
    "B14",
    "windows-1252 undeclared",
    lambda: rss(item(1, "café – Zürich")).replace(' encoding="UTF-8"', "").encode("cp1252"),
    "text/xml",
    titles=("café – Zürich",),
)
case(
    "B15",
    "UTF-8 declared as windows-1256",
    lambda: spelt("utf-8", "windows-1256"),
    "application/rss+xml",
    titles=(PERSIAN,),
    note="encoding_repaired",
)
case(
    "B15",
    "UTF-8 declared as windows-1256 in HTTP",
    lambda: spelt("utf-8", "UTF-8"),
    "text/xml; charset=windows-1256",
    titles=(PERSIAN,),
)
case(
    "B15",
    "UTF-8 declared as ASCII",
    lambda: spelt("utf-8", "us-ascii"),
    "text/xml; charset=us-ascii",
    titles=(PERSIAN,),
)
case(
    "B15",
    "UTF-8 declared as nonsense",
    lambda: spelt("utf-8", "x-nonsense"),
    "text/xml; charset=x-nonsense",
    titles=(PERSIAN,),
)
case(
    "B15",
    "UTF-8 declared as a codec that is no charset",
    lambda: spelt("utf-8", "hex"),
    "text/xml; charset=zlib",
    titles=(PERSIAN,),
)
case("B15", "UTF-8 with a mark declared as UTF-16", lambda: spelt("utf-8-sig", "UTF-16"), None, titles=(PERSIAN,))
case("B15", "UTF-16", lambda: spelt("utf-16", "UTF-16"), None, titles=(PERSIAN,))
case("B15", "UTF-16 declared as UTF-8", lambda: spelt("utf-16-le", "UTF-8"), titles=(PERSIAN,))
case("B15", "UTF-32", lambda: spelt("utf-32", "UTF-32"), None, titles=(PERSIAN,))
case(
    "B15", "half a UTF-16 character at the end", lambda: spelt("utf-16-le", "UTF-16") + b"\x00", None, titles=(PERSIAN,)
)
# --- B16: characters that are none
case(
    "B16",
    "raw controls",
    lambda: rss(item(1, "@@")).encode().replace(b"@@", b"a\x00b\x01c\x08d\x0be\x1bf"),
    titles=("abcdef",),
    note="control_characters=5",
)
case(
    "B16",
    "controls as references",
    feed(item(1, "a&#0;b&#1;c&#8;d&#x1F;e&#xD800;f&#xFFFE;g&#x110000;h&#99999999999;i")),
    titles=("abcdefghi",),
    note="control_characters=8",
)
case("B16", "C1 controls as references", feed(item(1, "it&#146;s")), titles=("it’s",))
# --- B17, B18: scripts
for number, script in enumerate(
    (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '"><script>x</script>',
        "<form action=javascript:alert(1)><button>x",
        "{{7*7}}${7*7}<%=7*7%>",
    )
):
    case("B17", f"script {number} in a title", feed(item(1, escape(script)) + item(2)), items=2)
case(
    "B17",
    "Atom text that looks like a script",
    lambda: atom('<title type="text">&lt;script&gt;x&lt;/script&gt;</title>'),
    None,
    titles=("<script>x</script>",),
)
case(
    "B18",
    "Atom markup with a script",
    lambda: atom(
        '<title type="html">A&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick="x()"&gt;B&lt;/b&gt;</title>'
    ),
    None,
    titles=("A B",),
)
case(
    "B18",
    "a script in a summary",
    feed(item(1, more="<description>&lt;svg/onload=alert(1)&gt;</description>")),
    items=1,
)
# --- B19: links
for link in (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://karaneh.example/x",
    "gopher://127.0.0.1:6379/_x",
    "http://user:pass@evil.example/",
    f"{SITE}\\@evil.example/",
    f"{SITE}#@evil.example/",
    "http://evil.example%00.karaneh.example/",
    "http://①②⑦.0.0.1/",
    "http://[",
    "http://",
    "http://a" + "b" * 10_000 + ".example/",
    "http://karaneh.example:99999/",
    "http://kar\u202eaneh.example/",
    "http://kar\u2024example/",
):
    case("B19", f"link {link[:40]!a}", feed(item(1, link=escape(link)).replace("g1", "") + item(2)), items=1, bad=1)
case("B19", "no link at all", feed("<item><title>x</title></item><item/>" + item(3)), items=1)
case(
    "B19",
    "relative links",
    feed(item(1, link="/a/1") + item(2, link="//karaneh.example/a/2") + item(3, link="?n=3")),
    first=(f"{SITE}/a/1", f"{SITE}/a/2", f"{SITE}/feeds/all.xml?n=3"),
)
case(
    "B19",
    "a base with a script",
    lambda: atom('<link href="a"/>', ' xml:base="javascript:alert(1)//"'),
    None,
    items=1,
    first=(f"{SITE}/feeds/a",),
)
# --- B20: what cannot be seen
case(
    "B20",
    "overrides in a title",
    feed(item(1, "ok \u202egpj.exe\u202c\u2066x\u2069\u200e\u200f\u061c")),
    titles=("ok gpj.exex",),
    note="hidden_characters=7",
)
case("B20", "ZWNJ in a title", feed(item(1, "می\u200cشود")), titles=("می\u200cشود",))
case(
    "B20",
    "20,000 combining marks",
    feed(item(1, "a" + "\u0301" * 19_000 + "b")),
    titles=("a" + "\u0301" * 4,),
    note="combining_marks=",
)
case(
    "B20",
    "an override in an address",
    feed(item(1, link=f"{SITE}/\u202emoc.live")),
    first=(f"{SITE}/%E2%80%AEmoc.live",),
)
# --- B21, B22: no feed
case(
    "B21",
    "a challenge page",
    lambda: b"<!DOCTYPE html><html><body><h1>Just a moment...</h1></body></html>",
    "text/html",
    reason="not_a_feed",
)
case(
    "B21",
    "a page that speaks of feeds",
    lambda: b"<html><body>&lt;rss&gt; <rss version='2.0'></rss></body></html>",
    "text/html",
    reason="not_a_feed",
)
case("B21", "JSON of something else", lambda: b'{"error": "x"}', "application/json", reason="not_a_feed")
case("B21", "a list in JSON", lambda: b'[{"items": []}]', "application/json", reason="not_a_feed")
case("B21", "a PDF", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "application/pdf", reason="not_a_feed")
case("B21", "noise", lambda: random.Random(7).randbytes(200_000), None, reason="not_a_feed")
case("B21", "plain text", lambda: b"service temporarily unavailable", "text/plain", reason="not_a_feed")
case("B22", "nothing", lambda: b"", reason="empty")
case("B22", "a hundred spaces", lambda: b" " * 100, reason="empty")
case("B22", "a mark and nothing else", lambda: b"\xef\xbb\xbf\n", reason="empty")
case("B22", "a feed without items", feed(""), items=0, bad=0, partial=False)
