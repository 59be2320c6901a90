"""An origin is the last outlet or document before the speaker."""

from __future__ import annotations

from rasad.stages.corroborate import origin
from rasad.work import Row

GROUPS = {
    "med:paper": "paper",
    "med:sister": "paper",
    "med:radio": "radio",
    "med:reposter": "unlisted",
    "med:other": "unlisted",
}


def hop(role: str, entity: str | None = None, surface: str | None = None) -> Row:
    return {"role": role, "entity_id": entity, "surface": surface}


def of(*hops: Row, source_type: str = "named_person", copied: str | None = None) -> str:
    return origin(hops, GROUPS, source_type, copied).origin_id


def test_an_outlet_that_quotes_a_speaker_itself_is_the_origin() -> None:
    assert of(hop("publisher", "med:paper"), hop("speaker", "per:x")) == "group:paper"


def test_a_credited_outlet_takes_the_place_of_its_relay() -> None:
    assert (
        of(hop("publisher", "med:paper"), hop("reporting_outlet", "med:radio"), hop("speaker", "per:x"))
        == "group:radio"
    )


def test_outlets_of_one_publisher_are_one_origin() -> None:
    assert of(hop("publisher", "med:paper")) == of(hop("publisher", "med:sister"))


def test_outlets_of_unknown_owners_cannot_confirm_one_another() -> None:
    assert of(hop("publisher", "med:reposter")) == of(hop("publisher", "med:other"))


def test_an_outlet_outside_the_catalogue_counts_as_unknown() -> None:
    assert of(hop("publisher", "med:nobody-knows")) == "group:unlisted"


def test_a_document_known_by_name_is_one_origin_whoever_quotes_it() -> None:
    chain = (hop("document", "con:nuclear-deal", "the deal"),)
    assert of(hop("publisher", "med:paper"), *chain) == of(hop("publisher", "med:radio"), *chain)


def test_an_unknown_document_belongs_to_the_outlet_that_saw_it() -> None:
    chain = (hop("document", "doc:1", "a draft"),)
    assert of(hop("publisher", "med:paper"), *chain) == of(hop("publisher", "med:paper"), hop("speaker", "per:x"))
    assert of(hop("publisher", "med:paper"), *chain) != of(hop("publisher", "med:radio"), *chain)


def test_an_article_that_repeats_another_one_has_its_origin_there() -> None:
    assert of(hop("publisher", "med:paper"), hop("speaker", "per:x"), copied="med:radio") == "group:radio"


def test_a_credited_chain_wins_over_the_likeness_of_texts() -> None:
    hops = (hop("publisher", "med:paper"), hop("reporting_outlet", "med:radio"))
    assert of(*hops, copied="med:reposter") == "group:radio"


def test_unnamed_sources_are_said_to_be_unnamed() -> None:
    hops = [hop("publisher", "med:paper")]
    assert origin(hops, GROUPS, "anonymous_sources", None).is_anonymous
    assert not origin(hops, GROUPS, "named_person", None).is_anonymous


def test_the_explanation_reads_like_the_chain() -> None:
    hops = [
        hop("publisher", "med:paper", "The Paper"),
        hop("reporting_outlet", "med:radio", "Radio"),
        hop("speaker", None, "a clerk"),
    ]
    assert origin(hops, GROUPS, "named_person", None).explanation == "The Paper → Radio → a clerk"
