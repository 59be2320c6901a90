"""Regular expressions for a front page's links: only such as stay fast whatever a hostile page links to."""

from __future__ import annotations

import re

_LONGEST = 200
_MOST_REPEATS = 5
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?:)?)|(?P<close>\))"
    r"|(?P<repeat>[*+?][?+]?|\{[0-9]*,?[0-9]*\}[?+]?)|(?P<or>\|)|.",
    re.DOTALL,
)
_EXTENSION = re.compile(r"(?<!\\)\(\?(?!:)|\\[1-9]")


def fault_of(pattern: str) -> str | None:
    """What is wrong with a link pattern, with the remedy; None for a pattern that may be used.

    Refused: what does not compile; lookaround, named groups, flags and back-references; a repeated group that holds a
    repeat or a choice; two open repeats side by side; more than one `.*`; more than 5 open repeats. So no pattern can
    backtrack exponentially.
    """
    if len(pattern) > _LONGEST:
        return f"is longer than {_LONGEST} characters: shorten it"
    try:
        re.compile(pattern)
    except (re.error, OverflowError) as error:
        return f"is no regular expression ({error}): mend it"
    if _EXTENSION.search(pattern):
        return "holds lookaround, a named group, a flag or a back-reference: use plain groups only"
    return _Repeats().fault_in(pattern)


class _Repeats:
    """Counts the repeats of one pattern, group by group."""

    def __init__(self) -> None:
        self.starts = [0]  # where each open group began
        self.branching = [False]  # whether each open group holds a repeat or a choice
        self.atom = (0, 1, False)  # where the last atom began and ended, and whether it branches
        self.repeat_end = -1  # where the last open repeat ended, brackets and optional atoms passed over
        self.repeats = self.dots = 0

    def fault_in(self, pattern: str) -> str | None:
        for token in _TOKEN.finditer(pattern):
            fault = self._take(token)
            if fault:
                return fault
        if self.dots > 1:
            return "has more than one .* or .+: use [^/]* for the parts of a path"
        if self.repeats > _MOST_REPEATS:
            return f"has more than {_MOST_REPEATS} open repeats: write it shorter"
        return None

    def _take(self, token: re.Match[str]) -> str | None:
        kind, start, end = token.lastgroup, token.start(), token.end()
        if kind == "repeat":
            return self._repeat(token)
        if kind in ("open", "close") and self.repeat_end == start:
            self.repeat_end = end
        if kind == "open":
            self.starts.append(start)
            self.branching.append(False)
        elif kind == "close":
            inner = self.branching.pop()
            self.branching[-1] |= inner
            self.atom = (self.starts.pop(), end, inner)
        elif kind == "or":
            self.branching[-1] = True
        else:
            self.atom = (start, end, False)
        return None

    def _repeat(self, token: re.Match[str]) -> str | None:
        start, end, branches = self.atom
        least, most = _times(token.group())
        if most > 1 and branches:
            return "repeats a group that holds a repeat or a choice: write its parts out, or use one [set]"
        if most <= 1:
            self.branching[-1] = True
        else:
            if start == self.repeat_end:
                return "has two open repeats side by side: put a fixed character between them"
            self.branching[-1] = self.branching[-1] or least != most
            self.repeats += least != most
            self.dots += least != most and token.string[start:end] == "."
        if least != most and (most > 1 or start == self.repeat_end):
            self.repeat_end = token.end()
        return None


def _times(repeat: str) -> tuple[int, float]:
    """How often a quantifier repeats at least and at most."""
    if repeat[0] != "{":
        return (1 if repeat[0] == "+" else 0), (1 if repeat[0] == "?" else float("inf"))
    least, comma, most = repeat.rstrip("?+")[1:-1].partition(",")
    return int(least or 0), float(most) if most else float("inf") if comma else int(least or 0)
