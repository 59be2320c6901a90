"""How sure a claim is put: its modality, and the hedging words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rasad.model import Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning

_WOULD = re.compile(r"(?<!\w)would(?!\w)")
_REPORTED_TYPES = frozenset({"report_of_report", "impersonal"})


def hedges(document: Document, relation: Relation, meaning: Meaning) -> tuple[Span, ...]:
    """The hedging words of a claim: in its content, and adverbs of hearsay between its parts."""
    found: set[Span] = set()
    for kind, pattern in meaning.hedges:
        for place in _places(relation, kind):
            found.update(_matches(document, place, pattern, meaning.not_hedge))
    return _outermost(found)


def modality(document: Document, relation: Relation, source_type: str, meaning: Meaning) -> str:
    """How the claim is put forward, by the strongest sign.

    One of denied, estimated, conditional, possible, considered, belief, reported, hedged, asserted.
    """
    words = meaning.words
    if relation.cue_lemma in words.denial_lemmas:
        return "denied"
    if source_type == "unspecified_estimates" or relation.cue_lemma in words.estimate_lemmas:
        return "estimated"
    if any(_any(document, place, meaning.estimated) for place in relation.content):
        return "estimated"
    if _is_conditional(document, relation, meaning):
        return "conditional"
    kinds = _hedge_kinds(document, relation, meaning)
    if "possible" in kinds:
        return "possible"
    if any(_any(document, place, meaning.considered) for place in relation.content):
        return "considered"
    if relation.cue_class in words.belief_classes and relation.cue_lemma not in words.knowing_lemmas:
        return "belief"
    if _is_hearsay(relation, source_type, kinds, meaning):
        return "reported"
    return "hedged" if kinds & {"alleged", "apparent"} else "asserted"


def _is_hearsay(relation: Relation, source_type: str, kinds: set[str], meaning: Meaning) -> bool:
    """Whether nobody in particular is named as having said it. What a speaker calls reported stays the speaker's word."""
    unnamed = relation.basis == "impersonal" or source_type in _REPORTED_TYPES
    adverb = "reported" in kinds and relation.quote_type != "direct"
    return unnamed or adverb or relation.cue_class in meaning.words.report_classes


def _is_conditional(document: Document, relation: Relation, meaning: Meaning) -> bool:
    """An if-clause inside the content, or, in the outlet's own voice, a bare would. What is asked is no condition."""
    if relation.cue_lemma in meaning.words.asking_lemmas:
        return False
    if any(_any(document, place, meaning.conditional) for place in relation.content):
        return True
    return relation.voice == "outlet" and any(_any(document, place, _WOULD) for place in relation.content)


def _hedge_kinds(document: Document, relation: Relation, meaning: Meaning) -> set[str]:
    kinds = set()
    for kind, pattern in meaning.hedges:
        places = _places(relation, kind)
        if any(next(_matches(document, place, pattern, meaning.not_hedge), None) for place in places):
            kinds.add(kind)
    return kinds


def _places(relation: Relation, kind: str) -> Sequence[Span]:
    """Where hedges of a kind count: always in the content; adverbs of hearsay also beside it, and as the cue itself."""
    if kind == "reported":
        return (*relation.content, *relation.cue, *_gaps(relation))
    return (*relation.content, *_gaps(relation)) if kind in ("alleged", "apparent") else relation.content


def _gaps(relation: Relation) -> list[Span]:
    """The stretches between source, cue and content, where adverbs stand. Long ones belong to something else."""
    parts = sorted((*relation.source, *relation.cue, *relation.content))
    gaps = (Span(left.end, right.start) for left, right in pairwise(parts))
    return [gap for gap in gaps if 0 < gap.end - gap.start <= 40]


def _any(document: Document, place: Span, pattern: re.Pattern[str]) -> bool:
    return pattern.search(document.folded.slice(place)) is not None


def _matches(document: Document, place: Span, pattern: re.Pattern[str], excluded: re.Pattern[str]) -> Iterator[Span]:
    base = document.folded.find_from(place.start)
    key = document.folded.slice(place)
    blocked = [match.span() for match in excluded.finditer(key)]
    for match in pattern.finditer(key):
        if not any(start <= match.start() < end for start, end in blocked):
            yield document.folded.span(base + match.start(), base + match.end())


def _outermost(spans: set[Span]) -> tuple[Span, ...]:
    return tuple(sorted(one for one in spans if not any(other != one and other.contains(one) for other in spans)))
