"""claims on rows: tagged versions in, claims with their spans, hops, entities, quantities and topics out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict

from rasad import __version__
from rasad.gazetteer import load
from rasad.identity import claim_id, short_hash
from rasad.model import Claim, Mention, Span, Tagged, Topic
from rasad.settings import INCLUDE
from rasad.stages.claims.assembly import assemble
from rasad.stages.claims.finders import find
from rasad.stages.claims.proposals import Heard
from rasad.stages.claims.reading import read
from rasad.stages.claims.second import SecondExtractor, further
from rasad.stages.claims.upstream import upstream_of, with_upstream
from rasad.stages.tag.rows import mention_id
from rasad.strict import digest_of
from rasad.text.dates import iranian_day
from rasad.text.normalise import fold_key
from rasad.work import Row, Rows, Tables, Work

CONTEXT_CHARS = 32  # prefix and suffix of a W3C TextQuoteSelector, as long as Hypothesis makes them


def build(work: Work) -> Tables:
    """The rows of the stage: what is read of each version."""
    return apart(work) if work.apart is None else work.apart


def apart(work: Work) -> Tables:
    """The claim tables of every relevant version that nobody has read yet."""
    gazetteer = load(work.settings)
    mentions, topics = _by_version(work.inputs["mentions"]), _by_version(work.inputs["topics"])
    second = SecondExtractor(work.complete, work.settings.extractor_chars)
    upstreams = _by_version(work.inputs["upstreams"])
    left_out = {(row["version_id"], row["claim_id"]) for row in work.inputs.get("left_out", [])}
    tables: Tables = {name: [] for name in ("readings", "claims", "spans", "hops", "entities", "quantities", "topics")}
    for version in work.inputs["versions"]:
        tagged = _tagged(version, mentions[version["version_id"]], topics[version["version_id"]])
        document = read(
            version["body"],
            title=version["title"],
            language=version["lang"],
            published=iranian_day(version["published_at"]) if version["published_at"] else None,
            source_id=version["source_id"],
            tagged=tagged,
        )
        version = version | {"gazetteer_version": gazetteer.version}
        relations = find(document)
        heard = second.hear(document, relations)
        found = (
            *assemble(document, relations, tagged, gazetteer, version["article_id"]),
            *further(document, relations, heard, tagged, gazetteer, version["article_id"]),
        )
        found = with_upstream(found, upstream_of(upstreams[version["version_id"]]))
        if left_out:
            found = tuple(claim for claim in found if (version["version_id"], _id_of(version, claim)) not in left_out)
        tables["readings"].append(_reading(version, found) | _asked(work, heard))
        for claim in found:
            _add(tables, version, claim)
    if account := second.account():
        work.tell(account)
    return tables


def _add(tables: Tables, version: Row, claim: Claim) -> None:
    body: str = version["body"]
    pieces = _pieces(version, claim)
    this = _id_of(version, claim)
    here = {"claim_id": this, "version_id": version["version_id"]}
    tables["claims"].append(here | _claim(version, claim, pieces))
    tables["spans"] += [here | span for span in _spans(body, claim)]
    tables["hops"] += [
        here
        | {
            "hop": number,
            "role": hop.role,
            "entity_id": hop.entity_id,
            "surface": hop.surface,
            "cue_text": hop.cue,
            "relation": hop.relation,
            "explicit": hop.explicit,
            "anonymity": hop.anonymity,
            "number": hop.number,
            "start": hop.span.start if hop.span else None,
            "end": hop.span.end if hop.span else None,
        }
        for number, hop in enumerate(claim.hops)
    ]
    tables["entities"] += [here | row for row in _entities(version["version_id"], claim)]
    tables["quantities"] += [
        here
        | {
            "quantity_id": short_hash("quantity", this, str(number), quantity.surface),
            "start": quantity.span.start,
            "end": quantity.span.end,
            "surface": quantity.surface,
            "value": quantity.value,
            "value_high": quantity.value_high,
            "qualifier": quantity.qualifier,
            "unit_ucum": quantity.unit,
            "measures": quantity.measures,
            "currency": quantity.currency,
            "as_of": quantity.as_of,
        }
        for number, quantity in enumerate(claim.quantities)
    ]
    tables["topics"] += [here | {"topic_id": topic} for topic in claim.topics]


def _pieces(version: Row, claim: Claim) -> list[str]:
    return [span.of(version["body"]) for span in claim.relation.content]


def _id_of(version: Row, claim: Claim) -> str:
    return claim_id(
        version["article_id"],
        _pieces(version, claim),
        fold_key(claim.speaker_surface or ""),
        claim.relation.cue_lemma,
        claim.ordinal,
    )


def _claim(version: Row, claim: Claim, pieces: list[str]) -> Row:
    relation, event = claim.relation, claim.event_date
    return {
        "article_id": version["article_id"],
        "lang": version["lang"],
        "content_text": " … ".join(pieces),
        "quote_type": relation.quote_type,
        "attr_voice": relation.voice,
        "attribution_basis": relation.basis,
        "speaker_entity_id": claim.speaker_id,
        "speaker_surface": claim.speaker_surface,
        "source_type": claim.source_type,
        "cue_text": " … ".join(span.of(version["body"]) for span in relation.cue) or None,
        "cue_lemma": relation.cue_lemma,
        "cue_class": relation.cue_class,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "verification_status": claim.verification_status,
        "event_date": event.value if event else None,
        "event_date_end": event.end if event else None,
        "event_date_precision": event.precision if event else None,
        "event_date_calendar": event.calendar if event else None,
        "event_date_method": event.method if event else None,
        "event_date_ambiguous": event.ambiguous if event else None,
        "event_date_basis": event.basis if event else None,
        "speech_act": claim.speech_act,
        "reported_at": version["published_at"],
        "method": relation.method,
        "rule": relation.rule,
        "ordinal": claim.ordinal,
        "confidence": claim.confidence,
        "reasons": json.dumps([asdict(reason) for reason in claim.reasons], ensure_ascii=False),
        "lexicon_version": digest_of(INCLUDE / "lexicons"),
        "gazetteer_version": version["gazetteer_version"],
    }


def _spans(body: str, claim: Claim) -> Iterable[Row]:
    event = (claim.event_date.span,) if claim.event_date else ()
    roles = {
        "content": claim.relation.content,
        "cue": claim.relation.cue,
        "source": claim.relation.source,
        "hedge": claim.hedges,
        "date": event,
    }
    for role, spans in roles.items():
        for ordinal, span in enumerate(spans):
            yield {"role": role, "ordinal": ordinal, **selector(body, span)}


def selector(body: str, span: Span) -> Row:
    """A span as W3C TextPositionSelector and TextQuoteSelector."""
    return {
        "start": span.start,
        "end": span.end,
        "exact": span.of(body),
        "prefix": body[max(0, span.start - CONTEXT_CHARS) : span.start],
        "suffix": body[span.end : span.end + CONTEXT_CHARS],
    }


def _entities(version_id: str, claim: Claim) -> Rows:
    source, content = claim.relation.source, claim.relation.content
    rows: dict[tuple[str, str], Mention] = {}
    for mention in claim.entities:
        role = "speaker" if any(span.overlaps(mention.span) for span in source) else _role(mention)
        if role == "speaker" or any(span.overlaps(mention.span) for span in content):
            rows[mention_id(version_id, mention), role] = mention
    for role, mentions in (("target", claim.targets), ("audience", claim.audience)):
        rows |= {(mention_id(version_id, mention), role): mention for mention in mentions}
    return [{"mention_id": of, "entity_id": one.entity_id, "role": role} for (of, role), one in rows.items()]


def _role(mention: Mention) -> str:
    return "place" if mention.entity_type == "place" else "topic"


def _reading(version: Row, found: tuple[Claim, ...]) -> Row:
    outlet_voice = sum(claim.relation.voice == "outlet" for claim in found)
    return {
        "version_id": version["version_id"],
        "n_claims": len(found) - outlet_voice,
        "n_outlet_voice": outlet_voice,
        "n_model_claims": sum(claim.relation.method == "model" for claim in found),
        "extractor_version": __version__,
        "lexicon_version": digest_of(INCLUDE / "lexicons"),
    }


def _asked(work: Work, heard: Heard | None) -> Row:
    if heard is None:
        return {"n_refused_proposals": 0}
    return {
        "n_refused_proposals": heard.refused.total(),
        "model": work.settings.extractor_model or None,
        "model_outcome": heard.outcome,
    }


def _by_version(rows: Rows) -> defaultdict[str, Rows]:
    grouped: defaultdict[str, Rows] = defaultdict(list)
    for row in rows:
        grouped[row["version_id"]].append(row)
    return grouped


def _tagged(version: Row, mentions: Rows, topics: Rows) -> Tagged:
    return Tagged(
        relevant=version["relevant"],
        score=version["score"],
        reason=version["reason"] or "",
        topics=tuple(
            Topic(row["topic_id"], row["score"], tuple(Span(*pair) for pair in row["evidence"])) for row in topics
        ),
        mentions=tuple(_mention(row) for row in mentions if not row["local_id"]),
        inferred=tuple(_mention(row) for row in mentions if row["local_id"]),
    )


def _mention(row: Row) -> Mention:
    return Mention(
        span=Span(row["start"], row["end"]),
        surface=row["surface"],
        entity_id=row["entity_id"],
        entity_type=row["entity_type"],
        candidates=tuple(row["candidates"] or ()),
        link_method=row["link_method"],
        link_score=row["link_score"],
        mention_type=row["mention_type"],
        local_id=row["local_id"],
    )
