"""Hostile text: one endless sentence of cues or quotation marks costs no more than prose."""

from __future__ import annotations

import time

import pytest

from rasad.model import Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.persian import find
from rasad.text.normalise import fold

_CHARACTERS = 500_000  # about 1 MB in UTF-8
_SECONDS = 2.0


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
def test_an_endless_sentence_is_read_in_linear_time(unit: str) -> None:
    text = unit * (_CHARACTERS // len(unit))
    whole = Span(0, len(text))
    document = Document(text, "fa", None, None, None, (whole,), ((whole,),), (), fold(text))
    began = time.perf_counter()
    find(document)
    assert time.perf_counter() - began < _SECONDS


def test_many_short_sentences_are_read_in_linear_time() -> None:
    unit = "وی گفت: «پل باز است.» "
    text = unit * (_CHARACTERS // 8 // len(unit))
    spans = tuple(Span(at, at + len(unit) - 1) for at in range(0, len(text), len(unit)))
    document = Document(text, "fa", None, None, None, (Span(0, len(text)),), (spans,), (), fold(text))
    began = time.perf_counter()
    found = find(document)
    assert len(found) == len(spans)
    assert time.perf_counter() - began < _SECONDS
