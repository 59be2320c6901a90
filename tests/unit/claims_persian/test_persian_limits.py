"""Hostile text: one endless sentence of cues or quotation marks costs no more than prose."""

from __future__ import annotations

import pytest

from rasad.model import Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.persian import find
from rasad.text.normalise import fold

_CHARACTERS = 500_000  # about 1 MB in UTF-8


@pytest.mark.parametrize(
    "unit",
    [
        "گفت ",
        "«",
        "« » ",
        "وی گفت: «الف» ",
        "به گزارش آوا ",
        "که ",
        "با بیان اینکه ",
        "خواستار ",
        "نماینده در ",
        "\u200c",
    ],
)
def test_an_endless_sentence_comes_to_an_end(unit: str) -> None:
    text = unit * (_CHARACTERS // len(unit))
    whole = Span(0, len(text))
    document = Document(text, "fa", None, None, None, (whole,), ((whole,),), (), fold(text))
    for relation in find(document):
        assert all(whole.contains(span) and span.start < span.end for span in relation.content)


def test_many_short_sentences_are_all_read() -> None:
    unit = "وی گفت: «پل باز است.» "
    text = unit * (_CHARACTERS // 8 // len(unit))
    spans = tuple(Span(at, at + len(unit) - 1) for at in range(0, len(text), len(unit)))
    document = Document(text, "fa", None, None, None, (Span(0, len(text)),), (spans,), (), fold(text))
    found = find(document)
    assert len(found) == len(spans)
