"""A page of Great Expectations as a file that fetches nothing and runs nothing, whatever stands in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from rasad.markup import Html, fetched, joined, tag
from rasad.settings import INCLUDE

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""No script, no image, no request: only the styles in the page itself."""

# What draws or structures text; anything else (script, img, link, input, iframe, svg, form ...) is not kept.
_KEPT = frozenset(
    {"html", "body", "div", "span", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "br", "hr"}
) | {
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "i", "b", "strong", "em", "code", "pre", "bdi"),
}
_ATTRIBUTES = frozenset({"class", "id", "dir", "lang", "colspan", "rowspan", "href", "hidden"})
# Scripts, and parts that need them: menus, buttons, a tour, an advertisement.
_DROPPED = (
    "//script",
    "//style",
    "//head",
    "//nav",
    "//footer",
    "//*[contains(@class, 'col-lg-2') or contains(@class, 'ge-walkthrough-modal') or contains(@class, 'cloud-footer')]",
)


def page(rendered: str, title: str, results: Sequence[Mapping[str, Any]]) -> str:
    """The page under a title of ours: each rule with its severity and what it means, the rows at fault, then the page as rendered."""
    from lxml import html  # DAG files are parsed every few seconds and need none of it

    document = html.document_fromstring(rendered)
    for path in _DROPPED:
        for element in document.xpath(path):
            element.drop_tree()
    for element in list(document.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()
        elif element.tag not in _KEPT:
            element.drop_tag()
        else:
            _disarm(element)
    body = html.tostring(document.find("body"), encoding="unicode")
    way = tag("p", tag("a", "all gates", href="../index.html"))
    return frame(title, way, _rules(results), _offenders(results), Html(body[body.index(">") + 1 : body.rindex("<")]))


def frame(title: str, *parts: Html) -> str:
    """A whole page with our style, and a policy under which nothing in it is fetched or run."""
    head = joined(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Html(_style())),
    )
    return "<!DOCTYPE html>\n" + tag("html", tag("head", head), tag("body", tag("h1", title), *parts), lang="en") + "\n"


def _rules(results: Sequence[Mapping[str, Any]]) -> Html:
    header = tag(
        "tr", *(tag("th", text) for text in ("rule", "severity", "verdict", "rows", "at fault", "why it matters"))
    )
    return tag("table", header, *map(_rule, results))


def _rule(judged: Mapping[str, Any]) -> Html:
    config, counts = judged["expectation_config"], judged["result"]
    held = judged["success"]
    return tag(
        "tr",
        tag("td", config["meta"]["name"]),
        tag("td", config["severity"]),
        tag("td", "held" if held else "broken", class_="passed" if held else "failed"),
        tag("td", counts.get("element_count", "")),
        tag("td", counts.get("unexpected_count", "")),
        tag("td", config.get("notes") or ""),
    )


def _offenders(results: Sequence[Mapping[str, Any]]) -> Html:
    parts = []
    for judged in results:
        if rows := judged["meta"].get("rows_at_fault"):
            listed = [tag("li", fetched(json.dumps(row, ensure_ascii=False))) for row in rows]
            name = judged["expectation_config"]["meta"]["name"]
            parts.append(joined(tag("h2", f"Rows at fault: {name}"), tag("ol", *listed, class_="offenders")))
    return joined(*parts)


def _disarm(element: Any) -> None:
    for name, value in list(element.attrib.items()):
        if name not in _ATTRIBUTES or (name == "href" and not value.startswith("#")):
            del element.attrib[name]


@cache
def _style() -> str:
    return (INCLUDE / "quality" / "docs.css").read_text(encoding="utf-8")
