"""The frame around every view: head, navigation, headings, and addresses of the page, of Airflow and of outlets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from rasad.markup import Html, fetched, joined, tag
from rasad.markup import link as outlet_link
from rasad.plain import plain
from rasad.settings import INCLUDE

FOLDER = INCLUDE / "page"
DAG_ID = "iran_news"
# In the order of the daily question: did it run, did we see everything, may we rely on it, what does it say?
NAVIGATION = (
    ("", "Runs"),
    ("outlets", "Outlets"),
    ("gates", "Gates"),
    ("quarantine", "Quarantine"),
    ("claims", "Claims"),
    ("clusters", "Clusters"),
    ("conflicts", "Conflicts"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page and Airflow are reached: paths without a slash at the end. `nonce` marks the one script of ours."""

    base: str
    airflow: str = ""
    nonce: str = ""

    def at(self, view: str, **query: object) -> str:
        """The address of a view; what is empty is left out."""
        given = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        return f"{self.base}/{view}{'?' if given else ''}{given}"

    def to(self, text: object, view: str, **query: object) -> Html:
        """A link to a view."""
        return tag("a", text, href=self.at(view, **query))

    def run(self, run_id: str, text: object) -> Html:
        """A link to the run in Airflow."""
        return self._out(text, f"/dags/{DAG_ID}/runs/{quote(run_id, safe='')}")

    def task(self, run_id: str, task_id: str, text: object) -> Html:
        """A link to one task of the run in Airflow, with its log."""
        return self._out(text, f"/dags/{DAG_ID}/runs/{quote(run_id, safe='')}/tasks/{quote(task_id, safe='')}")

    def dag(self, dag_id: str, text: object) -> Html:
        """A link to a DAG in Airflow."""
        return self._out(text, f"/dags/{quote(dag_id, safe='')}")

    def _out(self, text: object, path: str) -> Html:
        # Out of the frame of the Airflow UI; see page.js.
        return tag("a", text, href=self.airflow + path, target="_top")


@dataclass(frozen=True, slots=True)
class Page:
    """One view: its title, the entry of the navigation that it belongs to, and what stands in it."""

    title: str
    under: str
    content: Iterable[object]


def whole(page: Page, place: Place) -> str:
    """The page in its frame."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{plain(page.title)} · Rasad"),
        tag("link", rel="stylesheet", href=place.at("page.css")),
        tag("script", src=place.at("page.js"), nonce=place.nonce, defer="defer"),
    )
    body = tag(
        "body",
        tag("a", "Skip to content", href="#content", class_="skip"),
        _navigation(page.under, place),
        tag("main", tag("h1", plain(page.title)), *page.content, id="content", tabindex="-1"),
    )
    return "<!doctype html>\n" + tag("html", head, body, lang="en", dir="ltr") + "\n"


def trouble(title: str, message: str, place: Place) -> str:
    """What a person sees instead of a view that there is not."""
    return whole(Page(title, "-", [tag("p", message), tag("p", place.to("All runs", ""))]), place)


def _navigation(under: str, place: Place) -> Html:
    return tag(
        "nav",
        tag(
            "ul",
            *(
                tag("li", tag("a", name, href=place.at(view), aria_current="page" if view == under else None))
                for view, name in NAVIGATION
            ),
        ),
        aria_label="Rasad",
    )


def table(caption: str, heads: Iterable[object], rows: Iterable[Html], empty: str, kind: str = "wide") -> Html:
    """A table with its caption and column heads, or a sentence where there are no rows. `kind` is wide or narrow."""
    shown = list(rows)
    if not shown:
        return tag("p", empty, class_="empty")
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("thead", tag("tr", *(h if isinstance(h, Html) else tag("th", h, scope="col") for h in heads))),
            tag("tbody", *shown),
        ),
        class_=kind,
        role="region",
        aria_label=caption,
        tabindex="0",
    )


def figure(name: str) -> Html:
    """The head of a column of numbers."""
    return tag("th", name, scope="col", class_="number")


def row(head: object, *cells: object, alarm: bool = False) -> Html:
    """A row of a table; its first cell is its head."""
    made = (cell if isinstance(cell, Html) and cell.startswith("<td") else tag("td", cell) for cell in cells)
    return tag("tr", tag("th", head, scope="row"), *made, class_="alarm" if alarm else None)


def number(value: float | int | None) -> Html:
    """A cell that holds a number."""
    return tag("td", "–" if value is None else f"{value:,.10g}", class_="number")


def instant(at: datetime | None) -> Html:
    """A moment (UTC) to the minute."""
    if at is None:
        return tag("span", "–")
    utc = at.astimezone(UTC)
    return tag("time", utc.strftime("%Y-%m-%d %H:%M"), datetime=utc.isoformat())


def outlet(source_id: str | None, names: dict[str, str], place: Place) -> Html:
    """An outlet's name as a link to its health."""
    return place.to(fetched(names.get(source_id or "", source_id or "–")), "outlet", outlet=source_id)


def said(text: object, lang: str | None = None) -> Html:
    """What a view is about, as published: a paragraph in its own direction."""
    return tag("p", plain(text), lang=lang, dir="auto", class_="said")


def published(address: str | None, text: object) -> Html:
    """A link to an outlet's page, in a window of its own; only http and https are links."""
    made = outlet_link(address, text)
    return Html(made.replace("<a ", '<a target="_blank" ', 1)) if made.startswith("<a ") else made


def badge(text: object, kind: str = "") -> Html:
    """A word in a frame; `kind` colours it: good, bad or warn."""
    return tag("span", str(text).replace("_", " "), class_=f"badge {kind}".rstrip())


def facts(pairs: Iterable[tuple[str, object]]) -> Html:
    """Names and values of one thing; what is None is left out."""
    return tag(
        "dl", *(joined(tag("dt", name), tag("dd", value)) for name, value in pairs if value is not None), class_="facts"
    )


def filters(place: Place, view: str, fields: Iterable[tuple[str, str, Any]], unset: object = "") -> Html:
    """A form of text fields (name, label, value) that asks the same view again; open where something is filtered."""
    given = list(fields)
    form = tag(
        "form",
        *(
            tag("label", tag("span", label), tag("input", name=name, value=value, maxlength=300, autocomplete="off"))
            for name, label, value in given
        ),
        tag("button", "Show", type="submit"),
        tag("a", "All", href=place.at(view)),
        method="get",
        action=place.at(view),
        role="search",
    )
    used = any(value not in ("", unset) for _, _, value in given)
    return tag("details", tag("summary", "Filter"), form, open="open" if used else None)
