"""The text stages as Unix filters: one JSON object a line in, one out, in the same order, never fewer.

A line that cannot be used is answered with {"id", "status": "error", "reason"}; it never stops the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, TextIO

Row = dict[str, Any]
Answer = Callable[[Iterable[Row]], Iterator[Row]]

TEXT_STAGES = ("clean", "dedupe", "tag", "claims")


def stage_filter(stage: str) -> Answer:
    """The filter of one text stage. Imports only what that stage needs, so that `stage tag` starts quickly."""
    answer: Answer = import_module(f"rasad.stages.{stage}.lines").answer
    return answer


def run(stage: str, lines: TextIO | None = None, out: TextIO | None = None) -> None:
    """Answer every line of `lines` (default: standard input), in order, on `out` (default: standard output)."""
    out = out or sys.stdout
    rows = (parse(line, number) for number, line in enumerate(lines or sys.stdin, 1) if line.strip())
    written = json.JSONEncoder(ensure_ascii=False, default=str).encode
    for row in stage_filter(stage)(rows):
        out.write(written(row) + "\n")
    out.flush()


def is_failure(row: Row) -> bool:
    """Whether a row is already the answer to a line that could not be read; a stage passes it through untouched."""
    return row.get("status") == "error"


def parse(line: str, number: int) -> Row:
    """One input line as a row, or the error row that answers it."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return failure(f"line-{number}", f"not JSON: {error}")
    if not isinstance(row, dict) or "id" not in row:
        return failure(f"line-{number}", "a line must be a JSON object with an id")
    return row


def failure(row_id: Any, reason: str) -> Row:
    """The answer to a line that cannot be used."""
    return {"id": row_id, "status": "error", "reason": reason}
