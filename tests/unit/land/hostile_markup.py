"""Rows B1 to B7: entities, references, depth and breadth."""

from __future__ import annotations

from hostile_feeds import case, feed, filled, hundred, item, rss


# --- B1, B2: entities that grow
def laughs(levels: int = 10, before: str = "") -> str:
    steps = "".join(f'{before}<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return rss(item(title=f"&l{levels - 1};"), f'<!DOCTYPE rss [{before}<!ENTITY l0 "ha">{steps}]>')


case("B1", "nested entities", lambda: laughs().encode(), reason="dtd")
case("B1", "nested entities one a line", lambda: laughs(before="\n").encode(), reason="dtd")
case(
    "B1", "nested entities in UTF-16", lambda: laughs().replace("UTF-8", "UTF-16").encode("utf-16"), None, reason="dtd"
)
case("B1", "nested entities in UTF-16 without a mark", lambda: laughs().encode("utf-16-be"), None, reason="dtd")
case("B1", "nested entities in UTF-32", lambda: laughs().encode("utf-32"), None, reason="dtd")
case(
    "B1",
    "nested entities in UTF-7",
    lambda: laughs().encode("utf-7"),
    "text/xml; charset=utf-7",
    reason="dtd|not_a_feed",
)
case("B1", "behind a comment with a DOCTYPE", lambda: b"\n<!-- <!DOCTYPE x> -->" + laughs().encode(), reason="dtd")
case(
    "B1",
    "in an attribute",
    feed('<item><link href="&a;"/></item>', '<!DOCTYPE rss [<!ENTITY b "x"><!ENTITY a "&b;&b;">]>'),
    reason="dtd",
)
case(
    "B2",
    "one long entity used often",
    feed(item(more=f"<description>{'&a;' * 20_000}</description>"), f'<!DOCTYPE rss [<!ENTITY a "{"A" * 100_000}">]>'),
    reason="dtd",
)
case(
    "B2",
    "a short entity used a million times",
    filled(item(more="@@"), "@@", lambda: b"&a;" * 1_000_000, f'<!DOCTYPE rss [<!ENTITY a "{"A" * 200}">]>'),
    reason="dtd",
)
# --- B3: entities that reach out
case(
    "B3", "a file", feed(item(title="X&x;X"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), reason="dtd"
)
case(
    "B3",
    "an address",
    feed(item(title="X&x;X"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'),
    reason="dtd",
)
case(
    "B3",
    "a public identifier",
    feed(item(title="X&x;X"), '<!DOCTYPE rss [<!ENTITY x PUBLIC "p" "file:///etc/passwd">]>'),
    reason="dtd",
)
case(
    "B3",
    "a parameter entity",
    feed(item(), '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e.dtd"> %p;]>'),
    items=1,
    note="dtd_ignored",
)
case("B3", "an external DTD", feed(item(), '<!DOCTYPE rss SYSTEM "file:///etc/passwd">'), items=1, note="dtd_ignored")
case(
    "B3",
    "an external DTD and an entity of it",
    feed(item(title="A &nbsp; B") + item(2), '<!DOCTYPE rss PUBLIC "-//x" "http://127.0.0.1:9/x.dtd">'),
    items=2,
    note="dtd_ignored",
)
case(
    "B3",
    "a file to be included",
    feed(item(more='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')),
    items=1,
)
case(
    "B3",
    "a stylesheet",
    lambda: rss(item()).replace("?><rss", '?><?xml-stylesheet href="file:///etc/passwd"?><rss').encode(),
    items=1,
)
# --- B4, B5: what makes the parser give up
for shown in ("&#xD800;", "&#xDFFF;", "&#x110000;", "&#99999999999;", "&#" + "9" * 3000 + ";", "&#0;"):
    case("B4", f"{shown[:14]} in one of 100", feed(hundred(shown)), at_least=99)
case("B4", "an unknown entity in one of 100", feed(hundred("&nowhere;")), at_least=99)
case("B4", "a bare ampersand in one of 100", feed(hundred(" R&D")), at_least=99)
case("B4", "an open tag in one of 100", feed(hundred("<b")), at_least=99)
case("B4", "an element without end in one of 100", feed(hundred("<b>")), at_least=99)
case("B4", "an unclosed CDATA in one of 100", feed(hundred("<![CDATA[")), at_least=98)
case("B4", "an undeclared prefix in one of 100", feed(hundred("<u:x/>")), at_least=99)
case(
    "B4",
    "an end tag missing in one of 100",
    lambda: rss(hundred()).encode().replace(b'<guid isPermaLink="false">g50</guid>', b"<guid>g50"),
    at_least=99,
)
case(
    "B4",
    "the end of an item missing",
    lambda: rss(hundred()).encode().replace(b"</item><item><title>title 51<", b"<item><title>title 51<"),
    at_least=99,
)
case(
    "B5",
    "a backslash in an entity",
    feed(hundred("&path;"), '\n<!DOCTYPE rss [\n<!ENTITY path "C:\\data">\n]>'),
    at_least=99,
    note="dtd_ignored",
)
case(
    "B5",
    "a group reference in an entity",
    feed(hundred(), '\n<!DOCTYPE rss [\n<!ENTITY p "\\1\\g<9>">\n]>'),
    items=100,
    note="dtd_ignored",
)
case("B5", "a declaration inside a summary", feed(item(more="<description><![CDATA[<!/x y>]]></description>")), items=1)
# --- B6, B7: depth and breadth
case(
    "B6",
    "200,000 attributes in one of 20 items",
    filled(
        item(1) + item(2, more="@@") + "".join(item(n) for n in range(3, 21)),
        "@@",
        lambda: b"<x " + b" ".join(b"a%d='1'" % n for n in range(200_000)) + b"/>",
    ),
    at_least=19,
)
case(
    "B6",
    "200,000 attributes in a broken feed",
    filled(
        item(1) + item(2, more="@@<b>") + item(3),
        "@@",
        lambda: b"<x " + b" ".join(b"a%d='1'" % n for n in range(200_000)) + b"/>",
    ),
    at_least=2,
)
case(
    "B6",
    "50,000 attributes and markup in a title",
    filled(
        item(1, "&lt;b&gt;x&lt;/b&gt;") + item(2, more="@@"),
        "@@",
        lambda: b"<x " + b" ".join(b"a%d='>'" % n for n in range(50_000)) + b"/>",
    ),
    at_least=1,
)
case(
    "B6",
    "50,000 namespaces",
    lambda: (
        rss(item()).replace('"2.0"', '"2.0" ' + " ".join(f'xmlns:n{n}="http://e/{n}"' for n in range(50_000))).encode()
    ),
    items=1,
)
case(
    "B6",
    "one attribute of 10 MB",
    filled(item(more='<x a="@@"/>') + item(2), "@@", lambda: b"y" * 9_900_000),
    at_least=1,
)
case(
    "B7",
    "100,000 elements deep",
    filled(item(more="@@") + item(2), "@@", lambda: b"<d>" * 100_000 + b"x" + b"</d>" * 100_000),
    reason="cpu_budget",
    at_least=1,
)
case(
    "B7",
    "100,000 elements deep and no way out",
    filled(item(more="@@") + item(2), "@@", lambda: b"<d>" * 100_000),
    reason="cpu_budget",
    at_least=1,
)
case(
    "B7",
    "deep markup in CDATA",
    filled(item(more="<description><![CDATA[@@]]></description>"), "@@", lambda: b"<div>" * 100_000),
    items=1,
)
case(
    "B7",
    "100,000 brackets of JSON",
    lambda: b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 100_000,
    None,
    items=0,
    partial=True,
)
