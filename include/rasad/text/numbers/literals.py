"""Reading one number, in digits or words, at a place in a row of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.text.numbers.lexicon import Counting

_TOKEN = r"(?P<number>{literal})|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<mark>[^\w\s])"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the match key: a number in digits, a word or a mark."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens `first` to `after` (exclusive)."""

    value: float
    first: int
    after: int
    vague: bool = False
    weak: bool = False
    scale: float = 1.0
    in_digits: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    group: float
    scale: float
    after: int
    in_digits: bool
    weak: bool


def tokens(key: str, counting: Counting) -> list[Token]:
    """The tokens of a match key, in order."""
    pattern = re.compile(_TOKEN.format(literal=counting.literal.pattern))
    return [
        Token(match.lastgroup or "mark", match.group(), match.start(), match.end()) for match in pattern.finditer(key)
    ]


def read_number(row: list[Token], at: int, counting: Counting) -> Number | None:
    """The number that begins with token `at`, as long as it reaches; None where none begins."""
    vague = _vague(row, at, counting)
    if vague is not None:
        return vague
    term = _term(row, at, counting)
    if term is None:
        return None
    total, scale, after = term.group * term.scale, term.scale, term.after
    weak, in_digits = term.weak and term.scale == 1, term.in_digits
    while True:
        following = _continuation(row, after, scale, counting)
        if following is None:
            return Number(total, at, after, weak=weak, scale=scale, in_digits=in_digits)
        total, scale, after, weak = total + following.group * following.scale, following.scale, following.after, False


def decimal(literal: str, counting: Counting) -> float:
    """A number in digits as a value. A group of exactly three zeros after a dot is a thousands group."""
    plain = literal
    for mark in counting.words.group_marks:
        plain = plain.replace(mark, "")
    if re.fullmatch(r"\d{1,3}\.000", plain):
        plain = plain.replace(".", "")
    return float(plain.replace("/", "."))


def _vague(row: list[Token], at: int, counting: Counting) -> Number | None:
    """Thousands, tens of thousands, hundreds of thousands of millions: an order of magnitude."""
    value, after, found = 1.0, at, False
    while after < len(row):
        text = row[after].text
        if text in counting.vague:
            value, after, found = value * counting.vague[text], after + 1, True
        elif found and text in counting.magnitudes:
            value, after = value * counting.magnitudes[text], after + 1
        elif found and text in counting.vague_links and _text(row, after + 1) in counting.vague:
            after += 1
        else:
            break
    return Number(value, at, after, vague=True) if found else None


def _term(row: list[Token], at: int, counting: Counting) -> _Term | None:
    """One group of units, tens and hundreds with the magnitudes that follow it."""
    if at >= len(row):
        return None
    group, after, weak = _group(row, at, counting)
    if group is None:
        return None
    scale = 1.0
    while after < len(row) and row[after].text in counting.magnitudes:
        step = counting.magnitudes[row[after].text]
        if scale != 1.0 and step <= scale:
            break
        scale *= step
        after += 1
    return _Term(group, scale, after, row[at].kind == "number", weak)


def _group(row: list[Token], at: int, counting: Counting) -> tuple[float | None, int, bool]:
    token = row[at]
    if token.kind == "number":
        return decimal(token.text, counting), at + 1, False
    if token.text in counting.magnitudes and counting.words.connector_required:
        return 1.0, at, False
    scaled = counting.magnitudes.keys() | counting.hundred
    if token.text in counting.article_one and _text(row, at + 1) in scaled:
        group, after = 1.0, at + 1
        return (100.0, after + 1, False) if _text(row, after) in counting.hundred else (group, after, False)
    if token.text not in counting.small:
        return None, at, False
    return _words(row, at, counting)


def _words(row: list[Token], at: int, counting: Counting) -> tuple[float, int, bool]:
    group, after = float(counting.small[row[at].text]), at + 1
    weak = row[at].text in counting.weak
    while after < len(row):
        text = row[after].text
        if text in counting.hundred and group < 100:
            group, after, weak = group * 100, after + 1, False
            continue
        skipped = after + 1 if text in counting.connector or (text == "-" and _touches(row, after)) else after
        if counting.words.connector_required and skipped == after:
            break
        addend = counting.small.get(_text(row, skipped))
        if addend is None or not _fits(group, addend):
            break
        group, after, weak = group + addend, skipped + 1, False
    return group, after, weak


def _fits(group: float, addend: int) -> bool:
    after_tens = 0 < addend < 10 and group % 10 == 0 and group % 100 >= 20
    after_hundreds = 0 < addend < 100 <= group and group % 100 == 0
    return after_tens or after_hundreds


def _continuation(row: list[Token], after: int, scale: float, counting: Counting) -> _Term | None:
    """A further, smaller term (two million and three hundred thousand). Nothing continues a bare group."""
    if scale == 1.0 or after >= len(row):
        return None
    linked = row[after].text in counting.connector
    if counting.words.connector_required and not linked:
        return None
    term = _term(row, after + 1 if linked else after, counting)
    if term is None or term.scale >= scale or term.group * term.scale >= scale or term.weak:
        return None
    return term


def _touches(row: list[Token], at: int) -> bool:
    return at + 1 < len(row) and row[at - 1].end == row[at].start and row[at].end == row[at + 1].start


def _text(row: list[Token], at: int) -> str:
    return row[at].text if at < len(row) else ""
