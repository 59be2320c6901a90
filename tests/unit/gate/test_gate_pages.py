"""The pages of the gates: nothing in them acts or is fetched, whatever the rows say; results stay, pages of old runs go."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from gate_world import candidate, promise, rule
from lxml import html

from rasad.edges import gate, gate_pages
from rasad.edges.gate import Judgement
from rasad.settings import Settings

HOSTILE = [
    "<script>alert(1)</script>",
    "</td></tr></table><h1>all gates passed</h1>",
    "<img src=https://evil.example/x onerror=alert(2)>",
    "$unexpected ${batch} {batch}",
    "<style>@import 'https://evil.example/y'</style>",
    "\u202egnp.exe شهردار نیل‌آباد",
]


@pytest.fixture(scope="module")
def judgement(tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    mentions = [{"version_id": f"v{n}", "surface": text, "link_score": 0.5} for n, text in enumerate(HOSTILE)]
    path = candidate(tmp_path_factory.mktemp("gate") / "c.duckdb", mentions, {"v0": "med:a"})
    rules = [
        rule("listed", "expect_column_values_to_be_in_set", "critical", column="surface", value_set=["the clerk"]),
        rule("scored", "expect_column_values_to_be_between", column="link_score", min_value=0, max_value=1),
    ]
    return gate.judge(path, promise(*rules))


def keep(settings: Settings, batch_id: str, judgement: Judgement) -> list[str]:
    told: list[str] = []
    gate_pages.keep(settings, batch_id, "tag", judgement, told.append)
    return told


def test_a_page_fetches_nothing_and_runs_nothing_whatever_the_rows_say(judgement: Judgement) -> None:
    (report,) = judgement.reports
    document = html.document_fromstring(report.page)
    assert {element.tag for element in document.iter() if isinstance(element.tag, str)} & {
        *("script", "link", "img", "iframe", "object", "embed", "form", "input", "svg", "base")
    } == set()
    assert not [
        name for element in document.iter() for name in element.attrib if name.startswith("on") or name == "src"
    ]
    assert {href for href in document.xpath("//@href") if not href.startswith("#")} == {"../index.html"}
    assert document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert not re.search(r"url\(|@import", document.xpath("string(//style)"))


def test_hostile_text_is_shown_as_text(judgement: Judgement) -> None:
    document = html.document_fromstring(judgement.reports[0].page)
    shown = document.text_content()
    for text in HOSTILE[:5]:
        assert text in shown
    assert "⟨U+202E⟩" in shown
    assert [heading.text_content() for heading in document.xpath("//h1")] == ["tag.mentions"]


def test_a_page_says_of_each_rule_what_it_is_for_how_severe_and_how_often_it_is_broken(judgement: Judgement) -> None:
    document = html.document_fromstring(judgement.reports[0].page)
    rows = [[cell.text_content() for cell in row.xpath("td")] for row in document.xpath("//table[1]//tr[td]")]
    assert ["listed", "critical", "broken", "6", "6", "What listed is for."] in rows
    assert ["scored", "warning", "held", "6", "0", "What scored is for."] in rows


def test_a_result_is_great_expectations_own_and_bounded(judgement: Judgement) -> None:
    listed, scored = judgement.reports[0].result["results"]
    assert listed["expectation_config"]["type"] == "expect_column_values_to_be_in_set"
    assert (listed["success"], listed["result"]["unexpected_count"]) == (False, 6)
    assert (scored["success"], scored["result"]["element_count"]) == (True, 6)
    assert {"unexpected_list", "unexpected_index_list"} & set(listed["result"]) == set()
    assert [row["unit_id"] for row in listed["meta"]["rows_at_fault"]] == [f"v{n}" for n in range(6)]


def test_a_gate_leaves_results_pages_and_an_index_that_leads_to_them(settings: Settings, judgement: Judgement) -> None:
    assert keep(settings, "20261129T030000Z", judgement) == []
    index = gate_pages.index(settings)
    document = html.document_fromstring(index.read_text(encoding="utf-8"))
    (link,) = document.xpath("//a/@href")
    assert (index.parent / link).read_text(encoding="utf-8") == judgement.reports[0].page
    assert "critical: listed" in document.text_content()
    (result,) = (settings.quality / "validations").rglob("*.json")
    assert json.loads(result.read_text(encoding="utf-8")) == json.loads(json.dumps(judgement.reports[0].result))


def test_a_gate_that_is_run_again_replaces_its_pages(settings: Settings, judgement: Judgement) -> None:
    keep(settings, "b", judgement)
    before = sorted(settings.quality.rglob("*"))
    keep(settings, "b", judgement)
    assert sorted(settings.quality.rglob("*")) == before


def test_pages_of_old_runs_go_and_can_be_made_again_from_the_results_that_stay(
    settings: Settings, judgement: Judgement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate_pages, "KEPT_RUNS", 2)
    for batch_id in ("1", "2", "3"):
        keep(settings, batch_id, judgement)
    assert sorted(path.name for path in (settings.quality / "docs").iterdir()) == ["2", "3", "index.html"]
    assert sorted(path.name for path in (settings.quality / "validations").iterdir()) == ["1", "2", "3"]
    (page,) = gate_pages.remake(settings, "1")
    assert page.read_text(encoding="utf-8") == judgement.reports[0].page
    assert gate_pages.remake(settings, "4") == []


def test_a_disk_that_takes_no_pages_is_told_and_stops_nothing(settings: Settings, judgement: Judgement) -> None:
    settings.quality.parent.mkdir(parents=True)
    settings.quality.write_text("a file where the folder should be")
    (told,) = keep(settings, "b", judgement)
    assert "could not be written" in told
    assert "the ledger" in told


def test_the_page_of_an_empty_table_can_be_read(tmp_path: Path) -> None:
    path = candidate(tmp_path / "c.duckdb", [], {})
    contract = promise(rule("given", "expect_column_values_to_not_be_null", column="surface", mostly=0.5))
    assert "given" in gate.judge(path, contract).reports[0].page
