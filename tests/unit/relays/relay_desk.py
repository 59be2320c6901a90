"""Invented outlets and articles for the tests of relays: nobody and nothing here exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from rasad.catalogue import Outlet
from rasad.gazetteer import Entity, Gazetteer
from rasad.stages.dedupe import cluster
from rasad.stages.dedupe.relation import Link
from rasad.stages.dedupe.relays import Copies, find
from rasad.stages.dedupe.traces import Publishers, Trace, from_row, publishers, to_row, tracer
from rasad.text.fingerprint import fingerprints
from rasad.text.likeness import compare

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def outlet(
    name: str, persian: str, *, group: str = "", kind: str = "domestic-private", weak: tuple[str, ...] = ()
) -> Outlet:
    return Outlet.model_validate(
        {
            "id": f"med:{name.lower().replace(' ', '-')}",
            "name": {"en": name, "fa": persian},
            "domain": f"{name.lower().replace(' ', '')}.example",
            "languages": ["en", "fa"],
            "country": "IR",
            "affiliation": {"class": kind, "source": "invented"},
            "publisher_group": group or name.lower().replace(" ", "-"),
            "aliases": weak,
            "weak": weak,
        }
    )


@lru_cache(maxsize=1)
def press() -> Publishers:
    """Six outlets: a daily and its English edition, two others, an agency, and one whose name is also a word."""
    known = (
        outlet("Lanport Daily", "روزنامه لنپورت", group="lanport"),
        outlet("Lanport English", "لنپورت انگلیسی", group="lanport"),
        outlet("Gull Review", "مرور کاکایی"),
        outlet("Harbour Post", "پست بندرگاه"),
        outlet("Tern News Agency", "خبرگزاری پرستودریایی", kind="wire"),
        outlet("Saffron Weekly", "هفته‌نامه زعفران", weak=("زعفران",)),
    )
    return publishers({one.id: one for one in known})


@lru_cache(maxsize=1)
def who_is_who() -> Gazetteer:
    names = (
        ("per:mirza-kolahduz", "person", "Mirza Kolahduz", "میرزا کلاه‌دوز"),
        ("plc:lanport", "place", "Lanport", "لنپورت"),
        ("org:ferry-board", "org", "Ferry Board", "هیئت کشتیرانی گذرگاه"),
    )
    entities = [
        Entity.model_validate({"id": each, "type": kind, "name": {"en": en, "fa": fa}}) for each, kind, en, fa in names
    ]
    return Gazetteer({one.id: one for one in entities}, "test")


def article(
    text: str, source: str, *, at: datetime | None = MONDAY, language: str = "en", **facts: Any
) -> dict[str, Any]:
    """One version as the stage takes it; its ids are its outlet and what `facts` say."""
    name = facts.pop("id", source)
    return {
        "version_id": name,
        "article_id": facts.pop("article", name),
        "source_id": f"med:{source}",
        "lang": language,
        "url_canonical": f"https://{source}.example/{name}",
        "title": None,
        "byline": None,
        "body": text,
        "boilerplate": None,
        "published_at": at,
        "published_precision": "minute" if at else None,
        "seen_at": (at or MONDAY) + timedelta(minutes=20),
    } | facts


def links(*articles: dict[str, Any], past: int = 0) -> tuple[Link, ...]:
    """The links among articles; the first `past` of them are remembered from what is stored."""
    trace = tracer(press(), who_is_who())
    bodies = [one["body"] for one in articles]
    prints = dict(zip((one["version_id"] for one in articles), fingerprints(bodies), strict=True))
    verdicts = cluster([one["version_id"] for one in articles], fingerprints(bodies)).verdicts
    copies = Copies(
        clusters={each.id: each.cluster_id for each in verdicts},
        nearest={each.id: (each.closest_id, each.kind, each.similarity) for each in verdicts if each.closest_id},
    )

    def wording(one: Trace, other: Trace) -> float:
        pair = fingerprints([bodies[list(prints).index(each.version_id)] for each in (one, other)])
        return float(compare(pair[:1], pair[1:]).contained[0])

    traces = [trace(one) for one in articles]
    stored = [from_row(to_row(one) | row) for one, row in zip(traces[:past], articles[:past], strict=True)]
    known = find([], traces[:past], copies, press(), wording)
    sources: dict[str, set[str]] = {}
    for link in known:
        if link.is_retelling:
            sources.setdefault(link.later.version_id, set()).add(link.earlier.version_id)
    return find(stored, traces[past:], copies, press(), wording, sources)


def said(found: Sequence[Link]) -> list[tuple[str, str, str, str]]:
    """Links in short: later, earlier, kind, certainty."""
    return [(one.later.version_id, one.earlier.version_id, one.kind, one.direction.certainty) for one in found]
