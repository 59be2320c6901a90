"""Hostile text: endless cues, quotation marks or commas are read to their end (benchmarks/hostile_text.py shows at what cost)."""

from __future__ import annotations

import pytest
from english_builders import document

from rasad.stages.claims.english import find

_CHARACTERS = 100_000


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        '" ',
        "“a” ",
        "‘a ",
        "a, ",
        "(",
        "—",
        "he said ",
        "that he said ",
        "The man who said ",
        "made a claim of ",
        "according to ",
        "it was reported that ",
        '"a b c d e," said X, ',
        "a.b",
        "x",
        "X: he said. ",
        "said that he said\n",
    ],
)
def test_endless_repetition_comes_to_an_end(unit: str) -> None:
    text = unit * (_CHARACTERS // len(unit))
    for relation in find(document(text)):
        assert all(
            0 <= span.start < span.end <= len(text) for span in (*relation.content, *relation.cue, *relation.source)
        )
