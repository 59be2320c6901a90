"""The required action: what somebody needs to decide, and fetched text that does nothing in it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from desk import filled, row
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markdown_it import MarkdownIt

from rasad.plain import plain
from rasad.review import form
from rasad.review.waiting import Batch, waiting
from rasad.settings import Settings

MARKDOWN = MarkdownIt("commonmark").enable("table")
HOSTILE = [
    "<script>alert(1)</script>",
    "[click](http://evil.example/)",
    "![x](http://evil.example/x.png)",
    "http://evil.example/path www.evil.example someone@evil.example <http://evil.example>",
    "| a | b |\n|---|---|",
    "# heading\n\n---\n* item",
    "`code` **bold** ~~gone~~ \\*",
    "{{ var.value.secret }} {% raw %} {# x #}",
    "&lt;b&gt; &#60;i&#62;",
    "\u202egnp.exe \u2066\x1b[31m",
]


def batch(settings: Settings, *rows: dict[str, Any]) -> Batch:
    page = {
        "page_id": "p-q1",
        "source_id": "med:nile",
        "url": "http://nile.example/1",
        "archive_file": "b.warc.gz",
        "archive_offset": 7,
    }
    (found,) = waiting(filled(settings, *rows, land__pages=[page]))
    return found


def rendered(body: str) -> str:
    return MARKDOWN.render(Environment().from_string(body).render())


def links(html: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="([^"]*)"', html))


def test_the_headline_says_how_many_of_what(settings: Settings) -> None:
    found = batch(settings, *(row(f"q{n}") for n in range(3)))
    assert form.subject(found) == "clean: 3 rows set aside by body_is_long_enough"


def test_the_body_says_why_what_happens_and_where_to_look(settings: Settings) -> None:
    found = batch(settings, *(row(f"q{n}") for n in range(9)))
    text = form.body(found)
    assert "Shorter texts are teasers" in rendered(text)
    assert "exactly these findings pass" in text
    assert "`published_at`, `byline`" in text
    assert text.count("\n| `q") == form.SAMPLE
    assert links(rendered(text)) == {
        "/rasad/quarantine?stage=clean&amp;reason=body_is_long_enough&amp;status=open",
        "/rasad/gate?stage=clean&amp;batch=b1",
    }
    assert "quarantine show q0 --page" in text


def test_it_warns_of_a_release_that_the_gate_will_not_let_pass(settings: Settings) -> None:
    found = batch(
        settings,
        row("q1", stage="claims", reason="span_is_not_its_text"),
        row("q0", "p-q1", stage="claims", reason="span_is_not_its_text", status="released"),
    )
    assert "mend the cause first" in form.body(found)
    assert "released 1 times before, and came back" in form.body(found)
    assert "`leave_out`" in form.body(found)


def test_more_rows_than_one_answer_is_about_are_counted(settings: Settings) -> None:
    filled(settings, *(row(f"q{n}") for n in range(4)))
    (found,) = waiting(settings, 3)
    assert "the oldest of 4 that wait" in form.body(found)


@pytest.mark.parametrize("text", HOSTILE)
def test_fetched_text_is_shown_and_does_nothing(settings: Settings, text: str) -> None:
    page = {
        "page_id": "p-q1",
        "source_id": "med:nile",
        "url": f"http://nile.example/{text}",
        "archive_file": "b",
        "archive_offset": 7,
    }
    (found,) = waiting(filled(settings, row("q1", fault={"unit_id": "p-q1", "title": text}), land__pages=[page]))
    html = rendered(form.body(found))
    assert links(html) == {
        "/rasad/quarantine?stage=clean&amp;reason=body_is_long_enough&amp;status=open",
        "/rasad/gate?stage=clean&amp;batch=b1",
    }
    assert not re.search(r"<(script|img|b|i|h1|hr|del)\b", html)
    assert html.count("<tr>") == 2
    assert not {"\u202e", "\u2066", "\x1b"} & set(html)


@given(st.text(max_size=60))
def test_any_text_reads_as_what_it_is(text: str) -> None:
    # Line breaks and runs of spaces are one space in a cell; half a surrogate pair is spelled out.
    wanted = plain(" ".join(text.split()))
    html = MARKDOWN.render(f"x{form._text(text)}x")
    shown = re.sub(r"<!-- -->|</?p>\n?", "", html)
    unescaped = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert unescaped == f"x{wanted}x"


def test_a_long_value_is_cut(settings: Settings) -> None:
    found = batch(settings, row("q1", fault={"unit_id": "p-q1", "body": "x" * 5_000}))
    assert max(map(len, form.body(found).splitlines())) < 1_000


def test_the_options_of_the_form_are_those_of_the_dag() -> None:
    assert form.OPTIONS == ("Release", "Discard", "Fix and replay", "Leave")
    assert json.dumps(form.OPTIONS)
