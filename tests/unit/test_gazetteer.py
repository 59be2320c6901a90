"""The gazetteer refuses files that cannot be right, and says who held an office when."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rasad.catalogue import Outlet
from rasad.errors import ConfigError
from rasad.gazetteer import Gazetteer, check, load, read
from rasad.gazetteer.files import faults_of
from rasad.gazetteer.model import when
from rasad.settings import Settings


def person(name: str, *roles: dict[str, object], **more: object) -> dict[str, object]:
    return {"id": f"per:{name.lower()}", "type": "person", "name": {"en": name}, "roles": list(roles), **more}


def office(name: str = "keeper", **more: object) -> dict[str, object]:
    return {"id": f"off:{name}", "type": "office", "name": {"en": name.title()}, **more}


def term(start: object, end: object, office_id: str = "off:keeper") -> dict[str, object]:
    return {"office": office_id, "from": start, "to": end}


def gazetteer_of(folder: Path, *entities: dict[str, object], file: str = "people.yml") -> Gazetteer:
    path = folder / file
    path.write_text(yaml.safe_dump({"entities": list(entities)}, allow_unicode=True), encoding="utf-8")
    return read([path])


class TestRefusals:
    """Every refusal is a ConfigError that names the field and the remedy."""

    @pytest.mark.parametrize(
        ("entities", "says"),
        [
            ([person("Ana"), person("Bea", names={"en": ["Ana"]})], "also a strong name of per:ana"),
            ([person("Ana"), person("Bea", names={"en": ["A na"]})], "also a strong name of per:ana"),
            ([person("Ana"), person("Ana")], "keep one of the two"),
            ([person("Ana", term("2020", None))], "no office is called off:keeper"),
            ([office(), person("Ana", {"office": "off:keeper"})], "from"),
            ([office(), person("Ana", term(None, None))], "at least one date"),
            ([office(), person("Ana", {"from": 2020, "to": None})], "office"),
            ([office(), person("Ana", term(2021, 2020))], "ends before it begins"),
            ([office(), person("Ana", term(2020, 2023)), person("Bea", term(2022, None))], "at the same time"),
            ([person("Ana", names={"fa": ["آنا\u200f"]})], "U+200F"),
            ([person("Ana", names={"fa": ["آنا\u202b"]})], "U+202B"),
            ([person("Ana", names={"fa": ["علي"]})], "Arabic yeh or kaf"),
            ([person("Ana", names={"fa": ["آنا\u200c"]})], "ZWNJ"),
            ([person("Ana", type="org")], "has type person"),
            ([office("keeper", roles=[term(2020, None)])], "only a person has roles"),
            ([person("Ana", nickname="A")], "nickname"),
            ([person("Ana", term("twenty", None)), office()], "from"),
            ([person("Price")], "'Price' is also a common word"),
            ([person("Ana", names={"fa": ["ظریف"]})], "is also a common word"),
            ([person("Ana", names={"fa": ["بهمن"]})], "is also a common word"),
        ],
    )  # fmt: skip
    def test_a_wrong_file_says_what_to_mend(self, tmp_path: Path, entities: list[dict[str, object]], says: str) -> None:
        with pytest.raises(ConfigError) as refused:
            gazetteer_of(tmp_path, *entities)
        assert says in str(refused.value)
        assert refused.value.path.endswith("people.yml")
        assert refused.value.field.split(".")[0].startswith(("per:", "off:"))

    def test_an_entry_without_an_id_is_named_by_its_place(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"entry 2\.id: is missing; write it"):
            gazetteer_of(tmp_path, person("Ana"), {"type": "person", "name": {"en": "Bea"}})

    @pytest.mark.parametrize("content", ["[]", "entities: 3", "entities: []\nauthor: me", "entities: [7]", ": :"])
    def test_a_file_of_another_shape_is_refused(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "people.yml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ConfigError):
            read([path])

    def test_a_common_word_may_stand_in_company_in_capitals_or_in_a_longer_name(self, tmp_path: Path) -> None:
        weak = person("Ned", names={"en": ["Price"]}, weak={"en": ["Price"]})
        found = gazetteer_of(
            tmp_path, weak, person("Swi", names={"en": ["SWIFT"]}), person("Ann", names={"en": ["Ann Price"]})
        )
        assert set(found.entities) == {"per:ned", "per:swi", "per:ann"}

    def test_all_faults_are_told_at_once_file_by_file(self, tmp_path: Path) -> None:
        path = tmp_path / "people.yml"
        path.write_text(
            "entities: [{id: 'per:ana', type: person}, {id: 'per:bea', type: org, name: {en: B}}]", encoding="utf-8"
        )
        assert [fault.field for fault in faults_of(path)] == ["per:ana.name", "per:bea"]

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"nowhere\.yml"):
            read([tmp_path / "nowhere.yml"])

    def test_a_name_that_is_weak_for_one_of_two_is_no_conflict(self, tmp_path: Path) -> None:
        shared = {"names": {"en": ["Bare"]}, "weak": {"en": ["Bare"]}}
        found = gazetteer_of(tmp_path, person("Ana", **shared), person("Bea", names={"en": ["Bare"]}))
        assert [name for _, name in found.entities["per:ana"].strong()] == ["Ana"]

    def test_an_outlet_may_not_take_the_strong_name_of_an_organisation(self, tmp_path: Path) -> None:
        path = tmp_path / "organisations.yml"
        path.write_text("entities: [{id: 'org:nile', type: org, name: {en: Nile Front}}]", encoding="utf-8")
        outlet = Outlet.model_validate(
            {
                "id": "med:nile",
                "name": {"en": "Nile"},
                "domain": "nile.example",
                "languages": ["en"],
                "country": "EG",
                "affiliation": {"class": "wire"},
                "publisher_group": "nile",
                "aliases": ["Nile Front"],
            }
        )
        with pytest.raises(ConfigError, match="org:nile"):
            read([path], [outlet])


class TestOffices:
    """Who held an office on a day."""

    @pytest.fixture
    def keepers(self, tmp_path: Path) -> Gazetteer:
        return gazetteer_of(
            tmp_path,
            office(),
            office("guard", shared=True),
            person("Ana", term("2010", "2013"), term(2020, None, "off:guard")),
            person("Bea", term("2013-08", "2017-05-03")),
            person("Cyd", term(date(2017, 5, 3), None), term(2020, None, "off:guard")),
        )

    @pytest.mark.parametrize(
        ("day", "holder"),
        [
            (date(2009, 12, 31), None),
            (date(2011, 6, 1), "per:ana"),
            (date(2013, 3, 1), "per:ana"),
            (date(2013, 9, 1), None),  # Ana's term may last to the end of 2013
            (date(2014, 1, 1), "per:bea"),
            (date(2017, 5, 3), None),  # the day of handing over
            (date(2030, 1, 1), "per:cyd"),
        ],
    )
    def test_the_holder_is_known_only_where_one_term_alone_may_cover_the_day(
        self, keepers: Gazetteer, day: date, holder: str | None
    ) -> None:
        assert keepers.office_holder("off:keeper", day) == holder

    def test_all_holders_come_latest_first(self, keepers: Gazetteer) -> None:
        assert keepers.holders("off:keeper") == ("per:cyd", "per:bea", "per:ana")

    def test_a_shared_office_has_no_single_holder(self, keepers: Gazetteer) -> None:
        assert keepers.office_holder("off:guard", date(2021, 1, 1)) is None
        assert set(keepers.holders("off:guard", date(2021, 1, 1))) == {"per:ana", "per:cyd"}

    def test_a_term_of_low_confidence_never_decides(self, tmp_path: Path) -> None:
        unsure = {**term("2020", None), "confidence": "low"}
        found = gazetteer_of(tmp_path, office(), person("Ana", unsure), person("Bea", term("2010", "2019")))
        assert found.office_holder("off:keeper", date(2022, 1, 1)) is None
        assert found.holders("off:keeper", date(2022, 1, 1)) == ("per:ana",)
        assert found.office_holder("off:keeper", date(2015, 1, 1)) == "per:bea"

    def test_an_unknown_office_or_person_has_nothing(self, keepers: Gazetteer) -> None:
        assert keepers.holders("off:nothing") == ()
        assert keepers.office_holder("off:nothing", date(2020, 1, 1)) is None
        assert keepers.offices_of("per:nobody") == frozenset()
        assert keepers.offices_of("per:ana") == {"off:keeper", "off:guard"}


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_partial_dates_cover_what_they_may_mean(day: date) -> None:
    whole = when(day)
    month, year = when(f"{day:%Y-%m}"), when(day.year)
    assert whole.first == whole.last == day
    assert month.first <= day <= month.last
    assert (month.last + timedelta(days=1)).day == 1
    assert (year.first, year.last) == (date(day.year, 1, 1), date(day.year, 12, 31))


class TestShippedFiles:
    """What we ship loads, and keeps what was promised about it."""

    def test_all_provinces_are_there(self) -> None:
        places = [
            e for e in load(Settings(sources="live")).entities.values() if e.type == "place" and e.country == "IR"
        ]
        both = {"plc:qom", "plc:kermanshah"}  # cities whose provinces are entries of their own
        assert len([e for e in places if e.kind == "province" and e.id not in both]) == 31

    def test_every_kind_of_entity_and_every_outlet_is_there(self) -> None:
        kinds = [entity.type for entity in load(Settings(sources="live")).entities.values()]
        assert kinds.count("outlet") == 84
        assert all(kinds.count(kind) > 10 for kind in ("person", "org", "office", "place", "event", "group", "concept"))
        assert len(kinds) > 600 + 84

    def test_nothing_is_wrong_with_them(self) -> None:
        for sources in ("live", "sample"):
            assert [str(fault) for fault in check(Settings(sources=sources))] == []

    def test_every_entry_says_how_sure_it_is_and_where_it_comes_from(self) -> None:
        for entity in load(Settings(sources="live")).entities.values():
            assert entity.confidence in ("high", "medium", "low")
            assert entity.type == "outlet" or entity.source, entity.id

    def test_the_sample_is_loaded_only_for_the_sample(self) -> None:
        live, sample = load(Settings(sources="live")), load(Settings(sources="sample"))
        assert set(live.entities) < set(sample.entities)
        assert live.version != sample.version
        assert len(live.version) == 20

    def test_the_gazetteer_is_read_once(self) -> None:
        assert load(Settings(sources="live")) is load(Settings(sources="live"))

    def test_the_version_follows_the_content(self, tmp_path: Path) -> None:
        before = gazetteer_of(tmp_path, person("Ana")).version
        assert gazetteer_of(tmp_path, person("Ana")).version == before
        assert gazetteer_of(tmp_path, person("Ana", note="older")).version != before

    def test_no_persian_name_is_given_in_two_spellings_of_which_one_is_made_from_the_other(self) -> None:
        from rasad.text.spellings import spellings

        for entity in load(Settings(sources="live")).entities.values():
            names = [name for language, name in entity.names.each() if language == "fa" and entity.type != "outlet"]
            for name in names:
                others = [other for other in names if other != name]
                assert not any(set(spellings(name)) <= set(spellings(other)) for other in others), (entity.id, name)
