"""The outlets and the cast of the bundled newsroom are invented, and cannot be taken for real ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rasad.catalogue import read_outlets
from rasad.gazetteer import Entity, load
from rasad.gazetteer.model import Entities
from rasad.settings import INCLUDE, Settings
from rasad.strict import read_model
from rasad.text.names import name_key
from rasad.text.normalise import fold_key

SAMPLE = INCLUDE / "sample"


def cast() -> tuple[Entity, ...]:
    return read_model(SAMPLE / "gazetteer.yml", Entities).entities


def all_names(entity: Entity) -> set[str]:
    pairs = (*entity.names.each(), *entity.weak.each(), ("en", entity.name.en), ("fa", entity.name.fa or ""))
    return {"".join(name_key(name).key.split()) for _, name in pairs if name}


def texts() -> str:
    pages: list[Path] = sorted((SAMPLE / "pages").rglob("*.html"))
    return "\n".join(path.read_text(encoding="utf-8") for path in pages)


def test_nobody_in_the_sample_shares_a_name_with_a_real_entity() -> None:
    ours = {entity.id for entity in cast()}
    real = load(Settings(sources="live")).entities.values()
    taken = {name: entity.id for entity in real for name in all_names(entity) if entity.id not in ours}
    clashes = {(entity.id, taken[name]) for entity in cast() for name in all_names(entity) if name in taken}
    assert clashes == set()


def test_every_entity_says_that_it_is_invented() -> None:
    assert [entity.id for entity in cast() if "fictional" not in entity.note.lower() or entity.wikidata] == []


def test_every_person_appears_in_a_page() -> None:
    everything = fold_key(texts())
    people = [entity for entity in cast() if entity.type == "person"]
    assert len(people) >= 15
    missing = [p.id for p in people if not any(fold_key(name) in everything for name in (p.name.en, p.name.fa) if name)]
    assert missing == []


def test_hosts_are_reserved_names_that_nobody_can_own() -> None:
    outlets = read_outlets(SAMPLE / "sources").values()
    hosts = [outlet.domain for outlet in outlets] + [feed.url.split("/")[2] for o in outlets for feed in o.feeds]
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_the_outlets_cover_the_classes_that_matter_and_two_share_a_publisher() -> None:
    outlets = read_outlets(SAMPLE / "sources").values()
    assert len(outlets) >= 7
    assert all(outlet.enabled for outlet in outlets)
    assert {
        "state",
        "semi-official",
        "domestic-private",
        "exile-independent",
        "private-international",
        "aggregator",
        "wire",
    } <= {outlet.affiliation.class_ for outlet in outlets}
    groups = Counter(outlet.publisher_group for outlet in outlets if outlet.publisher_group != "unlisted")
    assert max(groups.values()) == 2
