"""Readers' tables that come from our own files: outlets, entities, topics."""

from __future__ import annotations

from rasad.catalogue import Outlet, known_outlets
from rasad.contracts import contracts
from rasad.gazetteer import Entity, Term, load
from rasad.stages.tag.topics import topic_file
from rasad.text.normalise import is_persian_letter
from rasad.work import Row, Tables, Work


def build(work: Work) -> Tables:
    """The rows of `sources`, `topics`, `entities` with their names, terms of office, and what may wait in quarantine; all other
    readers' tables are built in SQL."""
    gazetteer = load(work.settings)
    return {
        "sources": [_source(outlet) for _, outlet in sorted(known_outlets(work.settings).items())],
        "entities": [
            {
                "entity_id": entity.id,
                "type": entity.type,
                "name_en": entity.name.en,
                "name_fa": entity.name.fa,
                "wikidata": entity.wikidata,
                "confidence": entity.confidence,
            }
            for _, entity in sorted(gazetteer.entities.items())
        ],
        "entity_names": [row for _, entity in sorted(gazetteer.entities.items()) for row in _names(entity)],
        "office_terms": [
            _term(office, who, term, gazetteer.entities[who].source)
            for office, terms in sorted(gazetteer.terms.items())
            for who, term in terms
        ],
        "topics": [
            {"topic_id": rule.id, "label_en": rule.name.en, "label_fa": rule.name.fa, "iptc_code": rule.iptc}
            for rule in topic_file().topics
        ],
        "quarantine_by_stage": [
            {"stage": promise.stage, "most_open": promise.most_open, "n_open": 0, "n_released": 0, "n_discarded": 0}
            for promise in contracts()
        ],
    }


def _source(outlet: Outlet) -> Row:
    return {
        "source_id": outlet.id,
        "name_en": outlet.name.en,
        "name_fa": outlet.name.fa,
        "domain": outlet.domain,
        "languages": list(outlet.languages),
        "base_country": outlet.country,
        "affiliation_class": outlet.affiliation.class_,
        "affiliation_note": outlet.affiliation.note,
        "affiliation_source": outlet.affiliation.source,
        "publisher_group": outlet.publisher_group,
        "admiralty_reliability": "F",
        "valid_from": outlet.valid_from,
        "valid_to": outlet.valid_to,
    }


def _names(entity: Entity) -> list[Row]:
    graded = {
        "strong": entity.strong(),
        "weak": entity.weak.each(),
        "home": entity.at_home.each(),
        "misspelt": entity.misspelt.each(),
    }
    return [
        {
            "entity_id": entity.id,
            "name": name,
            "language": language,
            "script": "Arab" if any(map(is_persian_letter, name)) else "Latn",
            "strength": strength,
            "confidence": entity.confidence,
            "source": entity.source,
        }
        for strength, names in graded.items()
        for language, name in names
    ]


def _term(office: str, who: str, term: Term, source: str) -> Row:
    return {
        "office_id": office,
        "entity_id": who,
        "earliest_start": term.from_.first if term.from_ else None,
        "latest_start": term.from_.last if term.from_ else None,
        "earliest_end": term.to.first if term.to else None,
        "latest_end": term.to.last if term.to else None,
        "confidence": term.confidence,
        "source": term.source or source,
    }
