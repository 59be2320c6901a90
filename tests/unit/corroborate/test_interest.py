"""An outlet that speaks of its own patron, or of a declared opponent, is flagged."""

from __future__ import annotations

from rasad.catalogue import Outlet
from rasad.stages.corroborate.interest import flags

OUTLET = Outlet.model_validate(
    {
        "id": "med:gazette",
        "name": {"en": "Gazette"},
        "domain": "gazette.example",
        "languages": ["en"],
        "country": "IR",
        "affiliation": {"class": "state", "source": "its own imprint"},
        "publisher_group": "gazette",
        "patrons": ["org:ministry"],
        "opponents": ["org:front"],
    }
)


def test_interests_are_flagged_with_their_citation() -> None:
    found = [(one.flag, one.entity_id, one.basis) for one in flags(OUTLET, ["org:front", "per:x", "org:ministry"])]
    assert found == [
        ("declared_opponent", "org:front", "its own imprint"),
        ("own_patron", "org:ministry", "its own imprint"),
    ]


def test_a_claim_about_others_is_not_flagged() -> None:
    assert list(flags(OUTLET, ["per:x"])) == []


def test_an_outlet_that_nobody_knows_has_no_interests() -> None:
    assert list(flags(None, ["org:ministry"])) == []
