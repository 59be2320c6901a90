"""What a text leaves behind so that relays of it can be told later: sentence keys, landmarks, credits; never the text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from rasad.catalogue import Outlet
from rasad.gazetteer import Gazetteer
from rasad.model import Span
from rasad.stages.dedupe.credits import Credits, Masthead, credits_of, masthead
from rasad.stages.dedupe.landmarks import LANDMARK, Landmarks, landmarks
from rasad.stages.dedupe.passages import Passages, from_stored, keys_of, passages, to_bytes
from rasad.stages.dedupe.relay_words import crediting
from rasad.text.dates import iranian_day
from rasad.text.normalise import fold_key

UNLISTED = "unlisted"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One version of an article as the search for relays sees it."""

    version_id: str
    article_id: str
    source_id: str | None
    language: str
    url: str | None
    stated_at: datetime | None
    stated_precision: str | None
    seen_at: datetime
    chars: int
    passages: Passages
    landmarks: Landmarks
    credited: frozenset[str]  # outlets that it credits with anything
    upstream: frozenset[str]  # outlets that it credits with the story
    own_sources: tuple[int, ...]  # where it says that somebody told or showed something to its own outlet
    credits: Credits | None = None  # with their places; known only of a text at hand


@dataclass(frozen=True, slots=True)
class Publishers:
    """The outlets of the catalogue: their names in texts, and which of them belong together."""

    outlets: Mapping[str, Outlet]
    names: Masthead

    def group(self, source_id: str | None) -> str:
        """The publisher group of an outlet; `unlisted` where nobody knows it."""
        outlet = self.outlets.get(source_id or "")
        return outlet.publisher_group if outlet else UNLISTED

    def same_group(self, one: str | None, other: str | None) -> bool:
        """Whether two outlets are known to belong to one publisher."""
        return one is not None and (one == other or self.group(one) == self.group(other) != UNLISTED)

    def is_agency(self, outlet: Outlet) -> bool:
        """Whether others print an outlet's texts as they are: a wire, or one that calls itself an agency."""
        words = (crediting(language).agency for language in ("en", "fa"))
        names = fold_key(" ".join((outlet.name.en, outlet.name.fa or "", *outlet.aliases)))
        return outlet.affiliation.class_ == "wire" or any(word.search(names) for word in words)

    def family(self, source_id: str | None) -> frozenset[str]:
        """An outlet and all others of its group."""
        return frozenset(other for other in self.outlets if self.same_group(source_id, other)) | frozenset(
            {source_id} if source_id else ()
        )


def publishers(outlets: Mapping[str, Outlet]) -> Publishers:
    """The publishers of a catalogue."""
    return Publishers(outlets, masthead(tuple(outlets.values())))


def tracer(known: Publishers, gazetteer: Gazetteer) -> Callable[[Row], Trace]:
    """A function from a version's row to its trace."""

    def trace(row: Row) -> Trace:
        body, language = row["body"] or "", row["lang"] or "en"
        skipped = _masked(row.get("boilerplate"))
        return _trace(
            row,
            chars=len(body),
            passages=passages(body, language, skipped),
            landmarks=landmarks(body, language, _reference(row), gazetteer, skipped),
            credits=_credits(row, known),
        )

    return trace


def at_hand(version: Row, stored: Row, known: Publishers) -> Trace:
    """The trace of a version whose text is at hand, of its stored one: with the places of its credits."""
    return _trace(
        version,
        chars=stored["chars"],
        passages=from_stored(stored["passages"], stored["keys"]),
        landmarks=np.frombuffer(stored["landmarks"], LANDMARK),
        credits=_credits(version, known),
    )


def _credits(row: Row, known: Publishers) -> Credits:
    return credits_of(
        row["body"] or "",
        row["lang"] or "en",
        known.family(row["source_id"]),
        known.names,
        title=row.get("title"),
        byline=row.get("byline"),
        skipped=_masked(row.get("boilerplate")),
    )


def to_row(trace: Trace) -> dict[str, Any]:
    """A trace as stored."""
    return {
        "version_id": trace.version_id,
        "known_at": trace.stated_at or trace.seen_at,
        "chars": trace.chars,
        "passages": to_bytes(trace.passages),
        "keys": keys_of(trace.passages),
        "landmarks": trace.landmarks.tobytes(),
        "credited": sorted(trace.credited),
        "upstream": sorted(trace.upstream),
        "own_sources": list(trace.own_sources),
    }


def from_row(row: Row) -> Trace:
    """A stored trace, joined with the facts of its version."""
    return Trace(
        version_id=row["version_id"],
        article_id=row["article_id"],
        source_id=row["source_id"],
        language=row["lang"],
        url=row["url_canonical"],
        stated_at=row["published_at"],
        stated_precision=row["published_precision"],
        seen_at=row["seen_at"],
        chars=row["chars"],
        passages=from_stored(row["passages"], row["keys"]),
        landmarks=np.frombuffer(row["landmarks"], LANDMARK),
        credited=frozenset(row["credited"] or ()),
        upstream=frozenset(row["upstream"] or ()),
        own_sources=tuple(row["own_sources"] or ()),
    )


def _trace(row: Row, *, chars: int, passages: Passages, landmarks: Landmarks, credits: Credits) -> Trace:  # noqa: A002
    return Trace(
        version_id=row["version_id"],
        article_id=row["article_id"],
        source_id=row["source_id"],
        language=row["lang"] or "en",
        url=row.get("url_canonical"),
        stated_at=row["published_at"],
        stated_precision=row.get("published_precision"),
        seen_at=row["seen_at"],
        chars=chars,
        passages=passages,
        landmarks=landmarks,
        credited=frozenset(credits.outlets),
        upstream=frozenset(credits.upstream),
        own_sources=credits.own_sources,
        credits=credits,
    )


def _masked(stored: Any) -> tuple[Span, ...]:
    masks = json.loads(stored) if isinstance(stored, str) else stored or ()
    return tuple(Span(mask["start"], mask["end"]) for mask in masks)


def _reference(row: Row) -> date:
    """The day by which dates without a year are read: that of publication, else of first sight."""
    return iranian_day(row["published_at"] or row["seen_at"] or datetime.now(UTC))
