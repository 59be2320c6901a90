"""Outlets: one readable file each, refused with a remedy when wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rasad.catalogue import Outlet, known_outlets, read_outlets
from rasad.errors import ConfigError
from rasad.settings import INCLUDE, Settings

SANCTIONED = ("med:presstv", "med:tasnim", "med:fars", "med:irib")


def outlet_file(folder: Path, stem: str = "nile", **changes: Any) -> Path:
    facts: dict[str, Any] = {
        "id": "med:nile",
        "name": {"en": "Nile Post", "fa": None},
        "domain": "nile.example",
        "languages": ["en"],
        "country": "EG",
        "affiliation": {"class": "wire"},
        "publisher_group": "nile",
    }
    path = folder / f"{stem}.yml"
    path.write_text(yaml.safe_dump(facts | changes, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"enabled": True}, "needs at least one feed, sitemap or front page in en or fa"),
        (
            {"enabled": True, "feeds": [{"url": "https://nile.example/", "language": "hu"}]},
            "needs at least one feed, sitemap or front page in en or fa",
        ),
        ({"feeds": [{"url": "nile.example/rss", "language": "en"}]}, "http://"),
        ({"weak": ["Nil"]}, "add 'Nil' to aliases"),
        ({"id": "nile"}, "id"),
        ({"country": "Egypt"}, "country"),
        ({"admiralty_reliability": "Z"}, "admiralty_reliability"),
        ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_a_wrong_outlet_says_what_to_mend(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    outlet_file(tmp_path, **changes)
    with pytest.raises(ConfigError) as refused:
        read_outlets(tmp_path)
    assert says in str(refused.value)


def test_a_file_is_named_after_its_outlet(tmp_path: Path) -> None:
    outlet_file(tmp_path, stem="danube")
    with pytest.raises(ConfigError, match=r"named nile\.yml"):
        read_outlets(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no outlet file"):
        read_outlets(tmp_path)


def test_what_nobody_has_checked_reads_as_unchecked(tmp_path: Path) -> None:
    outlet_file(tmp_path, feeds=[{"url": "https://nile.example/rss", "language": "en"}])
    outlet = read_outlets(tmp_path)["med:nile"]
    assert (outlet.feeds[0].evidence, outlet.affiliation.confidence) == ("unchecked", "low")
    assert (outlet.enabled, outlet.admiralty_reliability) == (False, "F")


@pytest.fixture(scope="module")
def outlets() -> dict[str, Outlet]:
    return read_outlets(INCLUDE / "sources")


class TestShippedOutlets:
    """The 84 outlets that we ship."""

    def test_all_are_there(self, outlets: dict[str, Outlet]) -> None:
        assert len(outlets) == 84

    def test_sanctioned_outlets_are_off_and_say_why(self, outlets: dict[str, Outlet]) -> None:
        for outlet_id in SANCTIONED:
            assert not outlets[outlet_id].enabled
            assert "sanction" in outlets[outlet_id].notes

    def test_an_enabled_outlet_has_a_feed_that_somebody_saw_working(self, outlets: dict[str, Outlet]) -> None:
        enabled = [outlet for outlet in outlets.values() if outlet.enabled]
        assert enabled
        for outlet in enabled:
            assert any(not feed.evidence.startswith(("unchecked", "conflicting")) for feed in outlet.feeds), outlet.id

    def test_an_outlet_that_is_off_says_why(self, outlets: dict[str, Outlet]) -> None:
        assert all("Off;" in outlet.notes for outlet in outlets.values() if not outlet.enabled)

    def test_reliability_is_left_to_a_person(self, outlets: dict[str, Outlet]) -> None:
        assert {outlet.admiralty_reliability for outlet in outlets.values()} == {"F"}

    def test_the_outlets_of_the_folder_in_use_win(self, tmp_path: Path) -> None:
        outlet_file(tmp_path, stem="irna", id="med:irna")
        known = known_outlets(Settings(sources=str(tmp_path)))
        assert known["med:irna"].domain == "nile.example"
        assert "med:mehr" in known
