"""`evidence`: what was said where, the archived record, and whether it still holds."""

from __future__ import annotations

import io
import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from rasad import evidence
from rasad.cli import app
from rasad.edges import archive, store
from rasad.evidence.page import occurs, visible_text
from rasad.plain import plain
from rasad.settings import SQL, Settings

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
URL = "http://b.example/news/1"
BODY = "The dam is open.\nThe mayor said that the dam was full, and left."
PAGE = b"<html><title>Dam</title><p>The dam is open.</p><p>The <b>mayor</b> said that the&nbsp;dam was\nfull, and left.</p>"


def span(role: str, exact: str, body: str = BODY, ordinal: int = 0) -> dict[str, Any]:
    start = body.index(exact)
    return {"role": role, "ordinal": ordinal, "start": start, "end": start + len(exact), "exact": exact}


SPANS = [span("source", "The mayor"), span("cue", "said"), span("content", "the dam was full")]


class Published:
    """A small published snapshot with one archived page, and claims on it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        with archive.writing(settings.archive, "b1") as writer:
            self.place = writer.add(URL, 200, [("Content-Type", "text/html"), ("Server", "a\x1b[31m")], PAGE, NOW)
        self.rows: dict[str, list[dict[str, Any]]] = {
            "sources": [{"source_id": "med:b", "name_en": "B Daily", "name_fa": "روزنامه ب", "affiliation_class": "x"}],
            "fetches": [self.fetch("f1", NOW)],
            "articles": [
                {"article_id": "a1", "url_canonical": "https://b.example/news/1", "source_id": "med:b", "n_versions": 1}
            ],
            "article_versions": [
                {"version_id": "v1", "article_id": "a1", "fetch_id": "f1", "title": "Dam", "body": BODY, "seen_at": NOW}
            ],
            "claims": [self.claim("abc123")],
            "claim_spans": [{"claim_id": "abc123", "version_id": "v1", **each} for each in SPANS],
        }

    def fetch(self, fetch_id: str, at: datetime, **changed: Any) -> dict[str, Any]:
        return {
            "fetch_id": fetch_id,
            "kind": "page",
            "source_id": "med:b",
            "url_requested": URL,
            "url_final": URL,
            "started_at": at,
            "http_status": 200,
            "raw_sha256": self.place.sha256,
            "storage_path": f"{self.place.file}@{self.place.offset}",
            **changed,
        }

    @staticmethod
    def claim(claim_id: str, **changed: Any) -> dict[str, Any]:
        return {
            "claim_id": claim_id,
            "article_id": "a1",
            "first_version_id": "v1",
            "content_text": "the dam was full",
            "speaker_surface": "The mayor",
            "cue_text": "said",
            "source_type": "named_person",
            "modality": "asserted",
            "polarity": "positive",
            "verification_status": "as_claimed",
            "rule": "verb",
            "confidence": 0.9,
            **changed,
        }

    def publish(self) -> None:
        folder = self.settings.published / "r1"
        folder.mkdir(parents=True)
        with store.opened(folder / "rasad.duckdb") as database:
            database.run(SQL / "7_publish" / "tables.sql")
            for table, rows in self.rows.items():
                database.insert(table, rows)
        (self.settings.published / "current").symlink_to("r1")

    def tell(self, asked: str, *, as_json: bool = False) -> tuple[int, str]:
        self.publish()
        console = Console(file=io.StringIO(), width=200)
        code = evidence.tell(self.settings, asked, console, as_json=as_json)
        assert isinstance(console.file, io.StringIO)
        return code, console.file.getvalue()


@pytest.fixture
def published(settings: Settings) -> Published:
    return Published(settings)


def test_a_claim_is_shown_with_its_outlet_its_words_and_its_verified_record(published: Published) -> None:
    code, said = published.tell("abc123")
    assert code == 0
    for part in (
        "B Daily / روزنامه ب",
        "https://b.example/news/1",
        "⟦source: The mayor⟧ ⟦cue: said⟧ that ⟦content: the dam was full⟧, and left.",
        "verified",
        f"sha256:{published.place.sha256}",
        "HTTP status 200",
        "Content-Type: text/html",
        "found in the archived page",
        f"warcio extract {published.settings.archive}/{published.place.file} {published.place.offset}",
        "> this one",
        "2026-11-20T08:00:00+00:00",
    ):
        assert part in said


def test_the_beginning_of_an_id_is_enough_where_only_one_claim_has_it(published: Published) -> None:
    assert "abc123" in published.tell("ABC")[1]


def test_a_whole_id_is_enough_although_longer_ones_begin_with_it(published: Published) -> None:
    published.rows["claims"].append(published.claim("abc1234"))
    assert published.tell("abc123")[0] == 0


def test_an_ambiguous_beginning_lists_the_claims(published: Published) -> None:
    published.rows["claims"].append(published.claim("abc999", content_text="the \x1b[2Jdam leaked"))
    with pytest.raises(evidence.Unknown) as raised:
        published.tell("abc")
    assert "abc123  the dam was full" in str(raised.value)
    assert "abc999  the ⟨U+001B⟩[2Jdam leaked" in str(raised.value)


@pytest.mark.parametrize("asked", ["nothing", "", "%", "_bc123", "'; DROP TABLE claims"])
def test_an_unknown_id_says_what_to_try(asked: str, published: Published) -> None:
    with pytest.raises(evidence.Unknown, match="make sql"):
        published.tell(asked)


@pytest.mark.parametrize("asked", ["http://c.example/", "https://b.example/news/2", "c.example"])
def test_an_unknown_address_says_what_to_try(asked: str, published: Published) -> None:
    with pytest.raises(evidence.Unknown, match="make sql"):
        published.tell(asked)


@pytest.mark.parametrize(
    "asked", [URL, "https://b.example/news/1", "b.example/news/1", "https://www.b.example/news/1/"]
)
def test_an_address_is_found_in_any_spelling(asked: str, published: Published) -> None:
    code, said = published.tell(asked)
    assert code == 0
    assert "verified" in said
    assert "abc123" in said


def test_the_history_of_an_address_tells_kept_unchanged_and_failed_apart(published: Published) -> None:
    day = timedelta(days=1)
    published.rows["fetches"] += [
        published.fetch("f2", NOW + day, http_status=304, storage_path=None),
        published.fetch("f3", NOW + 2 * day, http_status=404, storage_path=None, error_class="http_404"),
        published.fetch("f4", NOW, url_requested="http://b.example/other", url_final="http://b.example/other"),
    ]
    _, said = published.tell("abc123")
    history = [line for line in said.splitlines() if "T08:00:00+00:00  " in line]
    assert [line.split()[-4:] for line in history][1:] == [
        ["2026-11-21T08:00:00+00:00", "unchanged", "304"][-4:],
        ["2026-11-22T08:00:00+00:00", "failed", "404", "http_404"],
    ]
    assert "kept" in history[0]
    assert "Fetches of this address (3)" in said


def test_an_address_of_which_nothing_was_kept_is_no_proof(published: Published) -> None:
    gone = "http://b.example/gone"
    published.rows["fetches"].append(
        published.fetch("f9", NOW, url_requested=gone, url_final=gone, storage_path=None, error_class="timeout")
    )
    code, said = published.tell(gone)
    assert code == 1
    assert "no answer of this address was kept" in said
    assert "timeout" in said


def test_a_damaged_record_is_shown_as_damaged(published: Published) -> None:
    path = published.settings.archive / published.place.file
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    code, said = published.tell("abc123")
    assert code == 2
    assert "DAMAGED" in said
    assert "the dam was full" in said


def test_another_body_than_the_recorded_one_is_damage_with_both_digests(published: Published) -> None:
    published.rows["fetches"] = [published.fetch("f1", NOW, raw_sha256="0" * 64)]
    code, said = published.tell("abc123")
    assert code == 2
    assert "sha256:" + "0" * 64 in said
    assert f"sha256:{published.place.sha256}" in said


def test_a_missing_file_is_shown_as_missing(published: Published) -> None:
    (published.settings.archive / published.place.file).unlink()
    code, said = published.tell("abc123")
    assert code == 2
    assert "MISSING" in said


def test_words_that_the_page_does_not_hold_are_not_found_as_is(published: Published) -> None:
    published.rows["claim_spans"] = [
        {"claim_id": "abc123", "version_id": "v1", **span("content", "The dam is open")},
        {
            "claim_id": "abc123",
            "version_id": "v1",
            **span("content", "the dam was full", ordinal=1),
            "exact": "was dry",
        },
    ]
    code, said = published.tell("abc123")
    assert code == 0
    assert "not found as is" in said


def test_the_json_holds_the_same_for_programs(published: Published) -> None:
    code, said = published.tell("abc123", as_json=True)
    found = json.loads(said)
    assert code == 0
    assert found["intact"] is True
    assert found["claim"]["claim_id"] == "abc123"
    (proof,) = found["proofs"]
    assert proof["verdict"] == "verified"
    assert proof["stated_sha256"] == proof["actual_sha256"] == published.place.sha256
    assert proof["content_in_page"] is True
    assert proof["headers"][0] == ["Content-Type", "text/html"]
    assert found["outlet"]["name_fa"] == "روزنامه ب"
    assert [each["outcome"] for each in found["history"]] == ["kept"]


HOSTILE = "[bold red]\x1b[2J\x07\u202eevil\u2066\u200f[/]\x9b31m\U000e0041"


@pytest.mark.parametrize("as_json", [False, True])
def test_fetched_text_does_nothing_in_the_terminal(as_json: bool, published: Published) -> None:
    published.rows["claims"] = [published.claim("abc123", content_text=HOSTILE, speaker_surface=HOSTILE)]
    published.rows["article_versions"][0] |= {"title": HOSTILE, "body": BODY + HOSTILE}
    _, said = published.tell("abc123", as_json=as_json)
    assert not set(said) & set("\x1b\x07\u202e\u2066\u200f\x9b\U000e0041")
    assert "[bold red]" in said


def test_the_command_gives_its_exit_code(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASAD_DATA", str(published.settings.data))
    command = CliRunner()
    nothing = command.invoke(app, ["evidence", "abc123"])
    assert (nothing.exit_code, "nothing is published" in nothing.output) == (1, True)
    published.publish()
    assert command.invoke(app, ["evidence", "abc123"]).exit_code == 0
    assert command.invoke(app, ["evidence", "abc123", "--json"]).exit_code == 0
    unknown = command.invoke(app, ["evidence", "fff"])
    assert (unknown.exit_code, "make sql" in unknown.output) == (1, True)
    os.truncate(published.settings.archive / published.place.file, published.place.offset + 5)
    assert command.invoke(app, ["evidence", "abc123"]).exit_code == 2


# Words in a page.


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>one <b>two</b>\n three</p>", "one two three"),
        ("<p>می&zwnj;شود</p>", "می‌شود"),
        ("<p>«&#1575;&#x627; A&amp;B»</p>", "«اا A&B»"),
        ("<p>a&nbsp;b&shy;c</p>", "a bc"),
        ("<p>cafe\u0301</p>", "café"),
        ("<p>2 < 3 and <br/>4</p>", "2 < 3 and 4"),
        ("<!-- <p> --><p>seen</p>", "seen"),
    ],
)
def test_words_are_found_however_they_are_marked_up(page: str, words: str) -> None:
    text = visible_text(page.encode())
    assert text is not None
    assert occurs(words, text)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>می‌شود</p>", "میشود"),
        ("<p>a</p><script>said it</script>", "said it"),
        ("<p>a</p><style>said it", "said it"),
        ("<p>a</p><!-- said it -->", "said it"),
        ("<p title='said it'>a</p>", "said it"),
        ("<p>said</p>", ""),
        ("<p>he said it not</p>", "he said it yes"),
    ],
)
def test_words_that_no_reader_sees_are_not_found(page: str, words: str) -> None:
    text = visible_text(page.encode())
    assert text is not None
    assert not occurs(words, text)


def test_what_is_no_page_has_no_text() -> None:
    assert visible_text(b"") is None
    assert visible_text(b"%PDF-1.4") is None


@limits(deadline=None)
@given(
    page=st.lists(
        st.sampled_from(["<", ">", "<!--", "-->", "<script", "</script>", "&#9", "9" * 3000, ";", "x", "<b>"])
    )
)
def test_any_page_is_read_without_an_exception(page: list[str]) -> None:
    visible_text(b"<p>" + "".join(page).encode())


@limits(deadline=None)
@given(text=st.text(st.characters()))
def test_plain_text_holds_nothing_that_acts(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert "\x1b" not in plain(text)
    assert "\n" not in plain(text)
