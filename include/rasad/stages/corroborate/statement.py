"""A claim as corroboration sees it: what it is about, stripped of how it is worded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from rasad.model import Span
from rasad.stages.corroborate.concepts import concepts
from rasad.text.dates import find_dates, surest
from rasad.text.normalise import fold_key
from rasad.work import Row, Rows

_WORD = re.compile(r"[^\W_]+")
# Words are compared by their first letters, which lets inflected forms meet in both languages.
STEM_LETTERS = 6
# How far "about" reaches: about 850 is not 900.
ABOUT = 0.05
_LEAP_YEAR = date(2024, 12, 31)
"""A reference day by which every day of a year can be read without its year."""
EVENT, PERSON = "evt:", "per:"
_HEDGED = ("possible", "reported", "estimated", "conditional", "considered", "belief")


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a statement. `counted` are the stems of what it counts, empty where the text does not say."""

    value: float  # as stated, without its bound
    low: float
    high: float  # infinite for "more than", equal to `low` for an exact number
    unit: str | None
    counted: frozenset[str]
    surface: str
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Day:
    """The day that a statement speaks of. Of "January 11" without a year only `month_day` is known."""

    value: date | None
    month_day: tuple[int, int]
    surface: str

    def agrees(self, other: Day) -> bool:
        """Whether both may be one day; a month and day without a year agrees with any year."""
        if self.value is not None and other.value is not None:
            return self.value == other.value
        return self.month_day == other.month_day


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim, ready to be compared with others."""

    claim_id: str
    article_id: str
    language: str
    known_at: datetime
    stems: frozenset[str]
    anchors: frozenset[str]  # entities that it is about
    speaker: str | None
    day: Day | None = None
    negative: bool = False
    denied: bool = False  # the speaker rejects somebody else's statement
    counts: tuple[Count, ...] = ()
    concepts: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()  # how far a plan has come
    roles: frozenset[str] = frozenset()  # what somebody did in it
    hedged: bool = False
    is_opinion: bool = False  # what the speaker thinks, hopes or judges
    is_unsettled: bool = False  # it says that a day is not fixed
    is_dated: bool = True  # whether `known_at` is a stated date; else it is only when we saw it
    text: str = field(default="", compare=False)
    is_direct: bool = field(default=False, compare=False)  # all of it is quoted

    @property
    def terms(self) -> frozenset[str]:
        """What can be compared across languages: entities (with their colon) and concepts."""
        return self.anchors | self.concepts


def stems(text: str) -> frozenset[str]:
    """The words of a text as comparable stems; numbers are left to `Count`."""
    return frozenset(
        word[:STEM_LETTERS] for word in _WORD.findall(fold_key(text)) if not word.isdigit() and len(word) > 1
    )


def count(
    value: float,
    value_high: float | None,
    qualifier: str,
    unit: str | None,
    measures: str | None,
    surface: str,
) -> Count:
    """A quantity as the interval of numbers that it allows."""
    low, high = value, value_high if value_high is not None else value
    if qualifier == "lower_bound":
        high = float("inf")
    elif qualifier == "upper_bound":
        low, high = 0.0, value
    elif qualifier == "approx":
        low, high = value * (1 - ABOUT), max(high, value * (1 + ABOUT))
    elif qualifier == "order_of_magnitude":
        high = value * 10
    return Count(value, low, high, unit, stems(measures or ""), surface, qualifier)


def counts(quantities: Rows) -> tuple[Count, ...]:
    """The quantities of a claim as intervals."""
    return tuple(
        count(q["value"], q["value_high"], q["qualifier"], q["unit_ucum"], q["measures"], q["surface"])
        for q in quantities
    )


def statement(row: Row, entities: Rows, quantities: Rows) -> Statement:
    """A claim's row, with the entities and quantities that hang on it, as a statement."""
    about = [entity for entity in entities if entity["role"] != "speaker"]
    text: str = row["content_text"]
    # What a linked name says is said once, by its entity: "Reform Front" is no talk of reform. The name of an event is a
    # description of what happened, and others describe it in words of their own.
    names = (entity["surface"] for entity in about if not entity["entity_id"].startswith(EVENT))
    found = concepts().find(without(text, names))
    told = concepts().find(f"{row['cue_text'] or ''} {text}")
    denied = row["modality"] == "denied" or bool(told.concepts & concepts().denials)
    return Statement(
        claim_id=row["claim_id"],
        article_id=row["article_id"],
        language=row["lang"],
        known_at=row["known_at"],
        stems=stems(text),
        anchors=frozenset(entity["entity_id"] for entity in about),
        speaker=row["speaker_entity_id"],
        day=day(row),
        # A denial has the denied matter as its content, and is negative once, however it is marked.
        negative=row["polarity"] == "negative" or denied,
        denied=denied,
        counts=counts(quantities),
        concepts=found.concepts,
        # "agreed on a letter urging ..." has come as far as its own verb says.
        stages=concepts().find(row["cue_text"] or "").stages or found.stages,
        roles=told.roles,
        # What an outlet could not verify is its word about the claim, not a hedge in it.
        hedged=row["modality"] in _HEDGED,
        is_opinion=_judges(row, denied=denied) and not told.stages,  # "considered a rally" tells of a plan
        is_unsettled=row["polarity"] != "positive" and bool(found.concepts & concepts().unsettled),
        is_dated=row["is_dated"],
        text=text,
        is_direct=row["quote_type"] == "direct",
    )


def _judges(row: Row, *, denied: bool) -> bool:
    """Whether a claim is what somebody thinks of a matter: who condemns a verdict does not report it."""
    return row["modality"] == "belief" or (row["cue_class"] == "negative" and not denied)


def without(text: str, names: Iterable[str | None]) -> str:
    """A text with some names taken out, longest first; a line break in their place keeps neighbours apart."""
    for name in sorted({name for name in names if name}, key=lambda name: (-len(name), name)):
        text = text.replace(name, " ¦ ")
    return text


def day(row: Row) -> Day | None:
    """The day of a claim's event, as far as it is fixed: a day, or a month and day whose year is open."""
    value: date | None = row["event_date"]
    if value is not None and row["event_date_precision"] == "day" and not row["event_date_ambiguous"]:
        return Day(value, (value.month, value.day), str(value))
    written: str | None = row["date_text"]
    if not written or row["event_date_precision"] != "month_day" or row["event_date_calendar"] != "gregorian":
        return None
    read = surest(find_dates(written, Span(0, len(written)), row["lang"], _LEAP_YEAR))
    if read is None or not (possible := read.value or next(iter(read.candidates), None)):
        return None
    return Day(None, (possible.month, possible.day), written)
