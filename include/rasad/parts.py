"""Which stages read each document for itself, and how a batch of those is cut into parts that any worker can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_PARTS = 500
"""Airflow maps one task over at most 1,024 values."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a stage that may be read apart from each other.

    `table` is the input that is cut, `key` its id; the rows of the tables `beside` go with their documents. `size` is an SQL
    expression on `table`: what a document costs, in characters of text. `final` says that what is read of documents are
    the rows of the stage; elsewhere the stage makes its rows of them once all are together.
    """

    table: str
    key: str
    size: str
    beside: tuple[str, ...] = ()
    has_payload: bool = False
    final: bool = False


# Parsing a page costs as much as matching some thousands of characters, and how long its text is shows afterwards.
DOCUMENTS = {
    "clean": Documents("pages", "page_id", "4000", beside=("corrections",), has_payload=True),
    "dedupe": Documents("versions", "version_id", "length(body)"),
    "tag": Documents("versions", "version_id", "length(body)", final=True),
    "claims": Documents(
        "versions", "version_id", "length(body)", beside=("mentions", "topics", "upstreams", "left_out"), final=True
    ),
}


def cut(sizes: Sequence[int], most: int) -> list[range]:
    """Stretches of consecutive documents of about equal size, in order, none empty and together all.

    There are as few as their sum needs at `most` each, at most MOST_PARTS; one exceeds its share by less than its largest
    document. The cut depends on the sizes alone, and nothing that is read of a document depends on the cut.
    """
    if not sizes:
        return []
    total = max(sum(sizes), 1)
    count = min(MOST_PARTS, -(-total // most))
    starts: list[int] = []
    before, part = 0, -1
    for at, size in enumerate(sizes):
        # The part in which the middle of a document lies.
        own = min(count - 1, (2 * before + size) * count // (2 * total))
        if own != part:
            starts.append(at)
            part = own
        before += size
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(sizes)], strict=True)]
