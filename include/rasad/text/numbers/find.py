"""Scanning a stretch of text for quantities: bounds, ranges, numbers and what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rasad.model import Quantity, Span
from rasad.text.dates import find_dates
from rasad.text.dates.grammar import grammar
from rasad.text.forms import alternation
from rasad.text.normalise import Folded, fold
from rasad.text.numbers.lexicon import Counting, counting, key
from rasad.text.numbers.literals import Number, Token, read_number, tokens
from rasad.text.numbers.neighbours import side_by_side
from rasad.text.numbers.units import Measure, measure, sign_before

_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\s?[ap]\.?m(?!\w)")
_SCORE = re.compile(r"[-–—]\d")
_FOOTNOTE = re.compile(r"[\[(]\d{1,3}[\])]")
_YEAR = re.compile(r"(?:1[23]|19|20)\d{2}")
_LOOK_BEHIND = 40
_WRITTEN_OUT = 1000
"""From here on a number carries its own scale: "from 300,000 to 1 million"."""
_DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class _Scan:
    text: str
    within: Span
    folded: Folded
    language: str
    counting: Counting
    row: list[Token]
    blocked: bytearray  # by place in the match key: what is no quantity, and what is already one

    @property
    def key(self) -> str:
        return self.folded.key


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number or a range of two, from token `first` to `after`."""

    low: float
    high: float | None
    first: int
    after: int
    vague: bool
    weak: bool
    in_digits: bool


def find_quantities(text: str, within: Span, language: str) -> tuple[Quantity, ...]:
    """The quantities that a stretch of text states, in order, without overlap.

    A quantity runs from its bound (more than) through its number to its unit or the noun counted. Units are UCUM codes,
    `{person}` for people; money is in ISO 4217 currencies, so tomans are turned into rials. Dates, years, ordinals,
    clock times, footnote marks and numbers that are part of a name are no quantities. A number that the text rejects
    (2,000, not 2,100) is qualified so. `text[span]` equals `surface`.
    """
    if not counting(language).hint.search(fold(within.of(text)).key):
        return ()
    scan = _scan(text, within, language)
    found = _fractions(scan)
    at = 0
    while at < len(scan.row):
        figure = _figure(scan, at)
        if figure is None:
            at += 1
            continue
        quantity = None if _is_no_quantity(scan, figure) else _quantity(scan, figure)
        if quantity:
            found.append(quantity)
        at = figure.after
    return side_by_side(text, sorted(found, key=lambda quantity: quantity.span), language)


def _scan(text: str, within: Span, language: str) -> _Scan:
    folded = fold(within.of(text))
    rules = counting(language)
    dated = (found for found in find_dates(text, within, language, None) if found.precision != "relative")
    blocked = bytearray(len(folded.key))
    places = [_in_key(folded, within, found.span) for found in dated]
    for pattern in (_CLOCK, _FOOTNOTE, grammar(language).weekday_alone):
        places += [Span(*match.span()) for match in pattern.finditer(folded.key)]
    for place in places:
        blocked[place.start : place.end] = b"\1" * (place.end - place.start)
    return _Scan(text, within, folded, language, rules, tokens(folded.key, rules), blocked)


def _in_key(folded: Folded, within: Span, span: Span) -> Span:
    return Span(folded.find_from(span.start - within.start), folded.find_from(span.end - within.start))


def _fractions(scan: _Scan) -> list[Quantity]:
    found: list[Quantity] = []
    for match in scan.counting.fraction.finditer(scan.key):
        if any(scan.blocked[match.start() : match.end()]):
            continue
        scan.blocked[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        value = scan.counting.fractions[key(match.group())]
        found.append(_made(scan, match.start(), match.end(), value, None, "exact", Measure(match.end(), "1")))
    return found


def _figure(scan: _Scan, at: int) -> _Figure | None:
    low = read_number(scan.row, at, scan.counting)
    if low is None:
        return _Figure(1.0, None, at, at + 1, False, False, False) if _counts_one(scan, at) else None
    high = _range_end(scan, low)
    if high is None:
        return _Figure(low.value, None, at, low.after, low.vague, low.weak, low.in_digits)
    lower = low.value * high.scale if low.scale == 1 and low.value * high.scale < high.value else low.value
    return _Figure(lower, high.value, at, high.after, False, False, True)


def _counts_one(scan: _Scan, at: int) -> bool:
    """Whether an article stands for one: with a bound before it and a unit behind it (about a year)."""
    token = scan.row[at]
    if token.text not in scan.counting.article_one or _bound_before(scan, token.start)[1] == "exact":
        return False
    return measure(scan.key, token.start, token.end, scan.language).unit in scan.counting.words.units


def _range_end(scan: _Scan, low: Number) -> Number | None:
    """The upper end of a range that begins with `low`, or None."""
    at, row, words = low.after, scan.row, scan.counting.words
    if at < len(row) and row[at].text in words.percent:
        at += 1
    if at >= len(row) or low.vague:
        return None
    before = scan.key[max(0, row[low.first].start - _LOOK_BEHIND) : row[low.first].start]
    dash = row[at].text in _DASHES
    between = row[at].text in words.range_between_joiners and _ends_with(before, words.range_between)
    to = row[at].text in words.range_words and not _is_change(before, scan.counting)
    if not (dash or between or to):
        return None
    high = read_number(row, at + 1, scan.counting)
    if high is None or high.vague or not low.value < high.value:
        return None
    if dash and _YEAR.fullmatch(row[low.first].text):
        return None
    return high


def _is_change(before: str, rules: Counting) -> bool:
    words = rules.words
    return _ends_with(before, words.change_before) and not _ends_with(before, words.not_change_before)


def _ends_with(before: str, forms: tuple[str, ...]) -> bool:
    return bool(forms) and re.search(rf"(?<!\w){alternation(forms)}\s{{1,2}}$", before) is not None


def _is_no_quantity(scan: _Scan, figure: _Figure) -> bool:
    row, words = scan.row, scan.counting.words
    first, last = row[figure.first], row[figure.after - 1]
    if any(scan.blocked[first.start : last.end]):
        return True
    following = row[figure.after].text if figure.after < len(row) else ""
    glued = figure.after < len(row) and row[figure.after].start == last.end
    if figure.in_digits and (following in words.not_after or (glued and following in words.ordinal_suffixes)):
        return True
    if figure.in_digits and following in words.ordinal_suffixes and len(following) > 1:
        return True
    return _is_part_of_a_name(scan, first, figure)


def _is_part_of_a_name(scan: _Scan, first: Token, figure: _Figure) -> bool:
    before = scan.key[max(0, first.start - _LOOK_BEHIND) : first.start]
    if scan.counting.identifier.search(before):
        return True
    if not figure.in_digits:
        return False
    if not before or _SCORE.match(scan.key, scan.row[figure.after - 1].end):
        return bool(before)
    joined = before[-1] in "-–./_" and len(before) > 1 and (before[-2].isalnum())
    return joined or before[-1].isalpha() or (len(first.text) > 1 and first.text[0] == "0" and first.text.isdigit())


def _quantity(scan: _Scan, figure: _Figure) -> Quantity | None:
    start, end = scan.row[figure.first].start, scan.row[figure.after - 1].end
    start_with_bound, qualifier = _bound_before(scan, sign_before(scan.key, start, scan.language))
    found, qualifier = _measured(scan, start, end, qualifier)
    if found.unit is None and found.measures is None:
        figure, found = _as_what_it_becomes(scan, figure, found)
    if figure.high is not None:
        qualifier = "range"
    elif figure.vague:
        qualifier = "order_of_magnitude"
    bare = qualifier == "exact"
    if bare and _is_a_year(scan.row[figure.first : figure.after], found):
        return None
    if figure.weak and found.unit is None and (bare or found.measures is None):
        return None
    if bare and found.end == end and _follows_a_name(scan, start):
        return None
    return _made(scan, start_with_bound, found.end, figure.low, figure.high, qualifier, found)


def _as_what_it_becomes(scan: _Scan, figure: _Figure, bare: Measure) -> tuple[_Figure, Measure]:
    """ "From 65 to 25 million litres": the first figure is one of millions of litres as well."""
    row, words = scan.row, scan.counting.words
    before = scan.key[max(0, row[figure.first].start - _LOOK_BEHIND) : row[figure.first].start]
    at = figure.after
    if figure.high is not None or at >= len(row) or row[at].text not in words.change_to:
        return figure, bare
    becomes = read_number(row, at + 1, scan.counting)
    if becomes is None or not _ends_with(before, words.change_from):
        return figure, bare
    last = row[becomes.after - 1]
    found = measure(scan.key, row[becomes.first].start, last.end, scan.language)
    scale = becomes.scale if figure.low < _WRITTEN_OUT else 1.0
    return replace(figure, low=figure.low * scale), replace(found, end=bare.end)


def _is_a_year(row: list[Token], found: Measure) -> bool:
    return len(row) == 1 and _YEAR.fullmatch(row[0].text) is not None and found.unit is None


def _follows_a_name(scan: _Scan, start: int) -> bool:
    """Whether a bare number stands behind a capitalised word inside a sentence (the name of an outlet, a team)."""
    window = max(0, start - _LOOK_BEHIND)
    word = re.search(r"(?<=[^\W\d_])\s([^\W\d_]{2,30})\s$", scan.key[window:start])
    if word is None:
        return False
    at = scan.folded.span(window + word.start(1), window + word.end(1)).start + scan.within.start
    return scan.text[at].isupper()


def _bound_before(scan: _Scan, start: int) -> tuple[int, str]:
    window = max(0, start - _LOOK_BEHIND)
    ending = ((name, pattern.search(scan.key[window:start])) for name, pattern in scan.counting.before)
    # Bounds end with one another (no more than, more than): the longest one is meant.
    found = [(window + match.start(), name) for name, match in ending if match]
    return min(found, default=(start, "exact"))


def _measured(scan: _Scan, start: int, end: int, qualifier: str) -> tuple[Measure, str]:
    """The measure of a number, with a bound that stands right behind the number or behind its measure."""
    after_number, bound = _bound_after(scan, end)
    found = measure(scan.key, start, after_number, scan.language)
    if bound is None:
        after_measure, bound = _bound_after(scan, found.end)
        found = replace(found, end=after_measure)
    return found, bound if bound and qualifier == "exact" else qualifier


def _bound_after(scan: _Scan, end: int) -> tuple[int, str | None]:
    if scan.key[end : end + 1] == "+":
        return end + 1, "lower_bound"
    for name, pattern in scan.counting.after:
        match = pattern.match(scan.key, end)
        if match:
            return match.end(), name
    return end, None


def _made(
    scan: _Scan, start: int, end: int, low: float, high: float | None, qualifier: str, found: Measure
) -> Quantity:
    inside = scan.folded.span(start, end)
    span = Span(inside.start + scan.within.start, inside.end + scan.within.start)
    return Quantity(
        span,
        span.of(scan.text),
        low * found.factor,
        high * found.factor if high is not None else None,
        qualifier,
        found.unit,
        found.measures,
        found.currency,
    )
