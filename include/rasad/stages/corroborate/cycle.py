"""The life of a claim: asserted, repeated, denied, corrected, reworded, edited away. Each event says when, and by what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rasad.stages.corroborate.contrast import Alike, clashes
from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.numbers import numbers
from rasad.stages.corroborate.placing import Placed
from rasad.stages.corroborate.statement import Statement
from rasad.stages.corroborate.weights import Weights

SAME_SENTENCE = 0.5
"""Weighted share of common words from which a claim that vanished in an edit and one that appeared are one, changed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """When something became known: `happened_at` as stated by whoever published it, `seen_at` when we looked."""

    version_id: str
    happened_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a claim."""

    claim_id: str
    kind: str
    seen: Seen
    by_claim_id: str | None
    explanation: str


def arrivals(placed: Iterable[Placed], seen: Mapping[str, Seen]) -> Iterator[Event]:
    """The first event of every new claim: it was asserted, or it repeats a claim that was known."""
    for one in placed:
        if one.link is None:
            yield Event(one.claim_id, "asserted", seen[one.claim_id], None, "nobody had said it before")
            continue
        ends = (one.link.earlier, one.link.later)
        other = next(each for each in ends if each.claim_id != one.claim_id)
        yield Event(one.claim_id, "repeated", seen[one.claim_id], other.claim_id, one.link.comparison.relation or "")


def denials(links: Sequence[Link], seen: Mapping[str, Seen]) -> Iterator[Event]:
    """Claims that somebody rejects. What is denied may have been printed after the denial as well."""
    for link in links:
        if not any(clash.field == "polarity" for clash in link.comparison.clashes):
            continue
        for denial, denied in ((link.later, link.earlier), (link.earlier, link.later)):
            if denial.negative and not denied.negative:
                when = seen.get(denial.claim_id) or seen.get(denied.claim_id)
                if when is not None:
                    how = "denied" if denial.denied else "said not to be so"
                    yield Event(denied.claim_id, "denied", when, denial.claim_id, how)


def edits(gone: Sequence[Statement], come: Sequence[Statement], seen: Seen, weights: Weights) -> Iterator[Event]:
    """What an edit did to the claims of an article: those that vanished, against those that appeared."""
    for old in gone:
        ranked = sorted(come, key=lambda new: (-weights.shared(old.stems, new.stems), new.claim_id))
        if not ranked or weights.shared(old.stems, ranked[0].stems) < SAME_SENTENCE:
            yield Event(old.claim_id, "edited_away", seen, None, "no longer in the article")
            continue
        new = ranked[0]
        changed = clashes(old, new, numbers(old, new), Alike(same_words=True)) or ()
        said = "; ".join(f"{clash.field}: {clash.earlier} → {clash.later}" for clash in changed)
        yield Event(old.claim_id, "corrected" if said else "reworded", seen, new.claim_id, said or "other words")
