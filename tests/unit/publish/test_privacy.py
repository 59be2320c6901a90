"""The policy on published tables: a private name is in no cell and no byte of the file; spans hold; the log counts and names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rasad.contracts import contract
from rasad.edges import finishing, store
from rasad.settings import Settings

NAME, SURNAME = "Kaveh Sabzevari", "Sabzevari"
ID, FAMILY, SURNAME_ID = "unk:kaveh-sabzevari", "grp:family-of-kaveh-sabzevari", "unk:sabzevari"
BODY = f"Security forces detained {NAME} on Monday. “I saw it,” the clerk said. {SURNAME} is 31."
OTHER = f"A rally was held for {NAME} in the square. It ended at noon."
PERSIAN = "رضا خوش‌نظر در تجمع بازداشت شد. خوش‌نظر معلم است."
STRANGER = f"Professor {SURNAME} of another town spoke of wheat."


def span(text: str, words: str, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    end = start + len(words)
    return {
        "start": start,
        "end": end,
        "exact": words,
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
    } | more


def mention(number: int, version: str, text: str, words: str, local_id: str, **more: Any) -> dict[str, Any]:
    at = {key: value for key, value in span(text, words).items() if key in ("start", "end")}
    return at | {"mention_id": f"m{number}", "version_id": version, "surface": words, "local_id": local_id} | more


def article(number: int, body: str, lang: str = "en") -> dict[str, list[dict[str, Any]]]:
    return {
        "articles": [{"article_id": f"a{number}", "lang": lang, "url_canonical": f"https://a.example/{number}"}],
        "article_versions": [
            {
                "version_id": f"v{number}",
                "article_id": f"a{number}",
                "title": body[:60],
                "body": body,
                "norm_sha256": "x",
            }
        ],
    }


def tables() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for number, (body, lang) in enumerate(((BODY, "en"), (OTHER, "en"), (PERSIAN, "fa"), (STRANGER, "en")), 1):
        yield from article(number, body, lang).items()
    half = BODY[BODY.index("Kaveh") + 3 : BODY.index(" on Monday")]  # begins in the middle of the name
    yield (
        "claims",
        [
            {
                "claim_id": "c1",
                "article_id": "a1",
                "first_version_id": "v1",
                "content_text": f"detained {NAME}",
                "speaker_surface": NAME,
                "speaker_entity_id": ID,
            },
            {
                "claim_id": "c2",
                "article_id": "a1",
                "first_version_id": "v1",
                "content_text": half,
                "speaker_entity_id": FAMILY,
            },
            {
                "claim_id": "c4",
                "article_id": "a4",
                "first_version_id": "v4",
                "content_text": "spoke of wheat",
                "speaker_surface": f"Professor {SURNAME}",
                "speaker_entity_id": SURNAME_ID,
            },
        ],
    )
    yield (
        "claim_spans",
        [
            span(BODY, f"detained {NAME}", claim_id="c1", version_id="v1", role="content", ordinal=0),
            span(BODY, half, claim_id="c2", version_id="v1", role="content", ordinal=0),
            span(BODY, "“I saw it,”", claim_id="c1", version_id="v1", role="content", ordinal=1),
        ],
    )
    yield "attribution_hops", [{"claim_id": "c1", "version_id": "v1", "hop": 1, "surface": NAME, "entity_id": ID}]
    yield (
        "entity_mentions",
        [
            mention(1, "v1", BODY, NAME, ID, candidates=[FAMILY]),
            mention(2, "v1", BODY, f"{SURNAME} is", SURNAME_ID, surface=SURNAME),
            mention(3, "v4", STRANGER, SURNAME, SURNAME_ID),
        ],
    )
    cut_in_the_name = BODY[BODY.index("Sab") + 3 :][:60]
    yield (
        "unknown_names",
        [
            {"local_id": ID, "name": NAME, "samples": [BODY[:40], cut_in_the_name]},
            {"local_id": SURNAME_ID, "name": SURNAME, "samples": [STRANGER[:40]]},
        ],
    )
    yield (
        "claim_quantities",
        [
            {
                "quantity_id": "q1",
                "claim_id": "c1",
                "start": BODY.index("31"),
                "end": BODY.index("31") + 2,
                "surface": "31",
            }
        ],
    )
    yield "claim_clusters", [{"cluster_id": "k1", "canonical_claim_id": "c1", "label": f"detained {NAME}"}]
    yield "claim_cluster_members", [{"cluster_id": "k1", "claim_id": "c1", "reasons": f'{{"names": ["{NAME}"]}}'}]
    yield (
        "claim_conflicts",
        [{"conflict_id": "x1", "claim_a": "c1", "claim_b": "c2", "value_a": NAME, "value_b": "nobody"}],
    )
    yield (
        "article_edits",
        [{"version_id": "v1", "article_id": "a1", "ordinal": 0, "old_text": f"{NAME} left.", "new_text": "He left."}],
    )


@pytest.fixture
def masked(tmp_path: Path) -> Iterator[store.Database]:
    """A candidate with private persons, as publication finishes it."""
    path = tmp_path / "candidate.duckdb"
    promise = contract("publish")
    with store.opened(path) as database:
        database.run(promise.folder / "tables.sql")
        for name, rows in tables():
            database.insert(name, rows)
    finishing.finish(Settings(data=tmp_path, sources="sample"), path, promise.tables)
    content = path.read_bytes()
    assert b"Sabzevari is 31" not in content
    assert NAME.encode() not in content
    with store.opened(path, read_only=True) as database:
        yield database


def cells(database: store.Database) -> Iterator[tuple[str, str, str]]:
    for name in contract("publish").tables:
        for row in database.rows(f"SELECT * FROM {name}"):
            yield from ((name, column, str(value)) for column, value in row.items() if value is not None)


def test_no_cell_of_its_articles_names_a_private_person(masked: store.Database) -> None:
    told = [cell for cell in cells(masked) if "Kaveh" in cell[2] or "خوش‌نظر" in cell[2] or "رضا" in cell[2]]
    assert told == []
    assert [cell[:2] for cell in cells(masked) if SURNAME in cell[2]] == [
        ("article_versions", "title"),
        ("article_versions", "body"),
        ("entity_mentions", "surface"),
        ("claims", "speaker_surface"),
    ]


def test_no_id_spells_a_private_name_and_joins_hold(masked: store.Database) -> None:
    speakers = masked.rows("SELECT speaker_entity_id AS id FROM claims ORDER BY claim_id")
    spoken, family, stranger = (one["id"] for one in speakers)
    assert [cell for cell in cells(masked) if "kaveh" in cell[2]] == []
    assert spoken.startswith("unk:private-")
    assert family == f"grp:family-of-{spoken.removeprefix('unk:')}"
    assert stranger == SURNAME_ID, "who only shares the surname keeps the id"
    found = masked.rows(
        "SELECT entity_id FROM attribution_hops UNION SELECT local_id FROM entity_mentions WHERE mention_id = 'm1'"
    )
    assert [one["entity_id"] for one in found] == [spoken]
    assert masked.rows("SELECT candidates FROM entity_mentions WHERE mention_id = 'm1'") == [{"candidates": [family]}]


def test_names_to_add_tell_no_private_name_even_where_a_sample_begins_inside_one(masked: store.Database) -> None:
    rows = masked.rows("SELECT * FROM unknown_names ORDER BY length(local_id)")
    assert [row["local_id"].startswith("unk:private-") for row in rows] == [True, True]
    assert len({row["local_id"] for row in rows}) == 2
    assert [row["name"] for row in rows] == ["█████ █████████", "█████████"]
    assert rows[0]["samples"] == [
        BODY[:40].replace(NAME, "█████ █████████"),
        "██████" + BODY[BODY.index(" on Monday") :][:54].replace(SURNAME, "█████████"),
    ]


def test_the_same_full_name_is_masked_where_no_rule_speaks(masked: store.Database) -> None:
    body = masked.rows("SELECT body FROM article_versions WHERE version_id = 'v2'")[0]["body"]
    assert body == "A rally was held for █████ █████████ in the square. It ended at noon."


def test_every_span_is_still_the_characters_that_it_names(masked: store.Database) -> None:
    rows = masked.rows(
        'SELECT s.start, s."end", s.exact, s.prefix, s.suffix, v.body FROM claim_spans AS s'
        " INNER JOIN article_versions AS v USING (version_id)"
    )
    assert len(rows) == 3
    for row in rows:
        assert row["body"][row["start"] : row["end"]] == row["exact"]
        assert row["body"][row["start"] - len(row["prefix"]) : row["start"]] == row["prefix"]
        assert row["body"][row["end"] : row["end"] + len(row["suffix"])] == row["suffix"]


def test_a_claim_that_begins_inside_a_name_does_not_tell_its_rest(masked: store.Database) -> None:
    assert masked.rows("SELECT content_text AS t FROM claims WHERE claim_id = 'c2'") == [{"t": "██ █████████"}]


def test_the_log_says_what_where_and_how_much_and_names_nobody(masked: store.Database) -> None:
    found = masked.rows("SELECT * FROM maskings ORDER BY article_id, table_name, column_name")
    body = next(
        row
        for row in found
        if (row["article_id"], row["table_name"], row["column_name"]) == ("a1", "article_versions", "body")
    )
    shown = masked.rows("SELECT body FROM article_versions WHERE version_id = 'v1'")[0]["body"]
    assert body["n_characters"] == shown.count("█") == len(NAME) - 1 + len(SURNAME)
    assert (body["rules"], body["n_persons"], body["n_cells"]) == (["detainee"], 1, 1)
    assert {row["table_name"] for row in found if row["article_id"] == "a1"} >= {
        "claims", "claim_spans", "attribution_hops", "claim_clusters", "claim_cluster_members", "claim_conflicts", "article_edits",
    }  # fmt: skip


def test_a_digest_of_the_text_as_it_was_is_not_left(masked: store.Database) -> None:
    rows = masked.rows("SELECT version_id AS v, norm_sha256 AS d FROM article_versions ORDER BY v")
    assert [(row["v"], row["d"]) for row in rows] == [("v1", None), ("v2", None), ("v3", None), ("v4", "x")]


def test_lengths_and_joiners_stay(masked: store.Database) -> None:
    body = masked.rows("SELECT body FROM article_versions WHERE version_id = 'v3'")[0]["body"]
    assert len(body) == len(PERSIAN)
    assert body.count("\u200c") == PERSIAN.count("\u200c")
    assert "معلم" in body


def test_comments_and_views_are_there_after_the_file_was_written_anew(masked: store.Database) -> None:
    assert masked.rows("SELECT count(*) AS n FROM duckdb_views() WHERE schema_name = 'ready'")[0]["n"] > 15
    assert masked.rows("SELECT comment FROM duckdb_tables() WHERE table_name = 'claims'") == [
        {"comment": "One row: one claim"}
    ]
    assert masked.storage_version().startswith("v1.4")
