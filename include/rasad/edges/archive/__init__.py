"""The archive: every response that becomes evidence, as a WARC record that can be found and verified again."""

from __future__ import annotations

from rasad.edges.archive.files import mend
from rasad.edges.archive.foreign import Foreign, records
from rasad.edges.archive.place import Damaged, Missing, Place
from rasad.edges.archive.reading import Record, end_of, original, payload, record
from rasad.edges.archive.shelf import Root, Shelf, opened, shelf
from rasad.edges.archive.verification import verify_sample
from rasad.edges.archive.writer import Writer, writing

__all__ = [
    "Damaged",
    "Foreign",
    "Missing",
    "Place",
    "Record",
    "Root",
    "Shelf",
    "Writer",
    "end_of",
    "mend",
    "opened",
    "original",
    "payload",
    "record",
    "records",
    "shelf",
    "verify_sample",
    "writing",
]
