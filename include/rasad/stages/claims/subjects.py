"""Who stood where a sentence has its subject: the person whom a pronoun in a later sentence takes up."""

from __future__ import annotations

import re

from rasad.model import Mention, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning

_AFTER_COMMA = re.compile(r"[,،]")
_PARTICIPLES = ("ing", "ed")  # "praising X": the person belongs to the phrase that the participle opens
_REACH = 160
"""How many characters into a sentence a name may stand and still be taken for its subject."""
_SENTENCES = 6  # back from the pronoun


def subject_before(document: Document, meaning: Meaning, at: int) -> Mention | None:
    """The last linked person who stood where a sentence has its subject, before a place in the text."""
    for start in (sentence.start for sentence in document.sentences_before(at, _SENTENCES)):
        for mention in document.mentions_at(Span(start, min(start + _REACH, at))):
            within = mention.span.start >= start
            if (
                within
                and mention.entity_type == "person"
                and mention.entity_id
                and _leads(document, meaning, start, mention)
            ):
                return mention
    return None


def _leads(document: Document, meaning: Meaning, sentence_start: int, mention: Mention) -> bool:
    # What an adverbial before the subject holds ("On Sunday, in Qazvin, the minister ...") says nothing of the subject.
    before = _AFTER_COMMA.split(document.folded.slice(Span(sentence_start, mention.span.start)))[-1]
    after = document.folded.slice(Span(mention.span.end, mention.span.end + 2))
    if any(after.startswith(mark) for mark in meaning.words.possessives):
        return False
    if meaning.words.head_first:  # any noun before it is the head that it hangs on
        return all(word in meaning.titles or word in meaning.class_nouns for word in before.split())
    opens_phrase = before.split(maxsplit=1)[:1]
    if opens_phrase and opens_phrase[0].endswith(_PARTICIPLES):
        return False
    return meaning.preposition.search(before) is None
