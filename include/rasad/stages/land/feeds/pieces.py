"""A broken feed in pieces: where each item begins and ends in the text, so that one bad item never costs the others."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"<!\[CDATA\[|<!--|<(/?)((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s>/])|</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)\s{0,99}>",
    re.IGNORECASE,
)
_START_TAG = re.compile(r"""<[^<>"']{0,200}(?:"[^"<]{0,2000}"[^<>"']{0,2000}|'[^'<]{0,2000}'[^<>"']{0,2000}){0,200}>""")
_LONGEST_ROOT = 20_000  # characters; it is put before every item
_DECLARATION = re.compile(r"""\sxmlns(?::[\w.-]{1,40})?\s{0,9}=\s{0,9}(?:"[^"<>]{0,300}"|'[^'<>]{0,300}')""")
_ROOTS = {"rss": ("rss", "<channel>", "</channel>"), "atom": ("feed", "", ""), "rdf": ("rdf:RDF", "", "")}
_CORE = {
    "rss": ' version="2.0"',
    "atom": ' xmlns="http://www.w3.org/2005/Atom"',
    "rdf": ' xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
}
_MODULES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The items of a feed's text, each from its start tag to its end tag, and whether the feed came to its end."""

    items: tuple[str, ...]
    ends: tuple[int, ...]  # where in the text each item ends
    more: bool  # there are more items than were asked for
    closed: bool  # the end tag of the root was seen
    unfinished: bool  # the last item has no end


def pieces(text: str, most: int) -> Pieces:
    """The first `most` items of a feed's text. Linear in its length; CDATA and comments hide what is in them.

    An item that the next one interrupts is closed there; the last one without an end is left out.
    """
    items: list[str] = []
    ends: list[int] = []
    closed, more = False, False
    name, start = "", -1
    sections = _Sections(text)
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token[0][1] == "!":
            at = sections.end(token.start(), at)
        elif token[2] is None:
            closed = True
        elif not name or token[2] == name:
            name = token[2]
            if start >= 0:
                whole = text[start : token.start()] + f"</{name}>" if not token[1] else _with_end(text, start, at)
                items.append(whole)
                ends.append(token.start() if not token[1] else text.find(">", at) + 1)
            start = -1 if token[1] or _is_empty(text, at) else token.start()
            if len(items) > most:
                more = True
                break
    return Pieces(tuple(items[:most]), tuple(ends[:most]), more, closed, start >= 0 and not more)


def shell(text: str, kind: str) -> tuple[str, str]:
    """What to put before and after one item to make it a feed again: the feed's own root tag, or one that is well formed."""
    name, inner_start, inner_end = _ROOTS[kind]
    tag = _START_TAG.match(text)
    if tag and len(tag[0]) < _LONGEST_ROOT and not tag[0].endswith("/>"):
        own = re.match(r"<([^\s>/]{1,80})", tag[0])
        return tag[0] + inner_start, f"{inner_end}</{own[1] if own else name}>"
    declared = dict.fromkeys(_DECLARATION.findall(text[:4_000]))
    usual = [f' xmlns:{prefix}="{uri}"' for prefix, uri in _MODULES.items()]
    extra = [each for each in (*declared, *usual) if each.split("=")[0].strip() not in _CORE[kind]]
    unique = {each.split("=")[0].strip(): each for each in reversed(extra)}
    return f"<{name}{_CORE[kind]}{''.join(unique.values())}>{inner_start}", f"{inner_end}</{name}>"


class _Sections:
    """Ends of CDATA sections and comments. One that another opens inside was never closed, and hides nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def end(self, start: int, after: int) -> int:
        opening, closing = ("<!--", "-->") if self._text[start + 2] == "-" else ("<![CDATA[", "]]>")
        found = self._next.get(closing, 0)
        if 0 <= found < after:
            found = self._next[closing] = self._text.find(closing, after)
        if found < 0 or self._text.find(opening, after, found) >= 0:
            return after
        return found + len(closing)


def _with_end(text: str, start: int, after_name: int) -> str:
    closing = text.find(">", after_name)
    return text[start : closing + 1] if closing >= 0 else text[start:after_name] + ">"


def _is_empty(text: str, after_name: int) -> bool:
    closing = text.find(">", after_name)
    return closing > 0 and text[closing - 1] == "/"
