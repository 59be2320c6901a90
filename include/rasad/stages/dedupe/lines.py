"""dedupe as a filter: id, text, language in (time order); id, cluster_id, kind, similarity out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from rasad.filters import Row, failure, is_failure
from rasad.stages.dedupe.clusters import cluster
from rasad.text.fingerprint import Signatures, fingerprints

_AT_ONCE = 2_000  # rows whose texts are held before they become fingerprints


def answer(rows: Iterable[Row]) -> Iterator[Row]:
    """One answer a row, in order, once all rows are read: a later text may join two clusters.

    Rows that are already failures pass through; a row whose text is not a text is answered with one.
    """
    read: list[Row] = []
    prints: list[Signatures] = []
    texts: list[str] = []
    for row in rows:
        readable = not is_failure(row) and isinstance(row.get("text"), str)
        read.append({"id": row["id"]} if readable else _unreadable(row))
        if readable:
            texts.append(row["text"])
        if len(texts) == _AT_ONCE:
            prints.append(fingerprints(texts))
            texts = []
    prints.append(fingerprints(texts))
    yield from _answers(read, prints)


def _unreadable(row: Row) -> Row:
    return row if is_failure(row) else failure(row["id"], "text must be a text")


def _answers(read: list[Row], prints: list[Signatures]) -> Iterator[Row]:
    ids = [str(row["id"]) for row in read if not is_failure(row)]
    verdicts = iter(cluster(ids, np.concatenate(prints)).verdicts)
    for row in read:
        if is_failure(row):
            yield row
            continue
        verdict = next(verdicts)
        yield {
            "id": row["id"],
            "cluster_id": verdict.cluster_id,
            "kind": verdict.kind,
            "similarity": verdict.similarity,
            "closest_id": verdict.closest_id,
        }
