"""The outlets that we ship, and the page about them."""

from __future__ import annotations

import shutil
import subprocess
from itertools import permutations
from pathlib import Path

import pytest

from rasad import handbook
from rasad.catalogue import READ_LANGUAGES, Outlet, read_outlets
from rasad.settings import INCLUDE, ROOT

SANCTIONED = ("med:presstv", "med:tasnim", "med:fars", "med:irib")


@pytest.fixture(scope="module")
def outlets() -> dict[str, Outlet]:
    return read_outlets(INCLUDE / "sources")


@pytest.fixture(scope="module")
def page() -> str:
    return "\n".join(handbook.sources()) + "\n"


class TestShippedOutlets:
    """The outlets that we ship."""

    def test_there_are_at_least_sixty(self, outlets: dict[str, Outlet]) -> None:
        assert len(outlets) >= 60

    @pytest.mark.skipif(not shutil.which("git") or not (ROOT / ".git").exists(), reason="reads the history")
    def test_an_id_that_was_ever_committed_stays(self, outlets: dict[str, Outlet]) -> None:
        def names(*command: str) -> set[str]:
            done = subprocess.run(["git", *command, "--", "include/sources"], cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            return {f"med:{Path(line).stem}" for line in done.stdout.splitlines() if line.endswith(".yml")}

        committed = names("ls-tree", "-r", "--name-only", "HEAD")
        deleted = names("log", "--format=", "--no-renames", "--diff-filter=D", "--name-only")
        assert committed
        assert (committed | deleted) - set(outlets) == set()

    def test_sanctioned_outlets_are_off_and_say_why(self, outlets: dict[str, Outlet]) -> None:
        for outlet_id in SANCTIONED:
            assert not outlets[outlet_id].enabled
            assert "sanction" in outlets[outlet_id].notes

    def test_an_enabled_outlet_has_a_listing_that_somebody_saw_working(self, outlets: dict[str, Outlet]) -> None:
        enabled = [outlet for outlet in outlets.values() if outlet.enabled]
        assert enabled
        for outlet in enabled:
            readable = [listing for listing in outlet.listings if listing.language in READ_LANGUAGES]
            assert any(listing.verdict == "works" for listing in readable), outlet.id

    def test_an_outlet_that_is_off_says_why(self, outlets: dict[str, Outlet]) -> None:
        assert all("Off;" in outlet.notes for outlet in outlets.values() if not outlet.enabled)

    def test_every_class_has_a_citation_or_says_that_nobody_has_checked(self, outlets: dict[str, Outlet]) -> None:
        for outlet in outlets.values():
            affiliation = outlet.affiliation
            assert affiliation.class_ != "unclassified", outlet.id
            assert "general knowledge" not in affiliation.source, f"{outlet.id}: no citation is said by leaving it out"

    def test_what_publishes_in_persian_has_its_persian_name(self, outlets: dict[str, Outlet]) -> None:
        assert not [o.id for o in outlets.values() if "fa" in o.languages and not o.name.fa]
        assert sum(outlet.name.fa is not None for outlet in outlets.values()) >= 70

    def test_two_outlets_share_a_domain_only_within_a_publisher(self, outlets: dict[str, Outlet]) -> None:
        for one, other in permutations(outlets.values(), 2):
            if {one.domain, *one.other_domains} & {other.domain, *other.other_domains}:
                assert one.publisher_group == other.publisher_group != "unlisted"

    def test_dates_that_nobody_looked_at_say_so(self, outlets: dict[str, Outlet]) -> None:
        stated = [o.dates for o in outlets.values() if o.dates.calendar or o.dates.timezone or o.dates.feed_clock]
        assert stated
        assert all("not checked" in dates.evidence for dates in stated)

    def test_reliability_is_left_to_a_person(self, outlets: dict[str, Outlet]) -> None:
        assert {outlet.admiralty_reliability for outlet in outlets.values()} == {"F"}


class TestPage:
    """docs/SOURCES.md: what the files say, and in words what nobody has said."""

    def test_it_is_current(self, page: str) -> None:
        assert (ROOT / "docs" / "SOURCES.md").read_text(encoding="utf-8") == page, "run make docs"

    def test_every_outlet_and_every_listing_is_on_it(self, page: str, outlets: dict[str, Outlet]) -> None:
        for outlet in outlets.values():
            assert page.count(f"`{outlet.id}`") >= 3
            assert all(listing.url in page for listing in outlet.listings)

    def test_it_counts_on_top(self, page: str, outlets: dict[str, Outlet]) -> None:
        top = page.split("\n## ")[0]
        assert f"{len(outlets)} outlets, {sum(o.enabled for o in outlets.values())} of them enabled" in top

    def test_no_row_of_a_table_is_broken(self, page: str) -> None:
        for table in page.split("\n\n"):
            rows_of = [line for line in table.splitlines() if line.startswith("|")]
            assert len({line.count("|") for line in rows_of}) <= 1

    def test_a_class_without_citation_is_shown_as_such(self, page: str, outlets: dict[str, Outlet]) -> None:
        whose = page.split("\n## ")[1].splitlines()
        for outlet in outlets.values():
            (row,) = (line for line in whose if f"`{outlet.id}`" in line)
            assert row.endswith("| nobody has checked |") != outlet.affiliation.is_cited
