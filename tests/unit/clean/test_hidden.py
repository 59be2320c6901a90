"""Text that no reader sees is not the article's; text that looks hidden to a careless eye is."""

from __future__ import annotations

import pytest
from clean_pages import SENTENCE, URL, article, html

from rasad.edges.documents import Extracted, extract

SAID = "SECRET line of words that nobody sees on the page."


def text_of(markup: str) -> str:
    found = extract(markup.encode(), URL)
    assert isinstance(found, Extracted), found
    return found.text


@pytest.mark.parametrize(
    "markup",
    [
        f'<p style="display:none">{SAID}</p>',
        f'<p style="DISPLAY : none !important">{SAID}</p>',
        f'<p style="visibility:hidden">{SAID}</p>',
        f'<p style="font-size: 0">{SAID}</p>',
        f'<p style="font-size:0px;">{SAID}</p>',
        f'<p style="position:absolute;left:-9999px">{SAID}</p>',
        f'<p style="text-indent:-999em">{SAID}</p>',
        f'<p style="transform: translateX(-9999px)">{SAID}</p>',
        f'<div style="height:0;overflow:hidden"><p>{SAID}</p></div>',
        f'<p style="color:#fff;background:#fff">{SAID}</p>',
        f'<p style="background-color: white; color: #FFFFFF">{SAID}</p>',
        f'<p style="clip: rect(0 0 0 0); position: absolute">{SAID}</p>',
        f"<p hidden>{SAID}</p>",
        f'<div aria-hidden="true"><p>{SAID}</p></div>',
        f'<p class="visually-hidden">{SAID}</p>',
        f'<p class="note sr-only">{SAID}</p>',
        f'<p class="screen-reader-text">{SAID}</p>',
        f"<!-- <p>{SAID}</p> -->",
        f"<template><p>{SAID}</p></template>",
    ],
)
def test_hidden_text_is_not_the_article(markup: str) -> None:
    text = text_of(html(article(extra=markup)))
    assert SENTENCE.strip() in text
    assert "SECRET" not in text


@pytest.mark.parametrize(
    "markup",
    [
        f'<p style="font-size:0.9em">{SAID}</p>',
        f'<p style="color:#000;background:#fff">{SAID}</p>',
        f'<p style="margin-left:-100px">{SAID}</p>',
        f'<p style="line-height:0.5;border-top:0">{SAID}</p>',
        f'<p class="d-none d-md-block">{SAID}</p>',
        f'<p class="hidden md:block">{SAID}</p>',
        f'<p class="unhidden">{SAID}</p>',
        f'<p aria-hidden="false">{SAID}</p>',
    ],
)
def test_text_that_some_readers_see_is_kept(markup: str) -> None:
    assert "SECRET" in text_of(html(article(extra=markup)))


def test_a_page_that_hides_its_whole_text_until_a_script_runs_keeps_it() -> None:
    told = "".join(f'<p style="display:none">{SENTENCE}Pier {number}.</p>' for number in range(20))
    assert SENTENCE.strip() in text_of(html(f"<article><h1>Harbour opens a new pier</h1>{told}</article>"))
