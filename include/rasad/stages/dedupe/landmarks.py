"""Landmarks: what a report keeps when it is reworded or translated (names, days, numbers, quoted words), and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from rasad.gazetteer import Gazetteer
from rasad.model import EventDate, Quantity, Span
from rasad.stages.dedupe.passages import LONGEST_TEXT, letters
from rasad.stages.dedupe.relay_words import crediting, telling
from rasad.text.dates import find_dates
from rasad.text.match import Form, Matcher
from rasad.text.normalise import fold, fold_key
from rasad.text.numbers import find_quantities
from rasad.text.quotes import quotes
from rasad.text.sentences import paragraphs, sentences

MOST = 80
"""Landmarks kept of a text, the most telling first."""
KINDS = ("name", "day", "number", "quote")
_TYPES = frozenset({"person", "org", "office", "place", "group", "event", "concept"})
_NESTING = frozenset({"office", "group"})
"""Their phrases are built around other names (the head of the X party), which are details of their own."""
_QUOTED_WORDS = 3
_NEAR_DAYS = 7
_SMALL, _LARGE = 13, 100
_LEAST_CONSONANTS = 5
_CAPITALISED = re.compile(
    r"[A-Z][a-z]+(?:[-'’][A-Za-z][a-z]+)*(?:\s(?:(?:al|de|bin)\s)?[A-Z][a-z]+(?:[-'’][A-Za-z][a-z]+)*){0,3}"
)
_BEFORE_COMMA = re.compile("[^\\W\\d_]{2,20}[ \u200c][^\\W\\d_]{2,20}(?:\u200c[^\\W\\d_]{2,20})?(?=\\s?\u060c)")

LANDMARK = np.dtype(
    [
        ("key", "<u4"),  # what it is, the same in both languages where that can be
        ("kind", "u1"),  # index into KINDS
        ("bits", "u1"),  # how telling it is, in tenths of a bit, before what the newsroom has seen
        ("start", "<u2"),
        ("length", "u1"),
        ("sentence", "u1"),  # ordinal of its sentence, counted up to 255
    ]
)
Landmarks = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Landmark:
    """One detail where a text first gives it."""

    key: str
    kind: str
    rate: float
    span: Span
    sentence: int


def landmarks(
    text: str, language: str, reference: date, gazetteer: Gazetteer, skipped: Iterable[Span] = ()
) -> Landmarks:
    """The landmarks of a text at their first places, in the order of the text.

    `reference` is the day of publication, or of first sight where that is unknown: only day and month count.
    """
    text = text[:LONGEST_TEXT]
    hidden = tuple(skipped)
    firsts: dict[str, Landmark] = {}
    names = _names(text, language, gazetteer)
    at = -1
    for paragraph in paragraphs(text):
        if any(span.overlaps(paragraph) for span in hidden):
            continue
        for sentence in sentences(text, paragraph):
            at += 1
            found = [*_days(text, sentence, language, reference, at), *_numbers(text, sentence, language, at)]
            counted = [landmark.span for landmark in found]
            found += [
                Landmark(key, "name", rate, span, at)
                for key, rate, span in names
                if sentence.contains(span) and not any(span.overlaps(other) for other in counted)
            ]
            for landmark in found:
                firsts.setdefault(landmark.key, landmark)
        for quote in _quoted(text, paragraph, at):
            firsts.setdefault(quote.key, quote)
    return _packed(firsts.values())


def _names(text: str, language: str, gazetteer: Gazetteer) -> list[tuple[str, float, Span]]:
    rates, everywhere = telling().rates, telling().everywhere
    found: list[tuple[str, float, Span]] = []
    taken = bytearray(len(text))
    hits = sorted(_matcher(gazetteer).find(text), key=lambda hit: (hit.span.start, -hit.span.end))
    built_around = bytearray(len(text))
    for hit in hits:
        entity, span = gazetteer.entities[hit.label], hit.span
        nests = entity.type in _NESTING
        if any(taken[span.start : span.end]) or (nests and any(built_around[span.start : span.end])):
            continue
        (built_around if nests else taken)[span.start : span.end] = b"\1" * (span.end - span.start)
        if entity.type in _TYPES:
            found.append((entity.id, everywhere.get(entity.id, rates[entity.type]), span))
    taken = bytearray(one | other for one, other in zip(taken, built_around, strict=True))
    unlisted = _capitalised(text, taken) if language == "en" else _before_commas(text, taken)
    return sorted([*found, *unlisted], key=lambda name: (name[2], name[0]))


@lru_cache(maxsize=4)
def _matcher(gazetteer: Gazetteer) -> Matcher[str]:
    return Matcher(Form(name, entity.id) for entity in gazetteer.entities.values() for _, name in entity.strong())


def _capitalised(text: str, taken: bytearray) -> Iterator[tuple[str, float, Span]]:
    """Names that the gazetteer lacks, by their capitals; a single word only inside a sentence."""
    rates = telling().rates
    for match in _CAPITALISED.finditer(text):
        if any(taken[match.start() : match.end()]):
            continue
        parts = match.group().split()
        key = _consonants(" ".join(parts[-2:]), "en")
        if len(parts) > 1 and len(key) >= _LEAST_CONSONANTS:
            yield f"name {key}", rates["unlisted_name"], Span(*match.span())
        elif len(parts) == 1 and text[max(0, match.start() - 2) : match.start()].strip()[-1:].isalnum():
            yield f"word {fold_key(parts[0])}", rates["unlisted_word"], Span(*match.span())


def _before_commas(text: str, taken: bytearray) -> Iterator[tuple[str, float, Span]]:
    """Names that the gazetteer lacks, as Persian news brings them in: two words before the comma of an apposition."""
    rate = telling().rates["unlisted_name"]
    for match in _BEFORE_COMMA.finditer(text):
        key = _consonants(match.group(), "fa")
        if len(key) >= _LEAST_CONSONANTS and not any(taken[match.start() : match.end()]):
            yield f"name {key}", rate, Span(*match.span())


def _consonants(name: str, language: str) -> str:
    """The consonants of a name as both scripts write them; doubled ones count once."""
    rules = crediting(language)
    sounds = "".join(rules.consonants[letters] for letters in rules.consonant.findall(fold_key(name)))
    return re.sub(r"(.)\1+", r"\1", sounds)


def _days(text: str, sentence: Span, language: str, reference: date, at: int) -> Iterator[Landmark]:
    for event in find_dates(text, sentence, language, reference):
        day = _day(event)
        if day is not None:
            near = abs((day - reference).days) <= _NEAR_DAYS
            rate = telling().rates["near_day" if near else "day"]
            yield Landmark(f"day {day:%m-%d}", "day", rate, event.span, at)


def _day(event: EventDate) -> date | None:
    """The day that a date names; of the choices that it leaves the first, as only day and month count."""
    if event.precision not in ("day", "month_day"):
        return None
    return event.value or (event.candidates[-1] if event.candidates else None)


def _numbers(text: str, sentence: Span, language: str, at: int) -> Iterator[Landmark]:
    for quantity in find_quantities(text, sentence, language):
        for value in (quantity.value, quantity.value_high):
            kind = _size(value, quantity)
            if value is not None and kind:
                unit = f" {quantity.unit}" if kind == "small_number" else ""
                yield Landmark(f"number {value:.6g}{unit}", "number", telling().rates[kind], quantity.span, at)


def _size(value: float | None, quantity: Quantity) -> str:
    if value is None or value <= 0:
        return ""
    if value < _SMALL:
        return "small_number" if quantity.unit else ""
    if len(f"{value:.6e}".split("e", maxsplit=1)[0].rstrip("0").replace(".", "")) < 2:
        return "round_number"
    return "two_digit_number" if value < _LARGE else "number"


def _quoted(text: str, paragraph: Span, at: int) -> Iterator[Landmark]:
    folded = None
    for quote in quotes(text, paragraph):
        if quote.closed and len(quote.inner.of(text).split()) >= _QUOTED_WORDS:
            folded = folded or fold(text)
            yield Landmark(f"quote {letters(folded, quote.inner)}", "quote", telling().rates["quote"], quote.inner, at)


def _packed(found: Iterable[Landmark]) -> Landmarks:
    kept = sorted(found, key=lambda each: (each.rate, each.span, each.key))[:MOST]
    kept.sort(key=lambda each: (each.span, each.key))
    packed = np.zeros(len(kept), LANDMARK)
    if kept:
        packed["key"] = [crc32(each.key.encode()) for each in kept]
        packed["kind"] = [KINDS.index(each.kind) for each in kept]
        packed["bits"] = [round(-10 * float(np.log2(each.rate))) for each in kept]
        packed["start"] = [each.span.start for each in kept]
        packed["length"] = [min(each.span.end - each.span.start, 255) for each in kept]
        packed["sentence"] = [min(each.sentence, 255) for each in kept]
    return packed
