"""Statements as rows: what a later batch needs of a claim to compare with it, without reading the claim again."""

from __future__ import annotations

from sys import intern

from rasad.stages.corroborate.statement import Day, Statement, counts
from rasad.work import Row, Rows


def terms(statement: Statement) -> list[str]:
    """Everything that may bring two statements together: stems behind their language, entities, concepts."""
    return sorted({f"{statement.language} {stem}" for stem in statement.stems} | statement.terms)


def to_row(statement: Statement, version_id: str) -> Row:
    """A statement as it is stored."""
    day = statement.day
    return {
        "claim_id": statement.claim_id,
        "version_id": version_id,
        "article_id": statement.article_id,
        "lang": statement.language,
        "known_at": statement.known_at,
        "is_dated": statement.is_dated,
        "terms": terms(statement),
        "stages": sorted(statement.stages),
        "roles": sorted(statement.roles),
        "speaker_entity_id": statement.speaker,
        "event_date": day.value if day else None,
        "event_month": day.month_day[0] if day else None,
        "event_day": day.month_day[1] if day else None,
        "date_text": day.surface if day else None,
        "is_negative": statement.negative,
        "is_denied": statement.denied,
        "is_hedged": statement.hedged,
        "is_opinion": statement.is_opinion,
        "is_unsettled": statement.is_unsettled,
    }


def from_row(row: Row, quantities: Rows) -> Statement:
    """A stored statement, with the quantities of its claim."""
    prefix = f"{row['lang']} "
    # One object a word, however many of the past's claims have it.
    stems = frozenset(intern(term.removeprefix(prefix)) for term in row["terms"] if term.startswith(prefix))
    plain = {intern(term) for term in row["terms"] if " " not in term}
    day = None
    if row["event_month"] is not None:
        day = Day(row["event_date"], (row["event_month"], row["event_day"]), row["date_text"] or "")
    return Statement(
        claim_id=row["claim_id"],
        article_id=row["article_id"],
        language=row["lang"],
        known_at=row["known_at"],
        stems=stems,
        anchors=frozenset(term for term in plain if ":" in term),
        speaker=row["speaker_entity_id"],
        day=day,
        negative=row["is_negative"],
        denied=row["is_denied"],
        counts=counts(quantities),
        concepts=frozenset(term for term in plain if ":" not in term),
        stages=frozenset(row["stages"] or ()),
        roles=frozenset(row["roles"] or ()),
        hedged=row["is_hedged"],
        is_opinion=row["is_opinion"],
        is_unsettled=row["is_unsettled"],
        is_dated=row["is_dated"],
        text=row["content_text"],
        is_direct=row["quote_type"] == "direct",
    )
