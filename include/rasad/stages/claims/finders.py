"""The finder of attribution relations of each language, loaded when its first article comes."""

from __future__ import annotations

from importlib import import_module

from rasad.model import Language, Relation
from rasad.stages.claims.document import Document

_FINDERS: dict[str, str] = {"en": "rasad.stages.claims.english", "fa": "rasad.stages.claims.persian"}
LANGUAGES: tuple[Language, ...] = ("en", "fa")


def find(document: Document) -> tuple[Relation, ...]:
    """The attribution relations of a document. Raises KeyError for a language without a finder."""
    relations: tuple[Relation, ...] = import_module(_FINDERS[document.language]).find(document)
    return relations
