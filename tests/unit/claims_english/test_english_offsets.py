"""Whatever the text, spans are exact, in order, and never empty; the same text gives the same relations."""

from __future__ import annotations

from english_builders import relations
from hypothesis import given, settings
from hypothesis import strategies as st

_WORDS = [
    "said", "the", "mayor", "that", "“", "”", '"', ",", ".", "according", "to", "Roe", "and", "warned", "claim", "of",
    "was", "accused", "by", "adding", "who", "reportedly", ":", "\n", "he", "its", "’s", "not", "will", "—", "(", ")",
    "asked", "whether", "told", "is", "In", "view", "The", "meeting", "sources", "پل", "\u200c", "😀",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=60))
def test_every_span_lies_in_the_text_and_has_words(parts: list[str]) -> None:
    text = " ".join(parts)
    found = relations(text)
    for number, relation in enumerate(found):
        assert relation.content
        assert relation.parent is None or (0 <= relation.parent < len(found) and relation.parent != number)
        for span in (*relation.content, *relation.cue, *relation.source):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
    assert relations(text) == found


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for relation in relations(text):
        assert all(span.of(text).strip() for span in relation.content)
