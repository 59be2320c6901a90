"""Claims: a list to search, and one claim with its evidence in the text of its article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasad.brief import charts
from rasad.markup import Html, fetched, joined, tag
from rasad.page.asked import Asked
from rasad.page.desk import Desk, NothingThere, Row
from rasad.page.evidence import ROLES, Span, marked
from rasad.page.frame import Page, Place, badge, facts, filters, instant, outlet, published, row, said, table

CLAIMS = 25
FILTERS = (
    ("words", "words in it"),
    ("outlet", "outlet id"),
    ("speaker", "speaker id"),
    ("lang", "language"),
    ("batch", "run"),
)


def listed(desk: Desk, asked: Asked, place: Place) -> Page:
    """Claims, newest first."""
    chosen = {name: getattr(asked, name) for name, _ in FILTERS}
    rows = desk.read("claims", **chosen, at=asked.at, key=asked.key, most=CLAIMS + 1)
    names = desk.outlet_names()
    content: list[object] = [
        filters(place, "claims", ((name, label, chosen[name]) for name, label in FILTERS)),
        tag("ol", *(_line(one, names, place) for one in rows[:CLAIMS]), class_="list") if rows else None,
        None if rows else tag("p", "No such claims.", class_="empty"),
    ]
    if len(rows) > CLAIMS:
        last = rows[CLAIMS - 1]
        content.append(
            tag(
                "p",
                place.to("Older claims", "claims", **chosen, at=last["known_at"].isoformat(), key=last["claim_id"]),
                class_="older",
            )
        )
    return Page("Claims", "claims", content)


def one(desk: Desk, asked: Asked, place: Place) -> Page:
    """One claim: what it says, who says it on whose word, and where exactly that stands."""
    found = desk.read("claim", id=asked.id)
    if not found:
        raise NothingThere(f"there is no claim {asked.id!r} in the published snapshot")
    claim = found[0]
    article = _article(desk, claim)
    spans = desk.read("claim_spans", id=asked.id)
    names = desk.outlet_names()
    return Page(
        "Claim",
        "claims",
        [
            said(claim["content_text"], claim["lang"]),
            facts(_known(claim, article, names, place)),
            tag("h2", "Chain"),
            table(
                "From the publisher to the origin",
                ("step", "who", "role", "words that show it", "relation"),
                (_hop(hop) for hop in desk.read("claim_hops", id=asked.id)),
                "No chain is recorded.",
            ),
            tag("h2", "Evidence"),
            _legend({span["role"] for span in spans}),
            tag(
                "article",
                tag("h3", published(article["url_canonical"], fetched(article["title"], article["lang"]))),
                tag(
                    "p",
                    outlet(article["source_id"], names, place),
                    " · ",
                    instant(article["published_at"] or article["seen_at"]),
                    class_="about",
                ),
                *marked(
                    article["body"] or "",
                    [Span(span["start"], span["end"], span["role"]) for span in spans],
                    article["lang"],
                ),
                class_="text",
            ),
            tag("p", "The archived page behind it, verified: ", tag("code", f"make evidence ID={claim['claim_id']}")),
            tag("p", "Why it was read so: ", tag("code", f"make explain ID={claim['claim_id']}")),
        ],
    )


def _article(desk: Desk, claim: Row) -> Row:
    found = desk.read("claim_article", article=claim["article_id"], version=claim["first_version_id"])
    if not found:
        raise NothingThere(f"the article of claim {claim['claim_id']} is not in the published snapshot")
    return found[0]


def speaker(claim: Row) -> Html | str | None:
    """Who says it, as published."""
    if claim["attr_voice"] == "outlet":
        return "the outlet's own words"
    return fetched(claim["speaker_surface"], claim["lang"]) if claim["speaker_surface"] else None


def counted(claim: Row) -> Html:
    """Origins and outlets of the cluster, as marks and in words."""
    origins, outlets = claim["n_origins"], claim["n_outlets"]
    words = f" {origins:,} {'origin' if origins == 1 else 'origins'} · {outlets:,} {'outlet' if outlets == 1 else 'outlets'}"
    return joined(charts.origin_marks(origins, outlets), words)


def _line(claim: Row, names: dict[str, str], place: Place) -> Html:
    who = speaker(claim)
    return tag(
        "li",
        tag(
            "p", place.to(fetched(claim["content_text"], claim["lang"]), "claim", id=claim["claim_id"]), class_="claim"
        ),
        tag(
            "p",
            tag("span", "said by ", who) if isinstance(who, Html) else tag("span", who or "no source named"),
            tag("span", outlet(claim["source_id"], names, place)),
            tag("span", instant(claim["known_at"] if claim["known_at"].year > 1970 else None)),
            tag("span", place.to(counted(claim), "cluster", id=claim["cluster_id"])) if claim["n_origins"] else None,
            tag("span", badge(claim["modality"])) if claim["modality"] != "asserted" else None,
            class_="about",
        ),
    )


def _known(claim: Row, article: Row, names: dict[str, str], place: Place) -> Iterable[tuple[str, Any]]:
    entity = claim["name_en"] or claim["name_fa"] or claim["speaker_entity_id"]
    yield "said by", speaker(claim)
    yield (
        "who that is",
        place.to(fetched(entity), "claims", speaker=claim["speaker_entity_id"]) if claim["speaker_entity_id"] else None,
    )
    yield "with the words", fetched(claim["cue_text"], claim["lang"]) if claim["cue_text"] else None
    yield "published by", outlet(article["source_id"], names, place)
    yield "reported", instant(claim["reported_at"])
    yield "how", joined(badge(claim["quote_type"]), " ", badge(claim["modality"]), " ", badge(claim["polarity"]))
    yield "speech act", str(claim["speech_act"]).lower() if claim["speech_act"] else None
    yield "day it speaks of", claim["event_date"].isoformat() if claim["event_date"] else None
    yield "confidence", f"{claim['confidence']:.2f}" if claim["confidence"] is not None else None
    yield "same claim", place.to("its cluster", "cluster", id=claim["cluster_id"]) if claim["cluster_id"] else None
    yield "run", place.to(claim["run_id"], "run", batch=claim["run_id"])
    yield "id", tag("code", claim["claim_id"])


def _hop(hop: Row) -> Html:
    who = fetched(hop["surface"] or hop["entity_id"]) if hop["surface"] or hop["entity_id"] else badge(hop["anonymity"])
    words = fetched(hop["cue_text"]) if hop["cue_text"] else "–"
    return row(number_of(hop["hop"]), who, str(hop["role"]).replace("_", " "), words, hop["relation"] or "–")


def number_of(hop: int) -> str:
    """A step of the chain in words."""
    return "publisher" if hop == 0 else str(hop)


def _legend(roles: set[str]) -> Html:
    return tag(
        "p",
        "Marked: ",
        *(joined(tag("mark", role, class_=role), " ") for role in ROLES if role in roles),
        class_="legend",
    )
