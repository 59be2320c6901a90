"""Readers' tables that come from our own files: outlets, entities, topics."""

from __future__ import annotations

from rasad.catalogue import Outlet, known_outlets
from rasad.gazetteer import load
from rasad.stages.tag.topics import topic_file
from rasad.work import Row, Tables, Work


def build(work: Work) -> Tables:
    """The rows of `sources`, `entities` and `topics`; all other readers' tables are built in SQL."""
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
        "topics": [
            {"topic_id": rule.id, "label_en": rule.name.en, "label_fa": rule.name.fa, "iptc_code": rule.iptc}
            for rule in topic_file().topics
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
