"""Attribution relations of English articles: who says what, by which words."""

from __future__ import annotations

from rasad.model import Relation
from rasad.stages.claims.document import Document
from rasad.stages.claims.english import lexicon as lexicons
from rasad.stages.claims.english.line import read_line
from rasad.stages.claims.english.reading import Reading

__all__ = ["find"]


def find(document: Document) -> tuple[Relation, ...]:
    """Every attribution relation of an English article in reading order. Pure; linear in the article's length."""
    lexicon = lexicons.load()
    reading = Reading()
    for paragraph, sentences in zip(document.paragraphs, document.sentences, strict=True):
        reading.add(read_line(document.text, paragraph, sentences, lexicon))
    return tuple(reading.relations)
