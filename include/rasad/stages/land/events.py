"""Feeding an lxml parser that reports events to a target, piece by piece, so that it can be stopped."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

DEEPEST = 400
"""Open elements at which parsing stops: libxml2 looks through all of them at every end tag. Real pages reach about 100."""

_PIECE = 16_384  # bytes


class Target(Protocol):
    """What hears the events, and says when it has heard enough."""

    @property
    def stopped(self) -> bool: ...


def feed(parser: etree.XMLParser | etree.HTMLParser, text: str, target: Target) -> bool:
    """Parse the text into the target; whether the parser reached the end. What came before damage or a stop is good."""
    encoded = text.encode("utf-8", "replace")
    try:
        for at in range(0, len(encoded), _PIECE):
            parser.feed(encoded[at : at + _PIECE])
            if target.stopped:
                # Not closed: that would end what is still open as if it were complete.
                return False
        parser.close()
    except (etree.XMLSyntaxError, UnicodeDecodeError):
        return False
    return True
