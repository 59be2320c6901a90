"""What changed on the way: a claim as its origin gave it, and as somebody who took it from there passed it on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rasad.model import Span
from rasad.stages.corroborate.linking import Link
from rasad.stages.corroborate.statement import Statement
from rasad.text.normalise import fold_key
from rasad.text.quotes import quotes

_BY_FIELD = {
    "quantity": "number_changed",
    "event_date": "date_changed",
    "stage": "stage_changed",
    "polarity": "polarity_changed",
}
_ONE_QUOTE = 0.6
"""Likeness from which two quotations are one quotation; below the same, they are one whose words were changed."""
_SHORTEST_QUOTE = 15
"""Letters: shorter quotations are names and terms."""
_UNNAMED = ("anon:", "unk:", "doc:", "grp:", "med:")


@dataclass(frozen=True, slots=True)
class Drift:
    """One change between two tellings of a claim."""

    kind: str
    upstream: Statement
    downstream: Statement
    upstream_says: str
    downstream_says: str


def drifts(link: Link, upstream: Statement) -> Iterator[Drift]:
    """The changes along one link, of which `upstream` is the end that the other one took the claim from."""
    downstream = link.later if upstream is link.earlier else link.earlier
    if _name(upstream) != _name(downstream):
        # Two people may say different things. It is a change only where one sentence got another mouth.
        if link.comparison.relation == "same" and _name(upstream) and _name(downstream):
            yield Drift("speaker_changed", upstream, downstream, str(upstream.speaker), str(downstream.speaker))
        return
    # Of two claims that only overlap the hedge may belong to what one says alone.
    if upstream.hedged != downstream.hedged and link.comparison.relation != "overlap":
        kind = "hedge_lost" if upstream.hedged else "hedge_added"
        yield Drift(kind, upstream, downstream, _certainty(upstream), _certainty(downstream))
    for clash in link.comparison.clashes:
        if clash.field in _BY_FIELD:
            said = (clash.earlier, clash.later) if upstream is link.earlier else (clash.later, clash.earlier)
            yield Drift(_BY_FIELD[clash.field], upstream, downstream, *said)
    for one, other in _changed_quotes(upstream, downstream):
        yield Drift("quote_changed", upstream, downstream, one, other)


def _certainty(statement: Statement) -> str:
    return "hedged" if statement.hedged else "asserted"


def _name(statement: Statement) -> str | None:
    """Who speaks, where that is somebody known; an outlet only passes on, and unnamed sources are nobody in particular."""
    speaker = statement.speaker
    return None if speaker is None or speaker.startswith(_UNNAMED) else speaker


def _changed_quotes(one: Statement, other: Statement) -> Iterator[tuple[str, str]]:
    """Quotations of one language that are nearly, but not, the same words. Marks, spaces and letter forms do not count."""
    if one.language != other.language:
        return
    for mine in _quoted(one):
        for theirs in _quoted(other):
            a, b = _bare(mine), _bare(theirs)
            if (
                a != b
                and a not in b
                and b not in a
                and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ONE_QUOTE
            ):
                yield mine, theirs


def _quoted(statement: Statement) -> list[str]:
    text = statement.text
    found = [quote.inner.of(text) for quote in quotes(text, Span(0, len(text)))]
    if statement.is_direct and not found:
        found = [text]
    return [quote for quote in found if len(quote) >= _SHORTEST_QUOTE]


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold_key(text)).split())
