"""Bytes to text: charsets, joiners, hidden text, limits."""

from __future__ import annotations

import importlib.metadata
import json

import pytest
from clean_pages import PERSIAN, SENTENCE, URL, article, html

from rasad.edges.documents import Extracted, extract
from rasad.edges.documents.extraction import TRAFILATURA
from rasad.model import Rejected

ZWNJ, ZWJ = "\u200c", "\u200d"


def extracted(markup: str | bytes) -> Extracted:
    found = extract(markup.encode() if isinstance(markup, str) else markup, URL)
    assert isinstance(found, Extracted), found
    return found


def refused(markup: str | bytes) -> str:
    found = extract(markup.encode() if isinstance(markup, str) else markup, URL)
    assert isinstance(found, Rejected)
    return found.reason


def test_the_mended_version_of_trafilatura_is_the_installed_one() -> None:
    assert importlib.metadata.version("trafilatura") == TRAFILATURA


@pytest.mark.parametrize("written", [ZWNJ, "&zwnj;", "&#8204;", "&#x200C;"])
def test_a_zwnj_survives_in_text_and_title_however_it_is_written(written: str) -> None:
    sentence = PERSIAN.replace(ZWNJ, written)
    title = f"قایق{written}های تازه در بندر لنگرگاه"
    found = extracted(html(article(sentence=sentence, heading=title), title=title, language="fa"))
    assert found.text.count(f"قایق{ZWNJ}های") == 13  # the heading and twice in each of six paragraphs
    assert found.metadata.title == f"قایق{ZWNJ}های تازه در بندر لنگرگاه"


def test_a_zwj_survives_in_text() -> None:
    found = extracted(html(article(sentence=PERSIAN.replace("بندر", f"بند{ZWJ}ر")), language="fa"))
    assert f"بند{ZWJ}ر" in found.text


def test_a_zwnj_survives_in_the_author() -> None:
    head = f'<meta name="author" content="نیما قایق{ZWNJ}ران">'
    assert extracted(html(article(), head=head)).metadata.author == f"نیما قایق{ZWNJ}ران"


def test_control_characters_and_other_format_characters_do_not_survive() -> None:
    found = extracted(
        html(article(extra="<p>The \x1bpilot \u202esaid\u202c so in the har\u00adbour log of the town.</p>"))
    )
    assert not set(found.text) & set("\x1b\u202e\u202c")


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1256"),
        ("utf-8", "iso-8859-1"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "utf-8"),
        ("cp1256", "windows-1256"),
        ("cp1256", "utf-8"),
        ("cp1256", ""),
    ],
)
def test_the_bytes_decide_the_charset_before_the_declaration_does(codec: str, declared: str) -> None:
    arabic_letters = PERSIAN.replace("ی", "ي")  # windows-1256 has no Persian yeh
    markup = html(article(sentence=arabic_letters), language="fa").replace(
        '<meta charset="utf-8">', f'<meta charset="{declared}">' if declared else ""
    )
    assert arabic_letters.strip()[:30] in extracted(markup.encode(codec)).text


def test_a_few_broken_bytes_do_not_turn_a_page_into_another_charset() -> None:
    damaged = (
        html(article(sentence="The café of the harbour was full. " + SENTENCE))
        .encode()
        .replace(b"Monday", b"Mon\xffday", 3)
    )
    text = extracted(damaged).text
    assert "café" in text
    assert "Mon\ufffdday" in text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\x00 ", "empty"),
        (b"%PDF-1.7 and more", "not_html"),
        (b"\x1f\x8b\x08\x00rest", "not_html"),
        (b'{"articles": []}', "not_html"),
        (b"Only words and no markup at all.", "not_html"),
        (bytes((number * 7919 + 13) % 256 for number in range(20_000)), "encoding"),
    ],
)
def test_what_is_not_a_page_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    assert refused(data) == reason


@pytest.mark.parametrize(
    "markup",
    [
        html(article() + "<i>x</i>" * 13_000),
        html(article(extra=f"<div {' '.join(f'a{number}=1' for number in range(3_000))}></div>")),
        html(article() + "<p>" + "word " * 500_000 + "</p>"),
        html(article(), head="<script>" + "x" * 6_100_000 + "</script>"),
    ],
    ids=["tags", "attributes", "markup", "scripts"],
)
def test_a_page_that_costs_too_much_is_refused_before_it_is_parsed(markup: str) -> None:
    assert refused(markup) == "too_big"


def test_long_scripts_do_not_count_as_markup() -> None:
    assert SENTENCE.strip() in extracted(html(article(), head="<script>" + "x" * 2_500_000 + "</script>")).text


@pytest.mark.parametrize(
    "beside",
    [
        '<figure><img src="a.jpg"><figcaption>SECRET words under a picture of the pier.</figcaption></figure>',
        '<div class="newsletter-signup"><p>SECRET words that ask for an address of the reader.</p></div>',
        '<p><a href="/other">SECRET headline of another article of the town</a></p>',
    ],
)
def test_captions_and_promotion_are_not_the_article(beside: str) -> None:
    found = extracted(html(article(extra=beside)))
    assert SENTENCE.strip() in found.text
    assert "SECRET" not in found.text


def test_a_container_named_after_an_entry_is_never_promotion() -> None:
    told = "".join(f"<p>{SENTENCE}Pier {number}.</p>" for number in range(6))
    assert SENTENCE.strip() in extracted(html(f'<div class="entry-content read-more">{told}</div>')).text


def test_the_body_in_json_ld_steps_in_only_where_the_page_itself_gave_something_else() -> None:
    stated = SENTENCE * 12
    block = json.dumps({"@type": "NewsArticle", "articleBody": stated})
    head = f'<script type="application/ld+json">{block}</script>'
    other = (
        "<article><h1>Harbour opens a new pier</h1><p>Buy a boat today, with a small loan from our shop.</p></article>"
    )
    assert extracted(html(other, head=head)).text == stated.strip()
    assert extracted(html(article(), head=head)).text.startswith("Harbour opens")


def test_json_ld_of_any_shape_never_breaks_a_page() -> None:
    for block in (
        "[" * 50_000,
        '{"a":' * 50_000,
        '{"@type":["NewsArticle",7],"author":[{"name":["A B",{}]},3]}',
        "null",
    ):
        found = extracted(html(article(), head=f'<script type="application/ld+json">{block}</script>'))
        assert SENTENCE.strip() in found.text


def test_a_section_name_around_the_headline_is_not_part_of_the_title() -> None:
    head = '<meta property="og:title" content="Harbour opens a new pier in Lanport">'
    markup = html(article(heading="<span>Town news</span> Harbour opens a new pier in Lanport"), head=head, title="x")
    assert extracted(markup).metadata.title == "Harbour opens a new pier in Lanport"
