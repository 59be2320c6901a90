"""Pages nested deeper than the parser follows: their text is read, or the reason says why not."""

from __future__ import annotations

import pytest
from clean_pages import SENTENCE, URL, article, html
from hypothesis import given
from hypothesis import strategies as st

from rasad.edges.documents import Extracted, extract
from rasad.edges.documents.parsing import parse, shallow
from rasad.model import Rejected


@pytest.mark.parametrize("depth", [100, 250, 253, 300, 3_000, 10_000])
@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "section"])
def test_the_text_of_a_page_is_read_however_deep_it_nests(tag: str, depth: int) -> None:
    found = extract(html(f"<{tag}>" * depth + article() + f"</{tag}>" * depth).encode(), URL)
    assert isinstance(found, Extracted), found
    assert found.text.count(SENTENCE.strip()) == 12


def test_nested_lists_and_tables_keep_their_words() -> None:
    for opens, closes in (("<ul><li>", "</li></ul>"), ("<table><tr><td>", "</td></tr></table>")):
        markup = html(f"<article>{opens * 1_000}{SENTENCE * 5}{closes * 1_000}</article>")
        found = extract(markup.encode(), URL)
        assert isinstance(found, Extracted), found
        assert SENTENCE.strip() in found.text


def test_a_page_of_wrappers_and_little_else_is_refused_as_too_deep() -> None:
    found = extract(html("<div>" * 60_000 + article()).encode(), URL)
    assert isinstance(found, Rejected)
    assert found.reason == "too_deep"


def test_an_ordinary_page_is_left_as_it_is() -> None:
    markup = html(article(extra="<!-- <div> --><br><img src=a><input>"), head="<script>'<div><div>'</script>")
    assert shallow(markup, 15) == markup


def test_tags_in_scripts_and_comments_are_no_nesting() -> None:
    markup = html("<script>" + "<div>" * 900 + "</script><!--" + "<div>" * 900 + "-->" + article())
    assert shallow(markup, 15) == markup


@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<b>", "</b>", "<p>", "</p>", "word ", "<br>"]), max_size=60),
    st.integers(0, 3),
)
def test_no_word_is_lost_and_every_page_is_parsed_to_its_end(parts: list[str], times: int) -> None:
    markup = "<html><body>" + "".join(parts) * 10**times + "</body></html>"
    tree = parse(markup)
    assert not isinstance(tree, Rejected)
    assert shallow(markup, 15).count("word") == markup.count("word")
    assert "".join(tree.itertext()).count("word") == markup.count("word")
