"""From a document to its attribution relations, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from rasad.model import Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.persian.carried import Carried
from rasad.stages.claims.persian.carriers import passed_on
from rasad.stages.claims.persian.colon_speaker import colon_speaker
from rasad.stages.claims.persian.drafts import Draft, relation
from rasad.stages.claims.persian.nesting import nested, shifted
from rasad.stages.claims.persian.reading import Reading, read
from rasad.stages.claims.persian.source_phrases import phrased
from rasad.stages.claims.persian.verbal import verbal
from rasad.stages.claims.persian.while_saying import participial
from rasad.stages.claims.persian.words_first import said_of
from rasad.text.quotes import quotes
from rasad.text.sentences import sentences


def find(document: Document) -> tuple[Relation, ...]:
    """Every attribution relation of a Persian document, in the order of its sentences.

    Spans are code points of `document.text`. `parent` is an index into the returned tuple. Never raises on any text.
    """
    found: list[Relation] = []
    carried, before = Carried(), None
    for reading in _readings(document):
        if reading is None:
            carried.end_paragraph()
            continue
        drafts = (*_attributed(reading, carried, before), *_quoted_speech(document, reading))
        before = None if drafts else reading
        relations = [made for draft in drafts if (made := relation(draft)) is not None]
        earlier = len(found)
        found.extend(shifted(item, earlier) for item in nested(relations))
    return tuple(found)


def _readings(document: Document) -> Iterator[Reading | None]:
    """The sentences taken apart, and None after each paragraph."""
    names = sorted(mention.span for mention in document.mentions)
    for paragraph, parts in zip(document.paragraphs, document.sentences, strict=True):
        marks = quotes(document.text, paragraph)
        opened = [mark.outer.start for mark in marks]
        for sentence in parts:
            # a quotation may have opened in the sentence before
            inside = marks[max(bisect_left(opened, sentence.start) - 1, 0) : bisect_left(opened, sentence.end)]
            named = names[bisect_left(names, Span(sentence.start, 0)) : bisect_left(names, Span(sentence.end, 0))]
            yield read(document.folded, sentence, inside, named)
        yield None


def _attributed(reading: Reading, carried: Carried, before: Reading | None) -> tuple[Draft, ...]:
    """The sentence's own relations, or the one that it inherits. A bare quotation goes on before it is read."""
    whole = reading.whole_quotation
    if whole is not None and whole.closed and (floating := carried.floating(reading)) is not None:
        return (floating,)
    drafts = _drafts(reading)
    if before is not None and not drafts and (first := said_of(before, reading)) is not None:
        drafts = (first,)
    if drafts:
        carried.attributed(drafts)
        return drafts
    inherited = carried.into(reading)
    return () if inherited is None else (inherited,)


def _drafts(reading: Reading) -> tuple[Draft, ...]:
    said = verbal(reading)
    drafts = (*passed_on(reading, said, phrased(reading, said)), *participial(reading, said))
    if drafts:
        return drafts
    opened = colon_speaker(reading)
    return () if opened is None else (opened,)


def _quoted_speech(document: Document, reading: Reading) -> Iterator[Draft]:
    """What people quote inside quoted speech, where the quotation names them."""
    for quoted in reading.speech_at.values():
        for sentence in sentences(document.text, quoted.inner):
            inner = read(document.folded, sentence, ())
            yield from (draft for draft in _drafts(inner) if draft.source is not None)
