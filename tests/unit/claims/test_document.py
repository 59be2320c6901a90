"""Looking things up by place in a document: the same answers as reading everything, whatever stands where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Mention, Span
from rasad.stages.claims.document import Document
from rasad.text.normalise import fold
from rasad.text.sentences import paragraphs, sentences

TEXT = "پل باز شد. راه بسته است!\n\nA gate opened. It shut again.\nسه خط دیگر."
_SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def document(spans: list[Span]) -> Document:
    found = paragraphs(TEXT)
    mentions = tuple(Mention(span, span.of(TEXT), None, "person") for span in sorted(spans))
    parts = tuple(sentences(TEXT, paragraph) for paragraph in found)
    return Document(TEXT, "fa", None, None, None, found, parts, mentions, fold(TEXT))


@given(st.lists(_SPANS, max_size=12), _SPANS)
def test_mentions_at_a_place_are_those_that_overlap_it(spans: list[Span], place: Span) -> None:
    story = document(spans)
    assert story.mentions_at(place) == tuple(one for one in story.mentions if one.span.overlaps(place))


@given(st.integers(0, len(TEXT) + 3))
def test_the_sentence_at_a_place_holds_it(place: int) -> None:
    story = document([])
    every = [sentence for part in story.sentences for sentence in part]
    assert story.sentence_at(place) == next((one for one in every if one.start <= place < one.end), None)


@given(st.integers(0, len(TEXT) + 3), st.integers(1, 6))
def test_sentences_before_a_place_come_nearest_first(place: int, most: int) -> None:
    story = document([])
    earlier = [sentence for part in story.sentences for sentence in part if sentence.start < place]
    assert story.sentences_before(place, most) == tuple(earlier[::-1][:most])
