"""HTML that cannot be broken by what stands in it: text is escaped because it is text, not because somebody thought of it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from rasad.plain import plain

_VOID = frozenset({"meta", "link", "input", "br", "rect", "circle", "line", "path"})
_OPEN = frozenset({"meta", "link", "input", "br"})


class Html(str):
    """Markup that `tag` made. Everything else is text."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: object) -> Html:
    """One element. Children that are no Html are escaped; None is left out, in attributes as well.

    An attribute's name loses its last underscore (`class_`), others become hyphens.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{given}>" if name in _OPEN else f"<{name}{given}/>")
    return Html(f"<{name}{given}>{joined(*children)}</{name}>")


def joined(*children: object) -> Html:
    """Children one after another."""
    return Html(
        "".join(child if isinstance(child, Html) else escape(str(child)) for child in children if child is not None)
    )


def fetched(text: object, lang: str | None = None) -> Html:
    """Text of an outlet: isolated, so that it turns nothing around it, its controls and direction marks spelled out."""
    return tag("bdi", plain(text), lang=lang, dir="auto")


def link(address: object, text: object) -> Html:
    """A link to an outlet's page; an address of another scheme than http and https is only text."""
    shown = text if isinstance(text, Html) else fetched(text)
    try:
        scheme = urlsplit(str(address)).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https"):
        return shown
    return tag("a", shown, href=address, rel="noopener noreferrer")
