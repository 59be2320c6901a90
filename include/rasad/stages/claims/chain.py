"""The chain by which a claim reached us: publisher, credited outlets, carrier or document, and who spoke."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rasad.model import Hop, Mention, Relation, Span
from rasad.stages.claims.anonymity import UNSPECIFIED, anonymity
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.roster import Voice

PROV = {
    "publisher": "wasAttributedTo",
    "uncredited_upstream": "wasDerivedFrom",
    "reporting_outlet": "wasQuotedFrom",
    "carrier": "wasQuotedFrom",
    "document": "hadPrimarySource",
    "speaker": "wasAttributedTo",
    "inner_source": "wasAttributedTo",
    "anonymous_source": "wasAttributedTo",
}
"""W3C PROV relation of each role of a hop."""
LEAD_PARAGRAPHS = 2
"""An outlet credited this early is taken for the upstream of the whole article, as relays name theirs in the lead."""
_LOOK_BEHIND = 48
_ROLES = {
    "outlet": "reporting_outlet",
    "report_of_report": "reporting_outlet",
    "document": "document",
    "anonymous_source": "anonymous_source",
    "anonymous_sources": "anonymous_source",
    "outlet_exclusive_information": "anonymous_source",
    "collective_unverifiable": "anonymous_source",
    "unspecified_estimates": "anonymous_source",
}


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet that a sentence credits beside the speaker."""

    outlet: str
    role: str
    surface: str
    span: Span
    cue: str | None


def credited_outlets(document: Document, relation: Relation, voice: Voice, meaning: Meaning) -> tuple[Credit, ...]:
    """The outlets, other than publisher and speaker, that the relation's own sentence credits."""
    sentence = _sentence(document, relation)
    found: dict[str, Credit] = {}
    for mention in document.mentions_at(sentence):
        if mention.entity_type != "outlet" or mention.entity_id is None or not sentence.contains(mention.span):
            continue
        if mention.entity_id in (document.source_id, voice.id) or any(
            s.overlaps(mention.span) for s in relation.content
        ):
            continue
        credit = _credit(document, relation, mention, meaning)
        if credit:
            found.setdefault(credit.outlet, credit)
    return tuple(found.values())


def outlet_beside(document: Document, relation: Relation, meaning: Meaning) -> Mention | None:
    """The linked outlet that the sentence of an unnamed report names before the content (on the site of X it was reported)."""
    sentence, at = _sentence(document, relation), relation.content[0].start
    for mention in document.mentions_at(sentence):
        named = mention.entity_type == "outlet" and mention.entity_id is not None and mention.span.end <= at
        if named and sentence.contains(mention.span) and _words_before(document, mention.span.start, meaning.credit):
            return mention
    return None


def lead_outlet(document: Document, read: list[tuple[Relation, Voice, tuple[Credit, ...]]]) -> tuple[int, Hop] | None:
    """The upstream that the lead credits, and from where in the text on it holds."""
    lead_end = document.paragraphs[:LEAD_PARAGRAPHS][-1].end if document.paragraphs else 0
    for relation, voice, credited in read:
        at = relation.content[0].start
        if at >= lead_end:
            return None
        if credited:
            first = credited[0]
            return at, _hop("reporting_outlet", first.outlet, first.surface, first.cue, first.span, explicit=False)
        if _is_another_outlet(voice, document, opens=relation is read[0][0]):
            span = relation.source[0] if relation.source else None
            return at, _hop("reporting_outlet", voice.id, voice.surface, None, span, explicit=False)
    return None


def _is_another_outlet(voice: Voice, document: Document, *, opens: bool) -> bool:
    """An outlet by name that the lead names as the source, or, for the claim that opens the article, outlets as a group."""
    if voice.type == "report_of_report":
        return opens and voice.surface is not None
    return voice.type == "outlet" and voice.linked and voice.id != document.source_id


def chain(
    document: Document,
    relation: Relation,
    voice: Voice,
    credited: tuple[Credit, ...],
    upstream: Hop | None,
    parent: tuple[Hop, ...],
    meaning: Meaning,
) -> tuple[Hop, ...]:
    """The hops of one claim, publisher first. `parent` are the hops of the relation that this one is nested in."""
    hops = list(parent) or [
        _hop("publisher", document.source_id, None, None, None, explicit=document.source_id is not None)
    ]
    known = {hop.entity_id for hop in hops if hop.entity_id}
    if relation.voice == "outlet":
        return tuple(hops)
    outlets = [
        _hop(one.role, one.outlet, one.surface, one.cue, one.span) for one in credited if one.outlet not in known
    ]
    if upstream and not outlets and voice.type != "outlet" and upstream.entity_id not in known:
        outlets = [upstream]
    last = _speaker(document, relation, voice, meaning, nested=bool(parent))
    if voice.type == "outlet":
        return (*hops, *_new(last, known), *outlets)
    return (*hops, *outlets, *_new(last, known))


def with_standing(chains: dict[int, tuple[Hop, ...]]) -> dict[int, tuple[Hop, ...]]:
    """The chains of an article, with what one mention tells of an unnamed source kept for its later ones (this source)."""
    known: dict[str, str] = {}
    for hop in (one for n in sorted(chains) for one in chains[n] if one.anonymity not in (None, UNSPECIFIED)):
        known.setdefault(hop.entity_id or "", hop.anonymity or UNSPECIFIED)
    return {n: tuple(_with_standing(hop, known) for hop in hops) for n, hops in chains.items()}


def _with_standing(hop: Hop, known: dict[str, str]) -> Hop:
    if hop.anonymity != UNSPECIFIED:
        return hop
    return replace(hop, anonymity=known.get(hop.entity_id or "", UNSPECIFIED))


def _new(hop: Hop | None, known: set[str]) -> Iterator[Hop]:
    if hop is not None and hop.entity_id not in known:
        yield hop


def _speaker(document: Document, relation: Relation, voice: Voice, meaning: Meaning, *, nested: bool) -> Hop | None:
    if voice.type == "impersonal" or (voice.id is None and voice.surface is None):
        return None
    role = _ROLES.get(voice.type, "inner_source" if nested else "speaker")
    cue = " … ".join(span.of(document.text) for span in relation.cue) or None
    span = relation.source[0] if relation.source else None
    hop = _hop(role, voice.id, voice.surface, cue, span, explicit=span is not None)
    unnamed = anonymity(voice.type, voice.id, voice.surface, meaning)
    return replace(hop, anonymity=unnamed.kind, number=unnamed.number) if unnamed else hop


def _hop(
    role: str, entity_id: str | None, surface: str | None, cue: str | None, span: Span | None, *, explicit: bool = True
) -> Hop:
    return Hop(role, PROV[role], entity_id, surface, cue, span, explicit)


def _credit(document: Document, relation: Relation, mention: Mention, meaning: Meaning) -> Credit | None:
    if any(span.contains(mention.span) for span in relation.source):
        return Credit(mention.entity_id or "", "reporting_outlet", mention.surface, mention.span, None)
    for role, pattern in (("carrier", meaning.carrier), ("reporting_outlet", meaning.credit)):
        cue = _words_before(document, mention.span.start, pattern)
        if cue:
            return Credit(mention.entity_id or "", role, mention.surface, mention.span, cue)
    return None


def _words_before(document: Document, at: int, pattern: re.Pattern[str]) -> str | None:
    window = Span(max(0, at - _LOOK_BEHIND), at)
    match = pattern.search(document.folded.slice(window))
    if match is None:
        return None
    base = document.folded.find_from(window.start)
    return document.folded.span(base + match.start("cue"), base + match.end("cue")).of(document.text).strip() or None


def _sentence(document: Document, relation: Relation) -> Span:
    at = (relation.cue or relation.source or relation.content)[0].start
    return document.sentence_at(at) or relation.content[0]
