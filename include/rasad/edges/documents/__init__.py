"""Pages as the web serves them: bytes to characters, characters to a tree, a tree to the article's text and metadata."""

from __future__ import annotations

from rasad.edges.documents.extraction import Extracted, Shape, extract
from rasad.edges.documents.metadata import Metadata
from rasad.edges.documents.stated_dates import Stated

__all__ = ["Extracted", "Metadata", "Shape", "Stated", "extract"]
