"""Fetched text made harmless for a terminal and a log: nothing in it acts, and nothing of it is hidden."""

from __future__ import annotations

import logging
import re
import unicodedata

_BREAK = re.compile(r"\n(?!    )")
_COMMAND = re.compile(r"::(?=\s*[A-Za-z-]+[^:\n]*::)")
_JOINERS = ("\u200c", "\u200d")  # part of Persian spelling


def plain(value: object, *, lines: bool = False) -> str:
    """Text in which controls, direction marks and the like are spelled out; line breaks stay only where `lines` says so."""
    text = "" if value is None else str(value)
    if not lines:
        text = text.replace("\n", " ")
    return "".join(f"⟨U+{ord(char):04X}⟩" if acts(char) and char not in "\n\t" else char for char in text)


def logged(message: object) -> str:
    """What a run tells, as one entry of a log whatever fetched text it quotes.

    A line break stays only before an indented line, which is how our own messages go on: fetched text can begin no line of its
    own. Marks at which the Airflow UI folds a log (`::group::`) or GitHub obeys one lose their colons.
    """
    text = _BREAK.sub("⟨U+000A⟩", str(message).replace("\r\n", "\n"))
    return _COMMAND.sub(lambda found: found[0].replace(":", "⟨U+003A⟩"), plain(text, lines=True))


def guard(record: logging.LogRecord) -> bool:
    """The filter of the logger `rasad`: whatever is logged through it is logged harmless."""
    record.msg, record.args = logged(record.getMessage()), None
    return True


def acts(char: str) -> bool:
    """Whether a terminal would do something at this character instead of showing it."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in _JOINERS


# Whoever logs through this logger needs to know nothing of the above.
logging.getLogger("rasad").addFilter(guard)
