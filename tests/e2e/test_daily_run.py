"""The daily run on the sample newsroom, read as an analyst would read it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import content, rows
from rasad import runner
from rasad.addresses import canonical_url
from rasad.settings import INCLUDE, Settings

EXPECTED: dict[str, Any] = yaml.safe_load((INCLUDE / "sample" / "expected.yml").read_text(encoding="utf-8"))
MORNING = [page for page in EXPECTED["pages"] if page["edition"] in ("any", "morning")]
LANDED = [page for page in MORNING if page["reason"] != "http_404"]


def by_url(settings: Settings) -> dict[str, dict[str, Any]]:
    return {row["url"]: row for row in rows(settings, "SELECT * FROM pages")}


def test_every_page_ends_as_its_expected_outcome_says(morning: Settings) -> None:
    found = by_url(morning)
    assert {page["url"]: page["fate"] for page in LANDED} == {url: row["fate"] for url, row in found.items()}


def test_a_page_that_is_no_article_says_which_kind_it_is(morning: Settings) -> None:
    found = by_url(morning)
    rejected = {page["url"]: page["reason"] for page in LANDED if page["fate"] == "rejected"}
    assert rejected
    assert {url: found[url]["reason"] for url in rejected} == rejected


def test_a_missing_page_is_in_the_fetch_log_and_nowhere_else(morning: Settings) -> None:
    missing = [page["url"] for page in MORNING if page["reason"] == "http_404"]
    assert missing
    for url in missing:
        log = rows(morning, "SELECT error_class FROM fetches WHERE url_requested = :url", url=url)
        assert [row["error_class"] for row in log] == ["http_404"]
        assert url not in by_url(morning)


def test_the_ledger_adds_up(morning: Settings) -> None:
    fates = Counter(row["fate"] for row in by_url(morning).values())
    assert sum(fates.values()) == len(LANDED)
    assert set(fates) <= {"published", "duplicate", "irrelevant", "rejected"}


def test_at_least_sixty_claims_in_both_languages(morning: Settings) -> None:
    counts = Counter(row["lang"] for row in rows(morning, "SELECT lang FROM claims WHERE attr_voice = 'speaker'"))
    assert counts["en"] >= 30
    assert counts["fa"] >= 30
    assert sum(counts.values()) >= 60


def test_every_span_is_the_characters_that_it_names(morning: Settings) -> None:
    spans = rows(
        morning,
        'SELECT s.start, s."end", s.exact, v.body FROM claim_spans AS s INNER JOIN article_versions AS v USING (version_id)',
    )
    assert spans
    assert all(row["body"][row["start"] : row["end"]] == row["exact"] for row in spans)


def test_names_in_quotation_marks_and_captions_are_never_claims(morning: Settings) -> None:
    for page in LANDED:
        found = rows(
            morning,
            "SELECT s.exact FROM claim_spans AS s INNER JOIN pages AS p USING (version_id) WHERE p.url = :url AND s.role = 'content'",
            url=page["url"],
        )
        said = {row["exact"].strip(' .«»“”"') for row in found}
        assert not said & {words.strip(' .«»“”"') for words in page["not_claims"]}


def test_dates_are_those_of_the_outlets(morning: Settings) -> None:
    found = {
        row["url"]: row["published_at"]
        for row in rows(
            morning,
            "SELECT p.url, v.published_at FROM pages AS p INNER JOIN article_versions AS v USING (version_id) WHERE p.fate = 'published'",
        )
    }
    dated = {page["url"]: page["published"] for page in LANDED if page["published"] and page["url"] in found}
    # An outlet's day is Tehran's day at the least; an instant late in the evening may be the next day there.
    wrong = {
        url: (str(found[url]), str(day))
        for url, day in dated.items()
        if found[url] is not None and abs((found[url].date() - day).days) > 1
    }
    assert wrong == {}
    assert sum(found[url] is not None for url in dated) >= 0.8 * len(dated)


def test_a_second_run_lands_nothing_and_changes_no_row(desk: Settings) -> None:
    before = content(desk)
    pages = len(rows(desk, "SELECT page_id FROM pages"))
    runner.run(desk, print)
    assert len(rows(desk, "SELECT page_id FROM pages")) == pages
    assert content(desk) == before


def test_an_edit_is_a_new_version_and_not_a_copy(desk: Settings) -> None:
    edited = canonical_url(next(page["url"] for page in EXPECTED["pages"] if page["edition"] == "evening"))
    claims = {row["claim_id"] for row in rows(desk, "SELECT claim_id FROM claims")}
    runner.run(Settings(data=desk.data, sources="sample", edition="evening"), print)
    article = rows(desk, "SELECT * FROM articles WHERE url_canonical = :url", url=edited)[0]
    assert article["n_versions"] == 2
    kinds = {
        row["kind"] for row in rows(desk, "SELECT kind FROM dup_members WHERE article_id = :a", a=article["article_id"])
    }
    assert kinds == {"unique", "version"}
    assert claims < {row["claim_id"] for row in rows(desk, "SELECT claim_id FROM claims")}


@pytest.mark.parametrize(
    "story", [s for s in EXPECTED["stories"] if s["kind"] == "reprint"], ids=lambda s: s["pages"][0]
)
def test_a_reprint_is_counted_as_a_copy_with_one_origin(morning: Settings, story: dict[str, Any]) -> None:
    urls = {canonical_url(page["url"]) for page in EXPECTED["pages"] if page["file"] in story["pages"]}
    found = rows(
        morning,
        "SELECT d.dup_id, a.url_canonical AS url FROM dup_members AS d INNER JOIN articles AS a USING (article_id)",
    )
    clusters = {row["dup_id"] for row in found if row["url"] in urls}
    assert len(clusters) == 1


def links(settings: Settings) -> dict[tuple[str, str], tuple[str, str]]:
    """Kind and direction of every published link, by the files of the later and the earlier page."""
    files = {canonical_url(page["url"]): page["file"] for page in MORNING}
    found = rows(
        settings,
        "SELECT a.url_canonical AS later, b.url_canonical AS earlier, l.kind, l.direction FROM article_links AS l"
        " INNER JOIN articles AS a ON a.article_id = l.article_id INNER JOIN articles AS b ON b.article_id = l.to_article_id",
    )
    return {(files[row["later"]], files[row["earlier"]]): (row["kind"], row["direction"]) for row in found}


def test_no_link_is_invented_and_what_is_found_is_named_right(morning: Settings) -> None:
    expected = {(link["later"], link["earlier"]): (link["kind"], link["direction"]) for link in EXPECTED["links"]}
    found = links(morning)
    assert {pair: expected.get(pair) for pair in found} == found
    assert len(found) >= 17


def test_what_shows_a_link_stands_in_both_texts(morning: Settings) -> None:
    shown = rows(
        morning,
        "SELECT e.*, v.body, w.body AS to_body FROM link_evidence AS e INNER JOIN article_versions AS v USING (version_id)"
        " INNER JOIN article_versions AS w ON w.version_id = e.to_version_id",
    )
    assert shown
    for row in shown:
        assert row["exact"] == row["body"][row["start"] : row["end"]]
        assert row["kind"] == "credit" or row["to_exact"] == row["to_body"][row["to_start"] : row["to_end"]]


def test_a_story_taken_without_a_word_has_the_origin_of_the_one_who_had_it_first(morning: Settings) -> None:
    story = next(s for s in EXPECTED["stories"] if s["kind"] == "relay_uncredited")
    urls = [canonical_url(page["url"]) for page in MORNING if page["file"] in story["pages"]]
    hops = rows(
        morning,
        "SELECT DISTINCT c.origin_id, h.entity_id FROM attribution_hops AS h INNER JOIN claims AS c USING (claim_id)"
        " INNER JOIN articles AS a USING (article_id) WHERE h.role = 'uncredited_upstream' AND list_contains(:urls, a.url_canonical)",
        urls=urls,
    )
    assert hops == [{"origin_id": "group:karaneh-press", "entity_id": "med:karaneh"}]


def test_parquet_holds_the_same_rows_as_the_database(morning: Settings) -> None:
    from rasad.edges import snapshot, store

    folder = snapshot.current(morning).parent
    with store.opened(folder / snapshot.FILE, read_only=True) as database:
        for name in ("claims", "claim_spans", "attribution_hops"):
            path = store.quoted(folder / f"{name}.parquet")
            assert database.rows(f"SELECT * FROM {name} EXCEPT SELECT * FROM read_parquet({path})") == []
            counted = database.rows(
                f"SELECT (SELECT count(*) FROM {name}) = (SELECT count(*) FROM read_parquet({path})) AS same"
            )
            assert counted == [{"same": True}]


def test_every_published_column_says_what_it_means(morning: Settings) -> None:
    silent = rows(
        morning,
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main' AND comment IS NULL AND NOT internal",
    )
    assert silent == []


def test_no_write_ahead_log_is_ever_published(morning: Settings) -> None:
    assert list(Path(morning.published).rglob("*.wal")) == []
