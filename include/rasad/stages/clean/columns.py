"""An article version, and an edit, as the columns of their tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version

from rasad.model import Article, Dated, Mask, Span
from rasad.stages.clean.diff import Change, diff_sentences
from rasad.stages.clean.fidelity import fidelity
from rasad.text.normalise import fold_key
from rasad.work import Row, Rows


def version_row(page: Row, article_id: str, version_id: str, article: Article) -> Row:
    """One row of `article_versions`."""
    return {
        "version_id": version_id,
        "article_id": article_id,
        "page_id": page["page_id"],
        "title": article.title,
        "byline": article.byline,
        "body": article.text,
        "body_chars": len(article.text),
        "boilerplate": json.dumps(
            [{"start": mask.span.start, "end": mask.span.end, "kind": mask.kind} for mask in article.boilerplate]
        ),
        **_published(article.published),
        **_modified(article.modified),
        "extractor": "trafilatura",
        "extractor_version": version("trafilatura"),
        **asdict(fidelity(article.text, article.title, None, article.language)),
        "norm_sha256": hashlib.sha256(" ".join(fold_key(article.text).split()).encode()).hexdigest(),
        "seen_at": page["first_seen_at"],
    }


def edit_rows(previous: Row, current: Row, language: str) -> Rows:
    """The rows of `edits` between two rows of `article_versions`, in the order of the newer text."""
    old, new = str(previous["body"]), str(current["body"])
    diff = diff_sentences(old, new, language, old_masks=masks_of(previous), new_masks=masks_of(current))
    found = [
        *(_edit("added", None, span, old, new) for span in diff.added),
        *(_edit("removed", span, None, old, new) for span in diff.removed),
        *(row for kind in ("changed", "respelled", "moved") for row in _paired(kind, getattr(diff, kind), old, new)),
    ]
    found.sort(key=lambda row: (row["new_start"] is None, row["new_start"] or 0, row["old_start"] or 0))
    ids = {"version_id": current["version_id"], "previous_version_id": previous["version_id"]}
    return [ids | row | {"ordinal": ordinal} for ordinal, row in enumerate(found)]


def masks_of(row: Row) -> tuple[Mask, ...]:
    """The masks of a row of `article_versions`."""
    stored = row["boilerplate"] or []
    listed = json.loads(stored) if isinstance(stored, str) else stored
    return tuple(Mask(Span(mask["start"], mask["end"]), mask["kind"]) for mask in listed)


def _published(dated: Dated) -> Row:
    return {
        "published_at": dated.value,
        "published_precision": dated.precision,
        "published_method": dated.method,
        "published_confidence": dated.confidence,
        "published_candidates": list(dated.candidates),
        "published_as_written": dated.as_written,
        "published_utc_offset_min": dated.utc_offset_min,
        "published_flags": list(dated.flags),
        "published_conflicts": list(dated.conflicts),
        "published_stated_at": dated.stated,
        "calendar_as_written": dated.calendar if dated.value else None,
    }


def _modified(dated: Dated) -> Row:
    return {
        "modified_at": dated.value,
        "modified_precision": dated.precision,
        "modified_method": dated.method,
        "modified_confidence": dated.confidence,
        "modified_calendar": dated.calendar if dated.value else None,
        "modified_as_written": dated.as_written,
    }


def _paired(kind: str, changes: Sequence[Change], old: str, new: str) -> Iterator[Row]:
    for change in changes:
        yield _edit(kind, change.old, change.new, old, new) | {
            "similarity": change.similarity,
            "is_moved": change.moved or kind == "moved",
            "words": json.dumps(
                [{"old": [w.old.start, w.old.end], "new": [w.new.start, w.new.end]} for w in change.words]
            ),
            "numbers": json.dumps(
                [
                    {
                        "old": number.old_surface,
                        "new": number.new_surface,
                        "old_value": number.old_value,
                        "new_value": number.new_value,
                    }
                    for number in change.numbers
                ],
                ensure_ascii=False,
            ),
        }


def _edit(kind: str, was: Span | None, now: Span | None, old: str, new: str) -> Row:
    return {
        "kind": kind,
        "old_start": was.start if was else None,
        "old_end": was.end if was else None,
        "new_start": now.start if now else None,
        "new_end": now.end if now else None,
        "old_text": was.of(old) if was else None,
        "new_text": now.of(new) if now else None,
        "similarity": None,
        "is_moved": False,
    }
