"""Whom a claim is directed at: the target of a demand, an accusation, a threat or a refusal, and who is told."""

from __future__ import annotations

from itertools import pairwise

from rasad.model import Mention, Relation, Span
from rasad.stages.claims.document import Document

_DIRECTED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
_OPENING = 40
"""How far into a content the one stands whom a demand or an accusation names first (urged parliament to ...)."""
_APT = frozenset({"person", "org", "office", "group", "outlet"})


def targets(document: Document, relation: Relation, act: str | None) -> tuple[Mention, ...]:
    """The mentions that a directed speech act is about: those beside the verb, or else the first that opens the content."""
    if act not in _DIRECTED:
        return ()
    beside = _beside(document, relation)
    if beside or not relation.content:
        return beside
    opening = Span(relation.content[0].start, min(relation.content[0].end, relation.content[0].start + _OPENING))
    return _mentions(document, opening)[:1]


def audience(document: Document, relation: Relation, act: str | None) -> tuple[Mention, ...]:
    """Who is told: the mentions between source, verb and content where nothing is demanded of them."""
    return () if act in _DIRECTED else _beside(document, relation)


def _beside(document: Document, relation: Relation) -> tuple[Mention, ...]:
    if not relation.cue or not relation.content or relation.voice == "outlet":
        return ()
    parts = sorted((*relation.source, *relation.cue, *relation.content))
    sentence = document.sentence_at(relation.cue[0].start)
    gaps = [Span(left.end, right.start) for left, right in pairwise(parts) if left.end < right.start]
    inside = [gap for gap in gaps if sentence is not None and sentence.contains(gap)]
    return tuple(mention for gap in inside for mention in _mentions(document, gap))


def _mentions(document: Document, place: Span) -> tuple[Mention, ...]:
    found = [m for m in document.mentions_at(place) if place.contains(m.span) and m.entity_type in _APT and m.entity_id]
    return tuple(m for m in found if not any(o.span != m.span and o.span.contains(m.span) for o in found))
