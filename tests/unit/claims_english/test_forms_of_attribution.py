"""Every form in which English news attributes: who, with which words, what. The texts are ours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.model import Relation, Tagged
from rasad.stages.claims.english import find
from rasad.stages.claims.reading import read

NOTHING = Tagged(relevant=True, score=1.0, reason="", topics=(), mentions=())


def relations(text: str) -> tuple[Relation, ...]:
    return find(read(text, title=None, language="en", published=None, source_id=None, tagged=NOTHING))


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each relation in words."""
    return [
        tuple(" … ".join(span.of(text) for span in spans) for spans in (r.source, r.cue, r.content))  # type: ignore[misc]
        for r in relations(text)
    ]


FORMS = [
    ("The mayor said the bridge would open in spring.", "The mayor", "said", "the bridge would open in spring"),
    ("“The bridge is safe,” the mayor said.", "the mayor", "said", "The bridge is safe"),
    ("“The bridge is safe,” said the mayor.", "the mayor", "said", "The bridge is safe"),
    ("According to two engineers, the bridge is not safe.", "two engineers", "According to", "the bridge is not safe"),
    ("The bridge is not safe, according to two engineers.", "two engineers", "according to", "The bridge is not safe"),
    ("The council denied that money was missing.", "The council", "denied", "money was missing"),
    ("The union accused the council of hiding the report.", "The union", "accused", "of hiding the report"),
    ("The union urged the council to publish the report.", "The union", "urged", "to publish the report"),
    ("The council’s report shows that the wells are dry.", "report", "shows", "the wells are dry"),
    ("The governor warned that the reservoir was falling.", "The governor", "warned", "the reservoir was falling"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), FORMS, ids=[form[0][:40] for form in FORMS])
def test_a_form_gives_its_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    assert any(source in s and cue in c and content in w for s, c, w in told(text)), told(text)


def test_a_quote_that_its_attribution_splits_is_one_content_in_two_pieces() -> None:
    found = told("“We waited all night,” the clerk said. “Nobody came to the door.”")
    assert any("We waited all night" in w and "Nobody came to the door" in w for _, _, w in found)


def test_words_that_nobody_attributes_are_not_claims() -> None:
    assert [
        r
        for r in relations("The bridge was built in 1960. It spans the river and carries two lanes.")
        if r.voice == "speaker"
    ] == []


def test_a_name_in_quotation_marks_is_not_a_quote() -> None:
    assert [
        r for r in relations("The “River Towns Front” met in the old hall on Monday.") if r.quote_type == "direct"
    ] == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "said", "“said” said", "According to", "She said.", "He said that."]
)
def test_scraps_of_text_never_raise(text: str) -> None:
    relations(text)


@given(st.text(alphabet="the mayor said “” according to, that. denied\n'’he it", max_size=300))
@settings(max_examples=150, deadline=None)
def test_every_span_lies_inside_the_text_and_holds_something(text: str) -> None:
    for relation in relations(text):
        assert relation.content
        for span in (*relation.content, *relation.cue, *relation.source):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip()
