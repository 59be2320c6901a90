"""Outlets: one readable file each, refused with a remedy when wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from rasad.affiliation import NOBODY_HAS_CHECKED
from rasad.catalogue import Outlet, known_outlets, read_outlets
from rasad.errors import ConfigError
from rasad.settings import Settings
from rasad.stages.publish import rows

RSS = {"url": "https://nile.example/rss", "language": "en"}
FACTS: dict[str, Any] = {
    "id": "med:nile",
    "name": {"en": "Nile Post", "fa": None},
    "domain": "nile.example",
    "languages": ["en"],
    "country": "EG",
    "affiliation": {"class": "wire"},
    "publisher_group": "nile",
}


def outlet_file(folder: Path, stem: str = "nile", **changes: Any) -> Path:
    path = folder / f"{stem}.yml"
    path.write_text(yaml.safe_dump(FACTS | changes, allow_unicode=True), encoding="utf-8")
    return path


def outlet_of(**changes: Any) -> Outlet:
    return Outlet.model_validate(FACTS | changes)


def feed(**changes: Any) -> list[dict[str, Any]]:
    return [RSS | changes]


def front_page(links: str) -> list[dict[str, Any]]:
    return [{"url": "https://nile.example/", "language": "en", "links": links}]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"enabled": True}, "enabled", "needs at least one feed, sitemap or front page in en or fa"),
    ({"enabled": True, "languages": ["hu"], "feeds": feed(language="hu")}, "enabled", "in en or fa"),
    (
        {"enabled": True, "feeds": feed(verdict="fails", evidence="answered 404 here")},
        "enabled",
        "probe them, or set enabled: false",
    ),
    ({"enabled": True, "feeds": feed(), "affiliation": {"class": "unclassified"}}, "enabled", "needs a class"),
    ({"feeds": feed(url="nile.example/rss")}, "feeds.0.url", "http://"),
    ({"feeds": feed(url="https://elsewhere.example/rss")}, "feeds", "other_domains"),
    ({"feeds": feed(url="https://evilnile.example/rss")}, "feeds", "other_domains"),
    ({"feeds": feed(url="https://nile.example.evil.example/rss")}, "feeds", "other_domains"),
    ({"feeds": feed(url="https://nile.example@evil.example/rss")}, "feeds", "other_domains"),
    ({"feeds": feed(url="https://8.8.8.8/rss")}, "feeds", "other_domains"),
    ({"sitemaps": feed(url="https://elsewhere.example/map.xml")}, "sitemaps", "other_domains"),
    ({"feeds": feed(language="fa")}, "feeds", "add that to languages"),
    ({"feeds": feed(verdict="works")}, "feeds.0", "write who saw it and how"),
    ({"feeds": feed(verdict="works", evidence="unchecked; listed only")}, "feeds.0", "write who saw it and how"),
    ({"feeds": feed(checked_on="2026-08")}, "feeds.0", "write works, fails or conflicting"),
    ({"feeds": feed(verdict="fails", evidence="404", checked_on="August")}, "feeds.0.checked_on", "write 2026"),
    ({"front_pages": front_page("/(news")}, "front_pages.0.links", "mend it"),
    ({"front_pages": front_page("/(?:a+)+")}, "front_pages.0.links", "write its parts out"),
    ({"weak": ["Nil"]}, "weak", "add 'Nil' to aliases"),
    ({"id": "nile"}, "id", "pattern"),
    ({"country": "Egypt"}, "country", "pattern"),
    ({"admiralty_reliability": "Z"}, "admiralty_reliability", "'A'"),
    ({"colour": "red"}, "colour", "not permitted"),
    ({"domain": "https://nile.example"}, "domain", "bare host"),
    ({"domain": "nile.example/news"}, "domain", "allow_paths"),
    ({"domain": "Nile.example"}, "domain", "lower-case"),
    ({"domain": "nile.example:80"}, "domain", "bare host"),
    ({"domain": "رصد.example"}, "domain", "xn--"),
    ({"domain": "192.0.2.1"}, "domain", "bare host"),
    ({"domain": "nile"}, "domain", "bare host"),
    ({"domain": "www.nile.example"}, "domain", "without www."),
    ({"other_domains": ["nile.example/x"]}, "other_domains.0", "bare host"),
    ({"allow_paths": ["news/"]}, "allow_paths.0", "pattern"),
    ({"deny_paths": ["/news?x"]}, "deny_paths.0", "pattern"),
    ({"deny_paths": ["/"]}, "deny_paths", "leaves nothing of /"),
    ({"allow_paths": ["/fa/news/"], "deny_paths": ["/fa/"]}, "deny_paths", "out of allow_paths"),
    ({"dates": {"timezone": "Asia/Teheran"}}, "dates.timezone", "write a name like Asia/Tehran"),
    ({"dates": {"timezone": "../../etc/passwd"}}, "dates.timezone", "write a name like Asia/Tehran"),
    ({"dates": {"calendar": "jalali"}}, "dates.calendar", "solar_hijri"),
    ({"politeness": {"delay_s": -1}}, "politeness.delay_s", "greater than or equal to 0"),
    ({"volume": {"per_day": 0}}, "volume.per_day", "greater than 0"),
    (
        {"affiliation": {"class": "wire", "valid_from": 2024, "valid_to": "2023-12"}},
        "affiliation",
        "swap or mend them",
    ),
    ({"former_affiliations": [{"class": "state"}]}, "former_affiliations", "write when it ended"),
    (
        {
            "affiliation": {"class": "wire", "valid_from": "2020-03"},
            "former_affiliations": [{"class": "state", "valid_to": "2021"}],
        },
        "former_affiliations",
        "overlaps the present one",
    ),
]


@pytest.mark.parametrize(("changes", "field", "remedy"), WRONG, ids=[f"{field}-{remedy}" for _, field, remedy in WRONG])
def test_a_wrong_outlet_names_file_field_and_remedy(
    tmp_path: Path, changes: dict[str, Any], field: str, remedy: str
) -> None:
    path = outlet_file(tmp_path, **changes)
    with pytest.raises(ConfigError) as refused:
        read_outlets(tmp_path)
    assert (refused.value.path, refused.value.field) == (str(path), field)
    assert remedy in refused.value.remedy


def test_a_file_is_named_after_its_outlet(tmp_path: Path) -> None:
    outlet_file(tmp_path, stem="danube")
    with pytest.raises(ConfigError, match=r"named nile\.yml"):
        read_outlets(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no outlet file"):
        read_outlets(tmp_path)


def test_what_nobody_has_checked_reads_as_unchecked(tmp_path: Path) -> None:
    outlet_file(tmp_path, feeds=feed())
    outlet = read_outlets(tmp_path)["med:nile"]
    assert (outlet.feeds[0].evidence, outlet.feeds[0].verdict) == ("unchecked", "unchecked")
    assert (outlet.affiliation.confidence, outlet.affiliation.source) == ("low", "nobody has checked")
    assert (outlet.volume.evidence, outlet.politeness.evidence, outlet.dates.evidence) == ("unchecked",) * 3
    assert (outlet.enabled, outlet.admiralty_reliability) == (False, "F")


@pytest.mark.parametrize("source", ["", "  ", None])
def test_an_empty_citation_says_that_nobody_has_checked(source: str | None) -> None:
    affiliation = outlet_of(affiliation={"class": "wire", "source": source}).affiliation
    assert (affiliation.source, affiliation.is_cited) == (NOBODY_HAS_CHECKED, False)
    assert outlet_of(affiliation={"class": "wire", "source": "a register"}).affiliation.is_cited


@pytest.mark.parametrize(
    "url",
    [
        "https://nile.example/rss",
        "https://feeds.nile.example/rss",
        "https://nile-media.example/rss",
        "http://127.0.0.1:8765/nile/rss.xml",  # a stand-in on the operator's own machine
        "http://newsroom:8080/nile/rss.xml",
    ],
)
def test_a_listing_lives_on_a_domain_of_its_outlet(url: str) -> None:
    assert outlet_of(other_domains=["nile-media.example"], feeds=feed(url=url)).feeds[0].url == url


def test_one_feed_belongs_to_one_outlet(tmp_path: Path) -> None:
    outlet_file(tmp_path, feeds=feed())
    danube = {"id": "med:danube", "feeds": feed(url="http://www.nile.example/rss/")}
    outlet_file(tmp_path, "danube", **danube)
    with pytest.raises(ConfigError, match="already listed by med:danube"):
        read_outlets(tmp_path)


def test_an_outlet_lists_an_address_once(tmp_path: Path) -> None:
    outlet_file(tmp_path, feeds=feed() + feed(url="https://www.nile.example/rss"))
    with pytest.raises(ConfigError, match="already listed by med:nile"):
        read_outlets(tmp_path)


class TestSharedDomain:
    """Editions of one publisher may share a domain, each with paths of its own."""

    PERSIAN: ClassVar[dict[str, Any]] = {"id": "med:nile-persian", "languages": ["fa"], "allow_paths": ["/persian/"]}

    def test_editions_with_paths_of_their_own_share_it(self, tmp_path: Path) -> None:
        outlet_file(tmp_path, deny_paths=["/persian/"])
        outlet_file(tmp_path, "nile-persian", **self.PERSIAN)
        assert len(read_outlets(tmp_path)) == 2

    def test_a_path_that_both_take_is_refused(self, tmp_path: Path) -> None:
        outlet_file(tmp_path)
        outlet_file(tmp_path, "nile-persian", **self.PERSIAN)
        with pytest.raises(ConfigError, match="med:nile takes /persian/ too"):
            read_outlets(tmp_path)

    @pytest.mark.parametrize("groups", [("nile", "danube"), ("unlisted", "unlisted")])
    def test_strangers_share_no_domain(self, tmp_path: Path, groups: tuple[str, str]) -> None:
        outlet_file(tmp_path, deny_paths=["/persian/"], publisher_group=groups[0])
        outlet_file(tmp_path, "nile-persian", **self.PERSIAN, publisher_group=groups[1])
        with pytest.raises(ConfigError, match="domain"):
            read_outlets(tmp_path)


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://nile.example/fa/news/1", True),
        ("https://nile.example/fa/news/1?x=/fa/photo/", True),
        ("https://nile.example/fa/photo/1", False),
        ("https://nile.example/en/news/1", False),
        ("https://nile.example/?p=/fa/", False),
        ("https://nile.example", False),
        ("http://[broken/fa/news", False),
        ("", False),
    ],
)
def test_paths_say_what_is_taken_and_denied_paths_win(url: str, taken: bool) -> None:
    assert outlet_of(allow_paths=["/fa/"], deny_paths=["/fa/photo/"]).covers(url) is taken
    assert outlet_of().covers("https://nile.example/anything")


def test_a_date_known_to_the_year_holds_only_where_it_surely_does() -> None:
    outlet = outlet_of(affiliation={"class": "wire", "valid_from": 2020, "valid_to": "2023-05"})
    assert (str(outlet.valid_from), str(outlet.valid_to)) == ("2020-12-31", "2023-05-01")
    assert (outlet_of().valid_from, outlet_of().valid_to) == (None, None)


def test_an_outlet_keeps_its_former_affiliations() -> None:
    former = {"class": "state", "note": "until it was sold", "source": "a register", "valid_to": 2020}
    outlet = outlet_of(affiliation={"class": "wire", "valid_from": "2020-06"}, former_affiliations=[former])
    assert (outlet.former_affiliations[0].class_, outlet.affiliation.class_) == ("state", "wire")


def test_readers_see_class_citation_and_dates() -> None:
    affiliation = {"class": "wire", "note": "a cooperative", "valid_from": "2020-06-01"}
    row = rows._source(outlet_of(affiliation=affiliation))
    assert (row["affiliation_class"], row["affiliation_note"]) == ("wire", "a cooperative")
    assert row["affiliation_source"] == "nobody has checked"
    assert (str(row["valid_from"]), row["valid_to"]) == ("2020-06-01", None)


def test_the_outlets_of_the_folder_in_use_win(tmp_path: Path) -> None:
    outlet_file(tmp_path, stem="irna", id="med:irna")
    known = known_outlets(Settings(sources=str(tmp_path)))
    assert known["med:irna"].domain == "nile.example"
    assert "med:mehr" in known
