"""How each outlet's pages of a batch read, beside the days before; and which pages are held back because they read otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date
from statistics import median
from typing import Any

from rasad.stages.clean.columns import masks_of
from rasad.stages.clean.drift import Finding, Measures, drift
from rasad.work import Row, Rows

_ARABIC = range(0x0600, 0x0780)
_MOJIBAKE = 0.001
"""Share of wrongly decoded characters from which a text counts as damaged: three in a page of prose."""

OutletDay = tuple[str, date]


def measure(pages: Rows, outcomes: Mapping[str, Row], versions: Mapping[str, Row]) -> dict[OutletDay, Measures]:
    """The measures of every outlet and day of a batch. `outcomes` by page_id, `versions` by version_id."""
    groups: dict[OutletDay, Rows] = {}
    for page in pages:
        groups.setdefault((page["source_id"], page["first_seen_at"].astimezone(UTC).date()), []).append(page)
    return {group: _measures(group[1], taken, outcomes, versions) for group, taken in groups.items()}


def findings(today: Mapping[OutletDay, Measures], past: Rows) -> dict[OutletDay, tuple[Finding, ...]]:
    """What drifted, by outlet and day; `past` are rows of `measures` of earlier runs."""
    earlier: dict[str, list[Measures]] = {}
    for row in past:
        known = {key: value for key, value in row.items() if key != "source_id"}
        earlier.setdefault(row["source_id"], []).append(Measures(**known))
    found = {group: drift(measures, earlier.get(group[0], [])) for group, measures in today.items()}
    return {group: told for group, told in found.items() if told}


def measure_rows(today: Mapping[OutletDay, Measures]) -> Rows:
    """Rows of `measures`."""
    return [{"source_id": source_id} | asdict(measures) for (source_id, _), measures in sorted(today.items())]


def drift_rows(found: Mapping[OutletDay, Sequence[Finding]]) -> Rows:
    """Rows of `drift`."""
    named = ("measure", "severity", "today", "usual", "lowest", "highest", "n_days", "wording")
    return [
        {"source_id": source_id, "day": day} | {name: getattr(finding, name) for name in named}
        for (source_id, day), told in sorted(found.items())
        for finding in told
    ]


def _measures(day: date, pages: Rows, outcomes: Mapping[str, Row], versions: Mapping[str, Row]) -> Measures:
    ended = [outcomes[page["page_id"]] for page in pages]
    # Pages whose text was known say nothing new about the template; they count as extracted.
    extracted = [row for row in ended if row["outcome"] in ("version", "unchanged")]
    refused = [row for row in ended if row["outcome"] == "rejected"]
    shown = [versions[row["version_id"]] for row in ended if row["outcome"] == "version"]
    letters = Counter(kind for row in shown for kind in _letters(row["body"]))
    persian = [row for row in shown if row["zwnj_expected"] or row["zwnj_suspect_loss"]]
    bodies = Counter(row["norm_sha256"] for row in shown)
    return Measures(
        day=day,
        n_pages=len(pages),
        share_extracted=_share(len(extracted), len(ended)),
        refused_share=_share(len(refused), len(ended)),
        median_length=float(median(row["body_chars"] for row in shown)) if shown else None,
        share_with_title=_share_of(shown, lambda row: row["title"] is not None),
        share_with_date=_share_of(shown, lambda row: row["published_at"] is not None),
        share_with_author=_share_of(shown, lambda row: row["byline"] is not None),
        persian_letter_share=_share(letters[True], letters.total()),
        duplicate_body_share=_share_of(shown, lambda row: bodies[row["norm_sha256"]] > 1),
        boilerplate_share=_share(
            sum(mask.span.end - mask.span.start for row in shown for mask in masks_of(row)),
            sum(row["body_chars"] for row in shown),
        ),
        zwnj_loss_share=_share_of(persian, lambda row: row["zwnj_suspect_loss"]),
        mojibake_share=_share_of(shown, lambda row: row["mojibake"] > _MOJIBAKE),
    )


def _letters(body: str) -> Iterable[bool]:
    return (ord(letter) in _ARABIC for letter in body[:2_000] if letter.isalpha())


def _share_of(rows: Rows, holds: Any) -> float | None:
    return _share(sum(bool(holds(row)) for row in rows), len(rows))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
