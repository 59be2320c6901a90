"""Text that stands in a page and that no reader sees, known by the element's own attributes."""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import XPath

_MAYBE = XPath("//body//*[@hidden or @style or @aria-hidden='true']")
_NAMED = XPath(
    "//body//*[contains(@class, 'hidden') or contains(@class, 'sr-only') or contains(@class, 'screen-reader') or "
    "contains(@class, 'offscreen') or contains(@class, 'off-screen') or contains(@class, 'd-none')]"
)
_NAMES = re.compile(
    r"(?:^|\s)(?:(?:is-|u-|a11y-)?(?:visually-?hidden|visuallyhidden)|sr-only|screen-reader(?:-text|-only)?|off-?screen|"
    r"d-none|hidden)(?=\s|$)"
)
_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}(?:hidden|collapse)|"
    r"(?<![-\w])font-size\s{0,3}:\s{0,3}0(?![.\d])|(?<![-\w])(?:max-)?(?:height|width)\s{0,3}:\s{0,3}0(?![.\d])|"
    r"(?<![-\w])(?:left|right|top|text-indent)\s{0,3}:\s{0,3}-\d{3,}|margin-left\s{0,3}:\s{0,3}-\d{4,}|"
    r"translate[xy]?\(\s{0,3}-\d{4,}|clip\s{0,3}:\s{0,3}rect\(\s{0,3}[01](?:px)?[ ,]{1,3}[01](?:px)?[ ,]|"
    r"clip-path\s{0,3}:\s{0,3}inset\(\s{0,3}(?:50|100)%",
    re.IGNORECASE,
)
_SHOWN_ON_SOME = re.compile(r"(?:^|\s)(?:d-[a-z]{1,4}-|[a-z]{1,4}:)(?:block|flex|inline|grid|table|contents|visible)")
_COLOUR = re.compile(
    r"(?<![-\w])(background(?:-color)?|color)\s{0,3}:\s{0,3}(#[0-9a-f]{3,6}|[a-z]{3,20})", re.IGNORECASE
)
_WHITE = {"#fff", "#ffffff", "white"}
_AN_ARTICLE = 1_500  # characters of text hidden at once: a page that hides more until a script shows it


def hidden(tree: Any) -> list[Any]:
    """Elements that a reader does not see.

    Nine kinds: not displayed, not visible, a font size or a height of nothing, outside the screen, text in the colour of
    its ground, the attributes hidden and aria-hidden, and the class names of text for screen readers. None on a page that
    hides most of its text until a script shows it.
    """
    found = [element for element in _MAYBE(tree) if _by_attributes(element)]
    found += [element for element in _NAMED(tree) if _by_name(element.get("class")[:400])]
    if not found:
        return []
    paragraphs = sum(_length(paragraph) for paragraph in tree.iter("p"))
    return found if sum(map(_length, found)) < max(_AN_ARTICLE, paragraphs // 2) else []


def _by_name(classes: str) -> bool:
    return bool(_NAMES.search(classes)) and not _SHOWN_ON_SOME.search(classes)


def _by_attributes(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style", "")[:500]
    return bool(_STYLE.search(style)) or _in_the_colour_of_its_ground(style)


def _in_the_colour_of_its_ground(style: str) -> bool:
    colours = {name.lower()[:5]: _colour(value) for name, value in _COLOUR.findall(style)}
    return "color" in colours and colours["color"] == colours.get("backg")


def _colour(written: str) -> str:
    name = written.lower()
    return "white" if name in _WHITE else name


def _length(element: Any) -> int:
    return len(element.text_content())
