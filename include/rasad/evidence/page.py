"""Whether words stand in an archived page, read as loosely as a person would: independent of the extractor's reading."""

from __future__ import annotations

import html
import re
import unicodedata

from rasad.edges.documents.decoding import decode
from rasad.model import Rejected
from rasad.stages.publish.policy import policy

_UNSEEN = ("script", "style", "template")
_HUGE_REFERENCE = re.compile(r"&#[0-9]{8,};?")  # no character; html.unescape raises on thousands of digits
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")
_ZWNJ, _ZWJ = "\u200c", "\u200d"


def visible_text(page: bytes) -> str | None:
    """The characters of a page outside its tags, scripts and styles, entities decoded; None where they cannot be read."""
    text = decode(page)
    if isinstance(text, Rejected):
        return None
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", _untagged(text)))


def occurs(words: str, text: str) -> bool:
    """Whether the words stand in the text as they are, whatever spaces, line breaks and invisible marks lie between.

    A block of a masked name stands for one letter.
    """
    wanted, block = _letters(words), policy().block
    if block in wanted:
        return re.search(re.escape(wanted).replace(re.escape(block), r"\w"), _letters(text)) is not None
    return bool(wanted) and wanted in _letters(text)


def _untagged(text: str) -> str:
    """One pass, each character looked at a bounded number of times, however the page is broken."""
    pieces, position = [], 0
    while (begin := text.find("<", position)) >= 0:
        pieces.append(text[position:begin])
        if text.startswith("<!--", begin):
            end = text.find("-->", begin)
            position = len(text) if end < 0 else end + 3
            continue
        name = _TAG_NAME.match(text, begin + 1)
        if name is None and text[begin + 1 : begin + 2] not in ("!", "?", "/"):
            pieces.append("<")
            position = begin + 1
            continue
        end = text.find(">", begin)
        if end < 0:
            return "".join(pieces)
        position = end + 1
        unseen = name.group(1).lower() if name and text[begin + 1] != "/" else ""
        if unseen in _UNSEEN:
            closing = re.compile(f"</{unseen}", re.IGNORECASE).search(text, position)
            position = closing.start() if closing else len(text)
    return "".join([*pieces, text[position:]])


def _letters(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    gone = {
        character
        for character in set(normal)
        if character.isspace() or (unicodedata.category(character) == "Cf" and character not in (_ZWNJ, _ZWJ))
    }
    return normal.translate({ord(character): None for character in gone})
