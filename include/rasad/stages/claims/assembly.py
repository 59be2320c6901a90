"""From the attribution relations of an article to its claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rasad.identity import short_hash
from rasad.model import Claim, EventDate, Hop, Mention, Quantity, Relation, Span, Tagged
from rasad.stages.claims.addressees import audience, targets
from rasad.stages.claims.certainty import hedge_spans, hedges_by_kind, modality
from rasad.stages.claims.chain import Credit, chain, credited_outlets, lead_outlet, with_standing
from rasad.stages.claims.confidence import confidence
from rasad.stages.claims.document import Document
from rasad.stages.claims.finders import find
from rasad.stages.claims.meaning import Meaning, meaning
from rasad.stages.claims.placing import SHORTEST
from rasad.stages.claims.polarity import polarity
from rasad.stages.claims.roster import Offices, Roster, Voice
from rasad.stages.claims.speaker import Speakers
from rasad.stages.claims.speech_act import speech_act
from rasad.stages.claims.timing import Timing
from rasad.stages.claims.verification import caveats, verification_status
from rasad.text.numbers import find_quantities

Read = tuple[Relation, Voice, tuple[Credit, ...]]


def claims(document: Document, tagged: Tagged, gazetteer: Offices, article_id: str | None = None) -> tuple[Claim, ...]:
    """The claims of one article, in the order of their contents.

    Claims in the outlet's own voice are among them with `relation.voice == "outlet"`; keep them apart. `article_id` names
    the article inside local speaker ids; without one a hash of the text stands in, so that ids stay the same.
    """
    return assemble(document, find(document), tagged, gazetteer, article_id)


def assemble(
    document: Document,
    relations: tuple[Relation, ...],
    tagged: Tagged,
    gazetteer: Offices,
    article_id: str | None = None,
) -> tuple[Claim, ...]:
    """Claims from relations that are already found. Relations without content, or with a fragment of one, are passed over."""
    rules = meaning(document.language)
    order = sorted((n for n, one in enumerate(relations) if _is_said(one)), key=lambda n: _place(relations[n]))
    roster = Roster(article_id or short_hash("t", document.text), gazetteer)
    read = _read(document, relations, order, Speakers(document, rules, roster), rules)
    upstream = lead_outlet(document, [read[n] for n in order])
    timing, found_caveats = Timing(document, rules, relations), caveats(document, rules, relations)
    hops = _hops(document, read, upstream, rules)
    made = []
    for n in order:
        relation, voice, _ = read[n]
        if relation.voice == "carrier":
            continue
        dated, why_then = timing.date(relation, voice)
        hedges = hedges_by_kind(document, relation, rules)
        how_sure = modality(document, relation, voice.type, hedges, rules)
        sign, checked = polarity(document, relation, rules), verification_status(relation, found_caveats, document)
        act = speech_act(document, relation)
        score, why_score = confidence(document.text, document.language, relation, voice)
        made.append(
            Claim(
                relation=relation,
                speaker_id=voice.id,
                speaker_surface=voice.surface,
                source_type=voice.type,
                modality=how_sure.value,
                polarity=sign.value,
                verification_status=checked.value,
                hedges=hedge_spans(hedges),
                event_date=dated,
                quantities=_quantities(document, relation, dated),
                hops=hops[n],
                entities=_entities(document, relation),
                topics=_topics(relation, tagged),
                confidence=score,
                speech_act=act.value if act else None,
                targets=targets(document, relation, act.value if act else None),
                audience=audience(document, relation, act.value if act else None),
                reasons=tuple(filter(None, (how_sure, sign, checked, why_then, act, why_score))),
            )
        )
    return _numbered(sorted(made, key=lambda claim: claim.relation.content), document)


def _hops(
    document: Document, read: dict[int, Read], upstream: tuple[int, Hop] | None, rules: Meaning
) -> dict[int, tuple[Hop, ...]]:
    """The chain of each relation; one that is nested goes on where that of its parent ends, wherever the parent stands."""
    done: dict[int, tuple[Hop, ...]] = {}

    def of(n: int, above: tuple[int, ...]) -> tuple[Hop, ...]:
        if n not in done:
            relation, voice, credited = read[n]
            parent = relation.parent
            nested = parent is not None and parent in read and parent not in above
            held = of(parent, (*above, n)) if nested and parent is not None else ()
            later = upstream[1] if upstream and relation.content[0].start >= upstream[0] else None
            done[n] = chain(document, relation, voice, credited, later, held, rules)
        return done[n]

    return with_standing({n: of(n, ()) for n in read})


def _read(
    document: Document, relations: tuple[Relation, ...], order: list[int], speakers: Speakers, rules: Meaning
) -> dict[int, Read]:
    read: dict[int, Read] = {}
    for n in order:
        outer = relations[n].parent
        voice = speakers.resolve(relations[n], read[outer][1] if outer is not None and outer in read else None)
        read[n] = (relations[n], voice, credited_outlets(document, relations[n], voice, rules))
    speakers.posts.name_the_unnamed(speakers.voices)
    return {n: (relation, speakers.finally_named(voice), credited) for n, (relation, voice, credited) in read.items()}


def _is_said(relation: Relation) -> bool:
    """Whether its content is long enough to say something: a bare number or a no is what the gate stops a batch for."""
    return sum(part.end - part.start for part in relation.content) >= SHORTEST


def _place(relation: Relation) -> tuple[int, int]:
    """Reading order: by the source, which may stand behind its content; nested relations after what holds them."""
    parts = (*relation.source, *relation.cue, *relation.content)
    return min(part.start for part in parts), relation.content[0].start


def _quantities(document: Document, relation: Relation, dated: EventDate | None) -> tuple[Quantity, ...]:
    """The numbers of a content, each with the day for which it is given where the content names that day."""
    nearby = (mention for place in relation.content for mention in document.mentions_at(place))
    names = [mention for mention in nearby if mention.mention_type == "name"]
    found = (q for place in relation.content for q in find_quantities(document.text, place, document.language))
    day = dated.value if dated and dated.basis in ("content", "anaphor") and dated.precision == "day" else None
    kept = (quantity for quantity in found if not _inside_a_name(quantity.span, names))
    return tuple(replace(quantity, as_of=day) for quantity in kept)


def _inside_a_name(span: Span, names: list[Mention]) -> bool:
    return any(
        mention.span.contains(span) or span.contains(mention.span) for mention in names if span.overlaps(mention.span)
    )


def _entities(document: Document, relation: Relation) -> tuple[Mention, ...]:
    places = sorted((*relation.content, *relation.source))
    return tuple(dict.fromkeys(mention for place in places for mention in document.mentions_at(place)))


def _topics(relation: Relation, tagged: Tagged) -> tuple[str, ...]:
    return tuple(
        topic.topic_id
        for topic in tagged.topics
        if any(place.overlaps(evidence) for place in relation.content for evidence in topic.evidence)
    )


def _numbered(made: list[Claim], document: Document) -> tuple[Claim, ...]:
    """The claims with their ordinals: how many earlier claims of the article have the same content."""
    seen: Counter[tuple[str, ...]] = Counter()
    numbered: list[Claim] = []
    for claim in made:
        content = tuple(span.of(document.text) for span in claim.relation.content)
        numbered.append(replace(claim, ordinal=seen[content]))
        seen[content] += 1
    return tuple(numbered)
