"""`add-outlet`: a new outlet's file, with nothing invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rasad.catalogue import read_outlets
from rasad.cli import app
from rasad.errors import ConfigError
from rasad.scaffold import Given, add_outlet, next_steps

SAID = Given(
    id="nile-post",
    domain="nile.example",
    name_en="Nile Post",
    name_fa="پست نیل",
    languages=("fa", "en"),
    country="EG",
    class_="wire",
    group="nile-press",
    feeds=("https://www.nile.example/rss",),
)


def test_what_is_said_is_written_and_reads_back(tmp_path: Path) -> None:
    path = add_outlet(SAID, tmp_path)
    outlet = read_outlets(tmp_path)["med:nile-post"]
    assert path == tmp_path / "nile-post.yml"
    assert (outlet.name.en, outlet.name.fa, outlet.domain) == ("Nile Post", "پست نیل", "nile.example")
    assert (outlet.languages, outlet.country, outlet.publisher_group) == (("fa", "en"), "EG", "nile-press")
    assert (outlet.feeds[0].url, outlet.feeds[0].language) == ("https://www.nile.example/rss", "fa")
    assert "پست نیل" in path.read_text(encoding="utf-8")


def test_a_new_outlet_is_off_and_everything_in_it_unchecked(tmp_path: Path) -> None:
    add_outlet(SAID, tmp_path)
    outlet = read_outlets(tmp_path)["med:nile-post"]
    assert not outlet.enabled
    assert outlet.notes.startswith("Off;")
    assert outlet.feeds[0].verdict == outlet.feeds[0].evidence == "unchecked"
    assert outlet.affiliation.source == "nobody has checked"
    assert (outlet.affiliation.confidence, outlet.admiralty_reliability) == ("low", "F")
    assert {outlet.volume.evidence, outlet.politeness.evidence, outlet.dates.evidence} == {"unchecked"}
    assert (outlet.volume.per_day, outlet.politeness.delay_s, outlet.dates.calendar) == (None, None, None)


def test_an_id_and_a_domain_are_enough(tmp_path: Path) -> None:
    add_outlet(Given(id="med:nile-post", domain="nile.example"), tmp_path)
    outlet = read_outlets(tmp_path)["med:nile-post"]
    assert (outlet.name.en, outlet.name.fa, outlet.country) == ("nile.example", None, "unknown")
    assert (outlet.affiliation.class_, outlet.publisher_group) == ("unclassified", "unlisted")
    assert outlet.listings == ()


def test_a_person_is_asked_only_for_what_is_missing(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(question: str, otherwise: str) -> str:
        asked.append(question)
        return "fa, en" if question.startswith("languages") else otherwise

    add_outlet(Given(id="nile-post", domain="nile.example", name_en="Nile", class_="wire"), tmp_path, ask)
    assert read_outlets(tmp_path)["med:nile-post"].languages == ("fa", "en")
    assert not any("domain" in question or "English" in question or "class" in question for question in asked)
    assert any("Persian" in question for question in asked)


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    path = add_outlet(SAID, tmp_path)
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="never overwritten"):
        add_outlet(Given(id="nile-post", domain="other.example"), tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Given(id="Nile Post", domain="nile.example"), "id"),
        (Given(id="../nile", domain="nile.example"), "id"),
        (Given(id="nile-post\n", domain="nile.example"), "id"),
        (Given(id="nile-post"), "domain"),
        (Given(id="nile-post", domain="https://nile.example"), "domain"),
        (Given(id="nile-post", domain="nile.example", languages=("xx",)), "languages"),
        (Given(id="nile-post", domain="nile.example", class_="friendly"), "affiliation"),
        (Given(id="nile-post", domain="nile.example", country="Egypt"), "country"),
        (Given(id="nile-post", domain="nile.example", feeds=("https://elsewhere.example/rss",)), "feeds"),
        (Given(id="nile-post", domain="nile.example", name_fa="علي"), "Arabic yeh"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(tmp_path: Path, given: Given, field: str) -> None:
    with pytest.raises(ConfigError, match=field):
        add_outlet(given, tmp_path / "sources")
    assert not list(tmp_path.rglob("*"))


def test_a_feed_that_another_outlet_lists_is_refused(tmp_path: Path) -> None:
    add_outlet(SAID, tmp_path)
    with pytest.raises(ConfigError, match="already listed by med:nile-post"):
        add_outlet(Given(id="copy", domain="nile.example", feeds=SAID.feeds, group="nile-press"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["nile-post.yml"]


def test_a_name_that_means_something_to_yaml_stays_a_name(tmp_path: Path) -> None:
    add_outlet(Given(id="no", domain="no.example", name_en="no: [yes", country="NO"), tmp_path)
    outlet = read_outlets(tmp_path)["med:no"]
    assert (outlet.name.en, outlet.country) == ("no: [yes", "NO")


def test_the_next_steps_name_probe_evidence_and_citation(tmp_path: Path) -> None:
    steps = "\n".join(next_steps(tmp_path / "nile-post.yml"))
    assert "python -m rasad probe nile-post" in steps
    assert "evidence" in steps
    assert "citation" in steps


class TestCommand:
    """`python -m rasad add-outlet`, without a terminal."""

    def test_it_writes_the_file_and_says_what_comes_next(self, tmp_path: Path) -> None:
        said = ["nile-post", "--domain", "nile.example", "--language", "fa,en", "--feed", "https://nile.example/rss"]
        result = CliRunner().invoke(app, ["add-outlet", *said, "--folder", str(tmp_path)])
        assert result.exit_code == 0, result.output
        assert "python -m rasad probe nile-post" in result.output
        assert read_outlets(tmp_path)["med:nile-post"].languages == ("fa", "en")

    def test_a_missing_domain_is_an_error_without_a_question(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(app, ["add-outlet", "nile-post", "--folder", str(tmp_path)])
        assert result.exit_code == 1
        assert "--domain" in result.output
        assert not list(tmp_path.iterdir())
