"""Paired quotation marks of both languages, and what looks like one and is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.edges.confined import Confined
from rasad.model import Rejected, Span
from rasad.text.quotes import quotes


def _inner(text: str) -> list[str]:
    return [quote.inner.of(text) for quote in quotes(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "He said “yes” twice.",
        'He said "yes" twice.',
        "He said ''yes'' twice.",
        "He said ‘yes’ twice.",
        "گفت «yes» باز.",
    ],
)
def test_every_pair_of_marks_quotes(text: str) -> None:
    assert _inner(text) == ["yes"]


def test_the_outer_span_has_the_marks_and_the_inner_has_not() -> None:
    text = "He said ''yes'' twice."
    (quote,) = quotes(text, Span(0, len(text)))
    assert (quote.outer.of(text), quote.inner.of(text), quote.closed) == ("''yes''", "yes", True)


@pytest.mark.parametrize("text", ["It's Roe's bridge.", "the engineers’ report", "rock ’n’ roll", "the ‘90s were long"])
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert _inner(text) == []


def test_a_contraction_inside_single_marks_does_not_close_them() -> None:
    assert _inner("‘It’s not safe,’ she said.") == ["It’s not safe,"]


def test_only_the_outermost_quote_counts() -> None:
    assert _inner("“He said ‘no’ and “never”,” she said.") == ["He said ‘no’ and “never”,"]


def test_a_closing_mark_of_another_kind_closes() -> None:
    assert _inner("«yes” and no") == ["yes"]
    assert _inner('"yes” and no') == ["yes"]


def test_a_quote_that_the_paragraph_leaves_open_ends_with_it() -> None:
    text = "She said: “The bridge is shut."
    (quote,) = quotes(text, Span(0, len(text)))
    assert (quote.inner.of(text), quote.closed) == ("The bridge is shut.", False)


def test_a_lone_closing_mark_quotes_nothing() -> None:
    assert _inner("The bridge is shut.” It stays so.") == []


def test_only_the_given_paragraph_is_read() -> None:
    text = "“a” “b” “c”"
    assert [quote.inner.of(text) for quote in quotes(text, Span(4, 7))] == ["b"]


@given(st.text(alphabet="ab \"'“”«»‹›„‘’`", max_size=80))
def test_quotes_are_in_order_apart_and_inside_the_text(text: str) -> None:
    end = 0
    for quote in quotes(text, Span(0, len(text))):
        assert end <= quote.outer.start < quote.outer.end <= len(text)
        assert quote.outer.contains(quote.inner)
        end = quote.outer.end


@pytest.mark.parametrize("unit", ['"', "“", "”", "‘a ", "''", "«a» ", "’"])
def test_a_text_of_nothing_but_marks_is_read_within_the_budget(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    with Confined(cpu_s=15) as cell:
        assert not isinstance(cell.run("rasad.text.quotes:quotes", text, Span(0, len(text))), Rejected)
