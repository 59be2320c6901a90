"""claims as a filter: an article a line in, its claims with their evidence out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rasad.filters import Row, failure, is_failure
from rasad.gazetteer import Gazetteer, load
from rasad.identity import claim_id
from rasad.model import Claim, EventDate, Hop, Language, Quantity, Rejected, Span
from rasad.settings import load as load_settings
from rasad.stages.claims.assembly import claims
from rasad.stages.claims.finders import LANGUAGES
from rasad.stages.claims.reading import read
from rasad.stages.tag import tag
from rasad.text.dates import iranian_day
from rasad.text.language import detect
from rasad.text.normalise import fold_key

_BY_SCRIPT = {"Arab": "fa", "Latn": "en"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One usable input line."""

    id: Any
    text: str
    language: Language
    title: str | None
    published: datetime | None
    source_id: str | None


def answer(rows: Iterable[Row]) -> Iterator[Row]:
    """The claims of each article, in the order of the lines; an unusable line is answered with its reason.

    In: `id, text, language` (`title, published_at, outlet`). A missing language is read off the script. Out: `id, status,
    claims`, where every span is `[start, end]` in code points of the given text, end exclusive.
    """
    gazetteer: Gazetteer | None = None
    for row in rows:
        if is_failure(row):
            yield row
            continue
        gazetteer = gazetteer or load(load_settings())
        asked = understood(row, gazetteer)
        if isinstance(asked, Rejected):
            yield failure(row.get("id"), asked.reason)
        else:
            yield {"id": asked.id, "status": "ok", "claims": _claims(asked, gazetteer)}


def understood(row: Row, gazetteer: Gazetteer) -> Asked | Rejected:
    """An input line with its types checked, or why it cannot be used."""
    text = row.get("text")
    if not isinstance(text, str):
        return Rejected("text is missing or is not a string")
    if not text.strip():
        return Rejected("text is empty")
    title = row.get("title")
    if title is not None and not isinstance(title, str):
        return Rejected("title is not a string")
    written = row.get("language") or language_of(text)
    language = next((each for each in LANGUAGES if each == written), None)
    if language is None:
        return Rejected(f"language must be one of {', '.join(LANGUAGES)}")
    published = _published(row.get("published_at"))
    if isinstance(published, Rejected):
        return published
    outlet = row.get("outlet")
    if outlet is not None and not isinstance(outlet, str):
        return Rejected("outlet is not a string")
    return Asked(row.get("id"), text, language, title, published, _source_id(outlet, gazetteer))


def language_of(text: str) -> str:
    """The language of a text that does not say it; where the words do not tell, Persian or English by the script."""
    detected = detect(text)
    return _BY_SCRIPT.get(detected.script, "und") if detected.language == "und" else detected.language


def _published(value: Any) -> datetime | Rejected | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return Rejected("published_at is not a string")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return Rejected("published_at is not an ISO 8601 date")


def _source_id(outlet: str | None, gazetteer: Gazetteer) -> str | None:
    if not outlet:
        return None
    if outlet.startswith("med:"):
        return outlet
    return f"med:{outlet}" if f"med:{outlet}" in gazetteer.entities else None


def _claims(asked: Asked, gazetteer: Gazetteer) -> list[Row]:
    tagged = tag(asked.text, title=asked.title, language=asked.language, published=asked.published, gazetteer=gazetteer)
    document = read(
        asked.text,
        title=asked.title,
        language=asked.language,
        published=iranian_day(asked.published) if asked.published else None,
        source_id=asked.source_id,
        tagged=tagged,
    )
    article = str(asked.id)
    return [_claim(claim, asked.text, article) for claim in claims(document, tagged, gazetteer, article)]


def _claim(claim: Claim, text: str, article: str) -> Row:
    relation = claim.relation
    pieces = [span.of(text) for span in relation.content]
    speaker_key = fold_key(claim.speaker_surface or "")
    return {
        "claim_id": claim_id(article, pieces, speaker_key, relation.cue_lemma, claim.ordinal),
        "content": _pairs(relation.content),
        "cue": _pairs(relation.cue),
        "source": _pairs(relation.source),
        "speaker_id": claim.speaker_id,
        "speaker_surface": claim.speaker_surface,
        "source_type": claim.source_type,
        "voice": relation.voice,
        "quote_type": relation.quote_type,
        "basis": relation.basis,
        "cue_lemma": relation.cue_lemma,
        "cue_class": relation.cue_class,
        "modality": claim.modality,
        "hedges": _pairs(claim.hedges),
        "polarity": claim.polarity,
        "verification_status": claim.verification_status,
        "event_date": _event_date(claim.event_date) if claim.event_date else None,
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "hops": [_hop(hop) for hop in claim.hops],
        "entities": [
            {"entity_id": one.entity_id, "text": one.surface, "start": one.span.start, "end": one.span.end}
            for one in claim.entities
        ],
        "topics": list(claim.topics),
        "speech_act": claim.speech_act,
        "targets": [{"entity_id": one.entity_id, "text": one.surface} for one in claim.targets],
        "audience": [{"entity_id": one.entity_id, "text": one.surface} for one in claim.audience],
        "method": relation.method,
        "rule": relation.rule,
        "reasons": [asdict(reason) for reason in claim.reasons],
        "confidence": claim.confidence,
        "ordinal": claim.ordinal,
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _event_date(found: EventDate) -> Row:
    return {
        "span": {"text": found.surface, "start": found.span.start, "end": found.span.end},
        "iso": found.value.isoformat() if found.value else None,
        "end": found.end.isoformat() if found.end else None,
        "precision": found.precision,
        "calendar": found.calendar,
        "method": found.method,
        "ambiguous": found.ambiguous,
        "candidates": [day.isoformat() for day in found.candidates],
        "basis": found.basis,
    }


def _quantity(found: Quantity) -> Row:
    return {
        "text": found.surface,
        "start": found.span.start,
        "end": found.span.end,
        "value": found.value,
        "value_high": found.value_high,
        "qualifier": found.qualifier,
        "unit": found.unit,
        "measures": found.measures,
        "currency": found.currency,
        "as_of": found.as_of.isoformat() if found.as_of else None,
    }


def _hop(hop: Hop) -> Row:
    return {
        "role": hop.role,
        "relation": hop.relation,
        "id": hop.entity_id,
        "as_written": hop.surface,
        "cue": hop.cue,
        "span": [hop.span.start, hop.span.end] if hop.span else None,
        "explicit": hop.explicit,
        "anonymity": hop.anonymity,
        "number": hop.number,
    }
