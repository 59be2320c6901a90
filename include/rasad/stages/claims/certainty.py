"""How sure a claim is put: its modality, and the hedging words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rasad.model import Reason, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.polarity import cue_is_negated

_WOULD = re.compile(r"(?<!\w)would(?!\w)")
_REPORTED_TYPES = frozenset({"report_of_report", "impersonal"})


Hedges = dict[str, tuple[Span, ...]]
"""The hedging words of a claim by kind, in the order of the text; kinds without any are left out."""


def hedges_by_kind(document: Document, relation: Relation, meaning: Meaning) -> Hedges:
    """The hedging words of a claim: in its content, and adverbs of hearsay between its parts."""
    found: Hedges = {}
    for kind, pattern in meaning.hedges:
        places = _places(relation, kind)
        spans = [span for place in places for span in _matches(document, place, pattern, meaning.not_hedge)]
        if spans:
            found[kind] = tuple(spans)
    return found


def hedge_spans(hedges: Hedges) -> tuple[Span, ...]:
    """All hedging words of a claim as spans, in order; of those inside one another the outermost."""
    spans = {span for found in hedges.values() for span in found}
    return tuple(sorted(one for one in spans if not any(other != one and other.contains(one) for other in spans)))


def modality(document: Document, relation: Relation, source_type: str, hedges: Hedges, meaning: Meaning) -> Reason:
    """How the claim is put forward, by the strongest sign.

    The value is one of denied, estimated, conditional, possible, considered, belief, reported, hedged, asserted.
    """
    found = next(_signs(document, relation, source_type, hedges, meaning), None)
    return found or Reason("modality", "asserted", "no_sign_of_doubt")


def _signs(
    document: Document, relation: Relation, source_type: str, kinds: Hedges, meaning: Meaning
) -> Iterator[Reason]:
    """Every sign that a claim is more or less than asserted, the strongest first."""
    words = meaning.words
    content, cue = relation.content, relation.cue
    if relation.cue_lemma in words.denial_lemmas and cue_is_negated(document, relation, meaning):
        yield _sign(document, "possible", "denial_withheld", cue)
    elif relation.cue_lemma in words.denial_lemmas:
        yield _sign(document, "denied", "denying_cue", cue)
    if relation.cue_lemma in words.estimate_lemmas:
        yield _sign(document, "estimated", "estimating_cue", cue)
    if source_type == "unspecified_estimates":
        yield _sign(document, "estimated", "source_is_an_estimate", relation.source)
    yield from _matching(document, "estimated", "estimated_in_content", content, meaning.estimated)
    # What is asked is no condition; a bare would is one in the outlet's own voice only.
    if relation.cue_lemma not in words.asking_lemmas:
        yield from _matching(document, "conditional", "condition_in_content", content, meaning.conditional)
        if relation.voice == "outlet":
            yield from _matching(document, "conditional", "outlet_says_would", content, _WOULD)
    if "possible" in kinds:
        yield _sign(document, "possible", "word_of_possibility", kinds["possible"])
    if relation.cue_lemma in words.speculation_lemmas:
        yield _sign(document, "possible", "cue_of_speculation", cue)
    yield from _matching(document, "considered", "considered_only", (*content, *cue), meaning.considered)
    if relation.cue_class in words.belief_classes and relation.cue_lemma not in words.knowing_lemmas:
        yield _sign(document, "belief", "cue_of_belief", cue)
    yield from _hearsay(document, relation, source_type, kinds, meaning)
    for kind in ("alleged", "apparent"):
        if kind in kinds:
            yield _sign(document, "hedged", f"word_of_the_{kind}", kinds[kind])


def _hearsay(
    document: Document, relation: Relation, source_type: str, kinds: Hedges, meaning: Meaning
) -> Iterator[Reason]:
    """Signs that nobody in particular is named as having said it. What a speaker calls reported stays the speaker's word."""
    if relation.basis == "impersonal" or source_type in _REPORTED_TYPES:
        yield _sign(document, "reported", "nobody_named_as_source", relation.source or relation.cue)
    if "reported" in kinds and relation.quote_type != "direct":
        yield _sign(document, "reported", "word_of_hearsay", kinds["reported"])
    if relation.rule == "passive_that_clause":
        yield _sign(document, "reported", "passive_verb_of_saying", relation.cue)
    if relation.cue_class in meaning.words.report_classes:
        yield _sign(document, "reported", "cue_of_hearsay", relation.cue)


def _sign(document: Document, value: str, rule: str, spans: Sequence[Span]) -> Reason:
    return Reason("modality", value, rule, spans[0].of(document.text) if spans else None)


def _matching(
    document: Document, value: str, rule: str, places: Sequence[Span], pattern: re.Pattern[str]
) -> Iterator[Reason]:
    for place in places:
        for span in _matches(document, place, pattern):
            yield _sign(document, value, rule, (span,))


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


def _matches(
    document: Document, place: Span, pattern: re.Pattern[str], excluded: re.Pattern[str] | None = None
) -> Iterator[Span]:
    base = document.folded.find_from(place.start)
    key = document.folded.slice(place)
    blocked = [match.span() for match in excluded.finditer(key)] if excluded else []
    for match in pattern.finditer(key):
        if not any(start <= match.start() < end for start, end in blocked):
            yield document.folded.span(base + match.start(), base + match.end())
