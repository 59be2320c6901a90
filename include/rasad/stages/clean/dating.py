"""When an article was published and last changed, from all that its feed, page and address state. Unsure is None, never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from rasad.catalogue import Dates
from rasad.edges.documents import Stated
from rasad.model import Dated
from rasad.stages.clean.evidence import (
    MODIFIED,
    MOST_STATEMENTS,
    PUBLISHED,
    SAME,
    Evidence,
    gather,
    of_address,
    of_feed,
)
from rasad.stages.clean.zones import in_printed_zone, two_clocks

_EARLIEST = date(1990, 1, 1)
_OLD = timedelta(days=2)  # a feed lists what is new: an older day at first sight is a backdated or a late one
_CONFIDENCE = {
    **{"feed": 0.9, "jsonld": 0.85, "meta": 0.85, "script": 0.75, "time": 0.7, "url": 0.7, "visible_text": 0.65},
    "scattered": 0.5,
}
_AGREED = 0.95  # two independent means name the same day
_ANOTHER_TEXT = timedelta(days=3)  # after publication: news is corrected within days, later it is written anew
_CLAMPED = 0.3  # the day of first sight stands in for a stated day that had not come yet
_MOST = 6  # candidates and conflicts kept


def published(
    stated: Iterable[Stated],
    url: str,
    language: str,
    *,
    feed: datetime | None = None,
    fetched_at: datetime | None = None,
    dates: Dates | None = None,
) -> Dated:
    """The publication date of a page, with how it was found.

    Order: feed, JSON-LD, meta, scripts, <time>, visible text, address. The page's printed day decides between two days
    that differ only by the zone. `value` is None, with the candidates, where what is printed contradicts what is stated by
    more than a day (a page that was published again), where two means of the page agree against the feed, and where
    nothing trustworthy is left. What a page states about a day after `fetched_at` (first sight) is no evidence; a feed's
    instant after it becomes first sight itself, flagged `future`. `dates` is what is known of the outlet's habits.
    """
    seen = _aware(fetched_at)
    statements = tuple(islice(stated, MOST_STATEMENTS))
    found, possible = gather(statements, language, PUBLISHED, dates, seen.date() if seen else None, url)
    in_address = of_address(url)
    page = [*found, *([in_address] if in_address else [])]
    plausible = [each for each in page if _plausible(each, seen)]
    evidence = _about_this_article(plausible)
    listed = of_feed(feed, dates) if feed is not None else None
    if listed and listed.day >= _EARLIEST and (_plausible(listed, seen) or not evidence):
        evidence = [listed, *evidence]
    if not evidence:
        late = {each.day for each in page} - {each.day for each in plausible}
        return Dated(None, candidates=_written(sorted({*possible, *late})), conflicts=_labels(page))
    first, others = evidence[0], evidence[1:]
    changed, _ = gather(statements, language, MODIFIED, dates, seen.date() if seen else None)
    if _unsure(first, others) or _rewritten(first, others, changed):
        return Dated(None, candidates=_instants(evidence), conflicts=_labels(evidence))
    first = replace(first, instant=in_printed_zone(first.instant, [*others, *plausible], dates))
    against = [each for each in [*page, *([listed] if listed else [])] if not each.near(first)]
    ignored = ("future",) if listed and listed is not evidence[0] else ()
    return _bounded(_dated(first, evidence, against, ignored), seen)


def modified(
    stated: Iterable[Stated],
    language: str,
    *,
    published: Dated,
    fetched_at: datetime | None = None,
    dates: Dates | None = None,
) -> Dated:
    """When the page says it was last changed. `stated` are its statements of both kinds; labels and places tell them apart.

    None, with the candidates, where the change would lie before the publication or after first sight.
    """
    seen = _aware(fetched_at)
    found, _ = gather(stated, language, MODIFIED, dates, seen.date() if seen else None)
    rank = list(_CONFIDENCE)
    found = sorted((each for each in found if each.method in rank), key=lambda each: rank.index(each.method))
    after = [each for each in found if _plausible(each, seen) and not _is_before(each, published)]
    if not after:
        return Dated(None, candidates=_instants(found), conflicts=_labels(found))
    against = [each for each in found if not each.near(after[0])]
    return _bounded(_dated(after[0], after, against, ()), seen)


def _aware(instant: datetime | None) -> datetime | None:
    return instant if instant is None or instant.tzinfo else instant.replace(tzinfo=UTC)


def _plausible(found: Evidence, seen: datetime | None) -> bool:
    """Whether a day is neither before the web nor after first sight and the day's difference that zones make."""
    if found.day < _EARLIEST:
        return False
    return seen is None or (found.instant.value <= seen + SAME and found.day <= seen.date() + SAME)


def _about_this_article(found: list[Evidence]) -> list[Evidence]:
    """The evidence without the <time>s that stand elsewhere; one of those counts where it is near the day in the address.

    Dates that stand anywhere on the page count where nothing better does, and they all name one day.
    """
    sure = [each for each in found if each.method not in ("elsewhere", "scattered")]
    if any(each.method != "url" for each in sure):
        return sure
    near = [each for each in found if each.method == "elsewhere" and any(each.near(other) for other in sure)]
    loose = [each for each in found if each.method == "scattered" and all(each.near(other) for other in sure)]
    return [*(replace(each, method="time") for each in near), *(sure or loose)]


def _unsure(first: Evidence, others: Sequence[Evidence]) -> bool:
    if first.method == "feed":
        means = {each.method for each in others}
        return (
            len(means) > 1 and not any(each.near(first) for each in others) and all(e.near(others[0]) for e in others)
        )
    printed = [each for each in others if each.method in ("time", "visible_text")]
    if printed and not any(each.near(first) for each in printed):
        return True
    in_url = [each for each in others if each.method == "url"]
    if in_url and not any(each.near(first) for each in others):
        return True
    twin = two_clocks(first, others)
    return twin is not None and not any(each.day in (first.day, twin.day) for each in others if each is not twin)


def _rewritten(first: Evidence, others: Sequence[Evidence], changed: Sequence[Evidence]) -> bool:
    """Whether the page prints no day of publication but one of change, so much later that its text is another one."""
    if first.method == "feed" or any(each.method in ("time", "visible_text") for each in [first, *others]):
        return False
    return any(each.method in ("time", "visible_text") and each.day - first.day > _ANOTHER_TEXT for each in changed)


def _dated(first: Evidence, evidence: Sequence[Evidence], against: Sequence[Evidence], flags: tuple[str, ...]) -> Dated:
    instant = first.instant
    offset = instant.value.utcoffset() if instant.precision != "day" else None
    agreed = any(each.method != first.method and each.day == instant.value.date() for each in evidence[1:])
    candidates = _instants(evidence)
    return Dated(
        value=instant.value,
        precision=instant.precision,
        method={"time": "meta", "scattered": "visible_text"}.get(first.method, first.method),
        calendar=instant.calendar,
        confidence=_AGREED if agreed else _CONFIDENCE[first.method],
        candidates=candidates if len(candidates) > 1 else (),
        as_written=" ".join(first.text.split()) or None,
        utc_offset_min=None if offset is None else int(offset.total_seconds()) // 60,
        flags=(*flags, *((instant.assumed,) if instant.assumed else ())),
        conflicts=_labels(against),
    )


def _bounded(dated: Dated, seen: datetime | None) -> Dated:
    """The date brought back to first sight where it lies after it, flagged; a feed's old day flagged too."""
    if dated.value is None or seen is None:
        return dated
    if dated.value <= seen or (dated.precision == "day" and dated.value.date() <= seen.date() + SAME):
        backdated = dated.method == "feed" and dated.value < seen - _OLD
        return replace(dated, flags=(*dated.flags, "backdated")) if backdated else dated
    return replace(
        dated,
        value=seen.astimezone(dated.value.tzinfo),
        stated=dated.value,
        flags=(*dated.flags, "future"),
        confidence=dated.confidence if dated.value <= seen + SAME else _CLAMPED,
    )


def _is_before(found: Evidence, published: Dated) -> bool:
    return published.value is not None and found.day < published.value.date() - SAME


def _instants(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.instant.value.isoformat() for each in evidence))[:_MOST]


def _written(days: Sequence[date]) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in days)[:_MOST]


def _labels(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.label() for each in evidence))[:_MOST]
