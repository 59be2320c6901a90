"""Who stood where a sentence has its subject: the person whom a pronoun in a later sentence takes up."""

from __future__ import annotations

import re

from rasad.model import Mention, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning

_AFTER_COMMA = re.compile(r"[,،]")
_PARTICIPLES = ("ing", "ed")  # "praising X": the person belongs to the phrase that the participle opens
_REACH = 160
"""How many characters into a sentence a name may stand and still be taken for its subject."""
_SENTENCES = 6  # back from the pronoun


def subject_before(document: Document, meaning: Meaning, at: int) -> tuple[Mention, str] | None:
    """The last person who stood where a sentence has its subject, before a place in the text, with their id."""
    for start in (sentence.start for sentence in document.sentences_before(at, _SENTENCES)):
        for mention, who in document.people_at(Span(start, min(start + _REACH, at))):
            if mention.span.start >= start and _leads(document, meaning, start, mention):
                return mention, who
    return None


def named_right_before(document: Document, span: Span) -> tuple[Mention, str] | None:
    """The name that stands right before a relative pronoun, with its id; people alone may be unknown."""
    before = Span(span.start - 3, span.start)
    linked = [(mention, mention.entity_id) for mention in document.mentions_at(before) if mention.entity_id]
    near = (each for each in (*linked, *document.people_at(before)) if 0 <= span.start - each[0].span.end <= 2)
    return next(near, None)


def named_beside(document: Document, relation: Relation) -> frozenset[str]:
    """The people whom a relation names beside its source: "he told X", "X, he said". A pronoun that speaks is none of them.

    Who is spoken of or to by name is somebody else than a pronoun that governs the name (Principle C of Chomsky 1981). Roles do not
    bar: a president says what the president will do.
    """
    first, *_ = relation.source
    spans = [Span(first.end, span.start) for span in relation.content if span.start > first.end]
    beside = (each for span in (*relation.content, *spans[:1]) for each in document.people_at(span))
    return frozenset(who for mention, who in beside if mention.mention_type == "name")


def _leads(document: Document, meaning: Meaning, sentence_start: int, mention: Mention) -> bool:
    # What an adverbial before the subject holds ("On Sunday, in Qazvin, the minister ...") says nothing of the subject.
    before = _AFTER_COMMA.split(document.folded.slice(Span(sentence_start, mention.span.start)))[-1]
    after = document.folded.slice(Span(mention.span.end, mention.span.end + 2))
    if any(after.startswith(mark) for mark in meaning.words.possessives):
        return False
    if meaning.words.head_first:  # any noun before it is the head that it hangs on
        return all(word in meaning.titles or word in meaning.class_nouns for word in before.split())
    opening = (before.split() or [""])[0]
    if opening in meaning.pronoun and opening not in meaning.words.determiners:  # "He challenged X": X is no subject
        return False
    if opening.endswith(_PARTICIPLES):
        return False
    return meaning.preposition.search(before) is None
