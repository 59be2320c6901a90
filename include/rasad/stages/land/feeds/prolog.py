"""What stands before a feed's root element: the XML declaration, comments, and a DOCTYPE that no parser gets to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rasad.model import Rejected

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|rdf)(?=[\s>/])", re.IGNORECASE)
_HTML = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
_FORMATS = {"rss": "rss", "feed": "atom", "rdf": "rdf"}
_ROOT_WITHIN = 4_000  # characters before the root, declarations and comments not counted
_TOKEN = re.compile(r"""["'<>\[\]]""")
_DECLARATION = re.compile(
    r"""<!ENTITY\s{1,99}(%\s{1,99})?([^\s"'%&;<>]{1,200})\s{1,99}(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC))"""
)
_HARMLESS = re.compile(r"[^&%<]{0,200}|&#x?[0-9A-Fa-f]{1,6};")
_USE = re.compile(r"&([^\s&;<>\"'#]{1,200});")
_MOST_GROWTH = 1_000_000  # characters that declared entities may add to one feed


@dataclass(frozen=True, slots=True)
class Document:
    """A feed from its root element on; `format` by the name of the root."""

    text: str
    format: str  # rss, atom, rdf
    notes: tuple[str, ...] = ()


def document(text: str) -> Document | Rejected:
    """A feed's text without anything before its root.

    Entities that the feed declares are put in where they are short and plain; Rejected dtd where the feed uses one that
    is nested, external or long, or where the DOCTYPE never ends. Rejected not_a_feed without the root of a feed.
    """
    at, subsets, seen_doctype = 0, [], False
    while True:
        at = _after_space(text, at)
        if text.startswith("<?", at) or text.startswith("<!--", at):
            closing = "?>" if text[at + 1] == "?" else "-->"
            end = text.find(closing, at)
            if end < 0:
                return Rejected("not_a_feed", "a prolog without end")
            at = end + len(closing)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            seen_doctype = True
            end, subset = _doctype(text, at)
            if end < 0:
                return Rejected("dtd", "a DOCTYPE without end")
            subsets.append(subset)
            at = end
        else:
            break
    root = _ROOT.search(text, at, at + _ROOT_WITHIN)
    if root is None or _HTML.search(text, at, root.start()):
        return Rejected("not_a_feed", text[at : at + 80])
    body = text[root.start() :]
    if seen_doctype:
        expanded = _expanded(body, _entities("".join(subsets)))
        if isinstance(expanded, Rejected):
            return expanded
        body = expanded
    return Document(body, _FORMATS[root[1].lower()], ("dtd_ignored",) if seen_doctype else ())


def outside_cdata(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are not CDATA, in order. An unclosed section reaches to the end."""
    at = 0
    while (opened := text.find("<![CDATA[", at)) >= 0:
        yield at, opened
        closed = text.find("]]>", opened)
        if closed < 0:
            return
        at = closed + 3
    yield at, len(text)


def _after_space(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == "\ufeff"):
        at += 1
    return at


def _doctype(text: str, at: int) -> tuple[int, str]:
    """Where a DOCTYPE ends (-1: nowhere), and its internal subset. One that runs into the next tag ends there."""
    position, subset_from = at + 9, -1
    subset = ""
    while token := _TOKEN.search(text, position):
        mark, position = token[0], token.end()
        if mark in "\"'":
            closed = text.find(mark, position)
            if closed < 0:
                return -1, ""
            position = closed + 1
        elif mark == "[" and subset_from < 0:
            subset_from = position
        elif mark == "]" and subset_from >= 0 and not subset:
            subset = text[subset_from : token.start()] or " "
        elif mark == ">" and (subset_from < 0 or subset):
            return position, subset
        elif mark == "<" and subset_from < 0:
            return token.start(), ""
    return -1, ""


def _entities(subset: str) -> dict[str, str | None]:
    """Names of declared entities with their text; None for one that must never be put in. The first one counts."""
    found: dict[str, str | None] = {}
    for parameter, name, double, single, external in _DECLARATION.findall(subset):
        value = double or single
        plain = not external and bool(_HARMLESS.fullmatch(value))
        if not parameter:
            found.setdefault(name, value if plain else None)
    return found


def _expanded(body: str, entities: dict[str, str | None]) -> str | Rejected:
    """The feed with the entities that it declares itself put in, outside CDATA."""
    if not entities:
        return body
    pieces, at, growth = [], 0, 0
    for start, end in outside_cdata(body):
        for use in _USE.finditer(body, start, end):
            if use[1] not in entities:
                continue
            value = entities[use[1]]
            growth += len(value or "")
            if value is None or growth > _MOST_GROWTH:
                return Rejected("dtd", f"uses the declared entity {use[1]}")
            pieces += [body[at : use.start()], value]
            at = use.end()
    return "".join(pieces) + body[at:]
