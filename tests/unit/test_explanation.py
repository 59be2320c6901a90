"""`explain`: the sentence with its spans marked, what decided, and the chain; what was fetched never acts."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from rasad import explanation
from rasad.cli import app
from rasad.edges import store
from rasad.evidence import Unknown
from rasad.explanation import Explained, marked
from rasad.settings import SQL, Settings

BODY = "The dam is open. The mayor said that about 40 wells may be dry, and left. Nobody knew."
PERSIAN = "سد باز است. شهردار گفت ۴۰ چاه خشک است. کسی نمی‌دانست."
REASONS = [{"about": "modality", "value": "possible", "rule": "word_of_possibility", "words": "may"}]


def span(role: str, exact: str, body: str = BODY) -> dict[str, Any]:
    start = body.index(exact)
    return {"role": role, "ordinal": 0, "start": start, "end": start + len(exact), "exact": exact}


def explained(body: str, *spans: dict[str, Any]) -> Explained:
    return Explained("a test", {"body": body}, sorted(spans, key=lambda one: one["start"]), [], [], ())


CLAIM = {
    "claim_id": "abc123",
    "article_id": "a1",
    "content_text": "about 40 wells may be dry",
    "quote_type": "indirect",
    "attribution_basis": "explicit",
    "speaker_surface": "The mayor",
    "speaker_entity_id": "unk:mayor",
    "source_type": "office_holder_unnamed",
    "cue_text": "said",
    "cue_lemma": "say",
    "cue_class": "neutral_say",
    "rule": "verb_that_clause",
    "method": "rules",
    "reasons": json.dumps(REASONS),
    "lexicon_version": "l1",
    "gazetteer_version": "g1",
}
SPANS = [
    span("source", "The mayor"),
    span("cue", "said"),
    span("content", "about 40 wells may be dry"),
    {"role": "hedge", "ordinal": 0, "start": BODY.index("may be"), "end": BODY.index("may be") + 3, "exact": "may"},
]
HOPS = [
    {"hop": 0, "role": "publisher", "entity_id": "med:b", "relation": "wasAttributedTo", "explicit": True},
    {"hop": 1, "role": "speaker", "entity_id": "unk:mayor", "surface": "The mayor", "cue_text": "said"}
    | {"relation": "wasAttributedTo", "explicit": True},
]
NUMBER = span("quantity", "about 40 wells")
QUANTITY = {key: NUMBER[key] for key in ("start", "end")} | {
    "quantity_id": "q1",
    "claim_id": "abc123",
    "surface": "about 40 wells",
    "value": 40.0,
    "qualifier": "approx",
    "measures": "wells",
}


def published(settings: Settings, *claims: dict[str, Any], body: str = BODY) -> None:
    folder = settings.published / "20261120T000000Z"
    folder.mkdir(parents=True)
    with store.opened(folder / "rasad.duckdb") as database:
        database.run(SQL / "7_publish" / "tables.sql")
        database.insert(
            "articles", [{"article_id": "a1", "url_canonical": "https://b.example/1", "source_id": "med:b"}]
        )
        database.insert("article_versions", [{"version_id": "v1", "article_id": "a1", "title": "Dam", "body": body}])
        for claim in claims:
            here = {"claim_id": claim["claim_id"], "version_id": "v1"}
            database.insert("claims", [claim | {"first_version_id": "v1"}])
            database.insert("claim_spans", [here | each for each in SPANS])
            database.insert("attribution_hops", [here | each for each in HOPS])
        database.insert("claim_quantities", [QUANTITY])
    (settings.published / "current").symlink_to(folder.name)


def shown(settings: Settings, asked: str, **options: Any) -> str:
    console = Console(file=io.StringIO(), width=180)
    explanation.tell(settings, asked, console, **options)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_a_prefix_of_the_id_is_enough(settings: Settings) -> None:
    published(settings, CLAIM)
    assert "abc123" in shown(settings, "abc")


def test_the_sentence_is_shown_with_its_spans_marked_and_no_other(settings: Settings) -> None:
    published(settings, CLAIM)
    text = shown(settings, "abc")
    assert (
        "⟦source: The mayor⟧ ⟦cue: said⟧ that ⟦content: ⟦quantity: about 40 wells⟧ ⟦hedge: may⟧ be dry⟧, and left."
        in text
    )
    assert "Nobody knew" not in text
    assert "The dam is open" not in text


def test_it_says_the_rule_what_decided_and_the_chain(settings: Settings) -> None:
    published(settings, CLAIM)
    text = shown(settings, "abc")
    for words in ("verb_that_clause", "word_of_possibility: may", "med:b", "unk:mayor", "lexicon l1, gazetteer g1"):
        assert words in text


def test_what_no_claim_begins_with_is_unknown(settings: Settings) -> None:
    published(settings, CLAIM)
    with pytest.raises(Unknown, match="no claim"):
        shown(settings, "ffff")
    with pytest.raises(Unknown, match="no claim"):
        shown(settings, "")


def test_several_claims_are_listed_and_not_guessed(settings: Settings) -> None:
    published(settings, CLAIM, CLAIM | {"claim_id": "abc456"})
    with pytest.raises(Unknown, match="abc123"):
        shown(settings, "abc")
    assert "abc456" in shown(settings, "abc456")


def test_a_percent_sign_is_no_wildcard(settings: Settings) -> None:
    published(settings, CLAIM)
    with pytest.raises(Unknown):
        shown(settings, "%")


def test_the_warehouse_is_asked_where_nothing_is_published_yet(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    with store.opened(settings.warehouse) as database:
        for stage in ("2_clean", "5_claims"):
            database.run(SQL / stage / "tables.sql")
        database.insert("clean.articles", [{"article_id": "a1", "url_canonical": "https://b.example/1"}])
        database.insert("clean.article_versions", [{"version_id": "v1", "article_id": "a1", "body": BODY}])
        database.insert("claims.claims", [CLAIM | {"version_id": "v1"}])
        database.insert("claims.spans", [{"claim_id": "abc123", "version_id": "v1", **each} for each in SPANS])
    assert "⟦cue: said⟧" in shown(settings, "abc", warehouse=True)


def test_the_command_says_what_to_do_where_there_is_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASAD_DATA", str(settings.data))
    for options in ([], ["--warehouse"]):
        answer = CliRunner().invoke(app, ["explain", "abc", *options])
        assert answer.exit_code == 1
        assert "make run" in answer.output


def test_json_has_the_marks_and_no_character_that_acts(settings: Settings) -> None:
    published(settings, CLAIM | {"speaker_surface": "The \x1b[31mmayor"})
    text = shown(settings, "abc", as_json=True)
    assert "\x1b" not in text
    known = json.loads(text)
    assert "⟦cue: said⟧" in known["marked"]
    assert known["reasons"] == REASONS


def test_a_persian_sentence_runs_from_right_to_left_and_is_closed_again() -> None:
    text = marked(explained(PERSIAN, span("source", "شهردار", PERSIAN), span("cue", "گفت", PERSIAN))).plain
    assert text == "\u2067⟦source: شهردار⟧ ⟦cue: گفت⟧ ۴۰ چاه خشک است.\u2069"


def test_a_direction_mark_of_the_article_is_spelled_out_and_not_obeyed() -> None:
    body = "The mayor\u202e said \x1b]0;x\x07 that."
    text = marked(explained(body, span("source", "The mayor", body))).plain
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "⟨U+202E⟩" in text


@given(st.text(alphabet="ab .\n«»\u202e\u2069۴ن", max_size=60), st.data())
def test_any_spans_leave_the_words_in_order_and_every_bracket_closed(body: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(body))
    pairs = data.draw(st.lists(st.tuples(edges, edges).map(sorted), max_size=4))
    spans = [{"role": "content", "start": start, "end": end} for start, end in pairs if start < end]
    text = marked(explained(body, *spans)).plain
    assert text.count("⟦") == text.count("⟧")
    assert text[1:-1].count("\u2069") == 0
