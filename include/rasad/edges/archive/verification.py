"""The daily proof: a sample of rows, each against the record that it points at."""

from __future__ import annotations

from datetime import datetime

from rasad.edges.archive.place import Damaged, Missing, Place
from rasad.edges.archive.reading import record
from rasad.edges.archive.shelf import Root
from rasad.work import Row, Rows


def verify_sample(root: Root, rows: Rows, now: datetime) -> Rows:
    """One verdict a row, in the order given: is the record there, readable, and of the digest that the row states?

    Rows need fetch_id, archive_file, archive_offset, payload_sha256. Verdicts: verified, missing, damaged, with a detail.
    """
    return [_verdict(root, row, now) for row in rows]


def _verdict(root: Root, row: Row, now: datetime) -> Row:
    verdict, detail = _judged(root, row)
    return {
        "fetch_id": row["fetch_id"],
        "archive_file": row["archive_file"],
        "archive_offset": row["archive_offset"],
        "verified_at": now,
        "verdict": verdict,
        "detail": detail,
    }


def _judged(root: Root, row: Row) -> tuple[str, str]:
    if row["archive_file"] is None or row["archive_offset"] is None:
        return "missing", "the row names no record"
    try:
        found = record(root, Place(row["archive_file"], row["archive_offset"], row["payload_sha256"] or ""))
    except Missing as error:
        return "missing", str(error)
    except Damaged as error:
        return "damaged", str(error)
    if found.sha256 != row["payload_sha256"]:
        return "damaged", f"the row states {row['payload_sha256']}, the record holds {found.sha256}"
    if found.block_holds is False:
        return "damaged", "status or header fields are not those that were written"
    return "verified", ""
